/// The comparison of victims with other payers: whether more victims reach an account than chance would have it.
///
/// The comparison is fair where the others are followed in the same way: their payments along walks of the same length
/// and through the same links. See <doc:Surprise>.
public struct Surprise: Sendable, Hashable {
  /// The number of independent victims (one for each holder) that reach the account.
  public let victims: Int
  /// The number of all independent victims.
  public let victimCount: Int
  /// The number of other payers that reach the account.
  public let others: Int
  /// The number of other payers that reach any of the accounts examined.
  public let otherCount: Int
  /// The probability of as many victims or more (hypergeometric upper tail).
  public let probability: Double
  /// The probability with half the probability of just as many, corrected for the number of accounts examined
  /// (Benjamini and Hochberg).
  public let falseDiscoveryRate: Double
  /// The ratio of the rate at which victims reach the account to that of all payers.
  public let lift: Double
  /// The best estimate of the ratio of the victims' rate to the others' rate.
  public let rateRatio: Double
  /// The lower 95 per cent limit of that ratio.
  public let liftLowerLimit: Double

  /// The false discovery rate up to which an account is beyond chance.
  public static let rateLimit = 0.01
  /// The lower limit of the lift from which an account is beyond chance: a smaller effect can come from the way payers
  /// got into the records.
  public static let liftLimit = 1.5

  /// True where chance and popularity do not explain the account.
  public var isBeyondChance: Bool {
    falseDiscoveryRate <= Surprise.rateLimit && liftLowerLimit >= Surprise.liftLimit
  }

  /// True where the others reach the account nearly as often, so that popularity explains it.
  ///
  /// An account that is neither explained nor beyond chance is open: there are too few cases to tell.
  public var isExplained: Bool { !isBeyondChance && rateRatio < Surprise.liftLimit }

  /// The share of victims among the payers who reach the account, 0 to 1.
  public var exclusivity: Double {
    victims + others == 0 ? 0 : Double(victims) / Double(victims + others)
  }
}
