internal import PaymentGraph

/// The days of accounts that the loaded statements cover, for messages that tell entries before their statement does.
///
/// An account report or a notification (`camt.052`, `camt.054`, `MT942`) tells the entries of a day early, and the
/// statement tells them again. Where both are loaded, only the statement's entries move money.
struct StatementsHeld: Sendable {
  private var days: [String: [ClosedRange<String>]] = [:]

  /// Makes a value that covers nothing.
  init() {}

  /// Reads the days of all statements, where any message needs them.
  init(_ inputs: [InputFile], kinds: [Int: HeaderFinder.Finding]) {
    let messages = kinds.compactMapValues(\.message)
    guard messages.values.contains(where: \.isInterim) else { return }
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
