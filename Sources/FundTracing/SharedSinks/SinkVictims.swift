internal import PaymentGraph

/// The victims whose money reaches some chosen accounts, with the test of whether it had already met before.
///
/// Victims are bits of words: an account has a word for every block of 64 victims that reaches it, and its words are
/// adjacent.
struct SinkVictims: Sendable {
  /// The chosen accounts.
  private let accounts: [Int]
  /// The index of the first word of each chosen account; one more entry at the end.
  private let starts: [UInt32]
  /// The index among the sources of each word's first victim.
  private let firsts: [UInt32]
  private let words: [UInt64]
  private let counts: AccountCounts
  private let marks: TransferMarks

  /// - Parameters:
  ///   - accounts: the chosen accounts.
  ///   - whole: the counts of victims, made by sweeps or searches.
  ///   - onProgress: receives now and then the number of searched victims.
  init(
    of accounts: [Int], _ whole: VictimCounts, space: WalkContext,
    sources: [(account: Int, claims: [Int])], onProgress: ((Int) -> Void)? = nil
  ) {
    self.accounts = accounts
    counts = whole.counts
    marks = whole.marks
    if !whole.counts.words.isEmpty {
      // There is a single block of victims.
      starts = (0...accounts.count).map { UInt32($0) }
      firsts = Array(repeating: 0, count: accounts.count)
      words = accounts.map(whole.counts.word)
      onProgress?(sources.count)
      return
    }
    var numbers = Array(repeating: Int32(-1), count: space.view.ledger.accountCount)
    for (number, account) in accounts.enumerated() { numbers[account] = Int32(number) }
    let reaches: [SweepReach]
    if let found = whole.reaches {
      reaches = found.sorted { $0.first < $1.first }
      onProgress?(sources.count)
    } else {
      reaches = SinkVictims.search(numbers, space: space, sources: sources, onProgress: onProgress)
    }
    (starts, firsts, words) = SinkWordsKernel.grouped(
      reaches, numbers: numbers, count: accounts.count)
  }

  /// Returns the indices of a chosen account's victims among the sources, in order.
  subscript(number: Int) -> [Int] {
    var victims: [Int] = []
    for place in Int(starts[number])..<Int(starts[number + 1]) {
      var word = words[place]
      while word != 0 {
        victims.append(Int(firsts[place]) + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
    return victims
  }

  /// Returns the number of victims whose money reaches a chosen account.
  func count(_ number: Int) -> Int {
    words[Int(starts[number])..<Int(starts[number + 1])].reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Returns the number of victims that reach any of the chosen accounts.
  func distinctCount(of sourceCount: Int) -> Int {
    var all = Array(repeating: UInt64(0), count: sourceCount / SweepBlock.size + 1)
    for (first, word) in zip(firsts, words) { all[Int(first) / SweepBlock.size] |= word }
    return all.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Returns true where no account before a chosen one was already reached by all its victims.
  ///
  /// A transfer, in the moment that completes an account's victims, that passes on all of them shows that they had met
  /// at its payer: the account is then not the first. All transfers of that moment count, because the order of rows of
  /// a moment must not change an answer.
  func isFirstConvergence(_ number: Int, in space: WalkContext) -> Bool {
    let completing = Int(counts.completing(of: accounts[number]))
    // No victim's money reaches it.
    guard completing >= 0 else { return false }
    let start = space.columns.start
    let moment = start[completing]
    let incoming = space.view.ledger.incoming[accounts[number]]
    let base = incoming.startIndex
    let count = count(number)
    var place = BinarySearch.lowerBound(incoming.count) { start[Int(incoming[base + $0])] < moment }
    while place < incoming.count, start[Int(incoming[base + place])] == moment {
      if marks.passed(Int(incoming[base + place])) == count { return false }
      place += 1
    }
    return true
  }

  /// Searches for each victim once more.
  private static func search(
    _ numbers: [Int32], space: WalkContext, sources: [(account: Int, claims: [Int])],
    onProgress: ((Int) -> Void)?
  ) -> [SweepReach] {
    // Only the victims of the chosen accounts are kept, however many they are.
    var table = ReachTable(accountCount: numbers.count, limit: .max)
    var search = TransferSearch(space)
    for (index, source) in sources.enumerated() {
      search.run(from: source.claims)
      onProgress?(index + 1)
      let reached = search.visited.map { Int(space.columns.beneficiary[$0]) }
      table.add(reached.filter { numbers[$0] >= 0 && $0 != source.account }, of: index)
    }
    return table.finished ?? []
  }
}
