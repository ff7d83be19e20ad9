import BigInt
import Foundation
import FundTracing
import TestSupport
import Testing

@testable import Compromise

/// The worked examples of the specification, number by number.
@Suite("Compromise: vectors")
struct CompromiseVectorTests {
  private typealias Object = [String: Any]

  private static let folder = Repository.root.appending(path: "../shared/data/compromise-vectors")

  private static var files: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if files.isEmpty { print("compromise vectors are skipped: ../shared is absent") }
    return files.filter { $0.hasSuffix(".json") }.sorted()
  }

  @Test(arguments: files) private func numbersAreThoseOfTheVector(_ file: String) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: file))
    let vector = try #require(try JSONSerialization.jsonObject(with: data) as? Object)
    let input = vector["input"] as? Object ?? [:]
    let expected = vector["expected"]
    let object = expected as? Object ?? [:]
    switch file.prefix(2) {
    case "01":
      let test = StratifiedTest(try strata(input))
      #expect(test.exact?.p.description == object["p"] as? String)
      #expect(test.exact?.midP.description == object["midP"] as? String)
      #expect(test.exact?.least.description == object["least"] as? String)
      #expect(test.exactExpected?.description == object["expected"] as? String)
      close(test.p, object["pDecimal"], 1e-12)
      close(test.least, (object["least"] as? String).map(quotient), 1e-12)
    case "02":
      let strata = try strata(input)
      let test = StratifiedTest(strata)
      #expect(test.exact?.p.description == object["p"] as? String)
      close(test.p, object["pDecimal"], 1e-12)
      let whole = StratifiedTest([collapsed(strata)])
      #expect(whole.exact?.p.description == object["pIfCollapsed"] as? String)
      close(whole.p, object["pIfCollapsedDecimal"], 1e-12)
    case "03":
      let share = SharePosterior(try strata(input))
      close(share.log10BayesFactor, object["log10BayesFactor"], 1e-9)
      close(pow(10, share.log10BayesFactor), (object["bayesFactor"] as? String).map(quotient), 1e-9)
      for (found, wanted) in zip(share.weights, object["weights"] as? [String] ?? []) {
        close(found, quotient(wanted), 1e-12)
      }
      // The last weight is 0: the victim who is not on the list cannot come from it.
      #expect(share.weights.count <= (object["weights"] as? [String])?.count ?? 0)
      close(share.mean, (object["mean"] as? String).map(quotient), 1e-12)
      self.share(share, object, 1e-6)
      let exact = ExactShare(exposed: 3, victims: 4, referenceExposed: 1, reference: 8)
      #expect(exact.bayesFactor.description == object["bayesFactor"] as? String)
    case "04":
      let stratum = try #require(strata(input).first)
      for (h, wanted) in zip(
        try #require(input["h"] as? [Double]), try #require(expected as? [Object]))
      {
        var stratum = stratum
        stratum.visibility = h
        let share = SharePosterior([stratum])
        close(share.log10BayesFactor, wanted["log10BayesFactor"], 1e-6)
        self.share(share, wanted, 1e-6)
      }
    case "05":
      let least = try #require(input["least"] as? [String])
      let lists = TestableLists(
        least: least.map(quotient), alpha: quotient(try #require(input["alpha"] as? String)))
      #expect(lists.kappa == object["kappa"] as? Int)
      #expect(
        zip(least, lists.isTestable).filter(\.1).map(\.0) == object["testable"] as? [String])
    case "07":
      let moments = CopyMoments(
        try #require(input["intervals"] as? [Object]).map {
          CopyInterval(firstPayment: day($0["firstPayment"]), contacted: day($0["contacted"]))
        })
      #expect(moments.copies.count == object["fewestCopies"] as? Int)
      #expect(moments.copies == (object["copies"] as? [Object])?.map(moment))
      // Other moments may explain as many; the vector names the first.
      #expect(moments.most.first == moment(try #require(object["most"] as? Object)))
    case "09":
      let places = try #require(input["positions"] as? [Int])
      let test = KendallTest(places)
      #expect(test.inversions == object["inversions"] as? Int)
      #expect(test.exact?.description == object["p"] as? String)
      let down = KendallTest(places.map { places.count - 1 - $0 })
      #expect(down.exact?.description == object["pDownwards"] as? String)
    case "10":
      let order = ContactOrder(
        try #require(input["contacts"] as? [[String: Int]]).map {
          ContactOrder.Entry(position: $0["position"] ?? 0, day: Int64($0["day"] ?? 0))
        })
      #expect(order.positions(against: .up) == object["orderUsed"] as? [Int])
      let test = KendallTest(order.places(against: .up))
      #expect(test.inversions == object["inversions"] as? Int)
      #expect(test.exact?.description == object["p"] as? String)
    case "11":
      let places = try #require(input["positions"] as? [Int])
      let test = ChainTest(places, null: nil)
      #expect(test.callers == object["longestFalling"] as? Int)
      #expect(test.callers == object["callersAtLeast"] as? Int)
      #expect(test.exact?.description == object["p"] as? String)
      #expect(KendallTest(places).exact?.description == object["kendallP"] as? String)
    case "13":
      let test = SuccessiveAreas(try #require(input["areas"] as? [String]))
      #expect(test.same == object["same"] as? Int)
      #expect(test.expected.description == object["expected"] as? String)
      #expect(test.exact?.description == object["p"] as? String)
    case "15":
      let first = try stratum(try #require(input["first"] as? Object))
      let second = try stratum(try #require(input["second"] as? Object))
      close(StratifiedTest([first]).p, object["pFirst"], 1e-12)
      close(StratifiedTest([second]).p, object["pSecond"], 1e-12)
      let decimals = try #require(object["decimals"] as? Object)
      for (given, name) in [
        ("secondByFirst", "pSecondGivenFirst"), ("firstBySecond", "pFirstGivenSecond"),
      ] {
        let test = StratifiedTest(
          try #require(input[given] as? [Object]).map { try stratum($0) })
        #expect(test.exact?.p.description == object[name] as? String)
        close(test.p, decimals[name], 1e-12)
      }
    case "16", "17", "18":
      try verdicts(input, object)
    case "19":
      for (one, wanted) in zip(
        try #require(input["cases"] as? [[String: Int]]), try #require(expected as? [Object]))
      {
        let found = DetectableShare(
          victims: one["victims"] ?? 0, referenceExposed: one["referenceExposed"] ?? 0,
          reference: one["reference"] ?? 0,
          rate: Double(one["referenceExposed"] ?? 0) / Double(one["reference"] ?? 1),
          isStated: false, limit: 0.01 / Double(one["kappa"] ?? 1))
        #expect(found.needs == wanted["needs"] as? Int)
        close(found.hundredths.map { Double($0) / 100 } ?? .nan, wanted["detectableShare"], 1e-12)
      }
    case "21":
      let victims = try #require(input["victimPayments"] as? [Double])
      let reference = try #require(input["referencePayments"] as? [Double])
      let dose = DoseComparison(victims: victims, reference: reference)
      for (fit, name) in [(dose.anyPayment, "anyPayment"), (dose.perPayment, "perPayment")] {
        let wanted = try #require(object[name] as? Object)
        close(fit.logLikelihood, wanted["logLikelihood"], 1e-6)
        close(fit.share, wanted["share"], 1e-9)
      }
      close(dose.log10Ratio, object["log10Ratio"], 1e-6)
    case "06", "22", "23":
      break  // ledgers: tests of exposure and of the command run them
    default:
      print("\(file) has no test here")
    }
  }

  private func verdicts(_ input: Object, _ expected: Object) throws {
    let lists = try #require(input["lists"] as? [String: Object])
    let names = lists.keys.sorted()
    let found = ListStudy(
      try names.map { [try stratum(try #require(lists[$0]))] },
      alpha: quotient(try #require(input["alpha"] as? String)),
      priorNone: try #require(input["prior"] as? Double), order: { names[$0] < names[$1] })
    #expect(found.testable.kappa == expected["kappa"] as? Int)
    #expect(found.testable.count == expected["testable"] as? Int)
    close(found.posterior.noList, expected["noList"], 1e-6)
    #expect(found.posterior.credibleSet.map { names[$0] } == expected["credibleSet"] as? [String])
    for (index, name) in names.enumerated() {
      let wanted = try #require((expected["lists"] as? [String: Object])?[name])
      let figures = found.lists[index]
      close(figures.test.p, wanted["p"], 1e-6)
      close(figures.pAdjusted, wanted["pAdjusted"], 1e-6)
      close(figures.q ?? .nan, wanted["q"], 1e-6)
      close(found.posterior.lists[index] ?? .nan, wanted["posterior"], 1e-6)
      let share = try #require(figures.share)
      close(share.log10BayesFactor, wanted["log10BayesFactor"], 1e-6)
      self.share(share, wanted["share"] as? Object ?? [:], 1e-6)
      if wanted["needs"] != nil { #expect(figures.detectable.needs == wanted["needs"] as? Int) }
      if let share = wanted["detectableShare"] as? Double {
        close(figures.detectable.hundredths.map { Double($0) / 100 } ?? .nan, share, 1e-9)
      }
      #expect(figures.verdict.rawValue == wanted["verdict"] as? String, "\(name)")
    }
  }

  // MARK: Reading

  private func strata(_ input: Object) throws -> [StratumCounts] {
    try #require(input["strata"] as? [Object]).map { try stratum($0) }
  }

  private func stratum(_ object: Object) throws -> StratumCounts {
    StratumCounts(
      exposed: try #require(object["exposed"] as? Int),
      victims: try #require(object["victims"] as? Int),
      referenceExposed: ReferenceCount(try #require(object["referenceExposed"] as? Int)),
      reference: try #require(object["reference"] as? Int),
      visibility: object["h"] as? Double ?? 1)
  }

  private func collapsed(_ strata: [StratumCounts]) -> StratumCounts {
    StratumCounts(
      exposed: strata.reduce(0) { $0 + $1.exposed },
      victims: strata.reduce(0) { $0 + $1.victims },
      referenceExposed: ReferenceCount(strata.reduce(0) { $0 + $1.roundedReference }),
      reference: strata.reduce(0) { $0 + $1.reference })
  }

  private func moment(_ object: Object) -> CopyMoments.Moment {
    CopyMoments.Moment(
      earliest: day(object["earliest"]), before: day(object["before"]),
      victims: object["victims"] as? Int ?? 0)
  }

  /// Returns a day as a number that grows with it.
  private func day(_ text: Any?) -> Int64 {
    Int64((text as? String ?? "").filter(\.isNumber)) ?? 0
  }

  private func share(_ share: SharePosterior, _ wanted: Object, _ tolerance: Double) {
    if wanted["mean"] is Double { close(share.mean, wanted["mean"], tolerance) }
    close(share.quantile(0.025), wanted["low"], tolerance)
    close(share.quantile(0.975), wanted["high"], tolerance)
    if wanted["atMost"] != nil { close(share.quantile(0.95), wanted["atMost"], tolerance) }
  }

  private func quotient(_ text: String) -> Double {
    let parts = text.split(separator: "/").compactMap { Double($0) }
    return parts.count == 2 ? parts[0] / parts[1] : parts.first ?? .nan
  }

  private func close(
    _ found: Double, _ wanted: Any?, _ tolerance: Double,
    location: SourceLocation = #_sourceLocation
  ) {
    let number = (wanted as? NSNumber)?.doubleValue ?? .nan
    #expect(
      abs(found - number) <= tolerance, "\(found), \(number) is expected", sourceLocation: location)
  }
}

/// The Bayes factor of a share as a quotient of whole numbers, worked out by itself: full visibility, whole counts.
struct ExactShare {
  let bayesFactor: ExactRatio

  /// Γ-quotients of halves become products: each victim from the list takes one exposed person away.
  init(exposed k: Int, victims n: Int, referenceExposed c: Int, reference m: Int) {
    var (top, bottom) = (BigInt(0), BigInt(1))
    for count in 0...k {
      var (own, under) = (Combinations.choose(k, count), BigInt(1))
      for step in 0..<count {
        own *= BigInt(2 * (n + m - step))
        under *= BigInt(2 * (k + c - step) - 1)
      }
      // B(J + 1, n − J + 1) = J! (n − J)! / (n + 1)!
      own *= Combinations.factorial(count) * Combinations.factorial(n - count)
      under *= Combinations.factorial(n + 1)
      (top, bottom) = (top * under + own * bottom, bottom * under)
    }
    bayesFactor = ExactRatio(top, bottom)
  }
}
