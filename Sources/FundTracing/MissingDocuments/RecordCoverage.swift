internal import PaymentGraph

/// The periods for which an account's own records were loaded.
///
/// A file is the record (the statement) of an account where every row of it concerns that account and no other account
/// likewise. It covers the time from its first row to its last. Several files of one account count as one record where
/// the time between them is at most twice the longest pause within them, or three days.
struct RecordCoverage {
  /// A half-open stretch of time.
  typealias Stretch = Range<Int64>

  private var stretches: [Int: [Stretch]] = [:]
  /// The last moment that any record shows.
  let end: Int64

  private struct Statement {
    /// The possible owners of the statement: the parties of the first row whom all other rows concern.
    var owner: UInt32?
    var otherOwner: UInt32?
    var rowCount = 0
    var first: Int64 = .max
    var last: Int64 = .min
    var longestPause: Int64 = 0
  }

  static let leastGap: Int64 = 3 * 86_400_000

  /// - Complexity: O(*t*).
  init(_ ledger: Ledger) {
    let columns = ledger.columns
    let precedence = Precedence(ledger, ties: .allow)
    var statements: [UInt16: Statement] = [:]
    var end = Int64.min
    var current: UInt16?
    var statement = Statement()
    for transfer in 0..<columns.count {
      let (payer, payee) = (columns.payer[transfer], columns.beneficiary[transfer])
      let file = columns.file[transfer]
      if file != current {
        if let current { statements[current] = statement }
        current = file
        statement =
          statements[file] ?? Statement(owner: payer, otherOwner: payee == payer ? nil : payee)
      }
      if statement.owner != payer, statement.owner != payee { statement.owner = nil }
      if statement.otherOwner != payer, statement.otherOwner != payee {
        statement.otherOwner = nil
      }
      statement.rowCount += 1
      if columns.precision[transfer] != .unknown {
        let (start, stop) = (columns.start[transfer], precedence.end(transfer))
        if statement.last != .min {
          statement.longestPause = max(statement.longestPause, start - statement.last)
        }
        statement.first = min(statement.first, start)
        statement.last = max(statement.last, stop)
        end = max(end, stop)
      }
    }
    if let current { statements[current] = statement }
    self.end = end
    var pauses: [Int: Int64] = [:]
    for statement in statements.values where statement.rowCount > 1 && statement.last != .min {
      guard (statement.owner == nil) != (statement.otherOwner == nil),
        let owner = statement.owner ?? statement.otherOwner
      else { continue }
      stretches[Int(owner), default: []].append(statement.first..<statement.last)
      pauses[Int(owner)] = max(pauses[Int(owner)] ?? 0, statement.longestPause)
    }
    for (owner, own) in stretches {
      let longest = max(RecordCoverage.leastGap, 2 * (pauses[owner] ?? 0))
      var joined: [Stretch] = []
      for stretch in own.sorted(by: {
        ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
      }) {
        if let last = joined.last, stretch.lowerBound - last.upperBound <= longest {
          joined[joined.count - 1] =
            last.lowerBound..<max(last.upperBound, stretch.upperBound)
        } else {
          joined.append(stretch)
        }
      }
      stretches[owner] = joined
    }
  }

  /// Returns the first stretch without records that overlaps another stretch of time; nil where all of it is covered.
  ///
  /// An account without records has a gap of all time.
  func gap(of account: Int, meeting wanted: Stretch) -> Stretch? {
    var before = Int64.min
    for stretch in stretches[account] ?? [] {
      let gap = before..<max(before, stretch.lowerBound)
      if gap.overlaps(wanted) { return gap }
      before = stretch.upperBound
    }
    // Nothing is known after the last of all records, whoever's it is.
    let rest = before..<max(before, end)
    return rest.overlaps(wanted) && before < end &- RecordCoverage.leastGap
      ? rest.lowerBound..<Int64.max : nil
  }
}
