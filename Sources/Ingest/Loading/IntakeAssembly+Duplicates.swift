internal import PaymentGraph

extension IntakeAssembly {
  /// Reports entries that two files of one account may show in two ways.
  mutating func noteNearDuplicates() {
    guard Set(posted.map(\.file)).count > 1 else { return }
    for pair in NearDuplicates(posted, in: builder).pairs() {
      guard let first = citation(of: posted[pair.first].transfer),
        let second = citation(of: posted[pair.second].transfer)
      else { continue }
      let reason =
        pair.days == 0
        ? "equal amount and day, nearly the same text"
        : "equal amount, \(pair.days) \(pair.days == 1 ? "day" : "days") apart, nearly the same text"
      relations.append(
        RowRelation(
          kind: .repeated, first: first, second: second, isCertain: false, reasons: [reason]))
      report(
        .duplicatePossible, .warning,
        "the row may repeat the entry of \(first); both are loaded", at: second,
        note: "\(reason), and neither file has the other's row in the period that both cover",
        remedy: "compare the two; if they are one entry, load only one of the files for these days")
    }
  }
}
