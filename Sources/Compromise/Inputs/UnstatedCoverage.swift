internal import PaymentGraph

/// The days that count as held for a person of whom no file says which statements are.
enum UnstatedCoverage: Sendable {
  /// The whole period of the ledger.
  case wholePeriod
  /// The days that the records themselves show: from the person's first record to the last, and as much longer on either
  /// side as such a person is silent in nineteen cases of twenty, but no longer than any record of the person's group.
  case asRecorded

  /// The mean intervals between two records within which the next record comes in nineteen cases of twenty, where
  /// records come by chance.
  private static let silence: Int64 = 3

  /// Sets the days of those people of a group, victims or others, of whom no file states them.
  ///
  /// - Complexity: O(*t*) for *t* transfers of the group.
  func cover(_ people: inout [ComparedPerson], in view: LedgerView, period: Range<Int64>?) {
    guard let period else { return }
    let open = people.indices.filter {
      !people[$0].coverageIsStated && !people[$0].accounts.isEmpty
    }
    guard self == .asRecorded else {
      for index in open { people[index].statements = TimeSpans([period]) }
      return
    }
    let records = open.map { UnstatedCoverage.records(of: people[$0], in: view) }
    let starts = records.compactMap { $0?.span.lowerBound }
    let ends = records.compactMap { $0?.span.upperBound }
    guard let first = starts.min(), let last = ends.max() else { return }
    for (index, own) in zip(open, records) {
      guard let own else { continue }
      let silence = UnstatedCoverage.silence.multipliedReportingOverflow(by: own.interval)
      let more = silence.overflow ? .max : silence.partialValue
      let (from, to) = (
        own.span.lowerBound.subtractingReportingOverflow(more),
        own.span.upperBound.addingReportingOverflow(more)
      )
      let days =
        (from.overflow ? .min : from.partialValue)..<(to.overflow ? .max : to.partialValue)
      people[index].statements = TimeSpans([days.clamped(to: first..<last)])
    }
  }

  /// Returns the stretch of a person's records and the mean interval between two of them; nil where there is none.
  private static func records(
    of person: ComparedPerson, in view: LedgerView
  ) -> (span: Range<Int64>, interval: Int64)? {
    let ledger = view.ledger
    let columns = ledger.columns
    var (first, last, count): (Int64, Int64, Int64) = (.max, .min, 0)
    for account in person.accounts {
      for index in [ledger.outgoing, ledger.incoming] {
        for number in index[account.position] {
          let transfer = Int(number)
          guard view.contains(transfer), columns.precision[transfer] != .unknown else { continue }
          let time = columns.time(transfer)
          first = min(first, time.start)
          last = max(last, time.isOpen ? time.start + 1 : time.end)
          count += 1
        }
      }
    }
    guard first < last else { return nil }
    let length = last.subtractingReportingOverflow(first)
    return (first..<last, count > 1 && !length.overflow ? length.partialValue / (count - 1) : 0)
  }
}
