/// The shortest and the longest wait of a pooled account between a receipt and the payout that passes it on, in
/// milliseconds.
public struct LagWindow: Sendable, Hashable {
  /// The shortest wait.
  public let shortest: Int64
  /// The longest wait.
  public let longest: Int64
  /// The wait up to which other receipts are considered before a pairing is called the only one.
  public let guardedLongest: Int64
  /// The number of pairs from which it was fitted; 0 where it was not fitted.
  public let pairCount: Int
  /// True where the user stated it.
  public let isStated: Bool

  /// True where it is more than a default.
  var isKnown: Bool { isStated || pairCount > 0 }

  private static let day: Int64 = 86_400_000

  /// Fits the window to the waits of pairs, from the 1st to the 99th percentile; a default where there are too few.
  ///
  /// - Parameter waits: the shortest and the longest wait that the times of each pair allow.
  init(_ waits: [ClosedRange<Int64>], _ settings: MatchSettings) {
    isStated = settings.window != nil
    guard settings.window == nil, waits.count >= settings.fewestPairs else {
      let window = settings.window ?? 0...settings.longestWaitByDefault
      shortest = window.lowerBound
      longest = window.upperBound
      guardedLongest = max(longest * 2, longest + 7 * LagWindow.day)
      pairCount = 0
      return
    }
    // Nearest rank; the outer bound of an uncertain wait counts.
    let least = waits.map(\.lowerBound).sorted()
    let most = waits.map(\.upperBound).sorted()
    shortest = max(0, least[(waits.count + 99) / 100 - 1])
    longest = max(shortest, most[(waits.count * 99 + 99) / 100 - 1])
    guardedLongest = max(longest * 2, longest + 7 * LagWindow.day)
    pairCount = waits.count
  }

  /// Returns true where a wait known to lie between two bounds may be within the window.
  func mayHold(_ wait: ClosedRange<Int64>) -> Bool {
    wait.upperBound >= shortest && wait.lowerBound <= longest
  }
}
