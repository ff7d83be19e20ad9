internal import PaymentGraph

/// The columns of both parties of a payment, in files that show one account all the same: their rows have the payer's
/// account and the beneficiary's, one of which is the statement's own.
extension ProfileDraft {
  /// The columns of the payer's and of the beneficiary's accounts, where one account is in every row: among the payers
  /// where money went out, among the beneficiaries where it came in.
  var partyColumns: (payer: Int, payee: Int)? {
    let directions = rowDirections
    guard directions.contains(true), directions.contains(false) else { return nil }
    let open = columns.indices.filter { index in
      let column = columns[index]
      return !column.isDate && !(column.isAmount && column.hasMarks) && !column.isConstant
        && (column.isIBAN || column.isNumbered || column.looksLikeAccounts
          || !column.values.isEmpty && column.values.allSatisfy { $0.contains("@") })
    }
    // A table with more of them than that is not explained by a pair.
    guard open.count < 9 else { return nil }
    var found: [(payer: Int, payee: Int)] = []
    for payer in open {
      for payee in open where payee != payer && hasOneHolder((payer, payee), directions) {
        found.append((payer, payee))
      }
    }
    let confirmed = found.filter { namesSides($0, turned: false) && !namesSides($0, turned: true) }
    if confirmed.count == 1 { return confirmed[0] }
    found = found.filter { !namesSides($0, turned: true) }
    return found.count == 1 ? found[0] : nil
  }

  /// True where the names of the columns of both parties bear out the direction that the signs of the amounts have.
  var partiesShowSigns: Bool {
    guard let payer = column(.payer), let payee = column(.payee) else { return false }
    return namesSides((payer, payee), turned: false)
  }

  /// Returns true where a name says that a column is the payer's or the beneficiary's.
  private func namesSides(_ pair: (payer: Int, payee: Int), turned: Bool) -> Bool {
    guard headerLine != nil else { return false }
    let (payer, payee) = turned ? (pair.payee, pair.payer) : pair
    let (one, other) = (columns[payer].party, columns[payee].party)
    return one.isPayers || other.isPayees
  }

  /// Returns true where one account pays in the rows by which money went out and is paid in the others.
  private func hasOneHolder(
    _ pair: (payer: Int, payee: Int), _ directions: [Bool?]
  ) -> Bool {
    let (payer, payee) = pair
    func plain(_ text: String) -> String { text.filter { !$0.isWhitespace }.lowercased() }
    var holder: String?
    for row in rows.indices {
      guard let isOut = directions[row] else { continue }
      let (own, other) =
        isOut
        ? (columns[payer].cells[row], columns[payee].cells[row])
        : (columns[payee].cells[row], columns[payer].cells[row])
      guard !own.isEmpty, plain(own) != plain(other), holder == nil || holder == plain(own) else {
        return false
      }
      holder = plain(own)
    }
    return holder != nil
  }

  /// The direction of each row's money, true where it went out; nil where no sign or column tells it.
  private var rowDirections: [Bool?] {
    let money = moneyColumns
    if money.count == 1, !hasSigns, let side = answers[.side]?.columns.first ?? sideColumn {
      return rows.indices.map { sideIsOut(columns[side].cells[$0], side) }
    }
    let read = reader(of: money)
    return rows.indices.map { row in
      let changes = money.map { read(columns[$0].cells[row]) ?? 0 }
      if changes.count == 2 {
        return (changes[0] == 0) == (changes[1] == 0) ? nil : changes[0] != 0
      }
      guard let change = changes.first, change != 0 else { return nil }
      return change < 0
    }
  }

  /// The columns that a ledger calls the payer's and the payee's accounts, beside others with their names.
  ///
  /// Two people of one name have two accounts. Nil where the ledger has not one of each, or a row lacks one.
  var ledgerAccounts: (payer: Int, payee: Int)? {
    guard headerLine != nil else { return nil }
    let named = columns.indices.filter { index in
      let words = columns[index].party
      return words.namesAccount && !words.saysName && !columns[index].isDate
        && columns[index].isFull
    }
    let payers = named.filter {
      columns[$0].party.isPayers
    }
    let payees = named.filter {
      columns[$0].party.isPayees
    }
    return payers.count == 1 && payees.count == 1 ? (payers[0], payees[0]) : nil
  }
}
