package import PaymentGraph

/// A made-up town in which some people are called and pay: what the callers did is known, so answers on how victims were
/// chosen can be marked.
///
/// Callers work from the customers of one merchant, copied on a day, or from a directory of the whole town; the other
/// contacts come from elsewhere. Active and older people are likelier victims. Half of the victims have statements of 6
/// to 23 months only. The same settings make the same case on every machine.
package struct ChosenCase: Sendable {
  /// A victim, with the truth.
  package struct Victim: Sendable, Hashable {
    /// The account.
    package let key: String
    /// The day of first contact, counted from the first of the story.
    package let contact: Int
    /// True where the contact came from the callers' list.
    package let isFromList: Bool
    /// The caller, from 1, and the place in the callers' list, from 1; nil for contacts from elsewhere.
    package let caller: Int?, place: Int?
    let person: Int
    /// The first day of which statements are held.
    let from: Int
    /// The day of the payment to the fraudsters.
    let paid: Int
  }

  /// The settings from which the case was made.
  package let settings: ChosenSettings
  /// The victims, in the order in which they were picked.
  package private(set) var victims: [Victim] = []
  /// The merchant whose customers were taken; nil where nobody's were.
  package private(set) var leaked: String?
  let town: Town
  /// The others whose statements are held, by their places in the town.
  private(set) var controls: [Int] = []

  /// The day on which the list was copied.
  static let copied = 700
  /// The day of 2010-01-01, on which the story begins, in days since 1970.
  static let firstDay: Int64 = 14_610
  /// The contacts of a hundred that come from elsewhere where callers work from a directory.
  private static let outsiders = 20

  /// Makes a case.
  ///
  /// - Throws: ``SimulationError`` where a setting is outside its limits.
  package init(_ settings: ChosenSettings) throws(SimulationError) {
    self.settings = try settings.checked()
    town = Town(seed: settings.seed)
    choose()
  }

  /// The account of a person of the town.
  static func key(_ person: Int) -> String { "person-\(Characters.digits(person + 1, 4))" }

  static func shop(_ merchant: Int) -> String { "shop-\(Characters.digits(merchant + 1, 3))" }

  /// The account to which a victim pays.
  static func fraudster(of victim: Int) -> String { "helpline-\(victim % 3 + 1)" }

  private mutating func choose() {
    var chance = Chance(seed: settings.seed, chapter: "calls")
    let merchant = settings.sharePerMille > 0 ? leakedMerchant(&chance) : nil
    leaked = merchant.map(ChosenCase.shop)
    let list = ordered(
      merchant.map { town.customers(of: $0, before: ChosenCase.copied) }
        ?? Array(town.people.indices), &chance)
    var places: [Int: Int] = [:]
    for (place, person) in list.enumerated() { places[person] = place }
    let weights = town.weights(strength: settings.confoundingPerMille)
    var taken: Set<Int> = []
    func pick(_ pool: [Int]) -> Int? {
      let left = pool.filter { !taken.contains($0) }
      var rest = chance.below(left.reduce(0) { $0 + weights[$1] })
      for person in left {
        rest -= weights[person]
        if rest < 0 { return person }
      }
      return left.last
    }
    let worksThroughTown = merchant == nil && settings.order != .none
    for _ in 0..<settings.victims {
      let isFromList =
        merchant != nil
        ? chance.happens(perMille: settings.sharePerMille)
        : worksThroughTown && chance.below(100) >= ChosenCase.outsiders
      guard let person = pick(isFromList ? list : Array(town.people.indices)) else { continue }
      taken.insert(person)
      let calls = isFromList ? call(places[person] ?? 0, of: list.count) : nil
      let free = 10 + chance.below(355)
      let contact =
        ChosenCase.copied + (settings.order == .none ? free : calls?.day ?? free)
      let months = chance.happens(perMille: 500) ? 6 + chance.below(18) : 24
      victims.append(
        Victim(
          key: ChosenCase.key(person), contact: contact, isFromList: isFromList,
          caller: calls?.caller, place: isFromList ? (places[person] ?? 0) + 1 : nil,
          person: person, from: max(0, contact - months * 30), paid: contact + chance.below(8)))
    }
    let rest = chance.shuffled(town.people.indices.filter { !taken.contains($0) })
    controls = rest.prefix(settings.others).sorted()
  }

  /// Returns a merchant with as many customers as the settings ask for, else the one that comes nearest.
  private func leakedMerchant(_ chance: inout Chance) -> Int {
    let counts = (0..<Town.merchantCount).map {
      town.customers(of: $0, before: ChosenCase.copied).count
    }
    let wanted = settings.popularityPerMille
    let fitting = counts.indices.filter { wanted.contains(counts[$0] * 1_000 / Town.size) }
    if !fitting.isEmpty { return chance.pick(fitting) }
    func distance(_ merchant: Int) -> Int {
      let rate = counts[merchant] * 1_000 / Town.size
      return rate < wanted.lowerBound ? wanted.lowerBound - rate : rate - wanted.upperBound
    }
    return counts.indices.min { distance($0) < distance($1) } ?? 0
  }

  /// Returns a list in the order in which it is worked through.
  private func ordered(_ people: [Int], _ chance: inout Chance) -> [Int] {
    let mixed = chance.shuffled(people)
    func key(_ person: Int) -> String {
      switch settings.order {
      case .none: ""
      case .alphabetical: town.people[person].name
      case .number: town.people[person].telephone
      case .area: Town.areas[town.people[person].area]
      }
    }
    return mixed.enumerated().sorted { left, right in
      let (one, other) = (key(left.element), key(right.element))
      return one != other ? one < other : left.offset < right.offset
    }.map(\.element)
  }

  /// Returns the caller of a place in the list, from 1, and the day of the call after the copy: each caller works through
  /// a part of the list within the year.
  private func call(_ place: Int, of count: Int) -> (caller: Int, day: Int) {
    let callers = min(settings.callers, max(1, count))
    let part = (count + callers - 1) / callers
    return (place / part + 1, 10 + place % part * 355 / max(1, part))
  }

  // MARK: Records

  /// A payment of a person whose statements are held.
  struct Payment {
    let id: String
    let day: Int
    let payer: String
    let payee: String
    let minorUnits: Int64
    let isClaim: Bool
  }

  /// The payments on the statements that are held, by day.
  var payments: [Payment] {
    var found: [(day: Int, payer: Int, payee: String, units: Int64, isClaim: Bool)] = []
    func add(_ person: Int, days: Range<Int>) {
      for (merchant, visits) in town.people[person].visits {
        for day in visits where days.contains(day) {
          let units = Int64(500 + (person * 31 + merchant * 17 + day) % 97 * 100)
          found.append((day, person, ChosenCase.shop(merchant), units, false))
        }
      }
    }
    for (number, victim) in victims.enumerated() {
      add(victim.person, days: victim.from..<victim.contact)
      found.append(
        (victim.paid, victim.person, ChosenCase.fraudster(of: number), 18_500, true))
    }
    for person in controls { add(person, days: 0..<Town.days) }
    found.sort { ($0.day, $0.payer, $0.payee) < ($1.day, $1.payer, $1.payee) }
    return found.enumerated().map { number, one in
      Payment(
        id: "t\(Characters.digits(number + 1, 6))", day: one.day, payer: ChosenCase.key(one.payer),
        payee: one.payee, minorUnits: one.units, isClaim: one.isClaim)
    }
  }

  /// The persons, with the days of which statements are held.
  var persons: [(person: Int, contact: Int?, days: Range<Int>)] {
    let called = victims.map {
      (person: $0.person, contact: Optional($0.contact), days: $0.from..<$0.paid + 1)
    }
    let others = controls.map { (person: $0, contact: Int?.none, days: 0..<Town.days) }
    return (called + others).sorted { $0.person < $1.person }
  }

  static func milliseconds(_ day: Int) -> Int64 { (firstDay + Int64(day)) * Story.dayLength }

  /// Builds what loading the case's files would give.
  ///
  /// - Returns: the ledger, the claims, and the persons, areas and statements held.
  package func loaded() -> (ledger: Ledger, claims: [TransferID], records: CaseRecords) {
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "payments.csv", digest: FileDigest(bytes: [1]), byteCount: 0))
    var line = 2
    for payment in payments {
      builder.add(
        TransferDraft(
          payer: builder.account(payment.payer), beneficiary: builder.account(payment.payee),
          sent: Money(minorUnits: payment.minorUnits, currency: CaseCurrency.pounds),
          time: PostingTime(start: ChosenCase.milliseconds(payment.day), precision: .day),
          id: payment.id, file: file, line: line, byteRange: line * 40..<line * 40 + 39))
      line += 1
    }
    let ledger = builder.build()
    let claimed = Set(payments.filter(\.isClaim).map(\.id))
    let claims = ledger.transfers.filter { $0.recordedID.map(claimed.contains) == true }.map(\.id)
    var records = CaseRecords()
    var coverage: [CaseRecords.Coverage] = []
    let source = SourceFile(path: "persons.csv", digest: FileDigest(bytes: [2]), byteCount: 0)
    for (number, one) in persons.enumerated() {
      let key = ChosenCase.key(one.person)
      var person = CaseRecords.Person(
        name: key, group: one.contact == nil ? .control : .victim,
        citation: Citation(file: source, line: number + 2, byteRange: 0..<1))
      person.contacted = one.contact.map {
        PostingTime(start: ChosenCase.milliseconds($0), precision: .day)
      }
      let known = town.people[one.person]
      person.attributes = [
        "name": known.name, "area": Town.areas[known.area], "phone": known.telephone,
        "ageband": "\(known.age)",
      ]
      person.accounts = ledger.account(key).map { [$0.id] } ?? []
      records.persons.append(person)
      var row = CaseRecords.Coverage(
        person: key,
        days: ChosenCase.milliseconds(
          one.days.lowerBound)..<ChosenCase.milliseconds(
            one.days.upperBound))
      row.accounts = person.accounts
      coverage.append(row)
    }
    records.coverage = coverage
    records.areas = zip(Town.areas, areaSizes).map { CaseRecords.Area(area: $0, size: $1) }
    return (ledger, claims, records)
  }

  /// The number of people in each area.
  var areaSizes: [Int] {
    Town.areas.indices.map { area in town.people.count { $0.area == area } }
  }
}
