/// The counts of each account: the victims whose money reaches it, the fewest hops, and the transfer that completed
/// them.
///
/// The arrays are indexed by account where all accounts are counted, otherwise by the local indices of the few accounts
/// that a question reached.
struct AccountCounts: Sendable {
  /// The local indices of the accounts that are kept; nil where all accounts are.
  private let places: AccountPlaces?
  /// The number of victims whose money reaches the account, by index.
  var victims: [UInt32]
  /// The fewest hops of any victim's money, by index; 0 where none reaches the account.
  var hops: [UInt32]
  /// The transfer into the account with which the last of its victims first arrived, or -1, by index.
  var completing: [Int32]
  /// The victims whose money reaches the account, by index, as bits for at most 64 victims; empty where there are more,
  /// or where they were not kept.
  private(set) var words: [UInt64]

  /// Creates zero counts; the caller fills in the completing transfers.
  init(accountCount: Int) {
    places = nil
    victims = Array(repeating: 0, count: accountCount)
    hops = Array(repeating: 0, count: accountCount)
    completing = []
    words = []
  }

  /// Creates counts of all accounts, or of those that have local indices.
  ///
  /// - Parameters:
  ///   - places: the local indices; nil for all accounts.
  ///   - words: empty where the victims of an account are not kept.
  init(
    places: AccountPlaces? = nil, victims: [UInt32], hops: [UInt32], completing: [Int32],
    words: [UInt64] = []
  ) {
    self.places = places
    self.victims = victims
    self.hops = hops
    self.completing = completing
    self.words = words
  }

  /// Adds the counts of other victims; both must count all accounts.
  mutating func add(_ other: AccountCounts) {
    for account in victims.indices where other.victims[account] > 0 {
      victims[account] += other.victims[account]
      hops[account] =
        hops[account] == 0 ? other.hops[account] : min(hops[account], other.hops[account])
      completing[account] = max(completing[account], other.completing[account])
    }
  }

  func victims(of account: Int) -> UInt32 { place(of: account).map { victims[$0] } ?? 0 }

  func hops(of account: Int) -> UInt32 { place(of: account).map { hops[$0] } ?? 0 }

  func completing(of account: Int) -> Int32 { place(of: account).map { completing[$0] } ?? -1 }

  /// Returns the victims whose money reaches an account; ``words`` must be kept.
  func word(of account: Int) -> UInt64 { place(of: account).map { words[$0] } ?? 0 }

  /// Returns the accounts that the money of at least so many victims reaches, one or more, in account order.
  func accounts(reachedBy minimum: Int) -> [Int] {
    let found = victims.indices.filter { victims[$0] >= minimum }
    guard let places else { return found }
    return found.map { Int(places.accounts[$0]) }.sorted()
  }

  private func place(of account: Int) -> Int? {
    guard let places else { return account }
    return places.place(of: account)
  }
}
