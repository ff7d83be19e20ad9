internal import PaymentGraph

/// The statements and entries that a message tells, before they are judged.
///
/// A reader of a message does no more than to say what stands in it. ``MessageSettling`` compares entries with
/// balances, and ``MessageLines`` makes rows of them, which go the way of every statement.
struct BankMessage: Sendable {
  var statements: [MessageStatement] = []
  var entries: [MessageEntry] = []
  /// The place at which the message breaks off, and the reason.
  var tear: XMLFault?
  /// The decisions on the whole message, in words.
  var decisions: [String] = []
  var problems: [MessageProblem] = []
  /// True where an account is a card, so that its number is masked.
  var hasCards = false

  /// The transfers of each entry, in the order of the message.
  var entryRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (index, entry) in entries.enumerated() {
      if let last = ranges.last, entries[last.lowerBound].number == entry.number {
        ranges[ranges.count - 1] = last.lowerBound..<index + 1
      } else {
        ranges.append(index..<index + 1)
      }
    }
    return ranges
  }

  /// The account of a message that tells no entries; nil where it names none, or several.
  var accountWithoutEntries: String? {
    let accounts = Set(statements.map(\.account))
    guard entries.isEmpty, tear == nil, accounts.count == 1 else { return nil }
    return accounts.first { !$0.isEmpty }
  }

  /// Says of each statement without entries what it shows.
  mutating func tellEmptyStatements() {
    let told = Set(entries.map(\.statement))
    for (number, statement) in statements.enumerated() where !told.contains(number) {
      guard let opening = statement.opening, let closing = statement.closing else { continue }
      decisions.append(
        "the statement of line \(statement.line) has no entries: it opens with \(opening.words) and closes with \(closing.words)"
      )
    }
  }

  /// The closing balances that follow from the opening ones and the entries, by account and currency.
  var proofs: [ProvedBook: Int] {
    statements.reduce(into: [:]) { counts, statement in
      guard statement.isProved, let currency = statement.closing?.currency else { return }
      counts[ProvedBook(account: statement.account, currency: currency), default: 0] += 1
    }
  }
}

/// An account in one currency, as the statements of a message name it.
struct ProvedBook: Hashable {
  let account: String
  let currency: String
}

extension [ProvedBook: Int] {
  /// Returns how many closing balances of an account follow.
  func count(of section: StatementFacts.Section) -> Int {
    Set([section.written, section.account].compactMap { $0 }).reduce(0) {
      $0 + (self[ProvedBook(account: $1, currency: section.currency.code)] ?? 0)
    }
  }
}

/// The statement of one account, or one page of it.
struct MessageStatement: Sendable {
  /// The account in a form that names it: an IBAN, or the bank with the account's number; empty where nothing does.
  var account = ""
  var holder = ""
  /// The number of the statement, where it is one of a series.
  var number = ""
  var line = 0
  /// The balances before the first and after the last entry, with signs.
  var opening: MessageBalance?
  var closing: MessageBalance?
  /// True where the entries lead from the opening balance to the closing one.
  var isProved = false
  /// True where the opening balance is that of a page which is not the first.
  var isLaterPage = false
  /// True where the closing balance is that of a page which is not the last.
  var isEarlierPage = false
  /// The first and the last day of the statement, where it states them.
  var period: ClosedRange<Int>?
}

/// A balance that a message states.
struct MessageBalance: Sendable {
  var amount: ExactDecimal
  var currency: String
  /// The day of the balance, counted from 1970, where it has one.
  var day: Int?
  /// True where the balance is that of a moment within its day.
  var isTimed = false

  /// The balance and its day in words.
  var words: String {
    let date = day.map { CivilDate(milliseconds: Int64($0) * 86_400_000).iso8601 }
    return "\(amount.text) \(currency)" + (date.map { " on \($0)" } ?? "")
  }
}

/// The days of messages, counted from 1970.
enum MessageDay {
  /// Returns the day with which a text as `2024-03-01` begins; nil where it begins otherwise.
  static func number(_ text: some StringProtocol) -> Int? {
    let bytes = Array(text.utf8.prefix(10))
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func part(_ range: Range<Int>) -> Int? {
      guard bytes[range].allSatisfy(IdentifierText.isDigit) else { return nil }
      return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = part(0..<4), let month = part(5..<7), let day = part(8..<10),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return Int(date.milliseconds / 86_400_000)
  }
}

/// One transfer of an entry: the entry itself, or one of the payments that it sums up.
struct MessageEntry: Sendable {
  /// The bytes of the whole entry.
  var bytes: Range<Int>
  var line: Int
  /// The index of its statement.
  var statement: Int
  /// The number of the entry in the message: payments that one entry sums up share it.
  var number = 0
  /// The day as `2024-03-01`, with a time where one is given; or the text that is none.
  var date = ""
  var valueDate = ""
  /// The amount without a sign, with a point.
  var amount = ""
  /// `credit` or `debit`; any other word is the message's own and tells no direction.
  var direction = ""
  var currency = ""
  var name = ""
  var account = ""
  var reference = ""
  var id = ""
  var text = ""
  /// The kind of booking: `fee`, `interest`, `cash`, `reversal`, or the message's own code.
  var type = ""
  /// The status: `BOOK` where the money moved.
  var status = "BOOK"
  /// The other side's amount and currency, where money changed its currency.
  var otherAmount = ""
  var otherCurrency = ""
  /// True where the entry undoes another one.
  var isReversal = false
  /// The other party, should the direction be that of the entry undone.
  var partyIfTurned: (name: String, account: String)?
  /// The balance after the entry, where a message proves it.
  var balance = ""
  /// The bank's reference, the amount and the direction of the whole entry, by which a notification names it.
  var whole = (id: "", amount: "", direction: "")

  /// The amount with its sign; nil where the entry moves nothing, or cannot be read.
  var change: ExactDecimal? {
    guard status == "BOOK", direction == "credit" || direction == "debit" else { return nil }
    return ExactDecimal(amount)?.signed(isOut: direction == "debit")
  }

  /// Keeps the name as a text of the entry: in a transfer between accounts of one person it names the transfer, and
  /// not the holder of the other account.
  mutating func moveNameToText() {
    text = [name, text].filter { !$0.isEmpty }.joined(separator: " ")
    name = ""
  }

  /// Turns the direction, and takes the other party that goes with it.
  mutating func turn() {
    if let party = partyIfTurned { (name, account) = party }
    direction =
      switch direction {
      case "credit": "debit"
      case "debit": "credit"
      default: direction
      }
  }
}

/// A problem of a message that rejects no row.
struct MessageProblem: Sendable {
  let code: DiagnosticCode
  let severity: Severity
  let summary: String
  var note = ""
  let remedy: String
  /// The line of the statement that it concerns, and the entry; nil for the whole message.
  var line: Int?
  var entry: Int?
}

/// The number of an account as a message gives it, in a form that names the account everywhere.
enum MessageAccount {
  /// Returns the text of an account.
  ///
  /// - Parameters:
  ///   - number: the account's number, or its IBAN.
  ///   - bank: the code of its bank, in the scheme of its country; empty where none is given.
  ///   - isBritish: true where the code is a British sort code.
  static func text(_ number: String, bank: String = "", isBritish: Bool = false) -> String {
    let number = IdentifierText.trimmed(number)
    guard !number.isEmpty else { return "" }
    if let known = AccountKey.canonical(number)?.key { return known.description }
    let bank = IdentifierText.trimmed(bank)
    guard !bank.isEmpty else { return number }
    let code = bank.filter(\.isNumber)
    if let known = wholeBritish(number, code: code, bank: bank) { return known.description }
    if isBritish, code.utf8.count == 6,
      let known = try? SortCodeAccount(
        sortCode: code, account: number, country: .unitedKingdom)
    {
      return known.key.description
    }
    if let branch = try? IFSC(bank), let known = try? IndianAccount(number, of: branch) {
      return known.key.description
    }
    return "\(bank)/\(number)"
  }

  /// The sign before the number of an account of which no bank is told: many banks have an account of that number, so it
  /// tells accounts apart within one statement only.
  static let unknownBank = "?/"

  /// Returns the key of fourteen digits that are a British sort code and a number, where the bank's code is that sort
  /// code or its BIC is British; nil for any other number.
  private static func wholeBritish(_ number: String, code: String, bank: String) -> AccountKey? {
    let digits = Array(number.utf8)
    guard digits.count == 14, digits.allSatisfy(IdentifierText.isDigit) else { return nil }
    let letters = Array(bank.utf8)
    let isBritish = [8, 11].contains(letters.count) && letters[4...5].elementsEqual("GB".utf8)
    guard isBritish || number.hasPrefix(code) && code.utf8.count == 6 else { return nil }
    return try? SortCodeAccount(
      sortCode: number.prefix(6), account: number.suffix(8), country: .unitedKingdom
    ).key
  }
}
