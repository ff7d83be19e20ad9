internal import PaymentGraph

/// The entries of accounts that the loaded statements tell, for messages that tell them before their statement does.
///
/// An account report or a notification (`camt.052`, `camt.054`, `MT942`) tells the entries of a day early, and the
/// statement tells them again. Where both are loaded, only the statement's entries move money. An entry is set aside
/// where the statement has it too, with the same day and amount; and where the balances of a statement in the same
/// currency prove that it has all entries of that day. Any other entry is loaded, and a warning says so.
struct StatementsHeld: Sendable {
  private var books: [Book: Entries] = [:]
  /// The payments of entries that notifications tell one by one.
  private(set) var notified = NotifiedPayments()

  /// An account in one currency.
  private struct Book: Hashable {
    let account: String
    let currency: String
  }

  /// An entry as both messages tell it.
  private struct Told: Hashable {
    let day: Substring
    let change: ExactDecimal
  }

  private struct Entries {
    /// The days that statements cover; those of statements that their balances prove.
    var days: [ClosedRange<Substring>] = []
    var provedDays: [ClosedRange<Substring>] = []
    /// The number of times that the statements tell an entry.
    var told: [Told: Int] = [:]
  }

  /// Makes a value that covers nothing.
  init() {}

  /// True where no report or notification was loaded.
  private(set) var isEmpty = true

  /// Reads the entries of all statements, where any message needs them.
  init(_ inputs: [InputFile], kinds: [Int: HeaderFinder.Finding]) {
    let messages = kinds.compactMapValues(\.message)
    guard messages.values.contains(where: \.isInterim) else { return }
    isEmpty = false
    notified = NotifiedPayments(inputs, messages: messages)
    for (index, kind) in messages where kind.isStatement {
      let message = inputs[index].file.withBytes { MessageReader.message(kind, in: $0) }
      let entries = Dictionary(grouping: StatementsHeld.booked(in: message), by: \.statement)
      for (number, statement) in message.statements.enumerated() where !statement.account.isEmpty {
        add(statement, entries[number] ?? [])
      }
    }
  }

  private mutating func add(_ statement: MessageStatement, _ entries: [Booked]) {
    for (currency, entries) in Dictionary(grouping: entries, by: \.currency) {
      let days = entries.map(\.told.day)
      guard let first = days.min(), let last = days.max() else { continue }
      var held = books[Book(account: statement.account, currency: currency)] ?? Entries()
      held.days.append(first...last)
      for entry in entries { held.told[entry.told, default: 0] += 1 }
      if let opening = statement.opening, let closing = statement.closing,
        opening.currency == currency, closing.currency == currency,
        entries.map(\.told.change).reduce(opening.amount, +) == closing.amount
      {
        held.provedDays.append(first...last)
      }
      books[Book(account: statement.account, currency: currency)] = held
    }
  }

  /// A booked entry: the sum of the payments that it was divided into.
  private struct Booked {
    let statement: Int
    let currency: String
    var told: Told
    var members: [Int]
  }

  private static func booked(in message: BankMessage) -> [Booked] {
    var found: [Booked] = []
    var last: Int?
    for (index, entry) in message.entries.enumerated() {
      guard let change = entry.change else {
        last = nil
        continue
      }
      if last == entry.number, found[found.count - 1].currency == entry.currency {
        let sum = found[found.count - 1].told.change + change
        found[found.count - 1].told = Told(day: entry.date.prefix(10), change: sum)
        found[found.count - 1].members.append(index)
      } else {
        found.append(
          Booked(
            statement: entry.statement, currency: entry.currency,
            told: Told(day: entry.date.prefix(10), change: change), members: [index]))
      }
      last = entry.number
    }
    return found
  }

  /// Sets aside the entries of a message that a loaded statement of the account has.
  func setAside(in message: inout BankMessage) {
    guard !books.isEmpty else { return }
    var held = books
    var (count, strays) = (0, [Int]())
    for entry in StatementsHeld.booked(in: message) {
      let account = message.statements[entry.statement].account
      let book = Book(account: account, currency: entry.currency)
      guard let known = held[book] else { continue }
      if let left = known.told[entry.told], left > 0 {
        held[book]?.told[entry.told] = left - 1
      } else if !known.provedDays.contains(where: { $0.contains(entry.told.day) }) {
        if known.days.contains(where: { $0.contains(entry.told.day) }),
          let first = entry.members.first
        {
          strays.append(first)
        }
        continue
      }
      for member in entry.members { message.entries[member].status = StatementsHeld.status }
      count += entry.members.count
    }
    warn(of: strays, in: &message)
    guard count > 0 else { return }
    message.decisions.append(
      "\(count) \(count == 1 ? "transfer is" : "transfers are") of days that a loaded statement of the account covers: that statement counts"
    )
  }

  private func warn(of strays: [Int], in message: inout BankMessage) {
    guard let first = strays.first else { return }
    let count = strays.count
    message.problems.append(
      MessageProblem(
        code: .statementLacksEntry, severity: .warning,
        summary:
          "\(count) \(count == 1 ? "entry is" : "entries are") of days that a loaded statement of the account covers, and not in it",
        note:
          "the balances do not prove the statement complete: the \(count == 1 ? "entry is" : "entries are") loaded",
        remedy: "compare the two, and leave out the file that is wrong", entry: first))
  }

  /// The status of an entry that a statement tells again.
  private static let status = "HELD"
}
