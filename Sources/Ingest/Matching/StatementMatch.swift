/// Two rows that show, or may show, one payment: one in its payer's statement, the other in its beneficiary's.
struct StatementMatch: Sendable {
  /// The ground on which two rows are one payment.
  enum Ground: Sendable, Equatable {
    /// Both rows print this number of one payment.
    case number(TypedNumber)
    /// Each row names the other's account.
    case accounts
    /// A user decided it.
    case decision(String)
    /// Nothing proves it.
    case possible
  }

  /// The indices of the rows among those that were compared.
  let out: Int
  let into: Int
  let ground: Ground
  /// The reasons for the match, in words, the ground first.
  let reasons: [String]

  /// True where the rows are taken to be one payment.
  var isCertain: Bool { ground != .possible }
}
