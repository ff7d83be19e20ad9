import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

@Suite("Fitted fees")
struct FeeFitTests {
  private func fit(_ pairs: [FeeFit.Pair]) throws -> [FittedFee] {
    FeeFit.rules(pairs, currency: try #require(Currency("EUR")), fewestPairs: 5)
  }

  @Test func netsAreRoundedAsTheRuleSays() {
    #expect(HubFee(rate: 2_900, fixed: 30).net(of: 487_13) == 472_70)
    #expect(HubFee(rate: 4_500, fixed: 50).net(of: 185_00) == 176_17)
    // 0.5 of a unit: 2.5 % of 20.
    let nets = HubFee.Rounding.allCases.map {
      HubFee(rate: 2_500, fixed: 0, rounding: $0).net(of: 20)
    }
    #expect(nets == [19, 20, 20, 19, 20])
    #expect(HubFee(rate: 2_125, fixed: 30).rateText == "2.125")
    #expect(HubFee(rate: 3_000, fixed: 30).rateText == "3")
    // Larger than rate and amount fit into 64 bits together.
    #expect(HubFee(rate: 25_000, fixed: 0).net(of: 4_000_000_000_000_000) == 3_000_000_000_000_000)
  }

  /// A rule, and receipts drawn from a seed: the fit explains all pairs, and where it says that the
  /// net of another receipt is exact, it is that of the true rule.
  @Test(arguments: 0..<60) func trueRulesAreFound(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let rule = HubFee(
      rate: 10 * Int64.random(in: 0...600, using: &random),
      fixed: Int64.random(in: 0...60, using: &random),
      rounding: HubFee.Rounding.allCases.randomElement(using: &random) ?? .up)
    let pairs = (0..<Int.random(in: 5...120, using: &random)).map { _ in
      let gross = Int64.random(in: 1_000...60_000, using: &random)
      return FeeFit.Pair(gross: gross, net: rule.net(of: gross))
    }
    let fee = try #require(try fit(pairs).first)
    #expect(fee.obeying == pairs.count, "seed \(seed), \(rule), found \(fee.rule)")
    var exact = 0
    for _ in 0..<50 {
      let gross = Int64.random(in: 1_000...60_000, using: &random)
      let net = fee.net(of: gross)
      #expect(net.contains(rule.net(of: gross)), "seed \(seed), \(rule), gross \(gross)")
      if net.lowerBound == net.upperBound { exact += 1 }
    }
    if pairs.count > 60 { #expect(exact > 25) }
  }

  @Test func onePairInFourMayDisobey() throws {
    var random = SplitMix64(seed: 7)
    let rule = HubFee(rate: 3_400, fixed: 20)
    let pairs = (0..<80).map { number in
      let gross = Int64.random(in: 1_000...60_000, using: &random)
      let net =
        number % 4 == 0 ? gross - Int64.random(in: 50...900, using: &random) : rule.net(of: gross)
      return FeeFit.Pair(gross: gross, net: net)
    }
    let fee = try #require(try fit(pairs).first)
    #expect(fee.rule == rule)
    #expect(fee.obeying == 60 && fee.pairCount == 80)
  }

  @Test func twoRulesAreBothFound() throws {
    let rules = [HubFee(rate: 2_900, fixed: 30), HubFee(rate: 1_500, fixed: 0)]
    var random = SplitMix64(seed: 3)
    let pairs = (0..<90).map { number in
      let gross = Int64.random(in: 1_000...60_000, using: &random)
      return FeeFit.Pair(gross: gross, net: rules[number % 3 == 0 ? 1 : 0].net(of: gross))
    }
    #expect(try fit(pairs).map(\.rule) == rules)
    #expect(try fit(pairs.reversed()).map(\.rule) == rules)
  }

  @Test func aSinglePriceLeavesOtherNetsOpen() throws {
    let fee = try #require(
      try fit(Array(repeating: FeeFit.Pair(gross: 185_00, net: 178_51), count: 9)).first)
    #expect(fee.net(of: 185_00) == 178_51...178_51)
    #expect(fee.equivalentCount > 100)
    #expect(fee.net(of: 370_00).count > 100)
  }

  @Test func fewPairsFitNothing() throws {
    #expect(try fit(Array(repeating: FeeFit.Pair(gross: 100, net: 97), count: 4)).isEmpty)
  }
}
