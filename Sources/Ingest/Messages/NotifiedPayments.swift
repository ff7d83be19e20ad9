internal import PaymentGraph

/// The payments of entries that notifications and account reports (`camt.054`, `camt.052`) tell one by one, for
/// statements that tell their sum.
struct NotifiedPayments: Sendable {
  private var details: [Name: [Details]] = [:]

  /// An entry as two messages of one bank name it.
  private struct Name: Hashable {
    let account: String
    let currency: String
    let reference: String
    let amount: String
    let direction: String

    init?(_ entry: MessageEntry, of statement: MessageStatement) {
      guard !statement.account.isEmpty, !entry.bankReference.isEmpty else { return nil }
      account = statement.account
      currency = entry.currency
      reference = entry.bankReference
      amount = entry.whole.amount
      direction = entry.whole.direction
    }
  }

  /// The payments of an entry, and the row that tells them.
  private struct Details {
    let parts: [MessageEntry]
    let day: Int
    let file: Int
    let place: String

    /// The sum of the payments.
    var sum: ExactDecimal { parts.compactMap(\.change).reduce(.zero, +) }

    /// Returns true where both tell the same payments.
    func agrees(with other: Details) -> Bool {
      guard parts.count == other.parts.count else { return false }
      return zip(parts, other.parts).allSatisfy { one, other in
        one.change == other.change && one.account == other.account && one.name == other.name
          && one.reference == other.reference
      }
    }
  }

  /// Makes a value that tells nothing.
  init() {}

  /// Reads all notifications and account reports, in the order of the files.
  init(_ inputs: [InputFile], messages: [Int: MessageKind]) {
    for index in messages.keys.sorted() {
      guard let kind = messages[index], kind.family == .camt, kind.isInterim else { continue }
      note(
        inputs[index].file.withBytes { MessageReader.message(kind, in: $0) }, file: index,
        name: inputs[index].name)
    }
  }

  /// Notes the entries of which a message tells the payments.
  ///
  /// An entry that another file tells again counts once; entries alike in one file are several.
  private mutating func note(_ message: BankMessage, file: Int, name: String) {
    var repeated: [Name: Set<Int>] = [:]
    for members in message.entryRanges {
      let parts = members.map { message.entries[$0] }
      guard parts.allSatisfy({ $0.status == "BOOK" }), !NotifiedPayments.namesNobody(parts),
        let entry = Name(parts[0], of: message.statements[parts[0].statement]),
        let day = MessageDay.number(parts[0].date)
      else { continue }
      let found = Details(parts: parts, day: day, file: file, place: "\(name):\(parts[0].line)")
      let known = details[entry] ?? []
      let again = known.indices.first {
        known[$0].file != file && known[$0].day == day && known[$0].agrees(with: found)
          && !(repeated[entry]?.contains($0) ?? false)
      }
      if let again {
        repeated[entry, default: []].insert(again)
      } else {
        details[entry, default: []].append(found)
      }
    }
  }

  private static func namesNobody(_ parts: some Sequence<MessageEntry>) -> Bool {
    parts.allSatisfy { $0.name.isEmpty && $0.account.isEmpty }
  }

  /// Gives the entries of a statement that name nobody the payments that a notification tells of them.
  ///
  /// Their rows, bytes and amounts stay those of the statement; the sum of the payments is the entry's amount. Where
  /// messages tell other payments of one entry, it gets none.
  func join(_ message: inout BankMessage) {
    guard !details.isEmpty else { return }
    let groups = message.entryRanges
    var open: [Name: [Open]] = [:]
    for (number, group) in groups.enumerated() {
      let parts = message.entries[group]
      let first = message.entries[group.lowerBound]
      guard parts.allSatisfy({ $0.status == "BOOK" }), NotifiedPayments.namesNobody(parts),
        let name = Name(first, of: message.statements[first.statement]), details[name] != nil,
        let day = MessageDay.number(first.date)
      else { continue }
      let sum = parts.compactMap(\.change).reduce(.zero, +)
      open[name, default: []].append(Open(group: number, day: day, sum: sum))
    }
    var told: [Int: Details] = [:]
    var disputed: [Int] = []
    for (name, entries) in open {
      let match = NotifiedPayments.match(entries, details[name] ?? [])
      told.merge(match.told) { first, _ in first }
      disputed += match.disputed
    }
    for group in disputed.sorted() { dispute(groups[group].lowerBound, in: &message) }
    replace(groups, told: told, in: &message)
  }

  /// An entry of a statement that names nobody.
  private struct Open {
    let group: Int
    let day: Int
    let sum: ExactDecimal
  }

  /// Finds the payments of entries of one name, each for one entry.
  ///
  /// Those of the same day come first, then those of the nearest day.
  private static func match(
    _ entries: [Open], _ details: [Details]
  ) -> (told: [Int: Details], disputed: [Int]) {
    var found: [Int: Int] = [:]
    var taken: Set<Int> = []
    for most in [0, HeldBook.mostDaysApart] {
      for entry in entries where found[entry.group] == nil {
        let free = details.indices.filter {
          !taken.contains($0) && abs(details[$0].day - entry.day) <= most
            && details[$0].sum == entry.sum
        }
        guard
          let nearest = free.min(by: {
            abs(details[$0].day - entry.day) < abs(details[$1].day - entry.day)
          })
        else { continue }
        found[entry.group] = nearest
        taken.insert(nearest)
      }
    }
    var disputed: [Int] = []
    for entry in entries {
      guard let known = found[entry.group] else { continue }
      let isSameDay = details[known].day == entry.day
      let isDisputed = details.indices.contains {
        !taken.contains($0) && details[$0].sum == entry.sum
          && abs(details[$0].day - entry.day) <= (isSameDay ? 0 : HeldBook.mostDaysApart)
          && !details[$0].agrees(with: details[known])
      }
      if isDisputed { disputed.append(entry.group) }
    }
    for group in disputed { found[group] = nil }
    return (found.mapValues { details[$0] }, disputed)
  }

  private func dispute(_ entry: Int, in message: inout BankMessage) {
    message.problems.append(
      MessageProblem(
        code: .batchDiffers, severity: .warning,
        summary: "notifications tell different payments of this entry, by one reference",
        note: "the entry is loaded as the statement tells it, and names none of their parties",
        remedy: "ask the bank which of them are the payments of the entry", entry: entry))
  }

  /// Puts the payments in the places of their entries.
  private func replace(_ groups: [Range<Int>], told: [Int: Details], in message: inout BankMessage)
  {
    guard !told.isEmpty else { return }
    var joined: [MessageEntry] = []
    var places: [String] = []
    // Problems name entries by their places, which move.
    var moved: [Int] = []
    var replaced: Set<Int> = []
    for (number, group) in groups.enumerated() {
      let first = message.entries[group.lowerBound]
      guard let known = told[number] else {
        for index in group {
          moved.append(joined.count)
          joined.append(message.entries[index])
        }
        continue
      }
      moved += group.map { _ in joined.count }
      replaced.formUnion(group)
      places.append("line \(first.line) by \(known.place)")
      let limit =
        group.upperBound < message.entries.count ? message.entries[group.upperBound].line : .max
      for (count, part) in known.parts.enumerated() {
        var transfer = part
        transfer.bytes = first.bytes
        transfer.line = min(first.line + count, max(first.line, limit - 1))
        transfer.statement = first.statement
        transfer.number = first.number
        transfer.date = first.date
        transfer.valueDate = first.valueDate
        transfer.currency = first.currency
        joined.append(transfer)
      }
    }
    // Nothing is missing of these entries any more.
    message.problems.removeAll {
      $0.code == .batchDiffers && $0.entry.map(replaced.contains) ?? false
    }
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
}
