internal import PaymentGraph

/// Reads the statements of `MT940` and `MT942` messages, with or without the blocks of the network.
struct NetworkReader {
  private var message = BankMessage()
  private var entry: MessageEntry?
  /// The currency of the statement that is being read, as its balances or its floor limit give it.
  private var currency = ""
  /// The entries with a day that no calendar has.
  private var impossibleDays = 0
  /// True where a statement is being read.
  private var isOpen = false

  /// Reads all messages of a text.
  func read(_ bytes: Span<UInt8>) -> BankMessage {
    var reader = self
    var fields = NetworkFields(from: 0)
    while let part = fields.next(in: bytes) {
      switch part {
      case .field(let field): reader.take(field)
      case .messageEnd: reader.close()
      }
    }
    reader.close()
    if reader.impossibleDays > 0 {
      let count = reader.impossibleDays
      reader.message.decisions.append(
        "\(count) \(count == 1 ? "entry has" : "entries have") the 29th or 30th of a February that lacks it: the last day of that month is taken"
      )
    }
    return reader.message
  }

  // MARK: Fields

  private mutating func take(_ field: NetworkField) {
    if field.tag != "86", field.tag != "NS" { finishEntry() }
    let text = field.lines.first ?? ""
    switch field.tag {
    case "20":
      close()
      open(at: field.line)
    case "25", "25P", "25A":
      open(at: field.line)
      setStatement { $0.account = NetworkReader.account(text) }
    case "28", "28C":
      open(at: field.line)
      setStatement { $0.number = text.split(separator: "/").first.map(String.init) ?? "" }
    case "60F", "60M":
      open(at: field.line)
      guard let balance = NetworkReader.balance(text) else { return }
      currency = balance.currency
      setStatement { statement in
        statement.opening = balance
        statement.isLaterPage = field.tag == "60M"
      }
    case "62F", "62M":
      open(at: field.line)
      guard let balance = NetworkReader.balance(text) else { return }
      if currency.isEmpty { currency = balance.currency }
      setStatement { statement in
        statement.closing = balance
        statement.isEarlierPage = field.tag == "62M"
      }
      fillCurrency()
    case "34F":
      open(at: field.line)
      if currency.isEmpty { currency = String(text.prefix(3)) }
    case "61":
      open(at: field.line)
      begin(field)
    case "86", "NS": inform(field)
    // A part of a statement that is cut out of it is one too.
    case "64", "65": open(at: field.line)
    default: break
    }
  }

  private mutating func open(at line: Int) {
    guard !isOpen else { return }
    isOpen = true
    currency = ""
    var statement = MessageStatement()
    statement.line = line
    message.statements.append(statement)
  }

  private mutating func close() {
    finishEntry()
    isOpen = false
  }

  private mutating func setStatement(_ change: (inout MessageStatement) -> Void) {
    guard let last = message.statements.indices.last else { return }
    change(&message.statements[last])
  }

  /// Gives entries the currency that only the closing balance states.
  private mutating func fillCurrency() {
    for index in message.entries.indices.reversed() {
      guard message.entries[index].statement == message.statements.count - 1,
        message.entries[index].currency.isEmpty
      else { return }
      message.entries[index].currency = currency
    }
  }

  /// Returns the account of field 25: an IBAN, or the bank and the number; a currency after it is left out, and so is the
  /// bank beside an IBAN.
  static func account(_ text: String) -> String {
    var text = IdentifierText.trimmed(text)
    while text.hasPrefix("/") { text.removeFirst() }
    let parts = text.split(whereSeparator: { $0 == "/" || $0 == " " }).flatMap { part in
      Currency(part.suffix(3)) == nil ? [part] : [part, part.dropLast(3)]
    }
    let known = parts.filter { (try? IBAN($0)) != nil }
    if known.count == 1 { return MessageAccount.text(String(known[0])) }
    let bytes = Array(text.utf8)
    let letters = bytes.reversed().prefix(while: IdentifierText.isLetter)
    if letters.count == 3, bytes.count > 8, Currency(text.suffix(3)) != nil {
      var start = String(decoding: bytes.dropLast(3), as: UTF8.self)
      start = IdentifierText.trimmed(start)
      if start.hasSuffix("/") { start.removeLast() }
      if start.utf8.last.map(IdentifierText.isDigit) == true { return MessageAccount.text(start) }
    }
    return MessageAccount.text(text)
  }

  /// Returns a balance: `C240301EUR1000,00`.
  static func balance(_ text: String) -> MessageBalance? {
    let bytes = Array(text.utf8)
    guard bytes.count > 10, bytes[0] == 0x43 || bytes[0] == 0x44,
      let amount = ExactDecimal(NetworkEntry.decimal(bytes[10...]))
    else { return nil }
    return MessageBalance(
      amount: amount.signed(isOut: bytes[0] == 0x44),
      currency: String(decoding: bytes[7..<10], as: UTF8.self),
      day: MessageDay.number(CashReader.day(String(decoding: bytes[1..<7], as: UTF8.self))))
  }

  // MARK: Entries

  private mutating func begin(_ field: NetworkField) {
    let read = NetworkEntry(field.lines)
    if read.hasImpossibleDay { impossibleDays += 1 }
    var entry = MessageEntry(
      bytes: field.bytes, line: field.line, statement: message.statements.count - 1)
    entry.number = message.entries.count
    entry.date = read.bookingDate
    entry.valueDate = read.valueDate
    entry.amount = read.amount
    entry.direction = read.direction
    entry.currency = currency
    entry.isReversal = read.isReversal
    entry.id = read.bankReference
    entry.reference = read.reference
    entry.text = read.details
    entry.type = read.isReversal ? "reversal" : read.type
    entry.status = read.isExpected ? "PDNG" : "BOOK"
    self.entry = entry
  }

  /// Takes the information that follows an entry; that after a closing balance is the statement's own.
  private mutating func inform(_ field: NetworkField) {
    guard var entry else { return }
    entry.bytes = entry.bytes.lowerBound..<field.bytes.upperBound
    let information = EntryInformation(field.lines)
    entry.name = information.name
    entry.account = information.account
    if !information.reference.isEmpty { entry.reference = information.reference }
    entry.text = [information.text, entry.text].filter { !$0.isEmpty }.joined(separator: " ")
    self.entry = entry
  }

  private mutating func finishEntry() {
    guard let entry else { return }
    message.entries.append(entry)
    self.entry = nil
  }
}
