internal import PaymentGraph

/// The days of accounts that the loaded statements cover, for messages that tell entries before their statement does.
///
/// An account report or a notification (`camt.052`, `camt.054`, `MT942`) tells the entries of a day early, and the
/// statement tells them again. Where both are loaded, only the statement's entries move money.
struct StatementsHeld: Sendable {
  private var days: [String: [ClosedRange<String>]] = [:]
  /// The payments of entries that notifications tell one by one.
  private var details: [Entry: Details] = [:]

  /// An entry as two messages of one bank name it.
  private struct Entry: Hashable {
    let account: String
    let id: String
    let amount: String
    let direction: String
    let day: String

    init?(_ entry: MessageEntry, of statement: MessageStatement) {
      guard !statement.account.isEmpty, !entry.whole.id.isEmpty, !entry.date.isEmpty else {
        return nil
      }
      account = statement.account
      id = entry.whole.id
      amount = entry.whole.amount
      direction = entry.direction
      day = String(entry.date.prefix(10))
    }
  }

  /// The payments of an entry, and the row of the notification that tells them.
  private struct Details {
    var parts: [MessageEntry] = []
    let place: String
  }

  /// Makes a value that covers nothing.
  init() {}

  /// Reads the days of all statements, where any message needs them.
  init(_ inputs: [InputFile], kinds: [Int: HeaderFinder.Finding]) {
    let messages = kinds.compactMapValues(\.message)
    guard messages.values.contains(where: \.isInterim) else { return }
    for index in messages.keys.sorted() where messages[index]?.format == "camt.054" {
      guard let kind = messages[index] else { continue }
      note(
        inputs[index].file.withBytes { MessageReader.message(kind, in: $0) },
        file: inputs[index].name)
    }
    for (index, kind) in messages where !kind.isInterim {
      let message = inputs[index].file.withBytes { MessageReader.message(kind, in: $0) }
      for (number, statement) in message.statements.enumerated() where !statement.account.isEmpty {
        let dates = message.entries.lazy.filter { $0.statement == number && $0.change != nil }
          .map { String($0.date.prefix(10)) }
        guard let first = dates.min(), let last = dates.max() else { continue }
        days[statement.account, default: []].append(first...last)
      }
    }
  }

  /// Notes the entries of which a notification tells the payments.
  private mutating func note(_ message: BankMessage, file: String) {
    let groups = Dictionary(grouping: message.entries.indices) { message.entries[$0].number }
    for members in groups.sorted(by: { $0.key < $1.key }).map(\.value) {
      let parts = members.map { message.entries[$0] }
      guard let first = parts.first, first.status == "BOOK",
        parts.contains(where: { !$0.name.isEmpty || !$0.account.isEmpty }),
        let entry = Entry(first, of: message.statements[first.statement]), details[entry] == nil
      else { continue }
      details[entry] = Details(parts: parts, place: "\(file):\(first.line)")
    }
  }

  /// Gives the entries of a statement that name nobody the payments that a notification tells of them.
  ///
  /// Their rows, bytes and amounts stay those of the statement; the sum of the payments is the entry's amount.
  func join(_ message: inout BankMessage) {
    guard !details.isEmpty else { return }
    let counts = Dictionary(message.entries.map { ($0.number, 1) }, uniquingKeysWith: +)
    var joined: [MessageEntry] = []
    var places: [String] = []
    for (index, entry) in message.entries.enumerated() {
      guard counts[entry.number] == 1, entry.status == "BOOK", entry.name.isEmpty,
        entry.account.isEmpty,
        let key = Entry(entry, of: message.statements[entry.statement]),
        let known = details[key]
      else {
        joined.append(entry)
        continue
      }
      places.append("line \(entry.line) by \(known.place)")
      let limit = index + 1 < message.entries.count ? message.entries[index + 1].line : .max
      for (number, part) in known.parts.enumerated() {
        var transfer = part
        transfer.bytes = entry.bytes
        transfer.line = min(entry.line + number, max(entry.line, limit - 1))
        transfer.statement = entry.statement
        transfer.number = entry.number
        transfer.date = entry.date
        transfer.valueDate = entry.valueDate
        transfer.currency = entry.currency
        joined.append(transfer)
      }
    }
    guard !places.isEmpty else { return }
    // Problems name entries by their places, which have moved.
    let moved = StatementsHeld.places(of: message.entries, in: joined)
    for index in message.problems.indices {
      if let entry = message.problems[index].entry, moved.indices.contains(entry) {
        message.problems[index].entry = moved[entry]
      }
    }
    message.entries = joined
    message.decisions.append(
      "the payments of \(places.count) \(places.count == 1 ? "entry" : "entries") are told by a notification: "
        + places.prefix(5).joined(separator: ", ") + (places.count > 5 ? " and others" : ""))
  }

  private static func places(of entries: [MessageEntry], in joined: [MessageEntry]) -> [Int] {
    var firsts: [Int: Int] = [:]
    for (index, entry) in joined.enumerated() where firsts[entry.number] == nil {
      firsts[entry.number] = index
    }
    var seen: [Int: Int] = [:]
    return entries.map { entry in
      defer { seen[entry.number, default: 0] += 1 }
      return (firsts[entry.number] ?? 0) + (seen[entry.number] ?? 0)
    }
  }

  /// Sets aside the entries of a message that a loaded statement of the account covers.
  func setAside(in message: inout BankMessage) {
    guard !days.isEmpty else { return }
    var count = 0
    for (index, entry) in message.entries.enumerated() where entry.status == "BOOK" {
      let account = message.statements[entry.statement].account
      let day = String(entry.date.prefix(10))
      guard days[account]?.contains(where: { $0.contains(day) }) == true else { continue }
      message.entries[index].status = StatementsHeld.status
      count += 1
    }
    guard count > 0 else { return }
    message.decisions.append(
      "\(count) \(count == 1 ? "transfer is" : "transfers are") of days that a loaded statement of the account covers: that statement counts"
    )
  }

  /// The status of an entry that a statement tells again.
  private static let status = "HELD"
}
