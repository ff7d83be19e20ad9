/// What the cells of a file show about how its times and amounts are written, in the order of its rows.
struct ColumnEvidence: Equatable {
  var times = TimeEvidence()
  var amounts = AmountEvidence()

  /// Whether all that was seen is plain: years first, and no comma in an amount.
  var isPlain: Bool { times.isPlain && !amounts.hasCommas }

  /// Adds what the rows after these show.
  mutating func add(_ later: ColumnEvidence) {
    times.add(later.times)
    amounts.add(later.amounts)
  }
}
