/// How money is attributed: by a rule that follows payments, or by one of three methods that are
/// known beside the rules and are not traces.
public enum TracingMethod: Sendable, Hashable {
  /// A withdrawal rule, applied to every payment in order.
  case rule(TracingRule)
  /// A distribution by size of claim at the end, whatever happened in between.
  case pariPassuExPost
  /// Every account that any of the money ever touched counts in full; exposures never add up.
  case poison
  /// Within one declared batch of payments, claimed money goes to the largest first.
  case tiho

  /// The method with this name; nil where there is none.
  public init?(name: some StringProtocol) {
    guard let found = TracingMethod.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// All methods: first the rules, then what is not a trace.
  public static let all: [TracingMethod] =
    TracingRule.all.map(TracingMethod.rule) + [.pariPassuExPost, .poison, .tiho]

  /// The name as commands and outputs spell it.
  public var name: String {
    switch self {
    case .rule(let rule): rule.name
    case .pariPassuExPost: "pariPassuExPost"
    case .poison: "poison"
    case .tiho: "tiho"
    }
  }

  /// What the method does, in one line.
  public var definition: String {
    switch self {
    case .rule(let rule): rule.definition
    case .pariPassuExPost:
      "not a trace: the traced money left in the declared pool is shared in proportion to what each "
        + "claimant paid in, whenever that was"
    case .poison:
      "not a trace: every payment out of an account that a claimant's money ever reached counts in "
        + "full for that claimant; exposures overlap and never add up"
    case .tiho:
      "not a trace: claimed money leaves first, and within one declared batch it goes to the largest "
        + "payment"
    }
  }
}
