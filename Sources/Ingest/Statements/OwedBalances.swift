internal import PaymentGraph

/// Balances that print what the account owes: those of cards, loans and overdrafts.
///
/// Balances that follow only if debits and credits change places follow as well if they are what is owed. The rows' own
/// words tell which it is: `PAYMENT RECEIVED - THANK YOU` among the credits, `UPI/DR/…` among the debits.
struct OwedBalances {
  /// The rows whose words agree with the columns as they are named, and those that contradict them.
  private(set) var agreeing: [Int] = []
  private(set) var opposed: [Int] = []

  /// - Parameter words: the words of each row, its type first.
  init(_ drafts: [StatementRows.Draft], words: [(type: String, text: String)]) {
    for (index, draft) in drafts.enumerated() where draft.entry.amount != 0 {
      guard let isIn = OwedBalances.direction(words[index].type, text: words[index].text) else {
        continue
      }
      if isIn == (draft.entry.amount > 0) { agreeing.append(index) } else { opposed.append(index) }
    }
  }

  /// Returns true where the words of a row say that money came in, and false where it went out; nil where they do not
  /// say it.
  private static func direction(_ type: String, text: String) -> Bool? {
    if let isIn = CardSigns.direction(type, text: text) { return isIn }
    let type = StatementText.normal(type)
    if SideWords.in.contains(type) { return true }
    if SideWords.out.contains(type) { return false }
    let marks = Set(text.uppercased().split { !$0.isLetter && !$0.isNumber })
    let (isDebit, isCredit) = (marks.contains("DR"), marks.contains("CR"))
    return isDebit == isCredit ? nil : isCredit
  }
}

extension StatementRows {
  /// Takes balances as what is owed, where they follow from debits and credits only so or with these exchanged, and the
  /// words of rows agree with the columns.
  ///
  /// - Returns: true where the balances were turned.
  mutating func settleOwedBalances(
    _ lines: [StatementFile.Line], bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Bool {
    guard case .sides = plan.profile.fields.amount else { return false }
    var types: [Int: String] = [:]
    for line in lines where line.use == .entry { types[line.row.line] = text(line, plan.type) }
    let owed = OwedBalances(
      drafts,
      words: drafts.map { (type: types[$0.row.line] ?? "", text: $0.entry.narration) })
    if let first = owed.agreeing.first, owed.opposed.isEmpty {
      turnBalances()
      decisions.append(
        "the balance is what is owed: line \(drafts[first].row.line) says that debits and credits are as their columns say, \"\(drafts[first].entry.narration.prefix(60))\""
      )
      return true
    }
    if owed.opposed.isEmpty, let column = plan.amounts.first, column < plan.header.written.count,
      ColumnWords.purchases.contains(HeaderNames.normal(plan.header.written[column]))
    {
      turnBalances()
      decisions.append(
        "the balance is what is owed: the column \"\(plan.header.written[column])\" is that of a card"
      )
      return true
    }
    let isBuiltIn = BuiltInFormats.all.contains { $0.name == plan.profile.name }
    if owed.opposed.isEmpty || !owed.agreeing.isEmpty, !isBuiltIn,
      let first = drafts.first(where: { $0.entry.amount != 0 })
    {
      log.add(
        .signDoubtful, severity: .warning,
        summary:
          "balances follow from the amounts only if debits and credits change places, or if the balance is what is owed",
        in: first.row, bytes: bytes,
        note:
          "they are read as exchanged; for a card, a loan or an overdraft that turns every payment around",
        remedy:
          "compare a row with the original; if the balance is what is owed, take the line balance out of the profile"
      )
    }
    return false
  }

  /// Takes balances as what is owed, where the profile states that a positive amount is a purchase, and the balances
  /// follow only so.
  ///
  /// - Returns: true where the balances were turned.
  mutating func settleOwedBalances(against order: StatementOrder) -> Bool {
    guard case .signed = plan.profile.fields.amount, plan.profile.fields.isOutPositive,
      order.links.all > 0, order.links.held == 0
    else { return false }
    turnBalances()
    let turned = StatementOrder(drafts, plan).links
    if turned.held * 10 >= turned.all * 8 {
      decisions.append("the balance is what is owed: only then does it follow from the amounts")
      return true
    }
    turnBalances()
    return false
  }

  private mutating func turnBalances() {
    for index in drafts.indices {
      drafts[index].balance = drafts[index].balance.map { -$0 }
      drafts[index].printed = drafts[index].printed.map { -$0 }
      drafts[index].entry.balance = drafts[index].entry.balance.map { -$0 }
    }
  }
}
