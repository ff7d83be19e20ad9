/// What is counted by account: how many victims' money reaches it, with how few hops, and when the last came.
///
/// An account has its own number as its place where all are counted; a question that reached few keeps
/// those only.
struct AccountCounts: Sendable {
  /// The places of the accounts that are kept; nil where all are.
  private let places: AccountPlaces?
  /// By place: how many victims' money reaches the account.
  var victims: [UInt32]
  /// By place: the fewest hops of any victim's money; 0 where none reaches it.
  var hops: [UInt32]
  /// By place: the transfer into it with which the last of its victims first arrived, or -1.
  var completing: [Int32]
  /// By place: whose money reaches it, a bit for each of at most 64 victims; empty where there are more, or
  /// where that was not kept.
  private(set) var words: [UInt64]

  /// Nothing is counted of any account; the completing transfers are left to be filled in.
  init(accountCount: Int) {
    places = nil
    victims = Array(repeating: 0, count: accountCount)
    hops = Array(repeating: 0, count: accountCount)
    completing = []
    words = []
  }

  /// What is counted of all accounts, or of those that have places.
  ///
  /// - Parameters:
  ///   - places: nil for all.
  ///   - words: empty where who reaches an account is not kept.
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

  /// Adds what was counted of other victims; both count all accounts.
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

  /// Whose money reaches an account; ``words`` must be kept.
  func word(of account: Int) -> UInt64 { place(of: account).map { words[$0] } ?? 0 }

  /// The accounts that the money of at least so many victims reaches, one or more, in their order.
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
