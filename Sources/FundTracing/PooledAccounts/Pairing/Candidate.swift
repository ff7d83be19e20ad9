internal import PaymentGraph

/// A receipt and a payout that fit each other in amount and time.
struct Candidate: Sendable {
  let receipt: Int
  let payout: Int
  /// What the receipt leaves, in minor units of the payout's currency.
  let expected: ClosedRange<Int64>
  /// The rule under which it does; nil where none is known.
  let fee: FittedFee?
  /// Whether the amount is exact under that rule, and not merely within a range or a tolerance.
  let isExact: Bool
  /// Whether the wait may be within the fitted window.
  let isInWindow: Bool
  /// Whether the payout gives the receipt back to who paid it.
  let isRefund: Bool

  /// Whether it says more of the pair than another candidate of the same two does.
  func isStronger(than other: Candidate) -> Bool {
    if isRefund != other.isRefund { return isRefund }
    if isExact != other.isExact { return isExact }
    return (fee?.obeying ?? 0) > (other.fee?.obeying ?? 0)
  }
}
