/// What the cells of a file show about how its times and amounts are written, in the order of its rows.
struct ColumnEvidence: Equatable {
  var times = TimeEvidence()
  var amounts = AmountEvidence()

  /// True where all that was seen is plain: years first, no comma in an amount, and no point that may divide thousands.
  var isPlain: Bool { times.isPlain && amounts.isPlain }

  /// Adds what the rows after these show.
  mutating func add(_ later: ColumnEvidence) {
    times.add(later.times)
    amounts.add(later.amounts)
  }
}
