import PaymentGraph
import TestSupport

/// Small ledgers of every shape: cycles, ties, services, conversions, huge amounts.
enum HostileLedger {
  static func make(_ random: inout SplitMix64, hostileNames: Bool) -> Ledger {
    var builder = LedgerBuilder()
    let accounts = Int.random(in: 1...9, using: &random)
    var ids: [AccountID] = []
    for number in 0..<accounts {
      let key = hostileNames ? "k\(number)" + HostileText.text(&random, most: 3) : "k\(number)"
      let account = builder.account(key)
      let role: AccountRole =
        number < 2 ? .victim : AccountRole.allCases.randomElement(using: &random) ?? .unknown
      var details = AccountDetails(role: role)
      if hostileNames || Bool.random(using: &random) {
        details.name = HostileText.text(&random)
        details.institution = HostileText.text(&random)
        details.country = HostileText.text(&random, most: 2)
        details.holder = HostileText.text(&random)
      }
      builder.describe(account, as: details)
      ids.append(account)
    }
    let currencies = ["GBP", "EUR", "JPY", "KWD", "BTC"].compactMap { Currency($0) }
    let scale: Int64 =
      [1, 100, 10_000, Int64.max / 8, Int64.max].randomElement(using: &random) ?? 1
    let span: Int64 = [0, 1, 5, 1_000].randomElement(using: &random) ?? 1
    for number in 0..<Int.random(in: 0...26, using: &random) {
      let currency = currencies[
        Bool.random(using: &random) ? 0 : Int.random(in: 0..<currencies.count, using: &random)]
      var draft = TransferDraft(
        payer: ids.randomElement(using: &random) ?? ids[0],
        beneficiary: ids.randomElement(using: &random) ?? ids[0],
        sent: Money(
          minorUnits: Int64.random(in: 1...max(1, scale), using: &random), currency: currency),
        time: PostingTime(
          start: Int64.random(in: 0...span, using: &random) * 1_000, precision: .second),
        reference: Bool.random(using: &random) ? "r\(number % 4)" : nil)
      if Int.random(in: 0..<5, using: &random) == 0,
        let other = currencies.randomElement(using: &random)
      {
        draft.received = Money(
          minorUnits: Int64.random(in: 1...max(1, scale), using: &random), currency: other)
      }
      builder.add(draft)
    }
    return builder.build()
  }
}
