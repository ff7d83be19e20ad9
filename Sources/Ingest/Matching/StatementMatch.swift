/// Two rows of different statements that show, or may show, one payment: one its payer's, the other its
/// beneficiary's.
struct StatementMatch: Sendable {
  /// The places of the rows among those that were compared.
  let out: Int
  let into: Int
  /// The sum of the reasons' weights.
  let score: Int
  /// By how much the score is better than that of the best other pair with one of the rows.
  let margin: Int
  /// The reasons with their weights, in words.
  let reasons: [String]

  /// Whether the rows are taken to be one payment without being asked.
  var isCertain: Bool { score >= MatchWeights.certain && margin >= MatchWeights.leastMargin }
}
