internal import PaymentGraph

/// A receipt and a payout that fit each other in amount and time.
struct Candidate: Sendable {
  let receipt: Int
  let payout: Int
  /// The net amount of the receipt, in minor units of the payout's currency.
  let expected: ClosedRange<Int64>
  /// The rule that gives the net amount; nil where none is known.
  let fee: FittedFee?
  /// True where the amount is exact under that rule, not merely within a range or a tolerance.
  let isExact: Bool
  /// True where the wait may be within the fitted window.
  let isInWindow: Bool
  /// True where the payout gives the receipt back to its payer.
  let isRefund: Bool

  /// Returns true where it says more of the pair than another candidate of the same pair.
  func isStronger(than other: Candidate) -> Bool {
    if isRefund != other.isRefund { return isRefund }
    if isExact != other.isExact { return isExact }
    return (fee?.obeying ?? 0) > (other.fee?.obeying ?? 0)
  }
}
