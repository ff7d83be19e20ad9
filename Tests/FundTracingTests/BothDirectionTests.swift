import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// Forward and backward are one question: `reach --to X` names an account with a grade where its `reach` names X with it.
@Suite("Reach forward and backward")
struct BothDirectionTests {
  private struct Row {
    let from: Int
    let to: Int
    let day: Int64
    let kind: TransferKind
    let link: Int?
    let reference: Int
    let amount: Int64
  }

  /// A ledger with hubs, ties, chargebacks that name their payments or do not, and chargebacks that were reversed.
  private static func ledger(_ seed: UInt64) -> Ledger {
    var random = SplitMix64(seed: seed)
    let accounts = Int.random(in: 3...6, using: &random)
    let hubs = Int.random(in: 1...2, using: &random)
    let days = Int64.random(in: 2...9, using: &random)
    var rows: [Row] = []
    for number in 0..<Int.random(in: 4...14, using: &random) {
      let chance = Int.random(in: 0..<10, using: &random)
      let day = Int64.random(in: 1...days, using: &random)
      let payments = rows.indices.filter { rows[$0].kind == .payment && rows[$0].to < hubs }
      let backs = rows.indices.filter { rows[$0].kind == .chargeback }
      if chance < 4, let payment = payments.randomElement(using: &random) {
        let isNamed = Bool.random(using: &random)
        rows.append(
          Row(
            from: rows[payment].to,
            to: chance == 0 ? Int.random(in: 0..<accounts, using: &random) : rows[payment].from,
            day: min(days, rows[payment].day + Int64.random(in: 0...2, using: &random)),
            kind: .chargeback, link: isNamed ? payment : nil, reference: rows[payment].reference,
            amount: rows[payment].amount))
      } else if chance == 4, let back = backs.randomElement(using: &random) {
        rows.append(
          Row(
            from: rows[back].to, to: rows[back].from,
            day: min(days, rows[back].day + Int64.random(in: 0...2, using: &random)),
            kind: .reversal, link: back, reference: rows[back].reference, amount: rows[back].amount)
        )
      } else {
        let link =
          Int.random(in: 0..<3, using: &random) == 0 && number > 0
          ? Int.random(in: 0..<number, using: &random) : nil
        rows.append(
          Row(
            from: Int.random(in: 0..<accounts, using: &random),
            to: Int.random(in: 0..<accounts, using: &random), day: day, kind: .payment, link: link,
            reference: Int.random(in: 0..<5, using: &random),
            amount: Int64.random(in: 1...3, using: &random) * 100))
      }
    }
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "a.csv", digest: FileDigest(bytes: [1]), byteCount: 1))
    for hub in 0..<hubs {
      builder.describe(builder.account("n\(hub)"), as: AccountDetails(role: .processor))
    }
    for (number, row) in rows.enumerated() {
      builder.add(
        TransferDraft(
          payer: builder.account("n\(row.from)"), beneficiary: builder.account("n\(row.to)"),
          sent: Money(minorUnits: row.amount, currency: .none),
          time: PostingTime(start: row.day * 86_400_000, precision: .day), kind: row.kind,
          id: "t\(number)", reference: "r\(row.reference)", link: row.link.map { "t\($0)" },
          file: file, line: number + 2, byteRange: number * 10..<number * 10 + 9))
    }
    let returnsAreKnown = Bool.random(using: &random)
    for (number, row) in rows.enumerated() where returnsAreKnown {
      guard let payment = row.link, row.kind != .payment, rows[payment].from == row.to else {
        continue
      }
      builder.setReturn(of: payment, by: number, isNamed: Bool.random(using: &random))
    }
    return builder.build()
  }

  private static func rules(_ seed: UInt64) -> WalkRules {
    var random = SplitMix64(seed: seed ^ 0xBEEF)
    var rules = WalkRules()
    rules.ties = [.recorded, .allow, .forbid].randomElement(using: &random) ?? .recorded
    if Int.random(in: 0..<3, using: &random) == 0 {
      rules.maximumHops = Int.random(in: 1...5, using: &random)
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      rules.longestWait = Int64.random(in: 0...3, using: &random) * 86_400_000
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: rules.pooling = .asOrdinary
    case 1: rules.pooling = .links(minimumGrade: .d)
    case 2: rules.pooling = .links(minimumGrade: .b)
    default: break
    }
    return rules
  }

  /// 1,000 ledgers, every pair of accounts.
  @Test(arguments: 0..<20) func eachNamesTheOther(_ block: UInt64) throws {
    var chargebackWalks = 0
    for seed in block * 50..<block * 50 + 50 {
      let ledger = Self.ledger(seed)
      let rules = Self.rules(seed)
      chargebackWalks += ledger.transfers.count { $0.kind == .chargeback }
      var forward: [AccountID: Reach] = [:]
      for account in ledger.accounts {
        forward[account.id] = try ledger.whole.reach(
          of: [FundTracing.Source(account: account.id)], rules: rules)
      }
      for target in ledger.accounts {
        let back = try ledger.whole.origins(of: [target.id], rules: rules)
        for origin in ledger.accounts where origin.id != target.id {
          let reached = forward[origin.id]?.accounts.first { $0.account == target.id }
          let named = back.accounts.first { $0.account == origin.id }
          let place = "seed \(seed), \(origin.key) to \(target.key), \(rules)"
          #expect(named?.grade == reached?.grade, "\(place)")
          #expect(named?.hops == reached?.hops, "\(place)")
          #expect(named?.finding == reached?.finding, "\(place)")
        }
      }
    }
    #expect(chargebackWalks > 50)
  }

  /// A service pays a chargeback of its own money: what the victim pays on from it is the service's, not what it lost.
  @Test func aChargebackPassesOnNothingOfItsOwnPayment() throws {
    let ledger: LedgerLiteral = """
      role hub processor
      2024-03-01 u -> v 10.00 EUR id:t0
      2024-03-02 v -> hub 10.00 EUR id:t1 #r1
      2024-03-03 hub -> v 10.00 EUR id:t2 kind:chargeback link:t1
      2024-03-03 hub -> z 10.00 EUR id:t3 link:t1
      """
    let view = ledger.ledger.whole
    for target in ["v", "z"] {
      let names = try view.origins(of: [ledger[target]]).accounts.map {
        ledger.ledger.account($0.account).key
      }
      #expect(names.contains("u") && names.contains("hub"))
      #expect(names.contains("v") == (target == "z"))
    }
  }
}
