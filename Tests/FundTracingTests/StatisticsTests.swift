import BigInt
import Foundation
import TestSupport
import Testing

@testable import FundTracing

/// The statistics against worked cases and against counting everything out.
@Suite("Statistics")
struct StatisticsTests {
  private static let file = SharedData.url("stats-vectors/stats.json")

  private func cases() throws -> [[String: Any]] {
    let data = try Data(contentsOf: Self.file)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
  }

  private func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(abs(left), abs(right))
  }

  private func fraction(_ text: String) -> Double {
    let parts = text.split(separator: "/").compactMap { Double($0) }
    return parts.count == 2 ? parts[0] / parts[1] : parts.first ?? .nan
  }

  @Test(.shared("stats-vectors/stats.json")) func everyWorkedCase() throws {
    var compared = 0
    for item in try cases() {
      let id = item["id"] as? String ?? ""
      let input = try #require(item["input"] as? [String: Any])
      switch id.prefix(3) {
      case "S01", "S02", "S03", "S04": try compareTail(item, input)
      case "S05", "S06": try comparePoisson(item, input)
      case "S07", "S08", "S09", "S10": try compareFisher(item, input)
      case "S11":
        let values = try #require(input["p"] as? [String]).map(fraction)
        let adjusted = MultipleTests.benjaminiHochberg(values)
        let expected = try #require(item["decimal"] as? [Double])
        for (one, other) in zip(adjusted, expected) { #expect(isNear(one, other)) }
      case "S12":
        let order = OrderTest(try #require(input["listPositionsInCallOrder"] as? [Int]))
        let exact = try #require(item["exact"] as? [String: Any])
        #expect(order.score == exact["S"] as? Int)
        #expect("\(order.numerator)/\(order.denominator)" == exact["p"] as? String)
      case "S13", "S14":
        let likelihood = SourceLikelihood(
          listed: try #require(input["k"] as? Int), victims: try #require(input["n"] as? Int),
          baseRate: fraction(try #require(input["baseRate"] as? String)),
          share: fraction(try #require(input["theta"] as? String)))
        #expect(isNear(likelihood.log10Ratio, try #require(item["log10"] as? Double)))
      default: Issue.record("no comparison for \(id)")
      }
      compared += 1
    }
    #expect(compared == 14)
  }

  private func compareTail(_ item: [String: Any], _ input: [String: Any]) throws {
    let count = try #require(input["k"] as? Int)
    let drawn = try #require(input["n"] as? Int)
    let marked = try #require(input["K"] as? Int)
    let population = try #require(input["N"] as? Int)
    let model = try #require(Hypergeometric(population: population, marked: marked, drawn: drawn))
    let exact = model.exactUpperTail(from: count)
    #expect("\(exact.numerator)/\(exact.denominator)" == item["exact"] as? String)
    #expect(isNear(model.upperTail(from: count), try #require(item["decimal"] as? Double)))
    let lift = Lift(
      victims: count, of: drawn, others: marked - count, of: population - drawn)
    #expect(isNear(lift.ratio, try #require(item["lift"] as? Double)))
  }

  private func comparePoisson(_ item: [String: Any], _ input: [String: Any]) throws {
    let distribution = PoissonBinomial(try #require(input["p"] as? [String]).map(fraction))
    for (found, expected) in zip(
      distribution.probabilities, try #require(item["pmf"] as? [String]).map(fraction))
    {
      #expect(isNear(found, expected))
    }
    let count = try #require(input["k"] as? Int)
    let found =
      (item["id"] as? String ?? "").contains("tail")
      ? distribution.upperTail(from: count) : distribution.probabilities[count]
    #expect(isNear(found, try #require(item["decimal"] as? Double)))
  }

  private func compareFisher(_ item: [String: Any], _ input: [String: Any]) throws {
    let table = FisherTable(
      victimsWith: try #require(input["victimsWith"] as? Int),
      victimsWithout: try #require(input["victimsWithout"] as? Int),
      controlsWith: try #require(input["controlsWith"] as? Int),
      controlsWithout: try #require(input["controlsWithout"] as? Int))
    let exact = try #require(item["exact"] as? [String: String])
    let decimal = try #require(item["decimal"] as? [String: Double])
    #expect(
      "\(table.exactOneSided.numerator)/\(table.exactOneSided.denominator)" == exact["oneSided"])
    #expect(isNear(table.oneSided, decimal["oneSided"] ?? .nan))
    #expect(isNear(table.twoSided, decimal["twoSided"] ?? .nan))
    #expect(isNear(table.midP, decimal["midP"] ?? .nan))
    if let ratio = item["conditionalOR"] as? Double {
      #expect(isNear(table.conditionalOddsRatio ?? .nan, ratio))
    } else {
      #expect(table.conditionalOddsRatio == nil)
    }
    let haldane = table.haldaneOddsRatio
    #expect(isNear(haldane.ratio, try #require(item["haldaneOR"] as? Double)))
    let limits = try #require(item["haldaneCI95"] as? [Double])
    #expect(abs(haldane.low / limits[0] - 1) < 1e-6 && abs(haldane.high / limits[1] - 1) < 1e-6)
  }

  @Test func tailsEqualCountingAllDraws() throws {
    for population in 1...9 {
      for marked in 0...population {
        for drawn in 0...population {
          let model = try #require(
            Hypergeometric(population: population, marked: marked, drawn: drawn))
          var counts = Array(repeating: 0, count: drawn + 1)
          for set in 0..<(1 << population) where set.nonzeroBitCount == drawn {
            counts[(set & ((1 << marked) - 1)).nonzeroBitCount] += 1
          }
          let all = counts.reduce(0, +)
          for count in 0...drawn {
            let expected = Double(counts[count...].reduce(0, +)) / Double(all)
            #expect(abs(model.upperTail(from: count) - expected) < 1e-12)
          }
        }
      }
    }
    #expect(Hypergeometric(population: 3, marked: 4, drawn: 1) == nil)
  }

  @Test func independentEventsEqualCountingAllOutcomes() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<50 {
      let chances = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        Double.random(in: 0...1, using: &random)
      }
      var expected = Array(repeating: 0.0, count: chances.count + 1)
      for outcome in 0..<(1 << chances.count) {
        let probability = chances.enumerated().reduce(1.0) { product, chance in
          product * (outcome >> chance.offset & 1 == 1 ? chance.element : 1 - chance.element)
        }
        expected[outcome.nonzeroBitCount] += probability
      }
      for (one, other) in zip(PoissonBinomial(chances).probabilities, expected) {
        #expect(abs(one - other) < 1e-12)
      }
    }
  }

  @Test func correctionsAreMonotoneAndNeverBelowTheValue() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<50 {
      let values = (0..<12).map { _ in Double.random(in: 0...1, using: &random) }
      for adjusted in [MultipleTests.benjaminiHochberg(values), MultipleTests.holm(values)] {
        for (left, right) in zip(values.indices, adjusted) { #expect(right >= values[left]) }
        for one in values.indices {
          for other in values.indices where values[one] <= values[other] {
            #expect(adjusted[one] <= adjusted[other])
          }
        }
      }
    }
    #expect(MultipleTests.holm([0.01, 0.04, 0.03]).map { ($0 * 100).rounded() } == [3, 6, 6])
  }

  @Test func twoOfTwoDoesNotOutrankNineOfTwelve() {
    let few = Lift(victims: 2, of: 50, others: 0, of: 9_950)
    let many = Lift(victims: 9, of: 50, others: 3, of: 9_950)
    #expect(few.ratio == 200 && many.ratio < few.ratio && many.lowerLimit > few.lowerLimit)
  }
}
