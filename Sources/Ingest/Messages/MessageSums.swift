/// The sums of the entries of a message, by statement: all that its balances are compared with.
struct MessageSums: Sendable {
  /// The entries of one statement that move money.
  struct Sum: Sendable {
    private(set) var changes = ExactDecimal.zero
    /// The part of the sum that is of entries which undo others.
    private(set) var reversed = ExactDecimal.zero
    /// The numbers of the first and the last entry.
    private(set) var first: Int?
    private(set) var last: Int?
    private var currency: String?
    private var hasSeveralCurrencies = false

    fileprivate mutating func add(_ change: ExactDecimal, of entry: MessageEntry, number: Int) {
      changes = changes + change
      if entry.isReversal { reversed = reversed + change }
      if first == nil { first = number }
      last = number
      if currency == nil { currency = entry.currency }
      if currency != entry.currency { hasSeveralCurrencies = true }
    }

    /// The sum where entries that undo others go in the other direction.
    var turned: Sum {
      var sum = self
      sum.changes = changes - reversed - reversed
      sum.reversed = ExactDecimal.zero - reversed
      return sum
    }

    /// Returns true where all entries are of one currency.
    func isAll(in currency: String) -> Bool {
      !hasSeveralCurrencies && (self.currency ?? currency) == currency
    }
  }

  private(set) var statements: [Sum] = []
  /// True where an entry undoes another one.
  private(set) var hasReversals = false
  private var days: (first: String, last: String)?

  /// Adds the entry after the ones before.
  ///
  /// - Parameter number: its number in the message.
  mutating func add(_ entry: MessageEntry, number: Int) {
    let day = String(entry.date.prefix(10))
    days = (days?.first ?? day, day)
    while statements.count <= entry.statement { statements.append(Sum()) }
    guard let change = entry.change else { return }
    if entry.isReversal { hasReversals = true }
    statements[entry.statement].add(change, of: entry, number: number)
  }

  /// True where the newest entry comes first, as ``RowArrangement`` takes it.
  var runsBackwards: Bool { (days?.first ?? "") > (days?.last ?? "") }
}
