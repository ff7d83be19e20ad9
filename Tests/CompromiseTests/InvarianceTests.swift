import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Compromise

/// Changes of a case that must change no figure.
@Suite("Compromise: invariance")
struct InvarianceTests {
  /// A case of a seed: payments of victims and controls to merchants, with statements of the whole period.
  private struct Case {
    var payments: [(day: Int, from: String, to: String)] = []
    var contacts: [String: Int] = [:]
    var names: [String: String] = [:]

    init(seed: Int) {
      var random = SplitMix64(seed: UInt64(seed))
      func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
      for number in 0..<6 {
        let name = "v\(number)"
        contacts[name] = 250 + below(100)
        names[name] = ["Ash", "Elm", "Oak", "Fir", "Yew", "Box"][below(6)] + "\(below(9))"
        for _ in 0..<below(6) + 1 { payments.append((below(360), name, "M\(below(4))")) }
      }
      for number in 0..<24 {
        for _ in 0..<below(6) + 1 { payments.append((below(360), "c\(number)", "M\(below(4))")) }
      }
    }

    private static func date(_ day: Int) -> String {
      CivilDate(milliseconds: Int64(14_000 + day) * 86_400_000).iso8601
    }

    /// Returns the figures of the case, by list.
    func figures(
      order: ([String]) -> [String] = { $0 }, rename: (String) -> String = { $0 }
    ) throws -> (lists: [String: String], orders: [String]) {
      let lines = payments.map {
        "\(Case.date($0.day)) \(rename($0.from)) -> \(rename($0.to)) 10.00 GBP"
      }
      let ledger = LedgerLiteral(lines: order(lines)).ledger
      var records = CaseRecords()
      records.coverage = []
      let people = contacts.keys.sorted() + (0..<24).map { "c\($0)" }
      for (line, name) in people.enumerated() {
        var person = CaseRecords.Person(
          name: rename(name), group: contacts[name] == nil ? .control : .victim,
          citation: ExposureTests.citation(line + 2))
        person.contacted = contacts[name].map {
          PostingTime(start: Int64(14_000 + $0) * 86_400_000, precision: .day)
        }
        person.attributes["name"] = names[name]
        person.accounts = ledger.account(rename(name)).map { [$0.id] } ?? []
        var row = CaseRecords.Coverage(
          person: rename(name),
          days: Int64(14_000) * 86_400_000..<Int64(14_400) * 86_400_000)
        row.accounts = person.accounts
        records.persons.append(person)
        records.coverage?.append(row)
      }
      let answer = try ledger.whole.compromise(records: records)
      var lists: [String: String] = [:]
      for row in answer.lists {
        lists[row.list] =
          "\(row.exposed) \(row.victims) \(row.referenceExposed) \(row.reference) \(row.figures?.p ?? 2) \(row.figures?.pAdjusted ?? 2) \(row.figures?.share?.mean ?? 2) \(row.verdict.rawValue)"
      }
      return (
        lists, answer.orders.map { "\($0.order) \($0.test.rawValue) \($0.p) \($0.pAdjusted)" }
      )
    }
  }

  @Test func orderOfRowsAndNamesChangeNothing() throws {
    for seed in 1...500 {
      let one = Case(seed: seed)
      let plain = try one.figures()
      let turned = try one.figures(order: { $0.reversed() })
      #expect(plain.lists == turned.lists && plain.orders == turned.orders, "seed \(seed)")
      // New names that sort the other way round.
      func renamed(_ name: String) -> String {
        let letter = name.hasPrefix("v") ? "q" : name.hasPrefix("c") ? "a" : "Z"
        return "\(letter)\(99 - (Int(name.dropFirst()) ?? 0))"
      }
      let other = try one.figures(rename: renamed)
      var expected: [String: String] = [:]
      for (list, words) in plain.lists { expected[renamed(list)] = words }
      #expect(other.lists == expected && other.orders == plain.orders, "seed \(seed)")
    }
  }

  @Test func paymentsFromContactOnChangeNothing() throws {
    for seed in 1...500 {
      var one = Case(seed: seed)
      let plain = try one.figures()
      for (name, contact) in one.contacts.sorted(by: { $0.key < $1.key }) {
        for merchant in 0..<4 where plain.lists["M\(merchant)"] != nil {
          one.payments.append((contact, name, "M\(merchant)"))
          one.payments.append((contact + 3, name, "M\(merchant)"))
        }
      }
      let later = try one.figures()
      #expect(plain.lists == later.lists && plain.orders == later.orders, "seed \(seed)")
    }
  }

  @Test func paymentsAmongStrangersChangeNothing() throws {
    for seed in 1...200 {
      var one = Case(seed: seed)
      let plain = try one.figures()
      for day in stride(from: 0, to: 360, by: 40) {
        one.payments.append((day, "stranger-1", "stranger-2"))
      }
      let more = try one.figures()
      #expect(plain.lists == more.lists && plain.orders == more.orders, "seed \(seed)")
    }
  }
}
