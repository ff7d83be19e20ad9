internal import FundTracing
internal import PaymentGraph

/// The tests of orders and areas, corrected together (Holm), with their verdicts.
struct OrderVerdicts {
  /// The orders, test by test.
  let orders: [CompromiseAnswer.OrderRow]
  /// The areas; nil where none are known.
  let areas: CompromiseAnswer.Areas?
  /// The contacts of each order.
  let contacts: [CompromiseAnswer.OrderedContacts]

  private static let leastWithinAreas = 0.05

  init(_ question: CompromiseQuestion) {
    let victims = question.people.victims
    let ledger = question.view.ledger
    let names = victims.map { person in
      person.accounts.lazy.compactMap { account in
        ledger.account(account).details.holder ?? ledger.account(account).details.name
      }.first
    }
    let study = OrderStudy(victims, names: names)
    let alpha = question.settings.alpha * (1 + 1e-12)
    self.contacts = study.entries.map { order, entries in
      let places = Set(entries.map(\.position)).sorted()
      let ranks = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0 + 1) })
      return CompromiseAnswer.OrderedContacts(
        order: order,
        contacts: entries.map { entry in
          CompromiseAnswer.OrderedContacts.Contact(
            victim: victims[entry.person].name, day: entry.day, place: ranks[entry.position] ?? 0)
        }.sorted { ($0.day, $0.place, $0.victim) < ($1.day, $1.place, $1.victim) })
    }
    let contacts = victims.compactMap { person -> (area: String, day: Int64)? in
      guard let contacted = person.contacted, !person.attribute("area").isEmpty else { return nil }
      return (person.attribute("area"), CivilDate.dayStart(of: contacted))
    }
    let isSuccessive = Set(contacts.map(\.area)).count > 1
    let successive = isSuccessive ? SuccessiveAreas(SuccessiveAreas.ordered(contacts)) : nil
    var counts: [String: Int] = [:]
    for person in victims where !person.attribute("area").isEmpty {
      counts[person.attribute("area"), default: 0] += 1
    }
    let sizes = question.records.areas.map {
      SizedArea(
        area: $0.area, size: $0.size,
        place: $0.place.map { SizedArea.Place(x: Double($0.x), y: Double($0.y)) })
    }
    let concentration =
      sizes.isEmpty || counts.isEmpty ? nil : AreaConcentration(sizes, counts: counts)
    var family = study.rows.map(\.p)
    if let successive { family.append(successive.p) }
    // The areas are corrected among themselves first, and enter the family as one test.
    let least = concentration.flatMap { $0.rows.map(\.pAdjusted).min() }
    if let least { family.append(least) }
    if let scan = concentration?.scan { family.append(scan.p) }
    let adjusted = MultipleTests.holm(family)
    orders = study.rows.enumerated().map { index, row in
      OrderVerdicts.order(row, study, adjusted: adjusted[index], tests: family.count, alpha: alpha)
    }
    guard successive != nil || concentration != nil else {
      areas = nil
      return
    }
    var place = study.rows.count
    func next() -> Double {
      defer { place += 1 }
      return adjusted[place]
    }
    let succession = successive.map { test in
      let corrected = next()
      return CompromiseAnswer.Areas.Successive(
        same: test.same, expected: test.expected.decimal, persons: contacts.count, p: test.p,
        pExact: test.exact?.description, pAdjusted: corrected,
        verdict: corrected <= alpha ? .supported : .cannotSay)
    }
    let ofAreas = least.map { _ in next() }
    let scan = concentration?.scan.map { scan in
      CompromiseAnswer.Areas.Scan(
        areas: scan.areas, victims: scan.victims, expected: scan.expected,
        logLikelihoodRatio: scan.logLikelihoodRatio, p: scan.p, pAdjusted: next(),
        gumbel: scan.gumbel)
    }
    areas = CompromiseAnswer.Areas(
      successive: succession,
      concentration: concentration?.rows.map {
        CompromiseAnswer.Areas.Row(
          area: $0.area, victims: $0.victims, expected: $0.expected, p: $0.p,
          pAdjusted: $0.pAdjusted)
      } ?? [], scan: scan,
      isConcentrated: (ofAreas ?? 1) <= alpha || (scan?.pAdjusted ?? 1) <= alpha)
  }

  private static func order(
    _ row: OrderStudy.Row, _ study: OrderStudy, adjusted: Double, tests: Int, alpha: Double
  ) -> CompromiseAnswer.OrderRow {
    var verdict: CompromiseAnswer.OrderRow.Verdict = adjusted <= alpha ? .supported : .cannotSay
    if verdict == .supported, row.order == "number" {
      let within = study.numberWithinAreas.map { within in
        switch row.test {
        case .kendallUp, .chainsUp: within.up
        case .kendallDown, .chainsDown: within.down
        case .steps: min(within.up, within.down)
        }
      }
      if (within ?? 1) > leastWithinAreas { verdict = .areaOrNumber }
    }
    return CompromiseAnswer.OrderRow(
      order: row.order, test: row.test, persons: row.persons, statistic: row.statistic,
      callers: row.callers, p: row.p, pExact: row.pExact?.description, pAdjusted: adjusted,
      verdict: verdict, isTooFew: row.least * Double(tests) > alpha)
  }
}
