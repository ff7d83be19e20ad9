internal import PaymentGraph

/// Which victims' money reaches some chosen accounts, and whether it had already met before.
struct SinkVictims {
  /// By chosen account: the positions of its victims among the sources.
  private(set) var victims: [[Int]]
  /// By chosen account: whether no account before it was already reached by all its victims.
  private(set) var isFirstConvergence: [Bool]

  /// - Parameters:
  ///   - accounts: the chosen accounts.
  ///   - completing: by account, the transfer that completed its victims.
  init(
    of accounts: [Int], completing: [Int32], _ space: WalkSpace,
    _ sources: [(account: Int, claims: [Int])]
  ) {
    var numbers = Array(repeating: Int32(-1), count: space.view.ledger.accountCount)
    for (number, account) in accounts.enumerated() { numbers[account] = Int32(number) }
    var victims: [[Int]] = Array(repeating: [], count: accounts.count)
    // How many victims' money the completing transfer passed on that had reached its payer before.
    // Where it passed on all of them, they had met at the payer: this account is not the first.
    var passedOn = Array(repeating: 0, count: accounts.count)
    var search = TransferSearch(space)
    for (index, source) in sources.enumerated() {
      search.run(from: source.claims)
      for transfer in search.visited {
        let account = Int(space.columns.beneficiary[transfer])
        let number = Int(numbers[account])
        guard number >= 0, account != source.account else { continue }
        if victims[number].last != index { victims[number].append(index) }
        if completing[account] == Int32(transfer), search.hops(to: transfer) != 1 {
          passedOn[number] += 1
        }
      }
    }
    isFirstConvergence = accounts.indices.map { passedOn[$0] < victims[$0].count }
    self.victims = victims
  }
}
