internal import PaymentGraph

/// The payments of entries that notifications (`camt.054`) tell one by one, for statements that tell their sum.
struct NotifiedPayments: Sendable {
  private var details: [Entry: Details] = [:]

  /// An entry as two messages of one bank name it.
  private struct Entry: Hashable {
    let account: String
    let currency: String
    let id: String
    let amount: String
    let direction: String
    let day: String

    init?(_ entry: MessageEntry, of statement: MessageStatement) {
      guard !statement.account.isEmpty, !entry.whole.id.isEmpty, !entry.date.isEmpty else {
        return nil
      }
      account = statement.account
      currency = entry.currency
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

  /// Makes a value that tells nothing.
  init() {}

  /// Reads all notifications.
  init(_ inputs: [InputFile], messages: [Int: MessageKind]) {
    for index in messages.keys.sorted() where messages[index]?.format == "camt.054" {
      guard let kind = messages[index] else { continue }
      note(
        inputs[index].file.withBytes { MessageReader.message(kind, in: $0) },
        file: inputs[index].name)
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
    var replaced: Set<Int> = []
    for (index, entry) in message.entries.enumerated() {
      guard counts[entry.number] == 1, entry.status == "BOOK", entry.name.isEmpty,
        entry.account.isEmpty,
        let key = Entry(entry, of: message.statements[entry.statement]),
        let known = details[key]
      else {
        joined.append(entry)
        continue
      }
      replaced.insert(index)
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
    // Nothing is missing of these entries any more.
    message.problems.removeAll {
      $0.code == .batchDiffers && $0.entry.map(replaced.contains) ?? false
    }
    // Problems name entries by their places, which have moved.
    let moved = NotifiedPayments.places(of: message.entries, in: joined)
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
}
