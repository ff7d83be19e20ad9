import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Rows of conversions are joined by what they name, by their time only where nothing else could be, never by order.
@Suite struct ConversionPairTests {
  private func leg(
    _ currency: String, _ amount: Int64, at second: Int64 = 0, group: String? = nil,
    id: String? = nil,
    named: Set<String> = []
  ) throws -> ConversionPairs.Leg {
    ConversionPairs.Leg(
      own: "a", currency: try #require(Currency(currency)), amount: amount,
      time: PostingTime(start: second * 1_000, precision: .second), id: id, group: group,
      named: named)
  }

  /// The conversions of some legs, as places.
  private func found(_ legs: [ConversionPairs.Leg]) -> [[[Int]]] {
    ConversionPairs(legs).conversions.map { [$0.out, $0.into] }
  }

  @Test func aReferenceJoinsWhateverTheOrder() throws {
    let legs = [
      try leg("EUR", -100, group: "P1"), try leg("EUR", -90, group: "P2"),
      try leg("GBP", 77, group: "P2"), try leg("GBP", 86, group: "P1"),
    ]
    #expect(found(legs) == [[[0], [3]], [[1], [2]]])
    #expect(found(legs.reversed()) == [[[2], [1]], [[3], [0]]])
  }

  @Test func rowsThatNameEachOtherAreOne() throws {
    let legs = [
      try leg("EUR", -100, group: "C2", id: "C1"), try leg("GBP", 86, group: "C1", id: "C2"),
      try leg("EUR", -50, group: "C4", id: "C3"), try leg("GBP", 43, group: "C3", id: "C4"),
    ]
    #expect(found(legs) == [[[0], [1]], [[2], [3]]])
  }

  @Test func timeAloneJoinsTheOnlyPair() throws {
    let legs = [
      try leg("EUR", -100), try leg("GBP", 86, at: 3), try leg("EUR", -50, at: 600),
      try leg("GBP", 43, at: 600),
    ]
    #expect(found(legs) == [[[0], [1]], [[2], [3]]])
  }

  @Test func whereTimeLeavesTwoNeitherIsTaken() throws {
    let legs = [
      try leg("EUR", -100), try leg("EUR", -50), try leg("GBP", 86), try leg("GBP", 43),
    ]
    let pairs = ConversionPairs(legs)
    #expect(pairs.conversions.isEmpty && pairs.doubtful == [0, 1, 2, 3])
  }

  /// Currencies named in the text of a row can tell two conversions of one moment apart.
  @Test func namedCurrenciesTellConversionsApart() throws {
    let legs = [
      try leg("EUR", -100, named: ["USD"]), try leg("EUR", -50, named: ["GBP"]),
      try leg("GBP", 43, named: ["GBP"]), try leg("USD", 108, named: ["USD"]),
    ]
    #expect(found(legs) == [[[0], [3]], [[1], [2]]])
  }

  @Test func differentReferencesKeepRowsApart() throws {
    let legs = [try leg("EUR", -100, group: "P1"), try leg("GBP", 86, group: "P2")]
    let pairs = ConversionPairs(legs)
    #expect(pairs.conversions.isEmpty && pairs.lonely == [0, 1])
  }

  /// Money that passes through a third currency, and a payment and its refund under one reference.
  @Test func onePaymentMayHaveSeveralRows() throws {
    let through = [
      try leg("EUR", -100, group: "P"), try leg("GBP", 86, group: "P"),
      try leg("GBP", -86, group: "P"), try leg("USD", 108, group: "P"),
    ]
    let pairs = ConversionPairs(through)
    #expect(pairs.conversions.count == 1)
    #expect(pairs.conversions[0].out.first == 0 && pairs.conversions[0].into.first == 3)
    let twice = [
      try leg("EUR", -100, group: "P"), try leg("GBP", 86, group: "P"),
      try leg("GBP", -43, at: 9_000, group: "P"), try leg("EUR", 49, at: 9_000, group: "P"),
    ]
    #expect(found(twice) == [[[0], [1]], [[2], [3]]])
    let mixed = [
      try leg("EUR", -100, group: "P"), try leg("USD", -20, group: "P"),
      try leg("AUD", 190, group: "P"),
    ]
    #expect(ConversionPairs(mixed).doubtful == [0, 1, 2])
  }

  /// Any number of conversions of one day, in any order: with ids all are found, without ids none is wrong.
  @Test(arguments: UInt64(1)...40) func shuffledRowsGiveTheSame(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let count = Int(random.next() % 12) + 2
    var legs: [(leg: ConversionPairs.Leg, conversion: Int)] = []
    let hasIDs = seed % 2 == 0
    for conversion in 0..<count {
      let amount = Int64(random.next() % 100_000) + 1
      let second = Int64(random.next() % 3) * 3_600
      let group = hasIDs ? "BALANCE-\(conversion)" : nil
      legs.append((try leg("EUR", -amount, at: second, group: group), conversion))
      legs.append((try leg("GBP", amount * 86 / 100 + 1, at: second, group: group), conversion))
    }
    legs.shuffle(using: &random)
    let pairs = ConversionPairs(legs.map(\.leg))
    for pair in pairs.conversions {
      #expect(legs[pair.out[0]].conversion == legs[pair.into[0]].conversion)
    }
    if hasIDs { #expect(pairs.conversions.count == count) }
    let told = pairs.conversions.flatMap { $0.out + $0.into } + pairs.doubtful + pairs.lonely
    #expect(told.sorted() == Array(legs.indices))
  }
}
