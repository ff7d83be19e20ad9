internal import PaymentGraph

/// Which victims' money reaches some chosen accounts, and whether it had already met before.
struct SinkVictims {
  /// By chosen account: the positions of its victims among the sources.
  private(set) var victims: [[Int]]
  /// By chosen account: whether no account before it was already reached by all its victims.
  private(set) var isFirstConvergence: [Bool]

  /// - Parameters:
  ///   - accounts: the chosen accounts.
  ///   - whole: what the sweeps found, or how the victims were counted.
  ///   - onProgress: is told now and then how many victims were searched.
  init(
    of accounts: [Int], _ whole: Convergence, _ space: WalkSpace,
    _ sources: [(account: Int, claims: [Int])], onProgress: ((Int) -> Void)? = nil
  ) {
    let completing = whole.completing
    if let sweep = whole.sweep, let reaches = sweep.reaches {
      victims = SinkVictims.victims(of: accounts, reaches, space.view.ledger.accountCount)
      isFirstConvergence = SinkVictims.areFirst(
        accounts, victims, completing, sweep.passedOn, space)
      onProgress?(sources.count)
      return
    }
    var numbers = Array(repeating: Int32(-1), count: space.view.ledger.accountCount)
    for (number, account) in accounts.enumerated() { numbers[account] = Int32(number) }
    var victims: [[Int]] = Array(repeating: [], count: accounts.count)
    // By transfer: how many victims' money it passes on that had reached its payer before. Where a
    // transfer of the moment that completes an account's victims passes on all of them, they had
    // met at its payer: the account is not the first. All transfers of that moment count, because
    // which row of a moment stands first must not change an answer.
    var passedOn = Array(repeating: UInt32(0), count: space.columns.count)
    var search = TransferSearch(space)
    for (index, source) in sources.enumerated() {
      search.run(from: source.claims)
      onProgress?(index + 1)
      for transfer in search.visited {
        let account = Int(space.columns.beneficiary[transfer])
        let number = Int(numbers[account])
        guard number >= 0, account != source.account else { continue }
        if victims[number].last != index { victims[number].append(index) }
        if search.hops(to: transfer) != 1 { passedOn[transfer] += 1 }
      }
    }
    isFirstConvergence = SinkVictims.areFirst(accounts, victims, completing, passedOn, space)
    self.victims = victims
  }

  /// By account: whether no transfer of the moment that completed its victims passed on all of them.
  private static func areFirst(
    _ accounts: [Int], _ victims: [[Int]], _ completing: [Int32], _ passedOn: [UInt32],
    _ space: WalkSpace
  ) -> [Bool] {
    let start = space.columns.start
    return accounts.indices.map { number in
      // Nobody's money reaches it.
      guard completing[accounts[number]] >= 0 else { return false }
      let moment = start[Int(completing[accounts[number]])]
      return !space.view.ledger.incoming[accounts[number]].contains {
        start[Int($0)] == moment && Int(passedOn[Int($0)]) == victims[number].count
      }
    }
  }

  /// The victims that the sweeps' words name, in order.
  private static func victims(
    of accounts: [Int], _ reaches: [SweepReach], _ accountCount: Int
  ) -> [[Int]] {
    var numbers = Array(repeating: Int32(-1), count: accountCount)
    for (number, account) in accounts.enumerated() { numbers[account] = Int32(number) }
    var victims: [[Int]] = Array(repeating: [], count: accounts.count)
    for reach in reaches.sorted(by: { $0.first < $1.first }) {
      for (account, word) in zip(reach.accounts, reach.words) where numbers[Int(account)] >= 0 {
        var word = word
        while word != 0 {
          victims[Int(numbers[Int(account)])].append(reach.first + word.trailingZeroBitCount)
          word &= word - 1
        }
      }
    }
    return victims
  }
}
