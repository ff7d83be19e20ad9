internal import Glibc
internal import PaymentGraph

/// The people and merchants of a made-up town, and who pays where.
///
/// 120 merchants whose popularity runs from 0.4 to 80 per cent, half of them in families of five with the same
/// customers, a fifth of them local. Activity and age decide who pays where.
struct Town {
  struct Person {
    var activity = 1.0
    var age = 0
    /// The part of the town in which the person lives.
    var area = 0
    var name = ""
    var telephone = ""
    /// The days of payments, by merchant, in the order of merchants.
    var visits: [(merchant: Int, days: [Int])] = []

    /// Returns the first day on which the person paid a merchant; nil where there is none.
    func firstVisit(to merchant: Int) -> Int? {
      visits.first { $0.merchant == merchant }?.days.first
    }
  }

  static let areas = ["Ardley", "Brent", "Colham", "Dunmere"]
  static let merchantCount = 120
  static let size = 2_500
  /// The days of the story.
  static let days = 1_100

  private(set) var people: [Person] = []

  init(seed: UInt64) {
    var chance = Chance(seed: seed, chapter: "town")
    let popularity = (0..<Town.merchantCount).map { _ in
      min(0.8, max(0.004, exp(-2.6 + 1.2 * chance.normal())))
    }
    let locality = (0..<Town.merchantCount).map { _ in
      chance.happens(perMille: 200) ? chance.below(Town.areas.count) : -1
    }
    let ageTaste = (0..<Town.merchantCount).map { _ in 0.5 * chance.normal() }
    for _ in 0..<Town.size {
      people.append(
        Town.person(popularity, locality: locality, ageTaste: ageTaste, &chance))
    }
    nameAll(seed)
  }

  private static func person(
    _ popularity: [Double], locality: [Int], ageTaste: [Double], _ chance: inout Chance
  ) -> Person {
    var person = Person()
    person.activity = exp(0.6 * chance.normal())
    person.age = chance.below(3)
    person.area = chance.below(areas.count)
    let taste = (0..<12).map { _ in 1.5 * chance.normal() }
    for merchant in 0..<merchantCount {
      if locality[merchant] >= 0, locality[merchant] != person.area { continue }
      let base = popularity[merchant]
      var odds = base / (1 - base) * person.activity.squareRoot()
      odds *= exp(ageTaste[merchant] * Double(person.age - 1))
      if merchant < 60 { odds *= exp(taste[merchant / 5] - 1) }
      guard chance.uniform() < odds / (1 + odds) else { continue }
      var day = chance.below(days)
      var own = [day]
      while own.count < 12 {
        day += 20 + Int(-160 / person.activity * log(max(1e-9, chance.uniform())))
        guard day < days else { break }
        own.append(day)
      }
      person.visits.append((merchant, own))
    }
    return person
  }

  /// Gives everybody a name and a telephone number, which begins with the area's digit.
  private mutating func nameAll(_ seed: UInt64) {
    var chance = Chance(seed: seed, chapter: "names")
    var numbers = Town.areas.map { _ in chance.shuffled(Array(0..<1_000)) }
    for index in people.indices {
      people[index].name = InventedNames.listedPerson(chance.below(1_000_000))
      let area = people[index].area
      people[index].telephone =
        "01632 96\(area)\(Characters.digits(numbers[area].popLast() ?? 0, 3))"
    }
  }

  /// Returns the weights with which people are picked: active and older ones weigh more.
  ///
  /// - Parameter strength: the strength of that, in thousandths.
  func weights(strength: Int) -> [Int] {
    people.map { person in
      let tilt = log(person.activity) + 0.5 * Double(person.age - 1)
      return max(1, Int(1_000 * exp(Double(strength) / 1_000 * tilt)))
    }
  }

  /// Returns the persons who paid a merchant before a day.
  func customers(of merchant: Int, before day: Int) -> [Int] {
    people.indices.filter { (people[$0].firstVisit(to: merchant) ?? .max) < day }
  }
}
