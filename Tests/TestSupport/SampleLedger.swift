package import PaymentGraph

/// Ledgers of victims, services and the accounts behind them.
package enum SampleLedger {
  package static let gbp = Currency("GBP") ?? .none
  package static let inr = Currency("INR") ?? .none

  /// A ledger of nothing.
  package static var empty: Ledger { LedgerLiteral(lines: [], files: []).ledger }

  /// Victims who each pay one of some services, which pay one account on; names and banks as given.
  package static func victims(
    _ count: Int, services: Int = 1, references: Bool = true,
    details: (AccountRole, Int) -> AccountDetails = { role, _ in AccountDetails(role: role) },
    key: (Int) -> String = { "victim-\(1_000 + $0)" }
  ) -> Ledger {
    var builder = LedgerBuilder()
    let processors = (0..<services).map { number in
      let processor = builder.account("psp-\(number)")
      builder.describe(processor, as: details(.processor, number))
      return processor
    }
    let account = builder.account("in:GNGB:900100420017")
    builder.describe(account, as: details(.destination, 0))
    for number in 0..<count {
      let victim = builder.account(key(number))
      builder.describe(victim, as: details(.victim, number))
      let processor = processors[number % services]
      for leg in 0..<2 {
        builder.add(
          TransferDraft(
            payer: leg == 0 ? victim : processor, beneficiary: leg == 0 ? processor : account,
            sent: Money(minorUnits: Int64(100 + number), currency: gbp),
            time: PostingTime(start: Int64(number * 2 + leg) * 1_000, precision: .second),
            reference: references ? "r\(number)" : nil))
      }
    }
    return builder.build()
  }

  /// Victims of three countries, two services of which one is pooled by its role, mules and
  /// destinations; with exchange, refunds, cycles, fees on the way and payments of nothing.
  package static func tangle(seed: UInt64, transfers: Int = 60) -> Ledger {
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
