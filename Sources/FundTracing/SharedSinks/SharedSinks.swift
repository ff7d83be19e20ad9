public import PaymentGraph

/// The accounts at which several victims' money meets: the answer of
/// ``PaymentGraph/LedgerView/sharedSinks(of:minimumVictims:includePooled:rules:)``.
public struct SharedSinks: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The fewest victims that make a sink.
  public let minimumVictims: Int
  /// True where pooled accounts can be sinks.
  public let includesPooled: Bool
  /// The accounts of all victims, in the order of their keys.
  public let victims: [AccountID]
  /// True where every victim is known as one, by a claim or by its role.
  ///
  /// Otherwise they are merely payers.
  public let areVictims: Bool
  /// The number of payments that they claim.
  public let claimCount: Int
  /// The sum that they claim, as sent, by currency.
  public let claimed: MoneyTotals
  /// The sinks.
  ///
  /// Accounts come first, then beneficiaries known by name only, then stand-ins for unnamed parties. Within each group
  /// those with the most victims come first, then those that received the most, then in the order of keys.
  ///
  /// The figures of a sink are gathered at each access; see ``SharedSinkList``.
  public let sinks: SharedSinkList
  /// The notes that a reader must know beside the figures.
  public let notes: [AnswerNote]

  /// Returns the sinks to show: those among some accounts, or the first of all.
  ///
  /// - Parameters:
  ///   - accounts: the accounts; nil for all.
  ///   - limit: the number to show where no accounts are given.
  public func choosing(_ accounts: [AccountID]?, atMost limit: Int) -> [SharedSink] {
    guard let accounts else { return sinks.sinks(at: 0..<min(max(0, limit), sinks.count)) }
    let wanted = Set(accounts)
    return zip(sinks.indices, sinks.accounts).filter { wanted.contains($0.1) }.map { sinks[$0.0] }
  }
}

/// An account at which the money of several victims arrives.
public struct SharedSink: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The accounts of the victims whose money reaches it, in the order of their keys.
  public let victims: [AccountID]
  /// The evidence that all victims have: the strongest grade under which every victim reaches the account.
  public let grade: Grade
  /// The finding that the victims' money arrives: proven for every victim by walks of links graded A or B in an order
  /// that the records decide; else possible.
  public let finding: Finding
  /// The fewest transfers from any victim.
  public let hops: Int
  /// The transfers into it that lie on walks from victims, in ledger order.
  public let transfers: [TransferID]
  /// The gross sum that arrived on those transfers, by currency.
  ///
  /// Not all of it need be the victims' money: a transfer on a walk can carry others' money as well.
  public let received: MoneyTotals
  /// The time of the first of those transfers; nil where none has a time.
  public let first: PostingTime?
  /// The time of the last of them.
  public let last: PostingTime?
  /// True where nothing leaves the account afterwards in the data.
  public let isTerminal: Bool
  /// True where no earlier account on the walks is already reached by the same victims.
  public let isFirstConvergence: Bool
  /// The number of accounts that pay into it in all: an account that everybody pays is popular, not suspect.
  public let popularity: Int
  /// All receipts of the account in scope, by currency: ``received`` is the part on walks.
  ///
  /// Nil where the ledger is an extract of a lake whose receipts were counted in another scope.
  public let inflow: MoneyTotals?
  /// The comparison with chance and popularity; nil where the records do not allow it.
  public let surprise: Surprise?
}

/// The shared sinks of an answer, in its order.
///
/// A question may find a hundred thousand sinks of which a reader looks at twenty. The list knows the accounts and the
/// number of victims of each. It gathers the figures of a sink at each access, and sorts sinks with equally many
/// victims when the first of them is read.
public struct SharedSinkList: RandomAccessCollection, Sendable {
  private let table: SinkResults

  init(_ table: SinkResults) { self.table = table }

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

/// Goes through shared sinks in their order and gathers the figures of several at once.
public struct SharedSinkIterator: IteratorProtocol, Sendable {
  private let list: SharedSinkList
  private var gathered: [SharedSink] = []
  private var place = 0
  private var end = 0
  /// The number of sinks gathered next: few at first, because a reader may stop early.
  private var size = 16

  /// Starts at the first sink of a list.
  init(_ list: SharedSinkList) { self.list = list }

  /// Returns the next sink; nil after the last.
  public mutating func next() -> SharedSink? {
    if place == gathered.count {
      let first = end
      end = min(first + size, list.count)
      guard first < end else { return nil }
      gathered = list.sinks(at: first..<end)
      place = 0
      size = min(size * 2, 1 << 14)
    }
    place += 1
    return gathered[place - 1]
  }
}
