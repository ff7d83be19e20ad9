/// Whether more victims reach an account than chance would have it, compared with payers who are no
/// victims.
///
/// The comparison is fair where the others are followed in the same way: their payments along the same
/// walks, as far, and through the same links. See <doc:Surprise>.
public struct Surprise: Sendable, Hashable {
  /// Victims that count as independent (one for each holder) and reach the account, and all of them.
  public let victims: Int
  /// All independent victims.
  public let victimCount: Int
  /// Other payers that reach it.
  public let others: Int
  /// All other payers that reach any of the accounts looked at.
  public let otherCount: Int
  /// The chance of as many victims or more (hypergeometric upper tail).
  public let probability: Double
  /// The same with half the chance of just as many, corrected for the number of accounts looked at
  /// (Benjamini and Hochberg).
  public let falseDiscoveryRate: Double
  /// How many times more often victims reach it than payers in general.
  public let lift: Double
  /// How many times more often than the others, the best estimate.
  public let rateRatio: Double
  /// How many times more often than the others at the least, at 95 per cent.
  public let liftLowerLimit: Double

  /// The false discovery rate up to which an account is beyond chance.
  public static let rateLimit = 0.01
  /// The lower limit of the lift from which it is: an effect smaller than this can come from how payers
  /// got into the records.
  public static let liftLimit = 1.5

  /// Whether chance and popularity do not explain it.
  public var isBeyondChance: Bool {
    falseDiscoveryRate <= Surprise.rateLimit && liftLowerLimit >= Surprise.liftLimit
  }

  /// Whether the others reach it nearly as often, so that popularity explains it.
  ///
  /// What is neither explained nor beyond chance is open: there are too few cases to tell.
  public var isExplained: Bool { !isBeyondChance && rateRatio < Surprise.liftLimit }

  /// The share of those who reach the account that are victims, 0 to 1.
  public var exclusivity: Double {
    victims + others == 0 ? 0 : Double(victims) / Double(victims + others)
  }
}
