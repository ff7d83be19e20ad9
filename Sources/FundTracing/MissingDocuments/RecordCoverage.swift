internal import PaymentGraph

/// From when to when an account's own records were loaded.
///
/// A file is the record of an account where every row of it concerns that account, and no other one
/// does so: its statement. It covers the time from its first row to its last. Several files of one
/// account are taken as one record where no more time lies between them than twice the longest pause
/// within them, and three days at least.
struct RecordCoverage {
  /// A stretch of time, half open.
  typealias Stretch = Range<Int64>

  private var stretches: [Int: [Stretch]] = [:]
  /// The last moment that any record shows.
  let end: Int64

  private struct Statement {
    /// Those whose statement it can be: both parties of the first row, as far as all others concern them.
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

  /// The first stretch without records that meets another stretch of time; nil where all of it is
  /// covered.
  ///
  /// Where an account has no records, that is all time.
  func gap(of account: Int, meeting wanted: Stretch) -> Stretch? {
    var before = Int64.min
    for stretch in stretches[account] ?? [] {
      let gap = before..<max(before, stretch.lowerBound)
      if gap.overlaps(wanted) { return gap }
      before = stretch.upperBound
    }
    // Nothing is known after the last record of all, whoever's it is.
    let rest = before..<max(before, end)
    return rest.overlaps(wanted) && before < end &- RecordCoverage.leastGap
      ? rest.lowerBound..<Int64.max : nil
  }
}
