/// A method that attributes money: a rule that follows payments, or one of three well-known methods that are not
/// traces.
public enum TracingMethod: Sendable, Hashable {
  /// A withdrawal rule, applied to every payment in order.
  case rule(TracingRule)
  /// A distribution by size of claim at the end, whatever happened in between.
  case pariPassuExPost
  /// Every account that any of the money ever touched counts in full; exposures overlap and must not be added up.
  case poison
  /// Claimed money leaves first, and within one declared batch of payments goes to the largest first.
  case tiho

  /// Finds the method with a name; nil where there is none.
  public init?(name: some StringProtocol) {
    guard let found = TracingMethod.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// All methods: first the rules, then the methods that are not traces.
  public static let all: [TracingMethod] =
    TracingRule.all.map(TracingMethod.rule) + [.pariPassuExPost, .poison, .tiho]

  /// The name in commands and outputs.
  public var name: String {
    switch self {
    case .rule(let rule): rule.name
    case .pariPassuExPost: "pariPassuExPost"
    case .poison: "poison"
    case .tiho: "tiho"
    }
  }

  /// The definition of the method, in one line.
  public var definition: String {
    switch self {
    case .rule(let rule): rule.definition
    case .pariPassuExPost:
      "not a trace: the traced money left in the declared pool is shared in proportion to what each "
        + "claimant paid in at any time"
    case .poison:
      "not a trace: every payment out of an account that a claimant's money ever reached counts in "
        + "full for that claimant; exposures overlap and never add up"
    case .tiho:
      "not a trace: claimed money leaves first, and within one declared batch it goes to the largest "
        + "payment"
    }
  }
}
