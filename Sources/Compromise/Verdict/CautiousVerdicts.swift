internal import FundTracing
internal import PaymentGraph

/// The verdicts that still hold if the statements of persons reach no further than their own records.
///
/// For a person of whom no file says which statements are held, the period of the ledger is taken. A shop that others
/// paid on days whose statements nobody has then looks like a shop of victims only, and one that victims paid on such
/// days looks like nobody's. So a verdict stands only if the records support it on either assumption.
struct CautiousVerdicts {
  private let question: CompromiseQuestion

  init(_ question: CompromiseQuestion) { self.question = question }

  /// Returns the rows with the verdicts that hold on both assumptions.
  func cautious(_ rows: [CompromiseAnswer.ListRow]) throws -> [CompromiseAnswer.ListRow] {
    guard rows.contains(where: { $0.isAssumed }), isAssumed else { return rows }
    let recorded = try CompromiseQuestion(
      question.view, question.settings, claims: question.claims, records: question.records,
      unstated: .asRecorded)
    let others = recorded.rounds().rows()
    let found = Dictionary(others.map { ($0.list, $0) }, uniquingKeysWith: { first, _ in first })
    // Lists that cannot be told apart stand or fall together.
    let isOneOf = rows.contains {
      $0.verdict == .oneOf && CautiousVerdicts.confirms(found[$0.list], .oneOf)
    }
    return rows.map { row in
      let stands =
        row.verdict == .oneOf
        ? isOneOf : CautiousVerdicts.confirms(found[row.list], row.verdict)
      return !row.isAssumed || stands ? row : row.undecided(.coverageAssumed)
    }
  }

  /// True where anybody's statements are taken to reach over the whole ledger.
  private var isAssumed: Bool {
    (question.people.victims + question.people.others).contains {
      !$0.accounts.isEmpty && !$0.coverageIsStated
    }
  }

  /// A list that fewer people can be compared for is as limited as before; one that may now be behind half of the
  /// contacts, or stands out, is not.
  private static func confirms(
    _ other: CompromiseAnswer.ListRow?, _ verdict: ListVerdict
  ) -> Bool {
    switch verdict {
    case .supported, .oneOf: other?.verdict == .supported || other?.verdict == .oneOf
    case .limited:
      other?.verdict == .limited || (other?.verdict == .cannotSay && other?.reason != .open)
    case .cannotSay: true
    }
  }
}

extension CompromiseAnswer.ListRow {
  /// True where the verdict rests on payments, of which missing statements would hide some.
  fileprivate var isAssumed: Bool { verdict != .cannotSay && !accounts.isEmpty }

  /// Returns the row without a verdict, and without what is said of named lists only.
  fileprivate func undecided(_ reason: ListReason) -> CompromiseAnswer.ListRow {
    var row = self
    (row.verdict, row.reason) = (.cannotSay, reason)
    row.figures?.posterior = nil
    row.figures?.share = nil
    row.figures?.fromList = nil
    (row.copies, row.most, row.possible, row.dose) = ([], [], [], nil)
    row.copyDateContradicted = false
    row.victimsExposed = victimsExposed.map {
      CompromiseAnswer.ExposedVictim(
        name: $0.name, probability: nil, evidence: $0.evidence, citation: $0.citation)
    }
    return row
  }
}
