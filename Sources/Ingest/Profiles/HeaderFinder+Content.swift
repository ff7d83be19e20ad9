internal import PaymentGraph

/// The judgement of one header.
extension HeaderFinder {
  /// Judges a file by its header.
  ///
  /// Columns of the command line come first where all of them are there: a user looked at this file. Where one is
  /// missing, the file may be one that a profile knows; only where none does, the missing column is reported.
  func content(_ header: HeaderNames, isFirst: Bool) -> Judgement {
    if header.matches(["account", "role"]) { return .kind(.accounts(header)) }
    if header.matches(PartyDecisionsReader.signature) { return .kind(.decisions(header)) }
    if ClaimsReader.knows(header, isFirst: isFirst),
      mapping?.columns.isEmpty ?? true || header.unique.first == "claim"
    {
      return .kind(.claims(header))
    }
    if let chosen {
      guard chosen.missing(in: header).isEmpty, chosen.cells.isEmpty else { return .nothing }
      return content(of: header, by: chosen, reason: "profile \(chosen.name), as requested")
    }
    var judgement = Judgement.nothing
    if let mapping, !mapping.columns.isEmpty, !mapping.isPositional {
      judgement = plan(Profile(mapping: mapping, on: header), header)
      if case .kind = judgement { return judgement }
    }
    let known = known(header)
    if case .nothing = known { return judgement }
    if case .lack = known, case .lack = judgement { return judgement }
    return known
  }

  /// Judges a header by the profiles and words that this program knows.
  private func known(_ header: HeaderNames) -> Judgement {
    let isCanonical = header.matches(Profile.canonical.signature)
    // A profile of the user's own that knows more names of the header wins over the canonical form.
    if isCanonical,
      library.own.allSatisfy({
        ($0.fit(header, file: name) ?? 0) <= Profile.canonical.signature.count
      })
    {
      return plan(Profile.canonical, header)
    }
    // A header of one name is more often a sentence than a table.
    guard header.written.count > 1 else { return .nothing }
    if let match = library.match(header, file: name, asked: asked) {
      guard match.equals.isEmpty else { return .tie([match.document.name] + match.equals) }
      return content(of: header, by: match.document, reason: reason(match), match.passedOver)
    }
    if !library.lookups(for: header).isEmpty { return .kind(.lookup(header)) }
    if let profile = EdgeList.profile(for: header, constants: mapping?.constants ?? [:]) {
      return plan(profile, header)
    }
    return .nothing
  }

  /// Reads a header by a profile that knows it.
  private func content(
    of header: HeaderNames, by document: ProfileDocument, reason: String,
    _ passedOver: [String] = []
  ) -> Judgement {
    let standBack = passedOver.map {
      "your profile \($0) knows fewer names of the header; --profile \(name)=\($0) uses it anyway"
    }
    switch document {
    case .ledger(let profile):
      let judgement = plan(profile, header)
      guard case .kind(.transfers(var plan)) = judgement else { return judgement }
      plan.decisions = [reason] + decisions(profile) + standBack
      return .kind(.transfers(plan))
    case .statement(var profile):
      var notes = standBack
      if let code = mapping?.constants[.currency], ownConstants.contains(.currency),
        let own = profile.fields.constantCurrency, own.code != code.uppercased()
      {
        profile.fields.constantCurrency = Currency(code.uppercased())
        notes.append(
          "amounts are in \(code), as requested; profile \(profile.name) says \(own.code)")
      }
      let words = ([reason] + notes).joined(separator: "; ")
      guard let plan = StatementPlan(profile, on: header, reason: words) else { return .nothing }
      return .kind(.statement(plan, preamble: []))
    }
  }

  /// Returns a profile's plan for a header, with the values that the command line gives to all rows.
  private func plan(_ profile: Profile, _ header: HeaderNames) -> Judgement {
    var profile = profile
    for (field, value) in mapping?.constants ?? [:] {
      let hasColumn = (profile.columns[field] ?? []).contains { header.position(of: $0) != nil }
      // A value that the file's own rows give is not overruled; a currency fills the cells that are empty.
      if hasColumn, field != .currency, !profile.isMapping { continue }
      if profile.constants[field] == nil || ownConstants.contains(field) {
        profile.constants[field] = value
      }
    }
    do throws(ColumnPlan.Lack) {
      return .kind(.transfers(try ColumnPlan(profile, on: header)))
    } catch {
      return .lack(error)
    }
  }

  private func reason(_ match: ProfileLibrary.Match) -> String {
    let rivals = match.rivals.map { "; \($0), which is built in, knows it too" }.joined()
    return chosenReason(match) + rivals
  }

  private func chosenReason(_ match: ProfileLibrary.Match) -> String {
    var words = "profile \(match.document.name)\(match.isOwn ? ", which is your own" : "")"
    if asked.contains(match.document.name) { return words + ", as requested" }
    words += ": the header has all its \(match.fit) names"
    if case .ledger(let profile) = match.document, profile.file != nil {
      words += ", and the file's name is that of such files"
    }
    return words
  }

  func tie(_ names: [String], _ path: String) -> IngestError {
    IngestError(
      .twoReadings, path: path,
      "your profiles \(names.joined(separator: " and ")) know the header equally well; choose with "
        + names.map { "--profile \(name)=\($0)" }.joined(separator: " or "))
  }
}

extension Profile {
  /// Makes the profile for a header from a mapping on the command line.
  ///
  /// Columns that have the names of the canonical form need no mapping.
  init(mapping: ColumnMapping, on header: HeaderNames) {
    var columns = mapping.columns.mapValues { $0.map(HeaderNames.reference) }
    for field in Field.allCases
    where columns[field] == nil && mapping.constants[field] == nil && field != .until
      && field != .count
    {
      let name = HeaderNames.normal(field.rawValue)
      if header.count(of: name) == 1 { columns[field] = [name] }
    }
    self.init(
      name: "mapping from the command line", signature: [], columns: columns,
      constants: mapping.constants, decidesColumns: true)
    isMapping = true
  }
}
