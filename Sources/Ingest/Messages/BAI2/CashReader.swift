internal import PaymentGraph

/// Reads the balances and transactions of a BAI2 file, in which American banks report accounts to their customers.
///
/// Amounts are whole numbers of the smallest unit of their currency. The type code of a transaction says its direction:
/// money came in from 100 to 399, and went out from 400 to 699. Sums and numbers of records that the file states are
/// compared with those that it has.
struct CashReader {
  /// The directions of a bank's own codes, as the user states them.
  var customCodes: [String: Bool] = [:]

  private var message = BankMessage()
  private var group = Group()
  private var account = Totals()
  private var accountIndex: Int?
  private var currency = ""
  private var file = Totals()
  private var checked = 0
  private var isEnded = false
  private var assumedCurrencies = 0

  /// The facts that hold for all accounts of a group.
  private struct Group {
    var day = ""
    /// True where the report was made within its day.
    var isInterim = false
    var currency = ""
    var status = ""
    var totals = Totals()
  }

  /// The sums with which a control record is compared.
  private struct Totals {
    /// The sum of the amounts in an account, or of the sums below it.
    var sum: Int128 = 0
    var records = 0
    /// The number of accounts or groups below.
    var parts = 0
  }

  init(customCodes: [String: Bool] = [:]) { self.customCodes = customCodes }

  /// Reads a file.
  func read(_ bytes: Span<UInt8>) -> BankMessage {
    var reader = self
    var records = CashRecords(from: FileSignature.byteOrderMark(bytes))
    while let record = records.next(in: bytes) { reader.take(record) }
    if !reader.isEnded {
      reader.message.tear = XMLFault(words: "ends before its last record (99)", at: bytes.count)
    }
    if reader.checked > 0 {
      reader.message.decisions.append(
        "\(reader.checked) of the sums and numbers of records that the file states (49, 98, 99) are those that it has"
      )
    }
    if reader.assumedCurrencies > 0 {
      reader.message.decisions.append(
        "\(reader.assumedCurrencies) \(reader.assumedCurrencies == 1 ? "account names" : "accounts name") no currency: USD is taken, as the format has it"
      )
    }
    return reader.message
  }

  private mutating func take(_ record: CashRecord) {
    account.records += record.lines
    switch record.code {
    case "01":
      // Several files may stand one after the other.
      file = Totals()
      file.records = record.lines
      isEnded = false
    case "02": beginGroup(record)
    case "03": beginAccount(record)
    case "16": addEntry(record)
    case "49": endAccount(record)
    case "98":
      endGroup(record)
    case "99":
      file.records += record.lines
      check(record, what: "the file", totals: file, partName: "groups", at: (0, 1, 2))
      isEnded = true
    default: break
    }
  }

  // MARK: Groups and accounts

  private mutating func beginGroup(_ record: CashRecord) {
    group = Group()
    group.status = CashReader.field(record, 2)
    group.day = CashReader.day(CashReader.field(record, 3))
    group.currency = CashReader.field(record, 5).uppercased()
    group.isInterim = ["1", "3"].contains(CashReader.field(record, 6))
    group.totals.records = record.lines
    switch group.status {
    case "2", "4":
      message.decisions.append(
        "the group in line \(record.line) is \(group.status == "2" ? "a deletion of an earlier report" : "a test"): it moves nothing"
      )
    case "3":
      message.problems.append(
        MessageProblem(
          code: .statementMissing, severity: .warning,
          summary: "the group corrects one that was reported before",
          note: "its entries are loaded; the report that it corrects may have them too",
          remedy: "do not load the report that it corrects", line: record.line))
    default: break
    }
  }

  private mutating func beginAccount(_ record: CashRecord) {
    account = Totals()
    account.records = record.lines
    var statement = MessageStatement()
    statement.account = MessageAccount.text(CashReader.field(record, 0))
    statement.line = record.line
    currency = CashReader.field(record, 1).uppercased()
    if currency.isEmpty { currency = group.currency }
    if currency.isEmpty {
      currency = "USD"
      assumedCurrencies += 1
    }
    var at = 2
    while at < record.fields.count {
      let type = record.fields[at]
      guard !type.isEmpty || record.fields[at...].contains(where: { !$0.isEmpty }) else { break }
      let written = at + 1 < record.fields.count ? record.fields[at + 1] : ""
      if let units = Int128(written) {
        account.sum += units
        let balance = CashReader.amount(written, in: currency).map {
          MessageBalance(
            amount: $0.signed(isOut: written.hasPrefix("-")), currency: currency,
            day: MessageDay.number(group.day), isTimed: group.isInterim)
        }
        if type == "010" || type == "10" { statement.opening = balance }
        if type == "015" || type == "15" { statement.closing = balance }
      }
      guard at + 3 < record.fields.count else { break }
      at += 4 + (CashRecord.furtherFields(record.fields, after: at + 3) ?? 1)
    }
    accountIndex = message.statements.count
    message.statements.append(statement)
  }

  private mutating func endAccount(_ record: CashRecord) {
    check(record, what: "the account", totals: account, partName: nil, at: (0, nil, 1))
    group.totals.sum += CashReader.sum(record) ?? account.sum
    group.totals.records += account.records
    group.totals.parts += 1
    account = Totals()
    accountIndex = nil
  }

  private mutating func endGroup(_ record: CashRecord) {
    group.totals.records += record.lines
    check(record, what: "the group", totals: group.totals, partName: "accounts", at: (0, 1, 2))
    file.sum += CashReader.sum(record) ?? group.totals.sum
    file.records += group.totals.records
    file.parts += 1
    account = Totals()
  }

  private static func sum(_ record: CashRecord) -> Int128? { Int128(field(record, 0)) }

  /// Compares what a control record states with what stands above it.
  private mutating func check(
    _ record: CashRecord, what: String, totals: Totals, partName: String?,
    at places: (sum: Int, parts: Int?, records: Int)
  ) {
    func compare(_ place: Int?, with found: Int128, words: String) {
      guard let place, let stated = Int128(CashReader.field(record, place)) else { return }
      if stated == found {
        checked += 1
        return
      }
      message.problems.append(
        MessageProblem(
          code: .controlDiffers, severity: .warning,
          summary: "\(what) states \(words) of \(stated), but has \(found)",
          note: "all that the file has is loaded",
          remedy:
            "look for records that are missing or stand twice, and ask the bank for the file again",
          line: record.line))
    }
    compare(places.sum, with: totals.sum, words: "a sum")
    if let partName {
      compare(places.parts, with: Int128(totals.parts), words: "a number of \(partName)")
    }
    compare(places.records, with: Int128(totals.records), words: "a number of records")
  }

  // MARK: Entries

  private mutating func addEntry(_ record: CashRecord) {
    guard let index = accountIndex else {
      message.problems.append(
        MessageProblem(
          code: .accountMissing, severity: .warning,
          summary: "a transaction stands outside of any account",
          note: "it is not loaded", remedy: "ask the bank for the whole file", line: record.line))
      return
    }
    let type = CashReader.field(record, 0)
    let written = CashReader.field(record, 1)
    if let units = Int128(written) { account.sum += units }
    var entry = MessageEntry(bytes: record.bytes, line: record.line, statement: index)
    entry.number = message.entries.count
    entry.date = group.day
    entry.currency = currency
    entry.direction = direction(type)
    if let amount = CashReader.amount(written, in: currency), !written.hasPrefix("-") {
      entry.amount = amount.text
    } else {
      entry.amount = written
      // A point, or a sign, is none of the format's: nobody knows what it means.
      entry.direction =
        "\(entry.direction) of \(written.isEmpty ? "no amount" : "an amount that is not a whole number")"
    }
    let further =
      record.fields.count > 2 ? CashRecord.furtherFields(record.fields, after: 2) ?? 0 : 0
    if record.fields.count > 2, record.fields[2].uppercased() == "V" {
      entry.valueDate = CashReader.day(CashReader.field(record, 3))
    }
    entry.id = CashReader.reference(CashReader.field(record, 3 + further))
    entry.reference = CashReader.reference(CashReader.field(record, 4 + further))
    entry.text = StatementText.squeezed(record.text)
    entry.type = CashReader.kind(type)
    if group.status == "2" || group.status == "4" { entry.status = "INFO" }
    if let code = Int(type), (700...799).contains(code) || code == 890 { entry.status = "INFO" }
    if entry.status == "INFO", !["credit", "debit"].contains(entry.direction) {
      entry.direction = "credit"
    }
    message.entries.append(entry)
  }

  /// Returns the direction of a type of transaction; its code where that tells none.
  private func direction(_ type: String) -> String {
    if let isCredit = customCodes[type] { return isCredit ? "credit" : "debit" }
    guard type.utf8.count == 3, let code = Int(type) else { return "BAI2 code \(type)" }
    switch code {
    case 100...399: return "credit"
    case 400...699: return "debit"
    default: return "BAI2 code \(type)"
    }
  }

  /// The codes of a bank's own transactions whose direction nothing says.
  static func openCodes(in message: BankMessage) -> [String] {
    var found: Set<String> = []
    for entry in message.entries where entry.status == "BOOK" {
      guard entry.direction.hasPrefix("BAI2 code "), let code = Int(entry.direction.dropFirst(10)),
        (900...999).contains(code)
      else { continue }
      found.insert(String(entry.direction.dropFirst(10)))
    }
    return found.sorted()
  }

  private static func kind(_ type: String) -> String {
    switch type {
    case "354": "interest"
    case "661", "662", "663", "698": "fee"
    default: type
    }
  }

  // MARK: Fields

  private static func field(_ record: CashRecord, _ place: Int) -> String {
    record.fields.indices.contains(place) ? record.fields[place] : ""
  }

  /// Returns a reference; one of noughts alone says that there is none.
  private static func reference(_ text: String) -> String {
    text.utf8.allSatisfy { $0 == 0x30 } ? "" : text
  }

  /// Returns a whole number of the smallest unit as an amount; nil for any other text.
  static func amount(_ text: String, in currency: String) -> ExactDecimal? {
    var digits = Array(text.utf8)
    if digits.first == 0x2B || digits.first == 0x2D { digits.removeFirst() }
    guard !digits.isEmpty, digits.allSatisfy(IdentifierText.isDigit) else { return nil }
    let decimals = Currency(currency)?.exponent ?? 2
    while digits.count <= decimals { digits.insert(0x30, at: 0) }
    if decimals > 0 { digits.insert(0x2E, at: digits.count - decimals) }
    return ExactDecimal(String(decoding: digits, as: UTF8.self))
  }

  /// Returns a day: `240304` is 4 March 2024; a text that is none stays as it is.
  static func day(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count == 6 || bytes.count == 8, bytes.allSatisfy(IdentifierText.isDigit) else {
      return text
    }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let short = bytes.count == 6
    let century = short ? ((Int(part(0..<2)) ?? 0) < 80 ? "20" : "19") : ""
    let year = century + part(0..<(short ? 2 : 4))
    let rest = short ? 2 : 4
    return "\(year)-\(part(rest..<rest + 2))-\(part(rest + 2..<rest + 4))"
  }
}
