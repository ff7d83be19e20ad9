internal import FundTracing
internal import Patterns
internal import PaymentGraph

/// The results of a screening that are no rows: prices, identifiers, and the most between two accounts.
struct PatternFacts {
  let answer: PatternAnswer

  private var ledger: Ledger { answer.scope.ledger }

  // MARK: JSON

  var members: [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    if let prices = answer.prices {
      members += [
        ("signature", .array(prices.signature.map { .string($0.description) })),
        ("known", keys(prices.known)), ("unreported", names(prices.unreported)),
        (
          "sisters",
          .array(
            prices.sisters.map {
              .object([
                ("account", .string(ledger.account($0.account).key)),
                ("payers", .integer($0.payers)),
                ("prices", .array($0.prices.map { .string($0.description) })),
                ("transfers", names($0.transfers)),
                ("q", $0.q.map { .real(DecimalText.fixed($0, places: 6)) } ?? .null),
                ("isWeak", .bool($0.q == nil)), ("grade", .string(Grade.c.letter)),
              ])
            })
        ),
      ]
    }
    if asked(.sharedIdentifier) {
      members += [
        (
          "groups",
          .array(
            answer.groups.map { group in
              .object([
                ("pattern", .string(Pattern.sharedIdentifier.rawValue)),
                ("accounts", keys(group.accounts)),
                (
                  "by",
                  .array(
                    group.by.map {
                      .object([
                        ("kind", .string($0.kind)), ("value", .string($0.value)),
                        ("accounts", keys($0.accounts)),
                      ])
                    })
                ),
              ])
            })
        ),
        (
          "popular",
          .array(
            answer.popular.map {
              .object([
                ("kind", .string($0.kind)), ("value", .string($0.value)),
                ("accounts", .integer($0.accounts.count)),
              ])
            })
        ),
      ]
    }
    guard asked(.splitMerge) else { return members }
    members.append(("splitMerges", .array(answer.splitMerges.map { .object(splitMerge($0)) })))
    // A question about one pair has one answer, at the top.
    if answer.settings.between != nil, let one = answer.splitMerges.first {
      members += splitMerge(one)
    }
    return members
  }

  private func asked(_ pattern: Pattern) -> Bool {
    answer.patterns.contains { $0.pattern == pattern }
  }

  private func splitMerge(_ one: SplitMerge) -> [(name: String, value: JSONValue)] {
    [
      ("source", .string(ledger.account(one.source).key)),
      ("sink", .string(ledger.account(one.sink).key)),
      ("atMost", .array(one.atMost.map(JSONValue.money))),
      ("of", .array(one.of.map(JSONValue.money))),
      ("middles", keys(one.middles)),
    ]
  }

  private func keys(_ accounts: [AccountID]) -> JSONValue {
    .array(accounts.map { .string(ledger.account($0).key) })
  }

  private func names(_ transfers: [TransferID]) -> JSONValue {
    .array(transfers.map { .string(ledger.transfer($0).name) })
  }

  // MARK: CSV

  /// The lines below those of rows, under the same heads; their number is empty, because they are no rows.
  var csv: String {
    var text = ""
    for transfer in answer.prices?.unreported ?? [] {
      let payment = ledger.transfer(transfer)
      text += line(
        .repeatedPrice, accounts: [payment.payer.id, payment.beneficiary.id],
        found: "not reported", transfers: [transfer], amounts: payment.sent.description, grade: .c)
    }
    for sister in answer.prices?.sisters ?? [] {
      text += line(
        .repeatedPrice, accounts: [sister.account],
        found: "sister account, \(Plural.text(sister.payers, "payer"))",
        transfers: sister.transfers,
        amounts: sister.prices.map(\.description).joined(separator: " + "), grade: .c, q: sister.q)
    }
    for one in answer.splitMerges {
      text += line(
        .splitMerge, accounts: [one.source, one.sink] + one.middles, found: "at most",
        amounts: one.atMost.map(\.description).joined(separator: " + "))
    }
    for group in answer.groups {
      text += line(
        .sharedIdentifier, accounts: group.accounts,
        found: group.by.map { "\($0.kind) \($0.value)" }.joined(separator: ", "))
    }
    for one in answer.popular {
      text += line(
        .sharedIdentifier, accounts: one.accounts,
        found: "\(one.kind) \(one.value), which joins nobody")
    }
    return text
  }

  private func line(
    _ pattern: Pattern, accounts: [AccountID], found: String, transfers: [TransferID] = [],
    amounts: String = "", grade: Grade? = nil, q: Double? = nil
  ) -> String {
    let keys = accounts.map { ledger.account($0).key }.joined(separator: ";")
    let names = transfers.map { ledger.transfer($0).name }.joined(separator: ";")
    let empty = CSVText.Cell.value("")
    return CSVText.line([
      empty, .value(pattern.rawValue), .text(keys), .text(found), .text(names), empty, empty,
      .value(amounts), empty, empty, .value(grade?.letter ?? ""), empty,
      .value(q.map { DecimalText.fixed($0, places: 6) } ?? ""), empty,
      .value(grade == nil ? "" : Finding.possible.rawValue),
    ])
  }

  // MARK: Text

  func lines(_ style: TextStyle) -> [String] {
    priceLines(style) + identifierLines(style)
      + answer.splitMerges.flatMap { splitMergeLines($0, style) }
  }

  private func party(_ account: AccountID) -> String { PartyText.both(ledger.account(account)) }

  private func priceLines(_ style: TextStyle) -> [String] {
    guard let prices = answer.prices, !prices.signature.isEmpty else { return [] }
    let signature = prices.signature.map(\.description).joined(separator: ", ")
    var lines = [
      "", style.head("repeated-price: claimed twice or more often: \(signature)"),
      "leads of grade C, which enter no sum and no claim",
    ]
    var table = AlignedTable(
      [
        .left("lead"), .left("who"), .right("payers", drops: 2), .left("prices", drops: 1),
        .left("payments"), .right("q"),
      ], style: style)
    for transfer in prices.unreported.prefix(25) {
      let payment = ledger.transfer(transfer)
      table.add([
        "not reported", party(payment.payer.id), "", payment.sent.description,
        ledger.transfer(transfer).name, "",
      ])
    }
    for sister in prices.sisters.prefix(25) {
      table.add([
        "sister account", party(sister.account), "\(sister.payers)",
        sister.prices.map(\.description).joined(separator: ", "),
        list(sister.transfers.map { ledger.transfer($0).name }),
        sister.q.map(DecimalText.scientific) ?? "weak",
      ])
    }
    let hidden = max(0, prices.unreported.count - 25) + max(0, prices.sisters.count - 25)
    if prices.unreported.isEmpty, prices.sisters.isEmpty {
      lines.append(
        "nobody else paid these prices to an account that victims paid, and no other account got two of them"
      )
    } else {
      lines += table.lines
    }
    if hidden > 0 { lines.append("(+\(Plural.text(hidden, "more lead")): --format json has all)") }
    return lines
  }

  private func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }

  private func identifierLines(_ style: TextStyle) -> [String] {
    guard asked(.sharedIdentifier) else { return [] }
    var lines = ["", style.head("shared-identifier: \(Plural.text(answer.groups.count, "group"))")]
    for group in answer.groups {
      let by = group.by.map { "\($0.kind) \($0.value)" }.joined(separator: ", ")
      lines.append(
        TerminalText.safe("\(list(group.accounts.map(party))) share \(by)"))
    }
    for one in answer.popular {
      lines.append(
        TerminalText.safe(
          "\(one.kind) \(one.value) has \(Plural.text(one.accounts.count, "account")) and joins nobody"
        ))
    }
    return lines
  }

  private func splitMergeLines(_ one: SplitMerge, _ style: TextStyle) -> [String] {
    func words(_ totals: [MoneyTotal]) -> String {
      totals.isEmpty ? "nothing" : totals.map(\.description).joined(separator: " + ")
    }
    var lines = [
      "",
      style.head(
        TerminalText.safe(
          "split-merge: \(words(one.atMost)) at most can have gone from \(party(one.source)) to \(party(one.sink))"
        )), "of \(words(one.of)) that left \(TerminalText.safe(party(one.source)))",
    ]
    if !one.middles.isEmpty {
      lines.append(TerminalText.safe("one way of it passes \(list(one.middles.map(party)))"))
    }
    return lines
  }
}
