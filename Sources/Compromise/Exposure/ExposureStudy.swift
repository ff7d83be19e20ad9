internal import PaymentGraph

/// The people who were on each list before first contact: victims by their own masks, others by the masks of all victims.
struct ExposureStudy: Sendable {
  let people: CasePeople
  let lists: TriedLists
  /// The windows of the victims as far as anybody's records reach; empty where no contact is known.
  let windows: [TimeSpans]
  /// The windows as far as statements are held.
  let covered: [TimeSpans]
  /// True where no statement is missing in any window.
  let isWhole: Bool

  /// The counts of one list.
  struct Counts: Sendable {
    /// The answer to "was on the list" of each victim; nil where it is not known.
    let answers: [Bool?]
    /// The strata.
    let strata: [StratumCounts]
    /// The number of others that can be compared in any stratum with victims.
    let comparable: Int
  }

  init(_ people: CasePeople, _ lists: TriedLists, windows: [TimeSpans]) {
    self.people = people
    self.lists = lists
    // Before the first record of all nobody could have been seen, so nothing is missing there.
    let known = (people.victims + people.others).flatMap(\.statements.spans)
    let reach = (known.map(\.lowerBound).min() ?? 0)..<(known.map(\.upperBound).max() ?? 0)
    let windows = windows.map { $0.within(reach) }
    self.windows = windows
    covered = zip(people.victims, windows).map { person, window in
      window.spans.first.map { person.statements.within($0) } ?? TimeSpans([])
    }
    isWhole = windows == covered
  }

  /// The masks under some strata, with those of full windows where statements are missing.
  struct Masks: Sendable {
    let strata: PersonStrata
    let covered: ExposureMasks
    let full: ExposureMasks?
  }

  func masks(_ strata: PersonStrata) -> Masks {
    Masks(
      strata: strata, covered: ExposureMasks(covered, others: people.others, strata: strata),
      full: isWhole ? nil : ExposureMasks(windows, others: people.others, strata: strata))
  }

  // MARK: Victims

  /// Returns the payments of each person to a list, victims first.
  private func byPerson(_ list: Int) -> [Int: ArraySlice<TriedLists.Payment>] {
    let payments = lists.payments[list]
    var found: [Int: ArraySlice<TriedLists.Payment>] = [:]
    var start = 0
    while start < payments.count {
      var end = start + 1
      while end < payments.count, payments[end].person == payments[start].person { end += 1 }
      found[Int(payments[start].person)] = payments[start..<end]
      start = end
    }
    return found
  }

  /// Returns whether each victim was on a list before first contact; nil where that is not known.
  func answers(_ list: Int) -> [Bool?] {
    let tried = lists.lists[list]
    var paid = [Bool](repeating: false, count: people.victims.count)
    // Victims come before all others.
    for payment in lists.payments[list] {
      let victim = Int(payment.person)
      guard victim < paid.count else { break }
      if !paid[victim] { paid[victim] = covered[victim].holds(payment.start, payment.end) }
    }
    return people.victims.indices.map { victim in
      if paid[victim] { return true }
      let person = people.victims[victim]
      if let stated = person.stated(on: tried.name, before: person.contacted) { return stated }
      return tried.accounts.isEmpty || covered[victim].isEmpty ? nil : false
    }
  }

  /// Returns the payments that show that a victim was on a list, in the ledger's order.
  func evidence(_ list: Int, of victim: Int) -> [TransferID] {
    (byPerson(list)[victim] ?? []).filter { covered[victim].holds($0.start, $0.end) }
      .map { TransferID(Int($0.transfer)) }.sorted()
  }

  // MARK: Others

  /// Returns the number of others who were on a list in the mask of each victim.
  private func exposed(_ list: Int, in masks: ExposureMasks, _ strata: PersonStrata) -> [Int] {
    let payments = lists.payments[list]
    let first = people.victims.count
    var counts = [Int](repeating: 0, count: first)
    // The changes of the counts along the stretches of a stratum, where a payment lies in those of neighbours.
    var changes = masks.strata.map { [Int](repeating: 0, count: $0.owners.count + 1) }
    var seen = [Int](repeating: -1, count: first)
    var start = 0
    while start < payments.count {
      var end = start + 1
      while end < payments.count, payments[end].person == payments[start].person { end += 1 }
      defer { start = end }
      let other = Int(payments[start].person) - first
      guard other >= 0, strata.others[other] >= 0 else { continue }
      let stratum = strata.others[other]
      let stretches = masks.strata[stratum]
      let kind = masks.classes[other]
      // Totals over periods may lie in each other; then neighbours do not tell.
      let isNested = (start + 1..<max(start + 1, end)).contains {
        payments[$0].end < payments[$0 - 1].end
      }
      if stretches.isMonotone, masks.holdsAll[kind][stratum], !isNested {
        var done = 0
        for payment in payments[start..<end] {
          let low = BinarySearch.lowerBound(0..<stretches.ends.count) {
            stretches.ends[$0] < payment.end
          }
          let high = BinarySearch.lowerBound(0..<stretches.starts.count) {
            stretches.starts[$0] <= payment.start
          }
          let from = max(low, done)
          guard from < high else { continue }
          changes[stratum][from] += 1
          changes[stratum][high] -= 1
          done = high
        }
      } else {
        for place in stretches.owners.indices {
          let victim = stretches.owners[place]
          guard seen[victim] != other, masks.comparable[kind][victim] else { continue }
          let isIn = payments[start..<end].contains {
            stretches.starts[place] <= $0.start && $0.end <= stretches.ends[place]
          }
          guard isIn else { continue }
          seen[victim] = other
          counts[victim] += 1
        }
      }
    }
    for (stratum, own) in changes.enumerated() {
      var sum = 0
      for (place, victim) in masks.strata[stratum].owners.enumerated() {
        sum += own[place]
        counts[victim] += sum
      }
    }
    return counts
  }

  /// Returns the counts of a list under some strata.
  ///
  /// - Complexity: O(payments · log *n*) where statements are whole and nothing is stated; else O(*n* · *m*).
  func counts(_ list: Int, _ masks: Masks, comparable: [Int]) -> Counts {
    let tried = lists.lists[list]
    let answers = answers(list)
    let strata = masks.strata
    let pairs: [(exposed: Int, comparable: Int)]
    if tried.hasMembers {
      pairs = statedPairs(list, masks)
    } else {
      let exposed = exposed(list, in: masks.covered, strata)
      pairs = exposed.indices.map { (exposed[$0], comparable[$0]) }
    }
    let full = visibilityPairs(list, masks)
    var found: [StratumCounts] = []
    var total = 0
    for stratum in 0..<strata.count {
      let victims = answers.indices.filter { strata.victims[$0] == stratum && answers[$0] != nil }
      guard !victims.isEmpty else { continue }
      let own = ExposureStudy.reference(victims.map { pairs[$0] })
      var counts = StratumCounts(
        exposed: victims.count { answers[$0] == true }, victims: victims.count,
        referenceExposed: own.exposed, reference: own.count)
      if let full {
        let whole = ExposureStudy.reference(victims.map { full[$0] })
        if whole.count > 0 {
          counts.visibility = min(1, (own.exposed.value + 1) / (whole.exposed.value + 1))
        }
      }
      total += own.count
      found.append(counts)
    }
    return Counts(answers: answers, strata: found, comparable: total)
  }

  /// Returns the reference of a stratum: the mean number of persons, and of them those exposed.
  private static func reference(
    _ pairs: [(exposed: Int, comparable: Int)]
  ) -> (count: Int, exposed: ReferenceCount) {
    guard !pairs.isEmpty else { return (0, ReferenceCount(0)) }
    let known = pairs.filter { $0.comparable > 0 }
    // Victims with whom nobody can be compared say nothing about the others.
    let count = known.isEmpty ? 0 : known.reduce(0) { $0 + $1.comparable } / known.count
    return (count, ReferenceCount(masks: known, reference: count))
  }

  /// Returns the pairs of full windows; nil where nothing is missing or memberships are stated.
  private func visibilityPairs(
    _ list: Int, _ masks: Masks
  ) -> [(exposed: Int, comparable: Int)]? {
    guard let full = masks.full, !lists.lists[list].hasMembers else { return nil }
    let exposed = exposed(list, in: full, masks.strata)
    let comparable = full.comparableCounts(masks.strata)
    return exposed.indices.map { (exposed[$0], comparable[$0]) }
  }

  /// Returns the exposed and the comparable others of each victim where the persons file says who is on the list.
  private func statedPairs(
    _ list: Int, _ masks: Masks
  ) -> [(exposed: Int, comparable: Int)] {
    let payments = byPerson(list)
    let strata = masks.strata
    return people.victims.indices.map { victim in
      let stratum = strata.victims[victim]
      guard stratum >= 0 else { return (0, 0) }
      var pair = (exposed: 0, comparable: 0)
      for other in people.others.indices where strata.others[other] == stratum {
        guard let answer = answer(list, other: other, victim: victim, in: masks.covered, payments)
        else { continue }
        pair.comparable += 1
        if answer { pair.exposed += 1 }
      }
      return pair
    }
  }

  /// Returns whether another person was on a list in the mask of a victim; nil where that is not known.
  private func answer(
    _ list: Int, other: Int, victim: Int, in masks: ExposureMasks,
    _ payments: [Int: ArraySlice<TriedLists.Payment>]
  ) -> Bool? {
    let mask = masks.masks[victim]
    let isComparable = masks.comparable[masks.classes[other]][victim]
    let own = payments[people.victims.count + other] ?? []
    if isComparable, own.contains(where: { mask.holds($0.start, $0.end) }) { return true }
    let tried = lists.lists[list]
    if let stated = people.others[other].stated(
      on: tried.name, before: people.victims[victim].contacted)
    {
      return stated
    }
    return isComparable && !tried.accounts.isEmpty ? false : nil
  }

  /// Returns whether each other person was on a list in at least half of the masks that the person can be compared in;
  /// nil where there is none.
  func majority(_ list: Int, _ masks: Masks) -> [Bool?] {
    let payments = byPerson(list)
    let isStated = lists.lists[list].hasMembers
    let isKnown = masks.covered.comparable.map { $0.contains(true) }
    return people.others.indices.map { other in
      if !isStated, payments[people.victims.count + other] == nil {
        return isKnown[masks.covered.classes[other]] ? false : nil
      }
      var (yes, known) = (0, 0)
      for victim in people.victims.indices {
        guard let answer = answer(list, other: other, victim: victim, in: masks.covered, payments)
        else { continue }
        known += 1
        if answer { yes += 1 }
      }
      return known == 0 ? nil : 2 * yes >= known
    }
  }

  // MARK: Copies

  /// Returns the first payment of each person to a list before a moment, else the day since when the person is on it.
  func firstPayments(_ list: Int) -> (victims: [Int64?], others: [Int64?]) {
    let payments = byPerson(list)
    let name = lists.lists[list].name
    let victims = people.victims.indices.map { victim -> Int64? in
      let person = people.victims[victim]
      let paid = (payments[victim] ?? []).first {
        person.contacted.map { [end = $0.end] contact in end <= contact } ?? false
      }
      return [paid?.start, person.record?.since[name]].compactMap { $0 }.min()
    }
    let others = people.others.indices.map { other -> Int64? in
      [
        payments[people.victims.count + other]?.first?.start,
        people.others[other].record?.since[name],
      ].compactMap { $0 }.min()
    }
    return (victims, others)
  }

  /// Returns the numbers of payments of the victims in their masks, and of each other person as the mean over the masks
  /// in which the person can be compared.
  func doses(_ list: Int, _ masks: Masks) -> (victims: [Double], others: [Double]) {
    let payments = byPerson(list)
    let known = people.victims.indices.filter { !covered[$0].isEmpty }
    let victims = known.map { victim in
      Double((payments[victim] ?? []).count { covered[victim].holds($0.start, $0.end) })
    }
    let others = people.others.indices.compactMap { other -> Double? in
      guard let own = payments[people.victims.count + other] else {
        return masks.covered.comparable[masks.covered.classes[other]].contains(true) ? 0 : nil
      }
      let comparable = known.filter { masks.covered.comparable[masks.covered.classes[other]][$0] }
      guard !comparable.isEmpty else { return nil }
      let sum = comparable.reduce(0) { sum, victim in
        sum + own.count { covered[victim].holds($0.start, $0.end) }
      }
      return Double(sum) / Double(comparable.count)
    }
    return (victims, others)
  }
}
