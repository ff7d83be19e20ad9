/// The evidence of a file's cells on how its times and amounts are written, in the order of its rows.
struct ColumnEvidence: Equatable {
  var times = TimeEvidence()
  var amounts = AmountEvidence()

  /// True where all cells seen are plain: years first, no comma in an amount, and no point that may divide thousands.
  var isPlain: Bool { times.isPlain && amounts.isPlain }

  /// Adds the evidence of the rows after these.
  mutating func add(_ later: ColumnEvidence) {
    times.add(later.times)
    amounts.add(later.amounts)
  }
}
