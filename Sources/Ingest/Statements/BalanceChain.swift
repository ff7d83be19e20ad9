/// The balances of a statement, checked against its amounts.
///
/// A chain that closes is the best evidence that a statement is whole and was read correctly: it decides the order of
/// the rows and, where two columns tell the direction of money, whether they mean what they say. A missing balance is
/// skipped; the next one must account for all rows since the last.
struct BalanceChain {
  /// One row of one account and currency, in the order of the file.
  struct Step {
    let line: Int
    /// The amount by which the row changed the balance.
    let change: Int128
    let balance: Int64?
  }

  /// A row at which the balances do not follow.
  struct Break {
    let before: Int
    let line: Int
    /// The balance that should follow, and the balance that is printed.
    let expected: Int128
    let found: Int128
  }

  /// The balance before the first row, where it can be computed.
  private(set) var opening: Int128?
  /// The balance after the last row that prints one.
  private(set) var closing: Int128?
  /// The balance after all rows: ``closing`` with the rows that follow it.
  private(set) var ending: Int128?
  private(set) var linkCount = 0
  private(set) var breaks: [Break] = []

  /// - Parameter steps: the rows, oldest first.
  init(_ steps: [Step]) {
    var known: (balance: Int128, line: Int)?
    var sum: Int128 = 0
    for step in steps {
      sum += step.change
      guard let balance = step.balance.map({ Int128($0) }) else { continue }
      if let known {
        linkCount += 1
        if known.balance + sum != balance {
          breaks.append(
            Break(
              before: known.line, line: step.line, expected: known.balance + sum, found: balance))
        }
      } else {
        opening = balance - sum
      }
      known = (balance, step.line)
      sum = 0
    }
    closing = known?.balance
    ending = known.map { $0.balance + sum }
  }

  /// The number of balances that follow from the one before.
  var heldCount: Int { linkCount - breaks.count }
}
