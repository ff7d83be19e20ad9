internal import PaymentGraph

/// Finds accounts that pay one another nearly the same sum in a circle, in any order of time.
///
/// Money cannot have gone round where the times do not fit; that the accounts paid each other equal sums within a window
/// is what the row says. Every circle is found from its earliest payment. Steps grow with the payments of nearly one
/// amount that an account makes within the window; a limit cuts them and names the account.
struct Rings {
  private struct Episode {
    var payments: Set<Int32>
    var count: Int
    var witness: [Int32]
    var span: Int64
    var start: Int64
  }

  private let table: PaymentTable
  private let window: Int64
  private let longest: Int
  private let shortest: Int
  private let keep: Double
  private let limits: (root: Int, all: Int)
  private let ranks: [UInt32]
  private let rarity: StepRarity
  private var episodes: [[Int32]: [Episode]] = [:]
  private var way: [Int32] = []
  private var accounts: [Int32] = []
  private var rootSteps = 0

  private(set) var rows: [FoundRow] = []
  private(set) var steps = 0
  private(set) var unfinished: Set<Int32> = []

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    window = settings.window(.ring)
    longest = max(2, settings.maximumLength ?? 6)
    shortest = max(2, settings.minimumLength ?? 2)
    keep = settings.keep(.ring)
    limits = (settings.maximumRootSteps, settings.maximumSteps)
    ranks = table.ledger.keyRanks
    rarity = StepRarity(table: table)
  }

  mutating func run() {
    for root in table.payments.indices {
      let payment = table.payments[root]
      guard payment.payer >= 0, payment.payee >= 0, comesBack(payment) else { continue }
      guard steps <= limits.all else {
        unfinished.insert(payment.payer)
        continue
      }
      way = [Int32(root)]
      accounts = [payment.payer, payment.payee]
      rootSteps = 0
      extend(payment, least: payment.sent, most: payment.sent)
      steps += rootSteps
      if rootSteps > limits.root { unfinished.insert(payment.payer) }
    }
    addRows()
  }

  private func fits(_ payment: Payment, _ root: Payment, least: Int64, most: Int64) -> Bool {
    payment.sentCurrency == root.sentCurrency
      && Double(min(least, payment.sent)) * (1 + 1e-12) >= keep * Double(max(most, payment.sent))
  }

  /// Returns true where the payer gets a fitting sum within the window.
  private func comesBack(_ root: Payment) -> Bool {
    let ins = table.into.range(Int(root.payer))
    for place in table.into.first(in: ins, from: root.leaves)..<ins.upperBound {
      guard table.into.time[place] - root.leaves <= window else { return false }
      let payment = table.payments[Int(table.into.payment[place])]
      if isLater(payment, root), fits(payment, root, least: root.sent, most: root.sent) {
        return true
      }
    }
    return false
  }

  private func isLater(_ payment: Payment, _ root: Payment) -> Bool {
    (payment.leaves, payment.leaveRank) > (root.leaves, root.leaveRank)
  }

  private mutating func extend(_ root: Payment, least: Int64, most: Int64) {
    guard rootSteps <= limits.root, let here = accounts.last else { return }
    let outs = table.out.range(Int(here))
    for place in table.out.first(in: outs, from: root.leaves)..<outs.upperBound {
      guard table.out.time[place] - root.leaves <= window else { return }
      rootSteps += 1
      let payment = table.payments[Int(table.out.payment[place])]
      guard payment.payee >= 0, isLater(payment, root),
        fits(payment, root, least: least, most: most),
        payment.arrives - root.leaves <= window
      else { continue }
      if payment.payee == root.payer {
        guard accounts.count >= shortest else { continue }
        way.append(table.out.payment[place])
        close()
        way.removeLast()
      } else if accounts.count < longest, !accounts.contains(payment.payee) {
        way.append(table.out.payment[place])
        accounts.append(payment.payee)
        extend(root, least: min(least, payment.sent), most: max(most, payment.sent))
        accounts.removeLast()
        way.removeLast()
      }
    }
  }

  private mutating func close() {
    // The row begins with the smallest account key.
    guard
      let first = accounts.indices.min(by: { ranks[Int(accounts[$0])] < ranks[Int(accounts[$1])] })
    else { return }
    let key = Array(accounts[first...] + accounts[..<first])
    let witness = Array(way[first...] + way[..<first])
    let moments = way.map { table.payments[Int($0)].leaves }
    let arrivals = way.map { table.payments[Int($0)].arrives }
    let start = moments.min() ?? 0
    let span = (arrivals.max() ?? 0) - start
    var own = episodes[key] ?? []
    if let place = own.lastIndex(where: { !$0.payments.isDisjoint(with: way) }) {
      own[place].payments.formUnion(way)
      own[place].count += 1
      if (span, start) < (own[place].span, own[place].start) {
        (own[place].span, own[place].start, own[place].witness) = (span, start, witness)
      }
    } else {
      own.append(Episode(payments: Set(way), count: 1, witness: witness, span: span, start: start))
    }
    episodes[key] = own
  }

  private mutating func addRows() {
    let ranks = ranks
    let found = episodes.sorted { left, right in
      left.key.map { ranks[Int($0)] }.lexicographicallyPrecedes(right.key.map { ranks[Int($0)] })
    }
    for (accounts, list) in found {
      for episode in list {
        rows.append(
          FoundRow(
            pattern: .ring,
            shape: .loop(accounts: accounts, count: episode.count, witness: episode.witness),
            payments: episode.payments.sorted(), score: rarity.weight(ofCircle: episode.witness),
            window: window))
      }
    }
    episodes = [:]
  }
}
