/// The masks of the victims: for each the moments before first contact of which statements are held.
///
/// Every mask is laid over every other person, which removes season, trend and holes in the records at once.
struct ExposureMasks: Sendable {
  /// The masks of one stratum as single stretches, by their starts.
  struct Stretches: Sendable {
    var starts: [Int64] = []
    var ends: [Int64] = []
    /// The victim of each stretch.
    var owners: [Int] = []
    /// True where ends rise with starts and every victim has one stretch, so that a payment lies in the masks of
    /// neighbours.
    var isMonotone = true
  }

  /// The mask of each victim; empty where nothing is known.
  let masks: [TimeSpans]
  /// The stretches by stratum.
  let strata: [Stretches]
  /// The class of statements of each other person, by which persons share ``comparable``.
  let classes: [Int]
  /// True where the statements of a class hold the whole mask of a victim.
  let comparable: [[Bool]]
  /// True where the statements of a class hold the masks of all victims of a stratum.
  let holdsAll: [[Bool]]

  /// - Complexity: O(classes of statements · *n*).
  init(_ masks: [TimeSpans], others: [ComparedPerson], strata: PersonStrata) {
    self.masks = masks
    var known: [TimeSpans: Int] = [:]
    var kinds: [TimeSpans] = []
    classes = others.map { person in
      if let number = known[person.statements] { return number }
      known[person.statements] = kinds.count
      kinds.append(person.statements)
      return kinds.count - 1
    }
    let matrix = kinds.map { statements in
      masks.map { !$0.isEmpty && statements.contains($0) }
    }
    comparable = matrix
    var found = Array(repeating: Stretches(), count: strata.count)
    for stratum in 0..<strata.count {
      let stretches = masks.indices.filter { strata.victims[$0] == stratum }.flatMap { victim in
        masks[victim].spans.map { (span: $0, victim: victim) }
      }.sorted {
        ($0.span.lowerBound, $0.span.upperBound, $0.victim)
          < ($1.span.lowerBound, $1.span.upperBound, $1.victim)
      }
      var own = Stretches()
      for (span, victim) in stretches {
        if let last = own.ends.last, span.upperBound < last { own.isMonotone = false }
        if masks[victim].spans.count > 1 { own.isMonotone = false }
        own.starts.append(span.lowerBound)
        own.ends.append(span.upperBound)
        own.owners.append(victim)
      }
      found[stratum] = own
    }
    self.strata = found
    holdsAll = matrix.map { row in
      (0..<strata.count).map { stratum in
        masks.indices.allSatisfy {
          strata.victims[$0] != stratum || masks[$0].isEmpty || row[$0]
        }
      }
    }
  }

  /// Returns the number of others of a victim's stratum who can be compared with it, by victim.
  func comparableCounts(_ strata: PersonStrata) -> [Int] {
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: comparable.count), count: max(1, strata.count))
    for (other, stratum) in strata.others.enumerated() where stratum >= 0 {
      counts[stratum][classes[other]] += 1
    }
    return masks.indices.map { victim in
      let stratum = strata.victims[victim]
      guard stratum >= 0, !masks[victim].isEmpty else { return 0 }
      return comparable.indices.reduce(0) {
        $0 + (comparable[$1][victim] ? counts[stratum][$1] : 0)
      }
    }
  }
}

/// The division of victims and others into groups that are compared with each other only.
struct PersonStrata: Sendable, Hashable {
  /// The number of groups.
  let count: Int
  /// The group of each victim; −1 for those that take no part.
  let victims: [Int]
  /// The group of each other person; −1 for those that take no part.
  let others: [Int]

  /// All persons in one group.
  static func single(victims: Int, others: Int) -> PersonStrata {
    PersonStrata(
      count: 1, victims: Array(repeating: 0, count: victims),
      others: Array(repeating: 0, count: others))
  }

  /// Groups persons by labels, in the order of the labels; nil labels take no part.
  init(victims: [String?], others: [String?]) {
    let labels = Set((victims + others).compactMap { $0 }).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    count = labels.count
    self.victims = victims.map { $0.flatMap { numbers[$0] } ?? -1 }
    self.others = others.map { $0.flatMap { numbers[$0] } ?? -1 }
  }

  private init(count: Int, victims: [Int], others: [Int]) {
    self.count = count
    self.victims = victims
    self.others = others
  }

  /// Divides every group by an answer; persons without one take no part.
  func divided(victims isVictimOn: [Bool?], others isOtherOn: [Bool?]) -> PersonStrata {
    func label(_ stratum: Int, _ answer: Bool?) -> String? {
      guard stratum >= 0, let answer else { return nil }
      let digits = String(stratum)
      return String(repeating: "0", count: max(0, 9 - digits.count)) + digits + (answer ? "1" : "0")
    }
    return PersonStrata(
      victims: zip(self.victims, isVictimOn).map(label),
      others: zip(self.others, isOtherOn).map(label))
  }
}
