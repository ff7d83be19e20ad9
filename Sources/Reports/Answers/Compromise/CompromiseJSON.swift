internal import Compromise
internal import FundTracing
internal import PaymentGraph

/// The answer on how victims were chosen, as JSON and CSV.
struct CompromiseJSON {
  let answer: CompromiseAnswer

  private var ledger: Ledger { answer.scope.ledger }

  /// Writes a figure that others may compute again.
  private func number(_ value: Double) -> JSONValue {
    .real(CompromiseWords.significant(value, digits: 9))
  }

  private func number(_ value: Double?) -> JSONValue { value.map { number($0) } ?? .null }

  private func probability(_ value: Double?) -> JSONValue {
    value.map { .real(CompromiseWords.significant($0)) } ?? .null
  }

  private func names(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  private func day(_ moment: Int64) -> JSONValue { .string(CompromiseWords.moment(moment)) }

  var value: JSONValue {
    .object([
      ("question", question),
      (
        "victims",
        .object([
          ("count", .integer(answer.victims.count)),
          ("withContactDate", .integer(answer.victims.withContactDate)),
          ("contactsFromPayments", .integer(answer.victims.contactsFromPayments)),
          ("independent", .integer(answer.victims.count)),
          ("firstContact", answer.victims.contacts.map { day($0.lowerBound) } ?? .null),
          ("lastContact", answer.victims.contacts.map { day($0.upperBound) } ?? .null),
        ])
      ),
      (
        "reference",
        .object([
          ("persons", .integer(answer.reference.persons)),
          ("source", .string(answer.reference.source)),
          ("complete", .bool(answer.reference.isComplete)),
          ("strata", .integer(answer.reference.strata)),
        ])
      ),
      ("lists", .array(answer.lists.map(list))), ("noList", number(answer.noList)),
      ("credibleSet", names(answer.credibleSet)), ("tested", .integer(answer.tested)),
      ("testable", .integer(answer.testable)), ("kappa", .integer(answer.kappa)),
      (
        "pairs",
        .array(
          answer.pairs.map { pair in
            .object([
              ("first", .string(pair.first)), ("second", .string(pair.second)),
              ("pSecondGivenFirst", probability(pair.secondGivenFirst)),
              ("pFirstGivenSecond", probability(pair.firstGivenSecond)),
            ])
          })
      ),
      ("orders", .array(answer.orders.map(order))), ("areas", areas),
      (
        "notes",
        .array(
          answer.notes.map { .object([("code", .string($0.code)), ("text", .string($0.text))]) }
            + CompromiseAnswer.limits.map {
              .object([("code", .string("not-proven")), ("text", .string($0))])
            })
      ),
    ])
  }

  // MARK: Question

  private var question: JSONValue {
    let settings = answer.settings
    let strata: JSONValue =
      switch settings.strata {
      case .automatic: .string("automatic")
      case .none: .string("none")
      case .by(let activity, let columns): names((activity ? ["activity"] : []) + columns)
      }
    return .object(
      [
        ("command", .string("compromise")),
        ("window", .string(WalkRules.words(wait: settings.window))),
        ("lag", .string(WalkRules.words(wait: settings.lag))), ("strata", strata),
        ("alpha", number(settings.alpha)), ("priorNone", number(settings.priorNone)),
        ("material", number(settings.material)),
        ("victims", .optional(settings.victimWords)),
        ("lists", settings.lists.map(names) ?? .null), ("onlyStated", .bool(settings.onlyStated)),
        ("since", .optional(answer.scope.period.from?.iso8601)),
        ("before", .optional(answer.scope.period.until?.iso8601)),
        ("currency", .optional(answer.scope.currency?.code)),
        ("files", .files(of: ledger)),
      ] + LeftOutFacts.members(answer.scope))
  }

  // MARK: Lists

  private func list(_ row: CompromiseAnswer.ListRow) -> JSONValue {
    .object(counts(row) + test(row.figures) + share(row.figures) + findings(row))
  }

  private func counts(_ row: CompromiseAnswer.ListRow) -> [JSONValue.Member] {
    let reference: [JSONValue.Member] = [
      ("exposed", number(row.referenceExposed)), ("persons", .integer(row.reference)),
      ("stated", .bool(row.isStatedRate)),
    ]
    return [
      ("list", .string(row.list)), ("kind", .optional(row.kind)),
      ("account", .optional(row.accounts.first.map { ledger.account($0).key })),
      ("exposed", .integer(row.exposed)), ("victims", .integer(row.victims)),
      ("unknown", .integer(row.unknown)), ("reference", .object(reference)),
      ("visibility", .array(row.visibility.map { number($0) })), ("given", names(row.given)),
    ]
  }

  private func test(_ figures: CompromiseAnswer.Figures?) -> [JSONValue.Member] {
    [
      ("expected", number(figures?.expected)), ("p", probability(figures?.p)),
      ("pExact", .optional(figures?.pExact)), ("pAdjusted", probability(figures?.pAdjusted)),
      ("q", probability(figures?.q)), ("lift", number(figures?.lift)),
      ("liftLow", number(figures?.liftLow)),
      ("log10BayesFactor", number(figures?.log10BayesFactor)),
      ("posterior", number(figures?.posterior)),
    ]
  }

  private func share(_ figures: CompromiseAnswer.Figures?) -> [JSONValue.Member] {
    let share = figures?.share.map { share -> JSONValue in
      .object([
        ("mean", number(share.mean)), ("low", number(share.low)), ("high", number(share.high)),
        ("atMost", number(share.atMost)),
      ])
    }
    let fromList = figures?.fromList.map { range -> JSONValue in
      .object([("low", .integer(range.lowerBound)), ("high", .integer(range.upperBound))])
    }
    return [
      ("share", share ?? .null), ("fromList", fromList ?? .null),
      ("needs", figures?.needs.map(JSONValue.integer) ?? .null),
      ("detectableShare", number(figures?.detectableShare)),
    ]
  }

  private func findings(_ row: CompromiseAnswer.ListRow) -> [JSONValue.Member] {
    let only = row.onlySource.map { only -> JSONValue in
      .object([
        ("notOnList", .integer(only.notOnList)), ("known", .integer(only.known)),
        ("p", probability(only.p)),
        ("verdict", .string(only.isExcluded ? "notTheOnlySource" : "cannotSay")),
      ])
    }
    let possible = row.possible.map { days -> JSONValue in
      .object([("from", day(days.lowerBound)), ("to", day(days.upperBound))])
    }
    let dose = row.dose.map { dose -> JSONValue in
      .object([("verdict", .string(dose.words)), ("log10Ratio", number(dose.log10Ratio))])
    }
    return [
      ("onlySource", only ?? .null), ("explainedBy", names(row.explainedBy)),
      ("copies", .array(row.copies.map(copy))), ("most", .array(row.most.map(copy))),
      ("possible", .array(possible)), ("copyDateContradicted", .bool(row.copyDateContradicted)),
      ("dose", dose ?? .null), ("verdict", .string(row.verdict.rawValue)),
      ("reason", .optional(row.reason?.rawValue)),
      ("victimsExposed", .array(row.victimsExposed.map(victim))),
    ]
  }

  private func copy(_ copy: CompromiseAnswer.Copy) -> JSONValue {
    .object([
      ("earliest", day(copy.earliest)), ("before", day(copy.before)),
      ("victims", .integer(copy.victims)),
    ])
  }

  private func victim(_ victim: CompromiseAnswer.ExposedVictim) -> JSONValue {
    .object([
      ("victim", .string(victim.name)), ("probability", number(victim.probability)),
      ("evidence", names(victim.evidence.map { ledger.transfer($0).name })),
      ("row", .optional(victim.citation?.description)),
    ])
  }

  // MARK: Orders and areas

  private func order(_ row: CompromiseAnswer.OrderRow) -> JSONValue {
    .object([
      ("order", .string(row.order)), ("test", .string(row.test.rawValue)),
      ("direction", .optional(row.test.direction)), ("persons", .integer(row.persons)),
      ("statistic", .integer(row.statistic)),
      ("callers", row.callers.map(JSONValue.integer) ?? .null), ("p", probability(row.p)),
      ("pExact", .optional(row.pExact)), ("pAdjusted", probability(row.pAdjusted)),
      ("verdict", .string(row.verdict.rawValue)),
      ("reason", .optional(row.isTooFew && row.verdict == .cannotSay ? "too-few" : nil)),
    ])
  }

  private var areas: JSONValue {
    guard let areas = answer.areas else { return .null }
    return .object([
      (
        "successive",
        areas.successive.map { one in
          .object([
            ("same", .integer(one.same)), ("expected", number(one.expected)),
            ("persons", .integer(one.persons)), ("p", probability(one.p)),
            ("pExact", .optional(one.pExact)), ("pAdjusted", probability(one.pAdjusted)),
            ("verdict", .string(one.verdict.rawValue)),
          ])
        } ?? .null
      ),
      (
        "concentration",
        .array(
          areas.concentration.map { row in
            .object([
              ("area", .string(row.area)), ("victims", .integer(row.victims)),
              ("expected", number(row.expected)), ("p", probability(row.p)),
              ("pAdjusted", probability(row.pAdjusted)),
            ])
          })
      ),
      (
        "scan",
        areas.scan.map { scan in
          .object([
            ("areas", names(scan.areas)), ("victims", .integer(scan.victims)),
            ("expected", number(scan.expected)),
            ("logLikelihoodRatio", number(scan.logLikelihoodRatio)), ("p", probability(scan.p)),
            ("pAdjusted", probability(scan.pAdjusted)), ("gumbel", number(scan.gumbel)),
          ])
        } ?? .null
      ),
      ("verdict", .string(areas.isConcentrated ? "concentrated" : "cannotSay")),
    ])
  }

  // MARK: CSV

  var csv: String {
    func figure(
      _ name: String, _ value: @escaping (CompromiseAnswer.ListRow) -> Double?
    ) -> Field<CompromiseAnswer.ListRow> {
      .csv(name) { .value(value($0).map { CompromiseWords.significant($0) } ?? "") }
    }
    let table = FieldTable<CompromiseAnswer.ListRow>([
      .text("list") { $0.list }, .text("kind") { $0.kind },
      .text("account") { [ledger] row in row.accounts.first.map { ledger.account($0).key } },
      .word("verdict") { $0.verdict.rawValue }, .word("reason") { $0.reason?.rawValue ?? "" },
      .number("exposed") { $0.exposed }, .number("victims") { $0.victims },
      .number("unknown") { $0.unknown }, figure("reference_exposed") { $0.referenceExposed },
      .number("reference") { $0.reference }, figure("expected") { $0.figures?.expected },
      figure("p") { $0.figures?.p }, figure("p_adjusted") { $0.figures?.pAdjusted },
      figure("q") { $0.figures?.q }, figure("lift") { $0.figures?.lift },
      figure("lift_low") { $0.figures?.liftLow },
      figure("log10_bayes_factor") { $0.figures?.log10BayesFactor },
      figure("posterior") { $0.figures?.posterior },
      figure("share_mean") { $0.figures?.share?.mean },
      figure("share_low") { $0.figures?.share?.low },
      figure("share_high") { $0.figures?.share?.high },
      figure("share_at_most") { $0.figures?.share?.atMost },
      figure("detectable_share") { $0.figures?.detectableShare },
      .text("given") { $0.given.joined(separator: ";") },
      .text("explained_by") { $0.explainedBy.joined(separator: ";") },
    ])
    return table.csv(answer.lists)
  }
}
