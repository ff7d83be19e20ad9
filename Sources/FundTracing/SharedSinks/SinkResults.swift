internal import PaymentGraph

/// The results of a question about shared sinks, in columns, from which the figures of each sink are made.
struct SinkResults: Sendable {
  private let space: WalkContext
  /// The victims, in the order of their keys.
  private let sources: [AccountID]
  /// The counts of victims that reach each account under every grade, weakest last.
  private let levels: [(grade: Grade, counts: AccountCounts)]
  /// The counts of victims that reach each account by fully proved walks.
  private let proven: AccountCounts
  /// The counts for walks on any evidence that suffices.
  private let whole: AccountCounts
  /// The transfers on victims' walks.
  private let marks: TransferMarks
  private let victims: SinkVictims
  private let surprises: [Int: Surprise]
  /// The accounts of the sinks, by number.
  private let chosen: [Int]
  private let order: SinkOrder

  /// - Parameters:
  ///   - chosen: the accounts of the sinks.
  ///   - victims: their victims, in the same order.
  init(
    _ space: WalkContext, sources: [(account: Int, claims: [Int])], chosen: [Int],
    victims: SinkVictims, levels: [(grade: Grade, found: VictimCounts)], proven: AccountCounts,
    whole: VictimCounts,
    surprises: [Int: Surprise]
  ) {
    self.space = space
    self.sources = sources.map { AccountID($0.account) }
    self.levels = levels.map { ($0.grade, $0.found.counts) }
    self.victims = victims
    self.proven = proven
    self.surprises = surprises
    self.whole = whole.counts
    marks = whole.marks
    self.chosen = chosen
    order = SinkOrder(space, chosen: chosen, whole: whole, surprises: surprises)
  }

  var count: Int { chosen.count }

  /// The accounts of the sinks, in the order of the answer.
  var accounts: [AccountID] { order.numbers.map { AccountID(chosen[Int($0)]) } }

  /// Returns true where every victim's walk to an account is proved.
  func isProven(_ account: Int) -> Bool {
    proven.victims(of: account) == whole.victims(of: account)
  }

  func victimCount(at position: Int) -> Int {
    Int(whole.victims(of: chosen[order.number(at: position)]))
  }

  func victimCount(of account: AccountID) -> Int {
    Int(whole.victims(of: account.position))
  }

  func sink(at position: Int) -> SharedSink {
    var figures = SinkFigures(space, marks)
    return sink(order.number(at: position), &figures)
  }

  /// Returns the sinks at some indices, gathered on all cores.
  func sinks(at positions: Range<Int>) -> [SharedSink] {
    let numbers = order.numbers(at: positions)
    return CoreShares.map(numbers.indices) { part in
      var figures = SinkFigures(space, marks)
      return part.map { sink(Int(numbers[$0]), &figures) }
    }
  }

  private func sink(_ number: Int, _ figures: inout SinkFigures) -> SharedSink {
    let account = chosen[number]
    let found = figures.figures(of: account)
    // The victims that reach an account on stricter evidence are among those that reach it on weaker evidence, so equal
    // numbers are equal sets.
    let count = whole.victims(of: account)
    let grade = levels.first { $0.counts.victims(of: account) == count }?.grade ?? .d
    return SharedSink(
      account: AccountID(account), victims: victims[number].map { sources[$0] }, grade: grade,
      finding: isProven(account) ? .proven : .possible,
      hops: Int(whole.hops(of: account)), transfers: found.transfers, received: found.received,
      first: found.first, last: found.last, isTerminal: found.isTerminal,
      isFirstConvergence: victims.isFirstConvergence(number, in: space),
      popularity: found.popularity, inflow: found.inflow, surprise: surprises[account])
  }
}
