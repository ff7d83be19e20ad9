internal import PaymentGraph

/// The files of a raw case as banks and services hand them over, and the rows that show each
/// payment.
struct RawFiles {
  private(set) var pages: [CaseFile] = []
  /// The rows by the number of the payment.
  private(set) var rows: [Int: [RawRow]] = [:]
  private(set) var closings: [RawClosing] = []

  init(_ story: RawStory) {
    for bank in RawBank.allCases {
      guard let statement = story.statements[bank] else { continue }
      var table = RawTable(bank.file)
      bank.layout.write(statement, into: &table)
      add(table, isLatin: bank == .nationwide)
      closings.append(
        RawClosing(
          file: bank.file, rowCount: statement.entries.count,
          opening: Money(minorUnits: statement.opening, currency: bank.currency),
          closing: Money(minorUnits: statement.closing, currency: bank.currency)))
    }
    var activity = RawTable("paypal.csv")
    let owner = story.characters.accounts[story.characters.seller].key.dropFirst("email:".count)
    LayoutPayPal(owner: String(owner), rows: story.payPalRows).write(into: &activity)
    add(activity)
    for currency in [CaseCurrency.euros, CaseCurrency.pounds, CaseCurrency.rupees] {
      let own = story.payPalRows.filter { $0.gross.currency == currency }
      closings.append(
        RawClosing(
          file: "paypal.csv", rowCount: own.count,
          opening: Money(minorUnits: 0, currency: currency),
          closing: Money(minorUnits: own.reduce(0) { $0 + $1.net }, currency: currency)))
    }
    let service = LayoutService()
    var users = RawTable(LayoutService.users, lineEnd: "\n")
    service.write(story.users, into: &users)
    add(users)
    var transactions = RawTable(LayoutService.transactions, lineEnd: "\n")
    service.write(story.transactions, into: &transactions)
    add(transactions)
    var withdrawals = RawTable(LayoutService.withdrawals, lineEnd: "\n")
    service.write(story.withdrawals, into: &withdrawals)
    add(withdrawals)
    closings.sort { ($0.file, $0.closing.currency.code) < ($1.file, $1.closing.currency.code) }
  }

  private mutating func add(_ table: RawTable, isLatin: Bool = false) {
    for (payment, row) in table.rows { rows[payment, default: []].append(row) }
    let path = "files/\(table.file)"
    // Nationwide writes Windows-1252, in which all signs of the case have the number that Unicode gives.
    pages.append(
      isLatin
        ? CaseFile(
          path, bytes: table.text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        : CaseFile(path, table.text))
  }
}
