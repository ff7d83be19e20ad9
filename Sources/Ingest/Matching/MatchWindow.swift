internal import PaymentGraph

/// The number of days after which a payment that left one account may appear on another, by its payment system.
enum MatchWindow {
  /// Returns the most days between the two rows; the receiving row may also be a day early, because zones and banking
  /// days differ.
  static func days(_ out: StatementEntry, _ into: StatementEntry) -> Int {
    max(days(out), days(into))
  }

  /// The longest window of any payment system.
  static let longest = 14

  /// The most days between the record of a payment service and a bank's row of the payment.
  static let service = 7

  /// Returns the most days between a row and the other side's row.
  static func days(_ entry: StatementEntry) -> Int {
    switch entry.counter.channel {
    case "FPS", "IMPS", "UPI", "RTGS": return 1
    case "CARD": return 7
    case "SWIFT": return 10
    case "CHEQUE": return longest
    default:
      return entry.kind == .withdrawal || entry.kind == .funding ? 7 : 3
    }
  }

  /// Returns the days since 1970 of a moment.
  static func day(_ milliseconds: Int64) -> Int {
    Int(
      milliseconds >= 0
        ? milliseconds / 86_400_000 : (milliseconds - 86_399_999) / 86_400_000)
  }
}
