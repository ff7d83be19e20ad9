import Foundation
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Compromise

/// Exposure in the window before first contact, within the statements that are held.
@Suite("Compromise: exposure")
struct ExposureTests {
  static func day(_ text: String) -> Int64 {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: parts[0], month: parts[1], day: parts[2])?.milliseconds ?? 0
  }

  static func citation(_ line: Int) -> Citation {
    Citation(
      file: SourceFile(path: "persons.csv", digest: FileDigest(bytes: [9]), byteCount: 0),
      line: line, byteRange: 0..<1)
  }

  /// A person with an account of a ledger.
  static func person(
    _ name: String, _ group: CaseRecords.Person.Group, contacted: String? = nil, in ledger: Ledger
  ) -> CaseRecords.Person {
    var person = CaseRecords.Person(name: name, group: group, citation: citation(1))
    person.contacted = contacted.map {
      PostingTime(start: day($0), precision: .day)
    }
    person.accounts = ledger.account(name).map { [$0.id] } ?? []
    return person
  }

  @Test func vectorOfExposureAndCoverage() throws {
    let url = Repository.root.appending(
      path: "../shared/data/compromise-vectors/06-exposure-and-coverage.json")
    guard let data = FileManager.default.contents(atPath: url.path) else {
      print("the vector of exposure is skipped: ../shared is absent")
      return
    }
    let vector = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let input = try #require(vector["input"] as? [String: Any])
    let payments = try #require(input["payments"] as? [[String]])
    let ledger = LedgerLiteral(
      lines: payments.map { "\($0[0]) \($0[1]) -> \($0[2]) 10.00 GBP" }
    ).ledger
    var records = CaseRecords()
    records.coverage = []
    let victims = try #require(input["victims"] as? [String: [Any]])
    for (name, value) in victims.sorted(by: { $0.key < $1.key }) {
      records.persons.append(
        Self.person(name, .victim, contacted: value[0] as? String, in: ledger))
      try cover(name, value[1] as? [[String]], in: ledger, &records)
    }
    let reference = try #require(input["reference"] as? [String: [[String]]])
    for (name, value) in reference.sorted(by: { $0.key < $1.key }) {
      records.persons.append(Self.person(name, .control, in: ledger))
      try cover(name, value, in: ledger, &records)
    }
    var settings = CompromiseSettings()
    settings.window = 365 * 86_400_000
    settings.strata = .none
    let question = try CompromiseQuestion(ledger.whole, settings, claims: [], records: records)
    let masks = question.exposure.masks(question.strata)
    let comparable = masks.covered.comparableCounts(masks.strata)
    for (name, wanted) in try #require(vector["expected"] as? [String: [String: Any]]) {
      let list = try #require(question.lists.lists.firstIndex { $0.name == name })
      let counts = question.exposure.counts(list, masks, comparable: comparable)
      let stratum = try #require(counts.strata.first)
      #expect(stratum.exposed == wanted["exposed"] as? Int)
      #expect(stratum.victims == wanted["victims"] as? Int)
      #expect(stratum.referenceExposed.fraction == wanted["referenceExposed"] as? String)
      #expect(stratum.reference == wanted["reference"] as? Int)
      let parts = (wanted["h"] as? String ?? "").split(separator: "/").compactMap { Double($0) }
      #expect(abs(stratum.visibility - parts[0] / parts[1]) < 1e-12)
    }
  }

  private func cover(
    _ name: String, _ days: [[String]]?, in ledger: Ledger, _ records: inout CaseRecords
  ) throws {
    for pair in try #require(days) {
      var row = CaseRecords.Coverage(person: name, days: Self.day(pair[0])..<Self.day(pair[1]))
      row.accounts = [try #require(ledger.account(name)).id]
      records.coverage?.append(row)
    }
  }

  /// Payments on random days, held against a search of all pairs that shares no code.
  @Test func masksAreThoseOfTheDefinition() throws {
    for seed in 1...60 {
      var random = SplitMix64(seed: UInt64(seed))
      func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
      let start = Self.day("2009-01-01")
      func date(_ day: Int) -> String {
        CivilDate(milliseconds: start + Int64(day) * 86_400_000).iso8601
      }
      let people = (0..<5).map { "v\($0)" } + (0..<9).map { "r\($0)" }
      var rows: [(day: Int, from: String, to: String)] = []
      for person in people {
        for _ in 0..<below(6) + 1 {
          rows.append((below(400), person, "M\(below(3))"))
        }
      }
      let ledger = LedgerLiteral(
        lines: rows.map { "\(date($0.day)) \($0.from) -> \($0.to) 10.00 GBP" }
      ).ledger
      var records = CaseRecords()
      records.coverage = []
      var held: [String: [Range<Int>]] = [:]
      var contact: [String: Int] = [:]
      for name in people {
        let isVictim = name.hasPrefix("v")
        if isVictim { contact[name] = 200 + below(200) }
        records.persons.append(
          Self.person(
            name, isVictim ? .victim : .control,
            contacted: contact[name].map(date), in: ledger))
        let count = below(2) + 1
        for part in 0..<count {
          let from = part * 200 + below(80)
          let to = from + 40 + below(120) + (count == 1 ? 200 : 0)
          held[name, default: []].append(from..<to)
          var row = CaseRecords.Coverage(
            person: name, days: Self.day(date(from))..<Self.day(date(to)))
          row.accounts = [try #require(ledger.account(name)).id]
          records.coverage?.append(row)
        }
      }
      var settings = CompromiseSettings()
      settings.window = 150 * 86_400_000
      settings.strata = .none
      let question = try CompromiseQuestion(ledger.whole, settings, claims: [], records: records)
      let masks = question.exposure.masks(question.strata)
      let comparable = masks.covered.comparableCounts(masks.strata)
      for (number, list) in question.lists.lists.enumerated() {
        let counts = question.exposure.counts(number, masks, comparable: comparable)
        var (exposed, known) = (0, 0)
        var shares: [(Int, Int)] = []
        for victim in people where victim.hasPrefix("v") {
          let c = contact[victim] ?? 0
          func isHeld(_ person: String, _ day: Int) -> Bool {
            held[person, default: []].contains { $0.contains(day) }
          }
          let mask = (c - 150..<c).filter { isHeld(victim, $0) }
          guard !mask.isEmpty else { continue }
          known += 1
          func pays(_ person: String) -> Bool {
            rows.contains { $0.from == person && $0.to == list.name && mask.contains($0.day) }
          }
          if pays(victim) { exposed += 1 }
          let others = people.filter { other in
            other.hasPrefix("r") && mask.allSatisfy { isHeld(other, $0) }
          }
          shares.append((others.count(where: pays), others.count))
        }
        #expect(counts.strata.first?.exposed ?? 0 == exposed, "seed \(seed)")
        #expect(counts.strata.first?.victims ?? 0 == known, "seed \(seed)")
        let compared = shares.filter { $0.1 > 0 }
        guard !compared.isEmpty else { continue }
        let mean = compared.reduce(0) { $0 + $1.1 } / compared.count
        let share =
          compared.reduce(0.0) { $0 + Double($1.0) / Double($1.1) } / Double(compared.count)
        #expect(counts.strata.first?.reference == mean, "seed \(seed)")
        #expect(
          abs((counts.strata.first?.referenceExposed.value ?? 0) - Double(mean) * share) < 1e-9,
          "seed \(seed)")
      }
    }
  }
}
