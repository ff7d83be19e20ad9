/// The transfers on one side of every account, in ledger order.
///
/// It holds two arrays: the transfers sorted by account, and the index at which each account's
/// transfers begin. Built in O(*t* + *a*) by counting; an account's transfers are a slice, found in
/// O(1).
package struct AdjacencyIndex: Sendable {
  /// The index in ``transfers`` at which each account's transfers begin, and the end of the last.
  package let starts: [UInt32]
  package let transfers: [UInt32]

  /// Groups the rows of a column by the account in it.
  init(of column: [UInt32], accountCount: Int) {
    let grouped = AdjacencyKernel(column, accountCount: accountCount)
    starts = grouped.starts
    transfers = grouped.rows
  }

  /// The transfers of one account, in ledger order.
  package subscript(account: Int) -> ArraySlice<UInt32> {
    transfers[Int(starts[account])..<Int(starts[account + 1])]
  }

  /// The number of accounts that have any transfer.
  var accountCount: Int {
    zip(starts, starts.dropFirst()).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
  }

  /// Returns the number of transfers of one account.
  package func count(_ account: Int) -> Int { Int(starts[account + 1] - starts[account]) }
}
