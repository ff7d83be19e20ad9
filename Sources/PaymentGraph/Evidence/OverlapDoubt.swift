/// Two statements that cover the same days of one account, and have rows without partners in each other: payments may
/// count twice.
package struct OverlapDoubt: Sendable, Hashable {
  /// The account; and another, where one of the files names none and may show that one.
  package var accounts: [UInt32]
  /// The numbers of the two files.
  package var files: [UInt16]
  /// The first and the last day that both cover.
  package let days: ClosedRange<CivilDate>
  /// The numbers of rows without a partner in each file; of equal rows, where the account is in doubt.
  package let rows: [Int]

  package init(accounts: [UInt32], files: [Int], days: ClosedRange<CivilDate>, rows: [Int]) {
    self.accounts = accounts
    self.files = files.map { UInt16(truncatingIfNeeded: $0) }
    self.days = days
    self.rows = rows
  }

  /// The days in words.
  package var daysText: String {
    days.lowerBound == days.upperBound
      ? days.lowerBound.iso8601 : "\(days.lowerBound.iso8601) to \(days.upperBound.iso8601)"
  }

  /// Returns the doubt in one sentence.
  package func words(in ledger: Ledger) -> String {
    let names = files.map { file in
      ledger.files.indices.contains(Int(file)) ? ledger.files[Int(file)].path : "a file"
    }
    let keys = accounts.map { ledger.account(AccountID(index: $0)).key }
    let ending = "payments may count twice (check tells the rows)"
    func count(_ number: Int) -> String { number == 1 ? "1 row" : "\(number) rows" }
    if keys.count > 1 {
      let start =
        keys[0].hasPrefix("?:") ? "names no account" : "names \(keys[0]) without a bank"
      return "\(names[0]) \(start), and may show \(keys[1]) as \(names[1]) does: "
        + "\(count(rows[0])) of \(daysText) \(rows[0] == 1 ? "is" : "are") equal in both, so \(ending)"
    }
    return
      "\(names[0]) and \(names[1]) both cover \(daysText) of \(keys[0]), but \(count(rows[0])) of the one and "
      + "\(count(rows[1])) of the other have no partner: \(ending)"
  }
}
