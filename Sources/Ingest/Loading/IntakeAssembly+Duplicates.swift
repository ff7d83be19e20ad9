internal import PaymentGraph

extension IntakeAssembly {
  /// Reports entries that two files of one account may show in two ways.
  mutating func noteNearDuplicates() {
    guard Set(posted.map(\.file)).count > 1 else { return }
    let findings = NearDuplicates(posted, in: builder).findings()
    noteCrowded(findings.crowded)
    for pair in findings.pairs {
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
        .duplicatePossible, severity: .warning,
        summary: "the row may repeat the entry of \(first); both are loaded", at: second,
        note: "\(reason), and neither file has the other's row in the period that both cover",
        remedy: "compare the two; if they are one entry, load only one of the files for these days")
    }
  }

  /// Reports the number of rows that too many rows of other files may repeat.
  private mutating func noteCrowded(_ rows: [Int]) {
    guard let first = rows.first, let place = citation(of: posted[first].transfer) else { return }
    let count = rows.count
    report(
      .duplicatePossible, severity: .note,
      summary: count == 1
        ? "more than \(NearDuplicates.crowd) rows of other files may show the row's entry once more"
        : "each of \(count) rows may stand once more among more than \(NearDuplicates.crowd) rows of other files; this is the first",
      at: place,
      note: "equal amounts of one account within three days; their texts were not compared",
      remedy: "load only one of the files for these days, if they are exports of one account")
  }
}
