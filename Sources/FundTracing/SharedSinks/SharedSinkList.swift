public import PaymentGraph

/// The shared sinks of an answer, in its order.
///
/// A question may find a hundred thousand sinks of which a reader looks at twenty. The list knows the accounts and the
/// number of victims of each. It gathers the figures of a sink at each access, and sorts sinks with equally many
/// victims when the first of them is read.
public struct SharedSinkList: RandomAccessCollection, Sendable {
  private let table: SinkTable

  init(_ table: SinkTable) { self.table = table }

  /// The index of the first sink.
  public var startIndex: Int { 0 }

  /// The index after the last sink.
  public var endIndex: Int { table.count }

  /// The sink at an index.
  ///
  /// - Complexity: O(*t* log *t*) for *t* transfers of its account. The first access among *s* sinks with equally many
  ///   victims takes O(*s* log *s* + their transfers). The first access of all builds the ledger's indexes by account
  ///   if no question has built them before.
  public subscript(position: Int) -> SharedSink { table.sink(at: position) }

  /// Returns the sinks at some indices, gathered on all cores.
  ///
  /// - Complexity: that of all their transfers, divided by the cores.
  public func sinks(at positions: Range<Int>) -> [SharedSink] { table.sinks(at: positions) }

  /// Returns an iterator that gathers the first few sinks one by one, then growing groups on all cores.
  public func makeIterator() -> SharedSinkIterator { SharedSinkIterator(self) }

  /// The accounts of all sinks, in their order, without their figures.
  public var accounts: [AccountID] { table.accounts }

  /// Returns the number of victims whose money reaches the sink at an index.
  public func victimCount(at position: Int) -> Int { table.victimCount(at: position) }

  /// Returns the number of victims whose money reaches any account, a sink or not; an account does not count for
  /// itself.
  public func victimCount(of account: AccountID) -> Int { table.victimCount(of: account) }
}
