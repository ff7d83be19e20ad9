internal import PaymentGraph

/// Reads the statements of an OFX or QFX download, in the older form, whose leaves are not closed, and in XML.
///
/// One lenient scanner reads both: a tag with text after it is a leaf, whether or not it is closed, and elements may
/// stand in any order. Investments are not read.
struct OpenExchangeReader {
  private var message = BankMessage()
  private var lines = LineCounter()
  private var statement: Statement?
  private var entry: Entry?
  /// The party, account or currency that is being read, inside an entry or a statement.
  private var part = ""
  /// The marks in amounts: those by which they are read, and the evidence so far.
  private let marks: AmountMarks
  private var found = AmountMarks()
  private var corrections = EntryCorrections()

  /// A statement that is being read.
  private struct Statement {
    var isCard = false
    var index = 0
    var values: [String: String] = [:]
    var balance: String?
    var balanceDay = ""
    var lastDay = ""
    var firstEntry = 0
  }

  /// An entry that is being read.
  private struct Entry {
    let start: Int
    let line: Int
    let isPending: Bool
    var end = 0
    var values: [String: String] = [:]
  }

  static func read(_ bytes: Span<UInt8>) -> BankMessage {
    var reader = OpenExchangeReader(AmountMarks())
    reader.walk(bytes)
    guard reader.found.hasCommas else { return reader.settled() }
    // Every amount is read by the evidence of all.
    var second = OpenExchangeReader(reader.found)
    second.walk(bytes)
    return second.settled()
  }

  /// Returns the message without the entries that others of it correct, and without the names that transfers to its own
  /// accounts have.
  private func settled() -> BankMessage {
    var message = message
    corrections.apply(to: &message)
    let own = Set(message.statements.map(\.account)).subtracting([""])
    for index in message.entries.indices where own.contains(message.entries[index].account) {
      message.entries[index].moveNameToText()
    }
    return message
  }

  private init(_ marks: AmountMarks) { self.marks = marks }

  // MARK: Tags

  private mutating func walk(_ bytes: Span<UInt8>) {
    var at = 0
    var last = 0
    while at < bytes.count {
      guard bytes[at] == 0x3C else {
        at &+= 1
        continue
      }
      if XMLTokens.starts("<!--", at: at, in: bytes) {
        at = OpenExchangeReader.after("-->", from: at, in: bytes)
        continue
      }
      if XMLTokens.starts("<!DOCTYPE", at: at, in: bytes) {
        message.tear = XMLFault(words: "has a DOCTYPE, which such downloads never have", at: at)
        return
      }
      var end = at + 1
      while end < bytes.count, bytes[end] != 0x3E, bytes[end] != 0x3C,
        end - at <= XMLTokens.Limit.name
      { end += 1 }
      guard end < bytes.count, bytes[end] == 0x3E else {
        at += 1
        continue
      }
      let isClosing = bytes[at + 1] == 0x2F
      let name = String(
        decoding: (at + (isClosing ? 2 : 1)..<end).map { bytes[$0] }, as: UTF8.self
      ).uppercased()
      last = end + 1
      if isClosing {
        close(name, end: last)
        at = last
        continue
      }
      var textEnd = last
      while textEnd < bytes.count {
        if bytes[textEnd] == 0x3C {
          guard XMLTokens.starts("<![CDATA[", at: textEnd, in: bytes) else { break }
          textEnd = OpenExchangeReader.after("]]>", from: textEnd, in: bytes)
        } else {
          textEnd &+= 1
        }
      }
      guard textEnd - last <= XMLTokens.Limit.text else {
        message.tear = XMLFault(words: "has a text of more than 1 MiB", at: last)
        addEntry()
        finishStatement()
        return
      }
      let text = XMLText.string(bytes, in: last..<textEnd)
      if text.isEmpty {
        open(name, at: at, bytes)
      } else {
        leaf(name, text: text)
        entry?.end = OpenExchangeReader.trimmedEnd(last..<textEnd, in: bytes)
      }
      at = textEnd
    }
    if entry != nil || statement != nil {
      message.tear = XMLFault(words: "ends inside a statement", at: bytes.count)
      entry = nil
      finishStatement()
    }
  }

  private static func after(_ mark: StaticString, from start: Int, in bytes: Span<UInt8>) -> Int {
    var at = start + 1
    while at < bytes.count {
      if XMLTokens.starts(mark, at: at, in: bytes) { return at + mark.utf8CodeUnitCount }
      at += 1
    }
    return bytes.count
  }

  private static func trimmedEnd(_ range: Range<Int>, in bytes: Span<UInt8>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, XMLTokens.isBlank(bytes[end - 1]) { end -= 1 }
    return end
  }

  private static let parts: Set<String> = [
    "BANKACCTTO", "CCACCTTO", "PAYEE", "CURRENCY", "ORIGCURRENCY", "BANKACCTFROM", "CCACCTFROM",
    "LEDGERBAL", "AVAILBAL", "BALLIST", "BAL",
  ]

  private mutating func open(_ name: String, at: Int, _ bytes: Span<UInt8>) {
    switch name {
    case "STMTRS", "CCSTMTRS":
      addEntry()
      finishStatement()
      begin(isCard: name == "CCSTMTRS", at: at, bytes)
    case "STMTTRN", "STMTTRNP":
      addEntry()
      part = ""
      // An entry outside a statement, as beside investments, is one of an account that is not named.
      if statement == nil { begin(isCard: false, at: at, bytes) }
      entry = Entry(
        start: at, line: lines.line(at: at, in: bytes), isPending: name == "STMTTRNP",
        end: at + name.utf8.count + 2)
    case _ where OpenExchangeReader.parts.contains(name): part = name
    default: break
    }
  }

  private mutating func begin(isCard: Bool, at: Int, _ bytes: Span<UInt8>) {
    var begun = Statement()
    begun.isCard = isCard
    begun.index = message.statements.count
    begun.firstEntry = message.entries.count
    var stated = MessageStatement()
    stated.line = lines.line(at: at, in: bytes)
    message.statements.append(stated)
    statement = begun
  }

  private mutating func close(_ name: String, end: Int) {
    switch name {
    case "STMTTRN", "STMTTRNP":
      entry?.end = end
      addEntry()
    case "BANKTRANLIST", "BANKTRANLISTP": addEntry()
    case "STMTRS", "CCSTMTRS":
      addEntry()
      finishStatement()
    case _ where name == part: part = ""
    default: break
    }
  }

  private mutating func leaf(_ name: String, text: String) {
    let key = part.isEmpty ? name : "\(part)/\(name)"
    if entry != nil {
      if entry?.values[key] == nil { entry?.values[key] = text }
      return
    }
    guard statement != nil else { return }
    switch key {
    case "LEDGERBAL/BALAMT": statement?.balance = text
    case "LEDGERBAL/DTASOF": statement?.balanceDay = OpenExchangeDate.text(text)
    case "DTEND":
      let day = OpenExchangeDate.text(text)
      if day > statement?.lastDay ?? "" { statement?.lastDay = day }
    default: if statement?.values[key] == nil { statement?.values[key] = text }
    }
  }

  // MARK: Entries

  private mutating func addEntry() {
    guard let read = entry, let index = statement?.index else { return }
    entry = nil
    part = ""
    let values = read.values
    var found = MessageEntry(
      bytes: read.start..<max(read.end, read.start + 1), line: read.line, statement: index)
    found.number = message.entries.count
    found.date = OpenExchangeDate.text(values["DTPOSTED"] ?? values["DTTRAN"] ?? "")
    found.valueDate = OpenExchangeDate.text(values["DTUSER"] ?? "").prefix(10).description
    var amount = values["TRNAMT"] ?? ""
    let isOut = amount.hasPrefix("-")
    if isOut || amount.hasPrefix("+") { amount.removeFirst() }
    self.found.add(amount)
    found.amount = marks.plain(amount)
    found.direction = isOut ? "debit" : "credit"
    let type = values["TRNTYPE"]?.uppercased() ?? ""
    found.status = read.isPending || type == "HOLD" ? "PDNG" : "BOOK"
    found.currency = statement?.values["CURDEF"]?.uppercased() ?? ""
    if let other = values["CURRENCY/CURSYM"]?.uppercased() { found.currency = other }
    found.name = values["PAYEE/NAME"] ?? values["NAME"] ?? ""
    found.account = OpenExchangeReader.account(
      values["BANKACCTTO/ACCTID"], bank: values["BANKACCTTO/BANKID"],
      currency: found.currency)
    found.id = values["FITID"] ?? ""
    found.reference = values["REFNUM"] ?? values["CHECKNUM"] ?? ""
    found.text = values["MEMO"] ?? ""
    found.type = OpenExchangeReader.type(type)
    // A transfer goes to another account of the same person, and its name is that of the transfer.
    if type == "XFER", !found.account.isEmpty { found.moveNameToText() }
    if let problem = OpenExchangeReader.contradiction(type, isOut: isOut, of: found) {
      message.problems.append(
        MessageProblem(
          code: .signDoubtful, severity: .warning, summary: problem,
          note: "the sign of the amount decides; the type never does",
          remedy: "compare the entry with the bank's own statement",
          entry: message.entries.count))
    }
    corrections.note(
      entry: message.entries.count, id: values["CORRECTFITID"], action: values["CORRECTACTION"])
    message.entries.append(found)
  }

  private static func type(_ word: String) -> String {
    switch word {
    case "FEE", "SRVCHG": "fee"
    case "INT": "interest"
    case "ATM", "CASH": "cash"
    default: word
    }
  }

  /// Returns the words of a contradiction between an entry's type and its sign.
  private static func contradiction(
    _ type: String, isOut: Bool, of entry: MessageEntry
  ) -> String? {
    guard let amount = ExactDecimal(entry.amount), !amount.isZero else { return nil }
    let isCredit = ["CREDIT", "DEP", "DIRECTDEP", "DIV"].contains(type)
    let isDebit = ["DEBIT", "PAYMENT", "CHECK", "DIRECTDEBIT", "FEE", "SRVCHG"].contains(type)
    guard isCredit && isOut || isDebit && !isOut else { return nil }
    return
      "the entry's type is \(type), but its amount is \(isOut ? "-" : "")\(entry.amount): money \(isOut ? "out" : "in")"
  }

  private static func account(_ number: String?, bank: String?, currency: String) -> String {
    MessageAccount.text(number ?? "", bank: bank ?? "", isBritish: currency == "GBP")
  }

  // MARK: The statement

  private mutating func finishStatement() {
    guard let read = statement else { return }
    statement = nil
    part = ""
    let values = read.values
    if read.isCard {
      let card = values["CCACCTFROM/ACCTID"] ?? ""
      // The last digits behind a mask are no account: a stand-in takes its place, unless the user names the card.
      let isMasked = card.contains { $0 == "*" || $0 == "X" || $0 == "x" }
      message.statements[read.index].account =
        isMasked ? "" : card.filter { $0 != " " && $0 != "-" }
      message.hasCards = message.hasCards || !isMasked
    } else {
      message.statements[read.index].account = OpenExchangeReader.account(
        values["BANKACCTFROM/ACCTID"], bank: values["BANKACCTFROM/BANKID"],
        currency: values["CURDEF"] ?? "")
    }
    takeBalance(read)
  }

  /// Takes the ledger balance as that after the last entry, where it is of a day that the entries cover whole.
  private mutating func takeBalance(_ read: Statement) {
    guard let written = read.balance, let currency = read.values["CURDEF"] else { return }
    let isOut = written.hasPrefix("-")
    let text = isOut || written.hasPrefix("+") ? String(written.dropFirst()) : written
    found.add(text)
    guard let amount = ExactDecimal(marks.plain(text)) else { return }
    let balanceDay = read.balanceDay.prefix(10)
    let lastDay = read.lastDay.prefix(10)
    let newest = message.entries[read.firstEntry...].map { $0.date.prefix(10) }.max() ?? ""
    guard balanceDay.isEmpty || lastDay.isEmpty || balanceDay <= lastDay, balanceDay >= newest
    else {
      message.decisions.append(
        "the balance of \(balanceDay) is not that after the entries, which end on \(lastDay.isEmpty ? newest : lastDay): it is not used"
      )
      return
    }
    message.statements[read.index].closing = MessageBalance(
      amount: amount.signed(isOut: isOut), currency: currency.uppercased())
  }
}

/// The dates of OFX: `20240301`, `20240301120000.000[-5:EST]`.
enum OpenExchangeDate {
  /// Returns a date as the columns of rows have it: the day, with the time where its zone is given and it is no
  /// placeholder.
  ///
  /// The number of the zone counts, not its name. Midnight and noon stand for the day.
  static func text(_ written: String) -> String {
    let bytes = Array(written.utf8)
    guard bytes.count >= 8, bytes[..<8].allSatisfy(IdentifierText.isDigit) else { return written }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let day = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    guard bytes.count >= 14, bytes[8..<14].allSatisfy(IdentifierText.isDigit) else { return day }
    let clock = "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
    guard clock != "00:00:00", clock != "12:00:00", let zone = zone(bytes) else { return day }
    return "\(day)T\(clock)\(zone)"
  }

  /// Returns the zone in brackets as an offset; nil where there is none.
  private static func zone(_ bytes: [UInt8]) -> String? {
    guard let open = bytes.firstIndex(of: 0x5B) else { return nil }
    var at = open + 1
    var sign = "+"
    if at < bytes.count, bytes[at] == 0x2D || bytes[at] == 0x2B {
      sign = bytes[at] == 0x2D ? "-" : "+"
      at += 1
    }
    let hours = bytes[at...].prefix(while: IdentifierText.isDigit)
    guard let whole = Int(String(decoding: hours, as: UTF8.self)), whole <= 14 else { return nil }
    var minutes = 0
    let rest = bytes[(at + hours.count)...]
    if rest.first == 0x2E {
      let digits = rest.dropFirst().prefix(while: IdentifierText.isDigit)
      guard digits.count <= 2, let part = Int(String(decoding: digits, as: UTF8.self)) else {
        return nil
      }
      // Half an hour is written as .5 or .50, and by some as .30.
      minutes = digits.count == 1 ? part * 6 : part == 30 ? 30 : part * 60 / 100
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(sign)\(two(whole)):\(two(minutes))"
  }
}
