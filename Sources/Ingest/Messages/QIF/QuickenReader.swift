internal import Hashing
internal import PaymentGraph

/// Reads the records of a QIF download: lines that each begin with a letter, up to a line with `^`.
///
/// Such files name no currency and no number of an account, and every program writes dates and amounts in its own way:
/// these stay as they are written, so that each column is decided as a whole.
struct QuickenReader {
  private var message = BankMessage()
  private var section = Section.none
  /// The name of the account that the next list of transactions belongs to.
  private var accountName = ""
  private var fields: [(letter: UInt8, text: String)] = []
  private var start: (offset: Int, line: Int)?
  private var end = 0
  private var statementNames: [String] = []
  /// The kinds of the lists of transactions, as the file writes them: `Bank`, `CCard`.
  private var kinds: [String] = []
  private var lists = 0
  private let key: String

  /// The kind of the records that are being read.
  private enum Section {
    case none
    case account
    case transactions(isRead: Bool)
    /// Categories, classes and the like, which are no transactions.
    case list
  }

  /// Reads a file.
  static func read(_ bytes: Span<UInt8>) -> BankMessage {
    let digest = FileDigest(bytes: SHA256.digest(of: bytes)).hex.prefix(12)
    var reader = QuickenReader(key: "qif:\(digest):")
    reader.walk(bytes)
    return reader.finished()
  }

  private init(key: String) { self.key = key }

  // MARK: Lines

  private mutating func walk(_ bytes: Span<UInt8>) {
    var lines = TextLines(from: FileSignature.byteOrderMark(bytes))
    while let line = lines.next(in: bytes) {
      let text = String(decoding: line.dropFirst().map { bytes[$0] }, as: UTF8.self)
      let mark = bytes[line.lowerBound]
      switch mark {
      case 0x21: beginSection(text)
      case 0x5E:
        end = line.upperBound
        endRecord()
      default:
        if start == nil { start = (line.lowerBound, lines.number) }
        fields.append((mark, IdentifierText.trimmed(text)))
        end = line.upperBound
      }
    }
    // A record at the end may lack its mark; one that was cut off has no amount, and is rejected.
    endRecord()
  }

  private mutating func beginSection(_ text: String) {
    endRecord()
    let word = text.lowercased()
    if word.hasPrefix("account") {
      section = .account
    } else if word.hasPrefix("type:") {
      let kind = IdentifierText.trimmed(text.dropFirst(5))
      switch kind.lowercased() {
      case "bank", "ccard", "cash", "oth a", "oth l":
        section = .transactions(isRead: true)
        openStatement(kind)
      case "invst", "port":
        section = .transactions(isRead: false)
        openStatement(kind)
      default: section = .list
      }
    }
  }

  private mutating func openStatement(_ kind: String = "") {
    var statement = MessageStatement()
    statement.line = start?.line ?? 0
    statement.holder = ""
    message.statements.append(statement)
    statementNames.append(accountName)
    kinds.append(kind)
    accountName = ""
  }

  private mutating func endRecord() {
    defer {
      fields = []
      start = nil
    }
    guard !fields.isEmpty, let start else { return }
    switch section {
    case .account:
      if let name = value(0x4E) { accountName = name }
    case .list: lists += 1
    case .transactions(let isRead): addEntry(from: start, isRead: isRead)
    case .none: addEntry(from: start, isRead: true)
    }
  }

  private func value(_ letter: UInt8) -> String? {
    fields.first { $0.letter == letter && !$0.text.isEmpty }?.text
  }

  // MARK: Entries

  private mutating func addEntry(from start: (offset: Int, line: Int), isRead: Bool) {
    if message.statements.isEmpty { openStatement() }
    var entry = MessageEntry(
      bytes: start.offset..<max(end, start.offset + 1), line: start.line,
      statement: message.statements.count - 1)
    entry.number = message.entries.count
    entry.date = QuickenText.date(value(0x44) ?? "")
    setAmount(value(0x54) ?? value(0x55) ?? "", of: &entry)
    entry.name = value(0x50) ?? ""
    entry.reference = value(0x4E) ?? ""
    entry.text = value(0x4D) ?? ""
    if let category = value(0x4C) { entry.account = category }
    if !isRead { entry.status = "INFO" }
    let parts = splits(of: entry)
    guard parts.count > 1 else {
      message.entries.append(entry)
      return
    }
    let whole = QuickenText.units(value(0x54) ?? value(0x55) ?? "")
    let sum = parts.compactMap { QuickenText.units($0.written) }
    guard let whole, sum.count == parts.count, sum.reduce(0, +) == whole else {
      message.problems.append(
        MessageProblem(
          code: .batchDiffers, severity: .warning,
          summary:
            "the entry is of \(value(0x54) ?? ""), but its \(parts.count) parts do not make that sum",
          note: "one transfer of the entry's amount stands for its parts",
          remedy: "compare the entry with the bank's own statement", entry: message.entries.count))
      message.entries.append(entry)
      return
    }
    message.entries += parts.map(\.entry)
  }

  private func setAmount(_ written: String, of entry: inout MessageEntry) {
    let isOut = written.hasPrefix("-")
    entry.amount =
      isOut || written.hasPrefix("+") ? IdentifierText.trimmed(written.dropFirst()) : written
    entry.direction = isOut ? "debit" : "credit"
  }

  /// Returns the parts into which an entry is divided, each with its category, its memo and its amount.
  private func splits(of entry: MessageEntry) -> [(entry: MessageEntry, written: String)] {
    var parts: [(entry: MessageEntry, written: String)] = []
    for field in fields {
      switch field.letter {
      case 0x53:
        var part = entry
        part.account = field.text
        parts.append((part, ""))
      case 0x45:
        if let last = parts.indices.last, !field.text.isEmpty {
          parts[last].entry.text = [field.text, entry.text].filter { !$0.isEmpty }
            .joined(separator: " ")
        }
      case 0x24:
        if let last = parts.indices.last {
          parts[last].written = field.text
          setAmount(field.text, of: &parts[last].entry)
        }
      default: break
      }
    }
    return parts
  }

  // MARK: Accounts

  /// Gives accounts their names, once all of them are known, and sets the second row of each transfer between them
  /// aside.
  private func finished() -> BankMessage {
    var message = message
    let statementNames = namesOfLists
    let names = Set(statementNames.filter { !$0.isEmpty })
    let isOne = Set(statementNames).count < 2
    func account(_ name: String) -> String { isOne ? "" : key + name }
    for index in message.statements.indices {
      message.statements[index].account =
        statementNames[index].isEmpty ? "" : account(statementNames[index])
    }
    var counterparts: [Int: String] = [:]
    for index in message.entries.indices {
      let category = message.entries[index].account
      message.entries[index].account = ""
      guard let name = QuickenText.account(category) else { continue }
      let own = statementNames[message.entries[index].statement]
      if name == own {
        // The balance with which the program began to keep the account.
        message.entries[index].status = "INFO"
      } else if names.contains(name) {
        message.entries[index].account = account(name)
        message.entries[index].moveNameToText()
        counterparts[index] = name
      } else if message.entries[index].name.isEmpty {
        message.entries[index].name = name
      } else {
        message.entries[index].text = [message.entries[index].text, "[\(name)]"]
          .filter { !$0.isEmpty }.joined(separator: " ")
      }
    }
    let twice = setAsideSecondRows(counterparts, named: statementNames, in: &message)
    if twice > 0 {
      message.decisions.append(
        "\(twice) \(twice == 1 ? "transfer" : "transfers") between accounts of the file \(twice == 1 ? "stands" : "stand") in both: each counts once"
      )
    }
    if lists > 0 {
      message.decisions.append(
        "\(lists) \(lists == 1 ? "record is" : "records are") no transaction (a category, a class, a security): not read"
      )
    }
    if !isOne {
      message.decisions.append(
        "accounts have no numbers here: each is named by the file and its name in it")
    }
    return message
  }

  /// The names of the accounts of the lists: a list without one has that of its kind, where the file has several kinds.
  ///
  /// A bank account and a card are two accounts.
  private var namesOfLists: [String] {
    let unnamed = Set(zip(statementNames, kinds).filter(\.0.isEmpty).map { $0.1.lowercased() })
    guard unnamed.count > 1 else { return statementNames }
    return zip(statementNames, kinds).map { $0.isEmpty ? $1 : $0 }
  }

  private func setAsideSecondRows(
    _ others: [Int: String], named statementNames: [String], in message: inout BankMessage
  ) -> Int {
    /// The facts that two rows of one transfer share, from the side of the row that pays.
    struct Transfer: Hashable {
      let from: String
      let to: String
      let date: String
      let amount: String
    }
    var waiting: [Transfer: [Int]] = [:]
    var count = 0
    for index in message.entries.indices {
      let entry = message.entries[index]
      guard let other = others[index], entry.status == "BOOK" else { continue }
      let own = statementNames[entry.statement]
      let isOut = entry.direction == "debit"
      let transfer = Transfer(
        from: isOut ? own : other, to: isOut ? other : own, date: entry.date,
        amount: QuickenText.units(entry.amount).map(String.init) ?? entry.amount)
      let partner = waiting[transfer, default: []].first {
        message.entries[$0].direction != entry.direction
      }
      guard let partner else {
        waiting[transfer, default: []].append(index)
        continue
      }
      waiting[transfer]?.removeAll { $0 == partner }
      // The row of the account that pays counts.
      message.entries[isOut ? partner : index].status = "HELD"
      count += 1
    }
    return count
  }
}

/// The texts of QIF files.
enum QuickenText {
  /// Returns a date in a form that columns of dates have: `3/ 3'13` is `3/3/2013`.
  static func date(_ written: String) -> String {
    var text = written.filter { $0 != " " }
    guard let mark = text.lastIndex(of: "'") else { return text }
    var year = text[text.index(after: mark)...]
    guard year.count <= 2, year.allSatisfy(\.isNumber), !year.isEmpty else {
      return text.replacing("'", with: "/")
    }
    // The mark stands for the years from 2000 on.
    if year.count == 1 { year = "0\(year)" }
    text = text[..<mark] + "/20" + year
    return text.replacing("'", with: "/")
  }

  /// Returns the name between square brackets, which is that of an account; nil for a category.
  static func account(_ category: String) -> String? {
    guard category.hasPrefix("["), let end = category.firstIndex(of: "]") else { return nil }
    let name = category[category.index(after: category.startIndex)..<end]
    return name.isEmpty ? nil : String(name)
  }

  /// Returns an amount in hundredths, under the one reading that sums of parts can have: the last mark before one or two
  /// digits is the decimal one; nil for a text that is no number.
  static func units(_ written: String) -> Int? {
    var bytes = Array(written.utf8.filter { $0 != 0x20 && $0 != 0x27 })
    let isOut = bytes.first == 0x2D
    if isOut || bytes.first == 0x2B { bytes.removeFirst() }
    var decimals = 0
    if let mark = bytes.lastIndex(where: { $0 == 0x2C || $0 == 0x2E }), bytes.count - mark <= 3 {
      decimals = bytes.count - mark - 1
    }
    let digits = bytes.filter { $0 != 0x2C && $0 != 0x2E }
    guard !digits.isEmpty, digits.count <= 16, digits.allSatisfy(IdentifierText.isDigit),
      let value = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    let units = decimals == 2 ? value : decimals == 1 ? value * 10 : value * 100
    return isOut ? -units : units
  }
}
