internal import PaymentGraph

/// The days that count as held for a person of whom no file says which statements are.
enum UnstatedCoverage: Sendable {
  /// The whole period of the ledger.
  case wholePeriod
  /// The days from the person's first record to the last, with as many on either side as lie between two of them on
  /// average: the days that the records themselves show.
  case asRecorded

  /// Returns the days of a person.
  ///
  /// - Complexity: O(*t*) for *t* transfers of the person.
  func days(of person: ComparedPerson, in view: LedgerView, period: Range<Int64>) -> Range<Int64> {
    guard self == .asRecorded else { return period }
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
    guard first < last else { return period.lowerBound..<period.lowerBound }
    let silence = count > 1 ? (last - first) / (count - 1) : 0
    let (from, to) = (
      first.subtractingReportingOverflow(silence), last.addingReportingOverflow(silence)
    )
    return ((from.overflow ? .min : from.partialValue)..<(to.overflow ? .max : to.partialValue))
      .clamped(to: period)
  }
}
