internal import PaymentGraph

/// The payments of one balance that no record shows, although its statements say that money moved.
///
/// Two statements that do not join show a balance before and a balance after such payments; a statement that does not
/// close shows only that there were some.
struct UnseenPayments {
  /// The beginning of a statement that does not join the one before.
  struct Gap {
    /// The beginning of the statement, in milliseconds.
    let end: Int64
    /// The balance with which it begins, in units of the ledger.
    let opening: Int128
    /// The time up to which it shows the balance, with those that join it.
    let knownUntil: Int64
  }

  /// The gaps in the order of time.
  private(set) var gaps: [Gap] = []
  /// True where money may have left at any time.
  private(set) var isAnyTime = false

  /// Returns true where a statement after a gap shows the balance at a moment.
  func shows(_ moment: Int64) -> Bool {
    gaps.contains { $0.end <= moment && moment < $0.knownUntil }
  }

  /// Finds the unseen payments of each balance of a trace; pooled accounts have none, because they pass money on along
  /// links only.
  static func find(_ closings: [StatementClosing], in events: TracingEvents) -> [Int32:
    UnseenPayments]
  {
    var places: [UInt64: Int32] = [:]
    for place in events.balances.account.indices where !events.isOpaque[place] {
      let (account, currency) = (events.balances.account[place], events.balances.currency[place])
      places[UInt64(account) << 8 | UInt64(currency)] = Int32(truncatingIfNeeded: place)
    }
    var found: [Int32: UnseenPayments] = [:]
    for (number, closing) in closings.enumerated() {
      let key = UInt64(closing.account.index) << 8 | UInt64(closing.currency.index)
      guard let place = places[key] else { continue }
      if closing.difference != 0 { found[place, default: UnseenPayments()].isAnyTime = true }
      guard let gap = closing.gap, gap != 0 else { continue }
      // Payments out of scope move the balance, so that the statement does not say what is left of those in scope.
      guard events.view.included == nil, closing.difference == 0 else {
        found[place, default: UnseenPayments()].isAnyTime = true
        continue
      }
      var last = closing
      for next in closings[(number + 1)...] {
        guard next.account == closing.account, next.currency == closing.currency,
          next.gap == 0, next.difference == 0
        else { break }
        last = next
      }
      found[place, default: UnseenPayments()].gaps.append(
        Gap(
          end: closing.days.lowerBound.milliseconds, opening: closing.opening,
          knownUntil: last.days.upperBound.milliseconds + 86_400_000))
    }
    return found
  }
}
