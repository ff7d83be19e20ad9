/// The way in which a pooled account takes its fee where one payout passes on several receipts.
enum BatchRegime: String, Sendable, Hashable, CaseIterable {
  /// The fee is taken from each receipt; the payout is the sum of the net amounts.
  case eachReceipt = "each receipt less its fee"
  /// The fee is taken from the sum, once.
  case onTotal = "the sum less one fee"

  /// Returns the amount of a payout of some receipts.
  func payout(of receipts: [Int64], _ rule: HubFee) -> Int64 {
    switch self {
    case .eachReceipt: clamped(receipts.lazy.map { rule.net(of: $0) })
    case .onTotal: rule.net(of: clamped(receipts))
    }
  }

  /// Returns the sum of amounts, or the largest number, which is no payout's amount, where the sum is too large.
  private func clamped(_ amounts: some Sequence<Int64>) -> Int64 {
    Int64(clamping: amounts.reduce(Int128(0)) { $0 + Int128($1) })
  }
}
