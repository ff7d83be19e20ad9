import PaymentGraph
import Seeded

/// Ledgers to draw.
enum DiagramSamples {
  static let gbp = Currency("GBP") ?? .none
  static let inr = Currency("INR") ?? .none

  /// Victims of three countries, two services of which one is pooled by its role, mules and
  /// destinations; with exchange, refunds, cycles, fees on the way and payments of nothing.
  static func tangle(seed: UInt64, transfers: Int = 60) -> Ledger {
    var dice = SplitMix64(seed: seed)
    var builder = LedgerBuilder()
    func account(_ key: String, _ details: AccountDetails) -> AccountID {
      let id = builder.account(key)
      builder.describe(id, as: details)
      return id
    }
    let victims = (0..<14).map { number in
      account(
        "victim-\(7_000_100 + number)",
        AccountDetails(
          role: .victim, name: "Victim Name \(number)", country: ["GB", "IE", "CA"][number % 3]))
    }
    let services = ["psp", "remit"].map {
      account($0, AccountDetails(role: .processor, name: "Service \($0)"))
    }
    let mules = (0..<5).map {
      account("in:GNGB:90010042\(1_000 + $0)", AccountDetails(role: .mule))
    }
    let ends = (0..<3).map {
      account(
        "in:KKCB:91010042\(1_000 + $0)",
        AccountDetails(role: .destination, institution: "Bank \($0 % 2)"))
    }
    let tiers = [victims, services, mules, ends]
    for number in 0..<transfers {
      let from = Int.random(in: 0...3, using: &dice)
      let step = [1, 1, 1, 0, -1].randomElement(using: &dice) ?? 1
      let to = min(3, max(0, from + step))
      let amount = Int64.random(in: 0...90_000, using: &dice)
      let isExchanged = from == 1 && to == 2
      let currency = from < 2 ? gbp : inr
      builder.add(
        TransferDraft(
          payer: tiers[from].randomElement(using: &dice) ?? victims[0],
          beneficiary: tiers[to].randomElement(using: &dice) ?? ends[0],
          sent: Money(minorUnits: amount, currency: currency),
          received: isExchanged
            ? Money(minorUnits: amount * 72, currency: inr)
            : number % 7 == 0 ? Money(minorUnits: amount * 97 / 100, currency: currency) : nil,
          time: PostingTime(
            // Eighteen months at most.
            start: 1_230_768_000_000 + Int64(number * min(72, 13_000 / transfers)) * 3_600_000,
            precision: .hour),
          kind: to < from ? .refund : .payment))
    }
    return builder.build()
  }
}
