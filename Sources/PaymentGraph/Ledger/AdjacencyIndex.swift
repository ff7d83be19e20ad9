/// The transfers at one side of every account, in ledger order.
///
/// Two arrays: the transfers sorted by account, and where each account's begin.
/// Built in O(*t* + *a*) by counting; an account's transfers are a slice, found in O(1).
package struct AdjacencyIndex: Sendable {
  private let starts: [UInt32]
  private let transfers: [UInt32]

  /// Groups the rows of a column by the account in it.
  init(of column: [UInt32], accountCount: Int) {
    var starts = Array(repeating: UInt32(0), count: accountCount + 1)
    for account in column { starts[Int(account) + 1] &+= 1 }
    for account in 0..<accountCount { starts[account + 1] &+= starts[account] }
    var next = starts
    var transfers = Array(repeating: UInt32(0), count: column.count)
    for (position, account) in column.enumerated() {
      transfers[Int(next[Int(account)])] = UInt32(position)
      next[Int(account)] &+= 1
    }
    self.starts = starts
    self.transfers = transfers
  }

  /// The transfers of one account, in ledger order.
  package subscript(account: Int) -> ArraySlice<UInt32> {
    transfers[Int(starts[account])..<Int(starts[account + 1])]
  }

  /// How many transfers one account has.
  package func count(_ account: Int) -> Int { Int(starts[account + 1] - starts[account]) }
}
