internal import FundTracing
internal import PaymentGraph

/// The tests of all orders in which the victims may have been called, before their correction.
struct OrderStudy: Sendable {
  /// One test.
  struct Row: Sendable {
    /// The order: `alphabetical`, `number`, `position:LIST`, `since:LIST`.
    let order: String
    let test: OrderTestKind
    let statistic: Int
    /// The fewest callers, for chains.
    let callers: Int?
    let p: Double
    let pExact: ExactRatio?
    /// The number of persons whose place and contact are known.
    let persons: Int
    /// The least p that any order of so many persons could have.
    let least: Double
  }

  private(set) var rows: [Row] = []
  /// The contacts of each order that was tested.
  private(set) var entries: [(order: String, contacts: [ContactOrder.Entry])] = []
  /// The p of the number order within areas (Kendall); nil where no areas are known.
  private(set) var numberWithinAreas: (up: Double, down: Double)?
  private var nulls: [Int: SeededNull] = [:]

  /// - Parameters:
  ///   - people: the victims.
  ///   - names: names that the ledger gives, by victim, for those whom the persons file does not name.
  init(_ people: [ComparedPerson], names: [String?]) {
    test(
      "alphabetical",
      OrderStudy.ranked(people) { person, index in
        let name = person.attribute("name")
        return (name.isEmpty ? names[index] : name).map {
          Array(OrderKey.name($0).unicodeScalars.map(\.value))
        }
      })
    let phones = OrderKey.telephones(people.map { $0.attribute("phone") })
    let numbers = OrderStudy.ranked(people) { phones[$1] }
    test("number", numbers)
    testWithinAreas(people, phones)
    for list in Set(people.flatMap { $0.record.map { Array($0.positions.keys) } ?? [] }).sorted() {
      test(
        "position:\(list)",
        people.enumerated().compactMap { index, person in
          guard let place = person.record?.positions[list], let contacted = person.contacted
          else { return nil }
          return ContactOrder.Entry(
            position: place, day: CivilDate.dayStart(of: contacted), person: index)
        })
    }
    for list in Set(people.flatMap { $0.record.map { Array($0.since.keys) } ?? [] }).sorted() {
      test(
        "since:\(list)",
        people.enumerated().compactMap { index, person in
          guard let since = person.record?.since[list], let contacted = person.contacted,
            since < contacted
          else { return nil }
          return ContactOrder.Entry(
            position: Int(since / 86_400_000), day: CivilDate.dayStart(of: contacted),
            person: index)
        })
    }
  }

  /// Returns the persons whose key and contact are known, with the ranks of their keys.
  private static func ranked(
    _ people: [ComparedPerson], key: (ComparedPerson, Int) -> [UInt32]?
  ) -> [ContactOrder.Entry] {
    let known = people.enumerated().compactMap {
      index, person -> (key: [UInt32], day: Int64, person: Int)? in
      guard let key = key(person, index), !key.isEmpty, let contacted = person.contacted else {
        return nil
      }
      return (key, CivilDate.dayStart(of: contacted), index)
    }
    let keys = Set(known.map(\.key)).sorted { $0.lexicographicallyPrecedes($1) }
    let ranks = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    return known.map {
      ContactOrder.Entry(position: ranks[$0.key] ?? 0, day: $0.day, person: $0.person)
    }
  }

  private mutating func test(_ order: String, _ entries: [ContactOrder.Entry]) {
    let n = entries.count
    guard n >= 2 else { return }
    self.entries.append((order, entries))
    if n > StepTest.mostExact, nulls[n] == nil { nulls[n] = SeededNull(n) }
    let null = nulls[n]
    let contacts = ContactOrder(entries)
    let up = contacts.places(against: .up)
    let down = contacts.places(against: .down).map { n - 1 - $0 }
    let least = 1 / (2...n).reduce(1.0) { $0 * Double($1) }
    func add(
      _ kind: OrderTestKind, _ statistic: Int, callers: Int?, p: Double, exact: ExactRatio?
    ) {
      rows.append(
        Row(
          order: order, test: kind, statistic: statistic, callers: callers, p: p, pExact: exact,
          persons: n,
          least: kind == .steps && n > StepTest.mostExact ? 1e-5 : max(least, .leastNormalMagnitude)
        ))
    }
    let rising = KendallTest(up)
    add(.kendallUp, rising.inversions, callers: nil, p: rising.p, exact: rising.exact)
    let falling = KendallTest(down)
    add(.kendallDown, falling.inversions, callers: nil, p: falling.p, exact: falling.exact)
    let chainsUp = ChainTest(up, null: null)
    add(
      .chainsUp, chainsUp.callers, callers: chainsUp.callers, p: chainsUp.p, exact: chainsUp.exact)
    let chainsDown = ChainTest(down, null: null)
    add(
      .chainsDown, chainsDown.callers, callers: chainsDown.callers, p: chainsDown.p,
      exact: chainsDown.exact)
    let steps = StepTest(contacts.places(against: .near), null: null)
    add(.steps, steps.sum, callers: nil, p: steps.p, exact: steps.exact)
  }

  /// Tests the number order within areas: numbers begin with the area, so an order of areas looks like one of numbers.
  private mutating func testWithinAreas(_ people: [ComparedPerson], _ phones: [[UInt32]?]) {
    var areas: [String: [Int]] = [:]
    for (index, person) in people.enumerated()
    where phones[index] != nil && person.contacted != nil && !person.attribute("area").isEmpty {
      areas[person.attribute("area"), default: []].append(index)
    }
    guard !areas.isEmpty else { return }
    let groups = areas.sorted { $0.key < $1.key }.map { _, members in
      ContactOrder(
        OrderStudy.ranked(members.map { people[$0] }) { phones[members[$1]] })
    }
    numberWithinAreas = (
      KendallTest(groups: groups.map { $0.places(against: .up) }).p,
      KendallTest(
        groups: groups.map { group in
          let places = group.places(against: .down)
          return places.map { places.count - 1 - $0 }
        }
      ).p
    )
  }
}
