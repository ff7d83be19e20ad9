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
