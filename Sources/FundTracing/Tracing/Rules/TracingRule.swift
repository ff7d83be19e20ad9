/// A rule that says whose money a payment out of a mixed account was.
///
/// Two switches select the rule: the treatment of the account holder's own funds, and the order in which the claimants'
/// money goes. The court decides which rule applies; the tool takes it as an input and prints its ``definition`` with
/// every figure.
public struct TracingRule: Sendable, Hashable {
  /// The money that goes first.
  public let ownFunds: OwnFunds
  /// The order in which the claimants' money goes.
  public let order: ClaimantOrder

  /// Creates a rule from its two choices.
  public init(ownFunds: OwnFunds, order: ClaimantOrder) {
    self.ownFunds = ownFunds
    self.order = order
  }

  /// The oldest money goes first: *Clayton's Case*.
  public static let fifo = TracingRule(ownFunds: .inOrder, order: .fifo)
  /// The newest money goes first.
  public static let lifo = TracingRule(ownFunds: .inOrder, order: .lifo)
  /// All money goes in proportion (known as averaging, or haircut).
  public static let proRata = TracingRule(ownFunds: .inOrder, order: .proRata)
  /// Own money first, then claimants in proportion: the lowest intermediate balance rule.
  public static let ownFirstProRata = TracingRule(ownFunds: .first, order: .proRata)
  /// Own money first, then the oldest claim: *Hallett* with *Clayton*.
  public static let ownFirstFIFO = TracingRule(ownFunds: .first, order: .fifo)
  /// Own money first, then the newest claim.
  public static let ownFirstLIFO = TracingRule(ownFunds: .first, order: .lifo)
  /// Claims first and in proportion, own money last.
  public static let ownLastProRata = TracingRule(ownFunds: .last, order: .proRata)
  /// Claims first and the oldest of them, own money last.
  public static let ownLastFIFO = TracingRule(ownFunds: .last, order: .fifo)

  /// All rules with a name, in the order of comparisons.
  public static let all: [TracingRule] = [
    .fifo, .lifo, .proRata, .ownFirstProRata, .ownFirstFIFO, .ownFirstLIFO, .ownLastProRata,
    .ownLastFIFO,
  ]

  /// The name, `ownFirst-proRata`; only the order, `fifo`, where own funds have no rank of their own.
  public var name: String {
    switch ownFunds {
    case .inOrder: order.rawValue
    case .first: "ownFirst-\(order.rawValue)"
    case .last: "ownLast-\(order.rawValue)"
    }
  }

  /// The definition of the rule, in one line.
  public var definition: String {
    switch ownFunds {
    case .inOrder: order.words
    case .first:
      "withdrawals are taken from the holder's own money first, so the claims cannot exceed the lowest balance in between"
        + "; among claimants, \(order.words.replacing("all money", with: "all claims"))"
    case .last:
      "withdrawals are taken from the claimants' money first and the holder's own last"
        + "; among claimants, \(order.words.replacing("all money", with: "all claims"))"
    }
  }
}

/// The money that leaves a mixed account first: the holder's own, the claimants', or the next in the order.
public enum OwnFunds: String, Sendable, Hashable, CaseIterable {
  /// The holder's own money first (*Re Hallett's Estate*): claims are spared as long as they can be.
  case first
  /// The holder's own money last (*Re Oatway*; "drugs-in, first-out").
  case last
  /// No distinction: own money takes its turn like any other.
  case inOrder
}

/// The order in which the money of several payers leaves an account where it is mixed.
public enum ClaimantOrder: String, Sendable, Hashable, CaseIterable {
  /// The oldest money first (*Clayton's Case*).
  case fifo
  /// The newest money first.
  case lifo
  /// All money at once, in proportion to the amounts there at that moment.
  case proRata

  var words: String {
    switch self {
    case .fifo: "withdrawals are taken from the oldest money first"
    case .lifo:
      "withdrawals are taken from the newest money first, and its parts lie in the next account in the order in which they were taken"
    case .proRata:
      "every withdrawal is taken from all money in the account at that time, in proportion"
    }
  }
}

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
