internal import PaymentGraph

/// How many days after it left one account a payment may show on another, by the way it took.
enum MatchWindow {
  /// The most days between the two rows; the receiving row may also be a day early, because zones and banking
  /// days differ.
  static func days(_ out: StatementEntry, _ into: StatementEntry) -> Int {
    max(days(out), days(into))
  }

  /// The longest window of any way.
  static let longest = 14

  private static func days(_ entry: StatementEntry) -> Int {
    switch entry.counter.channel {
    case "FPS", "IMPS", "UPI", "RTGS": return 1
    case "CARD": return 7
    case "SWIFT": return 10
    case "CHEQUE": return longest
    default:
      return entry.kind == .withdrawal || entry.kind == .funding ? 7 : 3
    }
  }
}
