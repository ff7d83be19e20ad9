/// The money that leaves a mixed account first: the holder's own, the claimants', or the next in the order.
public enum OwnFunds: String, Sendable, Hashable, CaseIterable {
  /// The holder's own money first (*Re Hallett's Estate*): claims are spared as long as they can be.
  case first
  /// The holder's own money last (*Re Oatway*; "drugs-in, first-out").
  case last
  /// No distinction: own money takes its turn like any other.
  case inOrder
}
