/// How a hub takes its fee where one payout passes on several receipts.
enum BatchRegime: String, Sendable, Hashable, CaseIterable {
  /// From each receipt; the payout is the sum of what they leave.
  case eachReceipt = "each receipt less its fee"
  /// From the sum, once.
  case onTotal = "the sum less one fee"

  /// What a payout of some receipts is.
  func payout(of receipts: [Int64], _ rule: HubFee) -> Int64 {
    switch self {
    case .eachReceipt: receipts.reduce(0) { $0 &+ rule.net(of: $1) }
    case .onTotal: rule.net(of: receipts.reduce(0, &+))
    }
  }
}
