/// Whether the balances of a statement follow from its amounts.
///
/// A chain that closes is the best evidence that a statement is whole and was read rightly: it decides
/// the order of the rows and, where two columns say which way money went, whether they mean what they
/// say. A balance that is not given is passed over; the next one must account for all rows since the last.
struct BalanceChain {
  /// One row of one account and currency, in the order of the file.
  struct Step {
    let line: Int
    /// By what the row changed the balance.
    let change: Int64
    let balance: Int64?
  }

  /// A place at which the balances do not follow.
  struct Break {
    let before: Int
    let line: Int
    /// What the balance should have been, and is.
    let expected: Int64
    let found: Int64
  }

  /// The balance before the first row, where one can be told.
  private(set) var opening: Int64?
  /// The balance after the last row that gives one.
  private(set) var closing: Int64?
  /// The balance after all rows: ``closing`` with the rows that follow it.
  private(set) var ending: Int64?
  private(set) var linkCount = 0
  private(set) var breaks: [Break] = []

  /// - Parameter steps: the rows, oldest first.
  init(_ steps: [Step]) {
    var known: (balance: Int64, line: Int)?
    var sum: Int64 = 0
    for step in steps {
      sum &+= step.change
      guard let balance = step.balance else { continue }
      if let known {
        linkCount += 1
        if known.balance &+ sum != balance {
          breaks.append(
            Break(
              before: known.line, line: step.line, expected: known.balance &+ sum, found: balance))
        }
      } else {
        opening = balance &- sum
      }
      known = (balance, step.line)
      sum = 0
    }
    closing = known?.balance
    ending = known.map { $0.balance &+ sum }
  }

  /// How many links hold.
  var heldCount: Int { linkCount - breaks.count }
}
