import Foundation
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Compromise

/// A town with shops in which some people are called: what the callers did is known, so answers can be marked.
///
/// 120 merchants whose popularity runs from 0.4 to 80 per cent, half of them in families of five with the same
/// customers, a fifth of them local; activity and age decide who pays where. Active and older people are likelier
/// victims. Half of the victims have statements of 6 to 23 months only.
struct SimulatedWorld {
  struct Person {
    var activity = 1.0
    var age = 0
    /// The first day as a customer and the days of payments, by merchant.
    var visits: [Int: [Int]] = [:]
  }

  private var random: SplitMix64
  private(set) var people: [Person] = []
  private(set) var popularity: [Double] = []
  private(set) var victims: [(person: Int, contact: Int, months: Int)] = []
  private(set) var controls: [Int] = []
  /// The merchant whose customers were taken; nil where nobody's were.
  private(set) var leaked: Int?

  private static let days = 1_100
  private static let copied = 700

  private mutating func uniform() -> Double { Double(random.next() >> 11) / 9_007_199_254_740_992 }
  private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
  private mutating func normal() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + uniform() }
  }

  /// - Parameters:
  ///   - share: the part of contacts that come from the customers of a list, 0 for no leak.
  ///   - confounding: how strongly active and older people are likelier victims.
  init(seed: Int, share: Double, confounding: Double, victims count: Int, others: Int) {
    random = SplitMix64(seed: UInt64(seed))
    let merchants = 120
    popularity = (0..<merchants).map { _ in min(0.8, max(0.004, exp(-2.6 + 1.2 * normal()))) }
    let isLocal = (0..<merchants).map { _ in uniform() < 0.2 ? below(4) : -1 }
    let ageTaste = (0..<merchants).map { _ in 0.5 * normal() }
    for _ in 0..<2_500 {
      var person = Person()
      person.activity = exp(0.6 * normal())
      person.age = below(3)
      let town = below(4)
      let taste = (0..<12).map { _ in 1.5 * normal() }
      for merchant in 0..<merchants {
        if isLocal[merchant] >= 0, isLocal[merchant] != town { continue }
        let base = popularity[merchant]
        var odds = base / (1 - base) * person.activity.squareRoot()
        odds *= exp(ageTaste[merchant] * Double(person.age - 1))
        if merchant < 60 { odds *= exp(taste[merchant / 5] - 1) }
        guard uniform() < odds / (1 + odds) else { continue }
        let first = below(Self.days)
        var visits = [first]
        var day = first
        while visits.count < 12 {
          day += 20 + Int(-160 / person.activity * log(max(1e-9, uniform())))
          guard day < Self.days else { break }
          visits.append(day)
        }
        person.visits[merchant] = visits
      }
      people.append(person)
    }
    choose(share: share, confounding: confounding, count: count, others: others)
  }

  private mutating func choose(share: Double, confounding: Double, count: Int, others: Int) {
    func customers(_ merchant: Int) -> [Int] {
      people.indices.filter { (people[$0].visits[merchant]?.first ?? .max) < Self.copied }
    }
    if share > 0 {
      let rare = popularity.indices.filter {
        (25...125).contains(customers($0).count)
      }
      leaked = rare.isEmpty ? nil : rare[below(rare.count)]
    }
    let weights = people.map { person in
      exp(confounding * (log(person.activity) + 0.5 * Double(person.age - 1)))
    }
    var taken: Set<Int> = []
    func pick(_ pool: [Int], _ world: inout SimulatedWorld) -> Int? {
      let left = pool.filter { !taken.contains($0) }
      let total = left.reduce(0.0) { $0 + weights[$1] }
      var at = world.uniform() * total
      for person in left {
        at -= weights[person]
        if at <= 0 { return person }
      }
      return left.last
    }
    let onList = leaked.map(customers) ?? []
    let all = Array(people.indices)
    for _ in 0..<count {
      let isFromList = uniform() < share && leaked != nil
      guard let person = pick(isFromList ? onList : all, &self) else { continue }
      taken.insert(person)
      let months = uniform() < 0.5 ? 6 + below(18) : 24
      victims.append((person, Self.copied + 10 + below(365), months))
    }
    while controls.count < others {
      let person = below(people.count)
      if taken.insert(person).inserted { controls.append(person) }
    }
  }

  /// Asks how the victims were chosen.
  func answer() throws -> CompromiseAnswer {
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "world.csv", digest: FileDigest(bytes: [1]), byteCount: 0))
    let pounds = try #require(Currency("GBP"))
    let shops = popularity.indices.map { builder.account("shop-\($0)") }
    var line = 2
    let start: Int64 = 14_000
    var records = CaseRecords()
    records.coverage = []
    let asked =
      victims.map { (person: $0.person, contact: Optional($0.contact), months: $0.months) }
      + controls.map { (person: $0, contact: nil, months: 24) }
    var accounts: [Int: AccountID] = [:]
    for one in asked { accounts[one.person] = builder.account("person-\(one.person)") }
    for one in asked {
      guard let account = accounts[one.person] else { continue }
      for (merchant, visits) in people[one.person].visits.sorted(by: { $0.key < $1.key }) {
        for day in visits {
          var draft = TransferDraft(
            payer: account, beneficiary: shops[merchant],
            sent: Money(minorUnits: 10_00, currency: pounds),
            time: PostingTime(start: (start + Int64(day)) * 86_400_000, precision: .day),
            line: line, byteRange: line * 40..<line * 40 + 39)
          draft.file = file
          builder.add(draft)
          line += 1
        }
      }
    }
    let ledger = builder.build()
    for one in asked {
      let key = "person-\(one.person)"
      var person = CaseRecords.Person(
        name: key, group: one.contact == nil ? .control : .victim,
        citation: ExposureTests.citation(one.person + 2))
      person.contacted = one.contact.map {
        PostingTime(start: (start + Int64($0)) * 86_400_000, precision: .day)
      }
      person.attributes["ageband"] = "\(people[one.person].age)"
      person.accounts = ledger.account(key).map { [$0.id] } ?? []
      records.persons.append(person)
      let end = one.contact ?? Self.days
      let first = one.contact == nil ? 0 : max(0, end - one.months * 30)
      var row = CaseRecords.Coverage(
        person: key,
        days: (start + Int64(first)) * 86_400_000..<(start + Int64(end)) * 86_400_000)
      row.accounts = person.accounts
      records.coverage?.append(row)
    }
    records.persons.sort { $0.name < $1.name }
    return try ledger.whole.compromise(records: records)
  }
}

/// Answers on simulated towns, marked by what the callers did.
///
/// A few towns by default; `make evaluate-compromise` asks of 300 of each kind and prints the figures.
@Suite("Compromise: simulated worlds")
struct SimulatedWorldTests {
  private static let worlds =
    ProcessInfo.processInfo.environment["COMPROMISE_WORLDS"].flatMap(Int.init) ?? 4

  private struct Marks {
    var named = 0
    var wrong = 0
    var tests = 0
    var small = 0
  }

  private func mark(share: Double, confounding: Double = 0.6) throws -> Marks {
    let found = try Parallel.map(parts: Self.worlds) { number -> Result<Marks, any Error> in
      Result {
        let world = SimulatedWorld(
          seed: number + 1, share: share, confounding: confounding, victims: 40, others: 200)
        let answer = try world.answer()
        var marks = Marks()
        let named = answer.lists.filter { $0.verdict == .supported && $0.given.isEmpty }
        if let first = named.first {
          marks.named = 1
          if first.list != world.leaked.map({ "shop-\($0)" }) { marks.wrong = 1 }
        }
        for row in answer.lists {
          guard let figures = row.figures else { continue }
          marks.tests += 1
          if figures.p <= 0.01 { marks.small += 1 }
        }
        return marks
      }
    }.map { try $0.get() }
    return found.reduce(into: Marks()) { sum, one in
      sum.named += one.named
      sum.wrong += one.wrong
      sum.tests += one.tests
      sum.small += one.small
    }
  }

  @Test func withoutALeakNothingIsNamed() throws {
    let marks = try mark(share: 0)
    print(
      "no leak: \(marks.named) of \(Self.worlds) name a list; p at most 0.01 in \(marks.small) of \(marks.tests) tests"
    )
    #expect(marks.named <= max(1, Self.worlds / 100))
    #expect(marks.small * 50 <= marks.tests)
  }

  @Test func aRareListBehindTwoOfFiveContactsIsNamed() throws {
    let marks = try mark(share: 0.4)
    print(
      "rare list, 40 %: \(marks.named) of \(Self.worlds) name a list, \(marks.wrong) a wrong one")
    #expect(marks.named * 100 >= Self.worlds * (Self.worlds >= 100 ? 85 : 50))
    #expect(marks.wrong * 50 <= max(50, Self.worlds))
  }
}
