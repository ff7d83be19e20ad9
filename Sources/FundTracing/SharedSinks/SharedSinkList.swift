public import PaymentGraph

/// The shared sinks of an answer, in its order.
///
/// A question may find a hundred thousand sinks of which a reader looks at twenty. The list knows who
/// they are and how many victims each has; the figures of a sink are gathered when it is looked at,
/// each time anew, and sinks with equally many victims are put in order when the first of them is.
public struct SharedSinkList: RandomAccessCollection, Sendable {
  private let table: SinkTable

  init(_ table: SinkTable) { self.table = table }

  /// The position of the first sink.
  public var startIndex: Int { 0 }

  /// The position after the last sink.
  public var endIndex: Int { table.count }

  /// The sink at a position.
  ///
  /// - Complexity: O(*t* log *t*) for *t* transfers at its account. The first sink looked at of those
  ///   with equally many victims: O(*s* log *s* + their transfers) for *s* of them. The first of all
  ///   builds the ledger's indexes by account where no question has needed them before.
  public subscript(position: Int) -> SharedSink { table.sink(at: position) }

  /// The sinks at some positions, gathered on all cores.
  ///
  /// - Complexity: that of all their transfers, divided by the cores.
  public func sinks(at positions: Range<Int>) -> [SharedSink] { table.sinks(at: positions) }

  /// The sinks one after the other: the first few by themselves, then more and more together on all cores.
  public func makeIterator() -> SharedSinkIterator { SharedSinkIterator(self) }

  /// The accounts of all sinks, in their order, without their figures.
  public var accounts: [AccountID] { table.accounts }

  /// How many victims' money reaches the sink at a position.
  public func victimCount(at position: Int) -> Int { table.victimCount(at: position) }

  /// How many victims' money reaches an account, be it a sink or not; an account does not count for itself.
  public func victimCount(of account: AccountID) -> Int { table.victimCount(of: account) }
}
