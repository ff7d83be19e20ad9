internal import FundTracing
internal import PaymentGraph

/// The tests of all lists, round by round: once a list is supported, the others are tested among people with the same
/// answer for it, which removes "customers of M also shop at N".
struct ListRounds {
  private let question: CompromiseQuestion
  let candidates: [CompromiseQuestion.Candidate]
  /// The lists that are tested.
  let tested: [CompromiseQuestion.Candidate]
  /// The first round.
  let first: ListStudy
  /// Lists named in later rounds, with their figures and the lists that they were tested given.
  private var later:
    [Int: (
      figures: ListStudy.Figures, posterior: Double?, given: [Int],
      candidate: CompromiseQuestion.Candidate
    )] = [:]
  /// The lists that were supported, in the order of the rounds.
  private(set) var supported: [Int] = []
  /// The pairs of lists that both look used alone.
  private(set) var pairs: [CompromiseAnswer.Pair] = []
  private var explained: [Int: [Int]] = [:]

  private static let mostRounds = 5
  private static let mostPaired = 12

  init(
    _ question: CompromiseQuestion, _ candidates: [CompromiseQuestion.Candidate],
    masks: ExposureStudy.Masks
  ) {
    self.question = question
    self.candidates = candidates
    tested = candidates.filter { $0.reason == nil }
    first = ListRounds.study(tested, question)
    let named = tested.indices.first { first.lists[$0].verdict == .supported }
    if let named {
      supported.append(tested[named].list)
      continueRounds(masks)
    }
    pair(masks)
  }

  private static func study(
    _ candidates: [CompromiseQuestion.Candidate], _ question: CompromiseQuestion
  ) -> ListStudy {
    ListStudy(
      candidates.map(\.strata), alpha: question.settings.alpha,
      priorNone: question.settings.priorNone, material: question.settings.material)
  }

  // MARK: Rounds

  private mutating func continueRounds(_ masks: ExposureStudy.Masks) {
    var strata = masks.strata
    while supported.count < ListRounds.mostRounds, let given = supported.last {
      strata = divided(strata, by: given, masks)
      let next = question.exposure.masks(strata)
      let done = Set(supported)
      let rest = question.candidates(next).filter { $0.reason == nil && !done.contains($0.list) }
      guard !rest.isEmpty else { return }
      let study = ListRounds.study(rest, question)
      var found: Int?
      for index in rest.indices {
        let verdict = study.lists[index].verdict
        guard verdict == .supported || verdict == .oneOf else { continue }
        later[rest[index].list] = (
          study.lists[index], study.posterior.lists[index], supported, rest[index]
        )
        if verdict == .supported { found = rest[index].list }
      }
      guard let found else { return }
      supported.append(found)
    }
  }

  private func divided(
    _ strata: PersonStrata, by list: Int, _ masks: ExposureStudy.Masks
  ) -> PersonStrata {
    strata.divided(
      victims: question.exposure.answers(list), others: question.exposure.majority(list, masks))
  }

  // MARK: Pairs

  /// Tests each of two lists that look used alone among people with the same answer for the other.
  private mutating func pair(_ masks: ExposureStudy.Masks) {
    let looking = tested.indices.filter { first.lists[$0].test.p <= 0.01 }.sorted {
      let (one, other) = (first.lists[$0].test.p, first.lists[$1].test.p)
      return one != other ? one < other : $0 < $1
    }.prefix(ListRounds.mostPaired).map { tested[$0].list }
    guard looking.count > 1 else { return }
    var conditional: [Int: [Int: Double]] = [:]
    for given in looking {
      let next = question.exposure.masks(divided(masks.strata, by: given, masks))
      let comparable = next.covered.comparableCounts(next.strata)
      for list in looking where list != given {
        let counts = question.exposure.counts(list, next, comparable: comparable)
        conditional[list, default: [:]][given] = StratifiedTest(counts.strata).p
      }
    }
    for (place, one) in looking.enumerated() {
      for other in looking[(place + 1)...] {
        let oneGiven = conditional[one]?[other] ?? 1
        let otherGiven = conditional[other]?[one] ?? 1
        pairs.append(
          CompromiseAnswer.Pair(
            first: name(one), second: name(other), secondGivenFirst: otherGiven,
            firstGivenSecond: oneGiven))
        if otherGiven > 0.05, oneGiven <= 0.05 { explained[other, default: []].append(one) }
        if oneGiven > 0.05, otherGiven <= 0.05 { explained[one, default: []].append(other) }
      }
    }
  }

  private func name(_ list: Int) -> String { question.lists.lists[list].name }

  // MARK: Rows

  /// Returns the rows of the answer, in the order of the lists' names.
  func rows() -> [CompromiseAnswer.ListRow] {
    var places: [Int: Int] = [:]
    for (place, candidate) in tested.enumerated() { places[candidate.list] = place }
    return candidates.map { candidate in
      let list = candidate.list
      if let later = later[list] {
        return row(
          later.candidate, later.figures, posterior: later.posterior, given: later.given)
      }
      guard let place = places[list] else {
        return row(candidate, nil, posterior: nil, given: [])
      }
      return row(candidate, first.lists[place], posterior: first.posterior.lists[place], given: [])
    }
  }

  private func row(
    _ candidate: CompromiseQuestion.Candidate, _ figures: ListStudy.Figures?, posterior: Double?,
    given: [Int]
  ) -> CompromiseAnswer.ListRow {
    let list = candidate.list
    let tried = question.lists.lists[list]
    let strata = candidate.strata
    let answers = candidate.counts.answers
    let known = strata.reduce(0) { $0 + $1.victims }
    let stated = tried.hasMembers ? onlySource(list) : nil
    var row = CompromiseAnswer.ListRow(
      list: tried.name, kind: tried.kind, accounts: tried.accounts,
      exposed: strata.reduce(0) { $0 + $1.exposed }, victims: known,
      unknown: question.people.victims.count - known,
      referenceExposed: strata.reduce(0) { $0 + $1.referenceExposed.value },
      reference: strata.reduce(0) { $0 + $1.reference }, isStatedRate: candidate.isStatedRate,
      visibility: strata.map(\.visibility), onlySource: stated,
      verdict: figures?.verdict ?? .cannotSay,
      reason: figures == nil ? candidate.reason : figures?.reason)
    row.given = given.map(name)
    row.explainedBy = (explained[list] ?? []).map(name).sorted()
    row.figures = figures.map { ListRounds.figures($0, strata, posterior: posterior) }
    row.victimsExposed = exposedVictims(
      list, answers, candidate: candidate, share: figures?.interval?.mean)
    if row.verdict == .supported || row.verdict == .oneOf {
      CopyStudy(question, list: list, answers: answers).add(to: &row)
    }
    return row
  }

  private static func figures(
    _ figures: ListStudy.Figures, _ strata: [StratumCounts], posterior: Double?
  ) -> CompromiseAnswer.Figures {
    let exposed = strata.reduce(0) { $0 + $1.exposed }
    let victims = strata.reduce(0) { $0 + $1.victims }
    let isStated = strata.contains { $0.statedRate != nil }
    let reference = strata.reduce(0) { $0 + $1.reference }
    let others = strata.reduce(0.0) { $0 + $1.referenceExposed.value }
    let lift = Lift(
      victims: exposed, of: victims, others: Int(others.rounded(.up)), of: reference)
    let rate = ListStudy.rate(strata)
    return CompromiseAnswer.Figures(
      expected: figures.test.expected, p: figures.test.p,
      pExact: figures.test.exact?.p.description, pAdjusted: figures.pAdjusted, q: figures.q,
      lift: isStated && rate > 0 ? Double(exposed) / Double(max(1, victims)) / rate : lift.ratio,
      liftLow: isStated ? 0 : lift.lowerLimit, log10BayesFactor: figures.share?.log10BayesFactor,
      posterior: posterior,
      share: figures.interval.map {
        CompromiseAnswer.Share(mean: $0.mean, low: $0.low, high: $0.high, atMost: $0.atMost)
      },
      fromList: figures.share.map { share in
        let range = share.fromList
        return range.low...max(range.low, range.high)
      }, needs: figures.detectable.needs,
      detectableShare: figures.detectable.hundredths.map { Double($0) / 100 },
      isTestable: figures.share != nil)
  }

  private func onlySource(_ list: Int) -> CompromiseAnswer.OnlySource? {
    let answers = question.people.victims.compactMap {
      $0.stated(on: question.lists.lists[list].name, before: $0.contacted)
    }
    let missing = answers.count { !$0 }
    guard missing > 0 else { return nil }
    let found = OnlySource(notOnList: missing, known: answers.count)
    return CompromiseAnswer.OnlySource(
      notOnList: found.notOnList, known: found.known, p: found.p, isExcluded: found.isExcluded)
  }

  /// Returns the victims who were on a list, each with the probability that the contact came from it.
  private func exposedVictims(
    _ list: Int, _ answers: [Bool?], candidate: CompromiseQuestion.Candidate, share: Double?
  ) -> [CompromiseAnswer.ExposedVictim] {
    let rate = ListStudy.estimatedRate(candidate.strata)
    let name = name(list)
    let people = question.people.victims
    return people.indices.filter { answers[$0] == true }.map { victim in
      let probability = share.map { theta in
        theta / max(rate, 1e-12) / (1 - theta + theta / max(rate, 1e-12))
      }
      let person = people[victim]
      let isStated = person.stated(on: name, before: person.contacted) == true
      return CompromiseAnswer.ExposedVictim(
        name: person.name, probability: probability,
        evidence: question.exposure.evidence(list, of: victim),
        citation: isStated ? person.record?.citation : nil)
    }
  }
}
