/// How a hub takes its fee where one payout passes on several receipts.
enum BatchRegime: String, Sendable, Hashable, CaseIterable {
  /// From each receipt; the payout is the sum of what they leave.
  case eachReceipt = "each receipt less its fee"
  /// From the sum, once.
  case onTotal = "the sum less one fee"

  /// What a payout of some receipts is.
  func payout(of receipts: [Int64], _ rule: HubFee) -> Int64 {
    switch self {
    case .eachReceipt: clamped(receipts.lazy.map { rule.net(of: $0) })
    case .onTotal: rule.net(of: clamped(receipts))
    }
  }

  /// The sum of amounts; where no amount can hold it, the largest, which is no payout.
  private func clamped(_ amounts: some Sequence<Int64>) -> Int64 {
    Int64(clamping: amounts.reduce(Int128(0)) { $0 + Int128($1) })
  }
}
