internal import Foundation
internal import FundTracing
internal import Inquiries
internal import Patterns
internal import PaymentGraph
internal import Reports

/// Finds the figures of an answer, each with all payments that it rests on.
///
/// A court adds up what is cited. So a sum cites each payment that is part of it, not only those that show that a walk
/// exists; walks are cited beside them.
struct FigureCitations {
  let inquiry: Inquiry
  let answer: InquiryAnswer
  let basis: Basis
  /// The answer in JSON, whose amounts are those on record.
  let json: [UInt8]

  /// Returns the figures in the order of the answer.
  func figures() throws(CommandFailure) -> [CitedFigure] {
    switch answer {
    case .sinks(let answer, _): return try sinks(answer)
    case .reach(let answer, _): return reach(answer)
    case .accounts(let shown, _, let view, _): return shown.flatMap { sums(of: $0, in: view) }
    case .sums(let sums, let view, _): return sums.map { sum($0, in: view) }
    case .patterns(let answer, _): return patterns(answer)
    case .tracing(let tracing, _, _, _, _): return try holdings(tracing)
    case .comparison(let comparison): return try holdings(comparison)
    default: return CitedRows(json).figures
    }
  }

  private var ledger: Ledger { basis.ledger }

  private func key(_ account: AccountID) -> String { ledger.account(account).key }

  /// Asks an engine; its refusal is the command's.
  private func ask<Value>(
    _ engine: () throws(FundTracingError) -> Value
  ) throws(CommandFailure) -> Value {
    do throws(FundTracingError) {
      return try engine()
    } catch {
      throw CommandFailure(error.description)
    }
  }

  private func sources(
    _ victims: Inquiry.Victims, in view: LedgerView
  ) throws(CommandFailure) -> [Source] {
    do throws(InquiryError) {
      return try victims.sources(in: view, of: basis)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  // MARK: Payments

  /// The side of a payment that counts.
  private enum Side { case sent, received }

  /// Returns payments with the amounts that they add; those of other currencies are left out.
  private func adding(
    _ transfers: [TransferID], _ side: Side, in currency: Currency
  ) -> [CitedFigure.Payment] {
    transfers.compactMap { id in
      let transfer = ledger.transfer(id)
      let money = side == .sent ? transfer.sent : transfer.received
      guard money.currency == currency else { return nil }
      return payment(transfer, as: .addsUp, adding: money)
    }
  }

  private func steps(
    _ transfers: [TransferID], _ part: CitedFigure.Part
  ) -> [CitedFigure.Payment] {
    transfers.map { payment(ledger.transfer($0), as: part) }
  }

  /// Returns the payments that give some payments back, in ledger order.
  private func returns(of transfers: [TransferID]) -> [CitedFigure.Payment] {
    let given = Set(transfers.flatMap { ledger.transfer($0).returns.map(\.id) })
    return steps(given.subtracting(transfers).sorted(), .givesBack)
  }

  private func payment(
    _ transfer: Transfer, as part: CitedFigure.Part, adding money: Money? = nil
  ) -> CitedFigure.Payment {
    CitedFigure.Payment(
      part: part, name: transfer.name, amount: money?.decimalText ?? "",
      currency: money?.currency.code ?? "",
      rows: transfer.evidence.map { citation in
        CitedFigure.Row(
          file: citation.file.path, digest: citation.file.digest.hex, line: citation.line,
          firstByte: citation.byteRange.lowerBound,
          lastByte: max(citation.byteRange.lowerBound, citation.byteRange.upperBound - 1))
      })
  }

  // MARK: Walks

  private func sinks(_ answer: SharedSinks) throws(CommandFailure) -> [CitedFigure] {
    guard case .sinks(let question) = inquiry else { return [] }
    let sources = try sources(question.victims, in: answer.scope)
    var figures: [CitedFigure] = []
    for sink in answer.sinks {
      let proof = try ask { () throws(FundTracingError) in
        try answer.scope.explain(sink.account, of: sources, rules: answer.rules)
      }
      let flow = try ask { () throws(FundTracingError) in
        try answer.scope.flow(from: sources, to: [sink.account], rules: answer.rules)
      }
      let arrivals = Set(sink.transfers)
      let walks = Set(proof.witnesses.flatMap(\.walk.transfers)).subtracting(arrivals)
      let others = flow.transfers.filter { !arrivals.contains($0) && !walks.contains($0) }
      let steps =
        steps(walks.sorted(), .walk) + steps(others, .otherWalk)
        + returns(of: sink.transfers + walks + others)
      for received in sink.received.lines {
        figures.append(
          CitedFigure(
            kind: "received", account: key(sink.account), amount: received.decimalText,
            currency: received.currency.code, grade: sink.grade.letter,
            payments: adding(sink.transfers, .received, in: received.currency) + steps))
      }
    }
    return figures
  }

  private func reach(_ answer: FundTracing.Reach) -> [CitedFigure] {
    answer.accounts.flatMap { reached in
      reached.received.lines.map { received in
        CitedFigure(
          kind: "received", account: key(reached.account), amount: received.decimalText,
          currency: received.currency.code, grade: reached.grade.letter,
          payments: adding(reached.transfers, .received, in: received.currency)
            + returns(of: reached.transfers))
      }
    }
  }

  // MARK: Lists

  private func sums(of account: AccountID, in view: LedgerView) -> [CitedFigure] {
    func transfers(_ index: AdjacencyIndex) -> [TransferID] {
      index[account.position].map(Int.init).filter { view.contains($0) }.map { TransferID($0) }
    }
    func figures(_ kind: String, of transfers: [TransferID], _ side: Side) -> [CitedFigure] {
      var totals = MoneyTotals()
      for id in transfers {
        let transfer = ledger.transfer(id)
        totals.add(side == .sent ? transfer.sent : transfer.received)
      }
      return totals.lines.map { total in
        CitedFigure(
          kind: kind, account: key(account), amount: total.decimalText,
          currency: total.currency.code, payments: adding(transfers, side, in: total.currency))
      }
    }
    return figures("received", of: transfers(ledger.incoming), .received)
      + figures("paid", of: transfers(ledger.outgoing), .sent)
  }

  private func sum(_ sum: PaymentSum, in view: LedgerView) -> CitedFigure {
    let transfers = ledger.outgoing[sum.payer.position].map(Int.init).filter {
      view.contains($0) && ledger.transfer(TransferID($0)).beneficiary.id == sum.beneficiary
    }
    var total = MoneyTotals()
    total.add(sum.sent, in: sum.currency)
    return CitedFigure(
      kind: "paid", account: "\(key(sum.payer)) to \(key(sum.beneficiary))",
      amount: total.lines.first?.decimalText ?? "0", currency: sum.currency.code,
      payments: adding(transfers.map { TransferID($0) }, .sent, in: sum.currency))
  }

  // MARK: Patterns

  private func patterns(_ answer: PatternAnswer) -> [CitedFigure] {
    var figures: [CitedFigure] = []
    for (number, row) in answer.rows.enumerated() {
      let accounts = row.accounts.map(key).joined(separator: ";")
      func add(_ kind: String, _ totals: [MoneyTotal], of transfers: [TransferID]) {
        let transfers = Set(transfers).sorted()
        let beside = steps(row.receipts, .beside)
        for total in totals {
          // A leg counts what left its payers, or what arrived where that is what its pattern compares.
          let side = [Side.sent, .received].first {
            self.total(transfers, $0, in: total.currency) == total.minorUnits
          }
          figures.append(
            CitedFigure(
              kind: "\(row.pattern.rawValue), row \(number + 1)\(kind)", account: accounts,
              amount: total.decimalText, currency: total.currency.code, grade: row.grade.letter,
              payments: (side.map { adding(transfers, $0, in: total.currency) }
                ?? steps(transfers, .beside)) + beside))
        }
      }
      add("", row.amounts, of: row.transfers)
      add(", onward", row.onwardAmounts, of: row.onward)
      if case .pairs(_, _, _, let passed) = row.shape {
        for total in passed {
          figures.append(
            CitedFigure(
              kind: "\(row.pattern.rawValue), row \(number + 1), passed at most", account: accounts,
              amount: total.decimalText, currency: total.currency.code, grade: row.grade.letter,
              payments: steps(Set(row.transfers + row.onward).sorted(), .beside)))
        }
      }
    }
    for one in answer.prices?.unreported ?? [] {
      figures.append(price("not reported", at: ledger.transfer(one).beneficiary.id, paidBy: one))
    }
    for sister in answer.prices?.sisters ?? [] {
      figures += sister.transfers.map { price("sister account", at: sister.account, paidBy: $0) }
    }
    // The most that can have gone between two accounts is no sum of payments, and cites none.
    for one in answer.splitMerges {
      figures += one.atMost.map { total in
        CitedFigure(
          kind: "split-merge, at most", account: "\(key(one.source)) to \(key(one.sink))",
          amount: total.decimalText, currency: total.currency.code)
      }
    }
    return figures
  }

  private func price(
    _ found: String, at account: AccountID, paidBy transfer: TransferID
  ) -> CitedFigure {
    let (name, sent) = (ledger.transfer(transfer).name, ledger.transfer(transfer).sent)
    return CitedFigure(
      kind: "repeated-price, \(found): \(name)", account: key(account), amount: sent.decimalText,
      currency: sent.currency.code, grade: Grade.c.letter,
      payments: adding([transfer], .sent, in: sent.currency))
  }

  /// Returns the sum of one side of payments in a currency, in minor units.
  private func total(_ transfers: [TransferID], _ side: Side, in currency: Currency) -> Int128 {
    transfers.reduce(0) { sum, id in
      let transfer = ledger.transfer(id)
      let money = side == .sent ? transfer.sent : transfer.received
      return money.currency == currency ? sum + Int128(money.minorUnits) : sum
    }
  }

  // MARK: Traces

  private func holdings(_ tracing: Tracing) throws(CommandFailure) -> [CitedFigure] {
    guard case .trace(let question) = inquiry else { return [] }
    let sources = try sources(question.victims, in: tracing.scope)
    var explained = ExplainedFigures(sources: sources, view: tracing.scope, terms: tracing.terms)
    let rows = CitedRows(json)
    return try rows.list("holdings").map { holding throws(CommandFailure) in
      var figure = CitedFigure(
        kind: "held", account: rows.text(holding["account"]), claim: rows.text(holding["claim"]),
        amount: rows.text(holding["amount"]), currency: rows.text(holding["currency"]),
        exact: rows.text(holding["exact"]), rule: tracing.method.name)
      guard case .rule(let rule) = tracing.method else { return figure }
      let transfers = try explained.transfers(
        of: ExplainedFigures.Name(
          rule: rule, place: figure.account, victim: figure.claim, currency: figure.currency,
          claimCurrency: rows.text(holding["claimCurrency"])))
      figure.payments = steps(transfers, .carried) + returns(of: transfers)
      return figure
    }
  }

  private func holdings(_ comparison: RuleComparison) throws(CommandFailure) -> [CitedFigure] {
    guard case .trace(let question) = inquiry, let first = comparison.answers.first else {
      return []
    }
    let sources = try sources(question.victims, in: first.scope)
    var explained = ExplainedFigures(sources: sources, view: first.scope, terms: first.terms)
    var figures: [CitedFigure] = []
    for row in comparison.rows {
      for (answer, amount) in zip(comparison.answers, row.amounts) where !amount.isZero {
        var figure = CitedFigure(
          kind: "held", account: row.place.label(in: ledger), claim: key(row.victim),
          amount: AmountText.decimal(amount, row.currency), currency: row.currency.code,
          exact: AmountText.exact(amount, row.currency), rule: answer.method.name)
        if case .rule(let rule) = answer.method {
          let transfers = try explained.transfers(
            of: ExplainedFigures.Name(
              rule: rule, place: figure.account, victim: figure.claim,
              currency: figure.currency, claimCurrency: nil))
          figure.payments = steps(transfers, .carried) + returns(of: transfers)
        }
        figures.append(figure)
      }
    }
    return figures
  }
}
