package import Compromise
package import PaymentGraph
package import Simulation

/// The answers on how victims were chosen, and the true ones among them; sums over towns.
package struct ChosenTally: Sendable, Hashable {
  /// Statements of one kind.
  package struct Count: Sendable, Hashable {
    package var said = 0
    package var right = 0
  }

  /// The towns, and those with a leaked list.
  package var towns = 0, leaks = 0
  /// Towns in which one list is named before all others: `supported`.
  package var supported = Count()
  /// Towns in which several lists are named together; right where the leaked one is among them.
  package var oneOf = Count()
  /// Lists of which the answer says "at most"; right where the share was no greater.
  package var limited = Count()
  /// The same of leaked lists alone.
  package var limitedLeaks = Count()
  /// The same, held against the part of the victims that came from the list, and the part that came from it and is seen
  /// on it in the records.
  package var limitedContacts = Count(), limitedVisible = Count()
  /// Victims who came from a leaked list, and those of them who are seen on it.
  package var fromLists = 0, fromListsVisible = 0
  /// Leaked lists of which nothing is said.
  package var silentLeaks = 0
  /// Intervals of the shares of supported lists; right where they hold the true share.
  package var intervals = Count()
  /// Lists named in later rounds; no town has a second leak.
  package var secondLists = 0
  /// Towns in which any corrected p is at most 0.01.
  package var anySmall = 0
  /// The tests, and those with p of at most 0.01.
  package var tests = 0, smallTests = 0
  /// Towns with calls in an order, those in which it is said, and towns in which another order is said.
  package var orders = Count(), orderTowns = 0
  /// Towns in which the order of numbers and that of areas cannot be told apart.
  package var areaOrNumber = 0

  package init() {}

  package mutating func add(_ other: ChosenTally) {
    let numbers: [WritableKeyPath<ChosenTally, Int>] = [
      \.towns, \.leaks, \.silentLeaks, \.secondLists, \.anySmall, \.tests, \.smallTests,
      \.orderTowns, \.areaOrNumber, \.fromLists, \.fromListsVisible,
    ]
    for path in numbers { self[keyPath: path] += other[keyPath: path] }
    let counts: [WritableKeyPath<ChosenTally, Count>] = [
      \.supported, \.oneOf, \.limited, \.limitedLeaks, \.limitedContacts, \.limitedVisible,
      \.intervals, \.orders,
    ]
    for path in counts {
      self[keyPath: path].said += other[keyPath: path].said
      self[keyPath: path].right += other[keyPath: path].right
    }
  }
}

/// Holds an answer on how victims were chosen against what the callers did.
package struct ChosenEvaluation {
  package private(set) var tally = ChosenTally()

  /// - Parameter asksOrders: false where only lists are asked about; orders take most of the time.
  package init(
    _ planted: ChosenCase, settings: CompromiseSettings = CompromiseSettings(),
    asksOrders: Bool = true
  ) throws {
    var (ledger, claims, records) = planted.loaded()
    if !asksOrders {
      records.areas = []
      for index in records.persons.indices {
        for name in ["name", "phone", "area"] {
          records.persons[index].attributes[name] = nil
        }
      }
    }
    let answer = try ledger.whole.compromise(settings, claims: claims, records: records)
    tally.towns = 1
    let leaked = planted.leaked
    let share = Double(planted.settings.sharePerMille) / 1_000
    if leaked != nil { tally.leaks = 1 }
    let first = answer.lists.filter { $0.given.isEmpty }
    if let named = first.first(where: { $0.verdict == .supported }) {
      tally.supported.said = 1
      if named.list == leaked { tally.supported.right = 1 }
      if named.list == leaked, let interval = named.figures?.share {
        tally.intervals.said = 1
        if interval.low <= share, share <= interval.high { tally.intervals.right = 1 }
      }
    }
    let several = first.filter { $0.verdict == .oneOf }
    if !several.isEmpty {
      tally.oneOf.said = 1
      if several.contains(where: { $0.list == leaked }) { tally.oneOf.right = 1 }
    }
    tally.secondLists = answer.lists.count { $0.verdict == .supported && !$0.given.isEmpty }
    for row in first where row.verdict == .limited {
      let isRight = (row.list == leaked ? share : 0) <= row.figures?.share?.atMost ?? 0
      tally.limited.said += 1
      if isRight { tally.limited.right += 1 }
      guard row.list == leaked else { continue }
      tally.limitedLeaks.said += 1
      if isRight { tally.limitedLeaks.right += 1 }
      let most = row.figures?.share?.atMost ?? 0
      let (came, seen) = ChosenEvaluation.fromList(planted, seenBy: row)
      func isAtMost(_ count: Int) -> Bool { Double(count) <= most * Double(planted.victims.count) }
      tally.limitedContacts.said += 1
      if isAtMost(came) { tally.limitedContacts.right += 1 }
      tally.limitedVisible.said += 1
      if isAtMost(seen) { tally.limitedVisible.right += 1 }
    }
    if let leaked {
      let row = first.first { $0.list == leaked }
      if let row {
        let (came, seen) = ChosenEvaluation.fromList(planted, seenBy: row)
        tally.fromLists += came
        tally.fromListsVisible += seen
      }
      if row.map({ $0.verdict == .cannotSay }) ?? true { tally.silentLeaks = 1 }
    }
    for row in answer.lists where row.given.isEmpty {
      guard let figures = row.figures else { continue }
      tally.tests += 1
      if figures.p <= 0.01 { tally.smallTests += 1 }
      if figures.pAdjusted <= 0.01 { tally.anySmall = 1 }
    }
    addOrders(answer, order: planted.settings.order)
  }

  /// Returns the victims who came from the leaked list, and those of them whom the records show on it.
  private static func fromList(
    _ planted: ChosenCase, seenBy row: CompromiseAnswer.ListRow
  ) -> (came: Int, seen: Int) {
    let exposed = Set(row.victimsExposed.map(\.name))
    let came = planted.victims.filter(\.isFromList)
    return (came.count, came.count { exposed.contains($0.key) })
  }

  private mutating func addOrders(_ answer: CompromiseAnswer, order: ChosenSettings.Order) {
    var said: Set<ChosenSettings.Order> = []
    for row in answer.orders where row.verdict == .supported {
      switch row.order {
      case "alphabetical": said.insert(.alphabetical)
      case "number": said.insert(.number)
      default: continue
      }
    }
    if answer.orders.contains(where: { $0.verdict == .areaOrNumber }) { tally.areaOrNumber = 1 }
    if answer.areas?.successive?.verdict == .supported { said.insert(.area) }
    if order != .none { tally.orderTowns = 1 }
    // Numbers begin with the area, so calls by number go area by area as well.
    if order == .number { said.remove(.area) }
    tally.orders.said = said.count
    tally.orders.right = said.contains(order) ? 1 : 0
  }
}
