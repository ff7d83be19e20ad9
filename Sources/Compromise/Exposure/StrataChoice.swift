internal import PaymentGraph

/// The choice of the strata of a question.
struct StrataChoice {
  let strata: PersonStrata

  /// Below these numbers of others and of victims all persons are one stratum.
  private static let fewestOthers = 60
  private static let fewestVictims = 10

  init(
    _ view: LedgerView, _ people: CasePeople, exposure: ExposureStudy,
    settings: CompromiseSettings
  ) {
    let (victims, others) = (people.victims, people.others)
    let single = PersonStrata.single(victims: victims.count, others: others.count)
    let columns: [String]
    let hasActivity: Bool
    switch settings.strata {
    case .none:
      strata = single
      return
    case .automatic:
      guard others.count >= StrataChoice.fewestOthers, victims.count >= StrataChoice.fewestVictims
      else {
        strata = single
        return
      }
      func states(_ people: [ComparedPerson]) -> Bool {
        people.contains { !$0.attribute("ageband").isEmpty }
      }
      columns = states(victims) && states(others) ? ["ageband"] : []
      hasActivity = true
    case .by(let activity, let names):
      columns = names
      hasActivity = activity
    }
    var labels = (
      victims: victims.map { person in
        columns.map { person.attribute($0) }.joined(separator: "\u{1F}")
      },
      others: others.map { person in
        columns.map { person.attribute($0) }.joined(separator: "\u{1F}")
      }
    )
    if hasActivity {
      let bands = ActivityBands(
        people,
        masks: ExposureMasks(exposure.covered, others: others, strata: single),
        payments: StrataChoice.payments(view, victims + others))
      labels.victims = zip(labels.victims, bands.victims).map { "\($0)\u{1F}\($1 ?? 0)" }
      labels.others = zip(labels.others, bands.others).map { "\($0)\u{1F}\($1 ?? 0)" }
    }
    strata = PersonStrata(victims: labels.victims, others: labels.others)
  }

  /// Returns the payments that each person makes, by time.
  private static func payments(
    _ view: LedgerView, _ people: [ComparedPerson]
  ) -> [[(start: Int64, end: Int64)]] {
    let columns = view.ledger.columns
    return people.map { person in
      person.accounts.flatMap { account in
        view.ledger.outgoing[account.position].compactMap { number -> (start: Int64, end: Int64)? in
          let transfer = Int(number)
          guard view.contains(transfer), columns.precision[transfer] != .unknown else { return nil }
          let time = columns.time(transfer)
          return (time.start, time.end)
        }
      }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }
  }
}
