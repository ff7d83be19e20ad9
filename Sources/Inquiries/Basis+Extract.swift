internal import FundTracing
internal import Lake
internal import PaymentGraph

/// The comparison of questions with an extract of a lake: a new question has to say here what it needs.
extension Inquiry {
  /// Refuses a question that an extract does not cover; every question passes where the files are no extract.
  func checkExtract(in basis: Basis) throws(InquiryError) {
    guard let extract = basis.ledger.extract else { return }
    if let reason = Coverage(of: extract.manifest).refusal(of: try need(in: basis)) {
      throw .refused(reason)
    }
  }

  private func need(in basis: Basis) throws(InquiryError) -> ExtractNeed {
    switch self {
    case .sinks(let question):
      return try walks(question.walks, from: question.victims, scope: question.scope, in: basis)
    case .reach(let question):
      guard question.to == nil else { return ExtractNeed(.everything("reach --to")) }
      return try walks(
        question.walks, from: Victims(question.from), scope: question.scope, in: basis)
    case .path(let question):
      guard !question.inAnyOrder else {
        return ExtractNeed(.everything("path --ties any-order"))
      }
      return try walks(
        question.walks, from: Victims(question.from), scope: question.scope, in: basis)
    case .explain(let question): return try need(of: question, in: basis)
    case .trace(let question):
      var need = try amounts(
        question.pooling, from: question.victims, scope: question.scope, in: basis)
      if question.pool != nil { need.records = .everything("a distribution of a pool") }
      return need
    case .match(let question):
      var need = ExtractNeed(
        .books(
          try question.account.map { choice throws(InquiryError) in
            try keys(choice, in: basis)
          }))
      need.scope = try question.scope.view(of: basis)
      return need
    case .patterns, .patternPicture: return ExtractNeed(.everything("a screening for patterns"))
    case .compromise, .compromisePicture:
      return ExtractNeed(.everything("the comparison of how victims were chosen"))
    case .accounts: return ExtractNeed(.everything("a list of accounts with their sums"))
    case .sums: return ExtractNeed(.everything("a list of sums"))
    case .parties: return ExtractNeed(.everything("the search for accounts of one party"))
    case .transfers: return ExtractNeed(.loaded)
    case .flow(let question):
      return try need(of: question.payments, scope: question.scope, in: basis)
    case .sankey(let question):
      return try need(of: question.payments, scope: question.scope, in: basis)
    case .timeline(let question):
      return try need(of: question.payments, scope: question.scope, in: basis)
    case .matrix(let question):
      guard question.rule != nil else {
        return try walks(question.walks, from: question.victims, scope: question.scope, in: basis)
      }
      return try amounts(
        question.walks.pooling, from: question.victims, scope: question.scope, in: basis)
    case .walk(let question):
      return try amounts(question.pooling, from: question.victims, scope: question.scope, in: basis)
    case .neighbourhood: return ExtractNeed(.everything("the drawing of who paid an account"))
    }
  }

  private func need(of question: Explain, in basis: Basis) throws(InquiryError) -> ExtractNeed {
    if question.list != nil { return ExtractNeed(.everything("the evidence for a list")) }
    if question.row != nil { return ExtractNeed(.everything("the evidence for a pattern")) }
    if question.link != nil { return ExtractNeed(.books(nil)) }
    if question.rule != nil {
      return try amounts(question.pooling, from: question.victims, scope: question.scope, in: basis)
    }
    var rules = Walks()
    (rules.limits, rules.pooling) = (question.limits, question.pooling)
    return try walks(rules, from: question.victims, scope: question.scope, in: basis)
  }

  private func need(
    of payments: Payments, scope: Scope, in basis: Basis
  ) throws(InquiryError) -> ExtractNeed {
    if payments.whole { return ExtractNeed(.everything("a drawing of all payments")) }
    if payments.to != nil { return ExtractNeed(.everything("a drawing of where money came from")) }
    return try walks(
      payments.walks, from: payments.from.map { Victims($0) } ?? payments.victims, scope: scope,
      in: basis)
  }

  private func walks(
    _ walks: Walks, from victims: Victims, scope: Scope, in basis: Basis
  ) throws(InquiryError) -> ExtractNeed {
    var need = try self.need(.walks, pooling: walks.pooling, from: victims, scope: scope, in: basis)
    need.maxHops = walks.limits.maximumHops
    need.limitsWaits = walks.limits.longestWait != nil
    return need
  }

  private func amounts(
    _ pooling: Pooling, from victims: Victims, scope: Scope, in basis: Basis
  ) throws(InquiryError) -> ExtractNeed {
    try need(.amounts, pooling: pooling, from: victims, scope: scope, in: basis)
  }

  private func need(
    _ records: ExtractNeed.Records, pooling: Pooling, from victims: Victims, scope: Scope,
    in basis: Basis
  ) throws(InquiryError) -> ExtractNeed {
    var need = ExtractNeed(records)
    let view = try scope.view(of: basis)
    need.scope = view
    need.poolsAreOrdinary = pooling.asOrdinary
    need.infersLinks = !pooling.recordedLinks
    let ledger = basis.ledger
    if victims.accounts == nil, let claims = basis.claims {
      let payers = Set(claims.map { ledger.transfer($0).payer.key })
      need.start = .claims(claims.count, of: payers.sorted())
    } else {
      let sources = try victims.sources(in: view, of: basis)
      need.start = .payments(of: sources.map { ledger.account($0.account).key })
    }
    return need
  }

  private func keys(_ choice: AccountChoice, in basis: Basis) throws(InquiryError) -> [String] {
    try choice.accounts(in: basis.view, of: basis).map { basis.ledger.account($0).key }
  }
}
