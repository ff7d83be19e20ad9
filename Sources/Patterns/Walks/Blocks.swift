internal import Glibc
internal import PaymentGraph

/// Finds payers that pay the same payees: for each pair of payers with enough common payees, all payers that pay all of
/// them.
///
/// O(Σ payers² ) over payees with no more payers than the limit; others are named.
struct Blocks {
  private let table: PaymentTable
  private let settings: PatternSettings
  private(set) var rows: [FoundRow] = []
  private(set) var cut: Set<Int32> = []
  private(set) var steps = 0
  private(set) var unfinished: Set<Int32> = []

  /// The fewest common payees.
  private static let leastPayees = 3

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.settings = settings
  }

  mutating func run() {
    let count = table.ledger.accountCount
    func distinct(_ index: PaymentIndex, _ account: Int) -> [Int32] {
      Set(index.range(account).map { index.other[$0] }.filter { $0 >= 0 }).sorted()
    }
    let payers = (0..<count).map { distinct(table.into, $0) }
    let payees = (0..<count).map { distinct(table.out, $0) }
    let least = settings.minimumOut ?? Blocks.leastPayees
    let popularity = payers.reduce(0.0) { $0 + Double($1.count) * Double($1.count) }
    let pairs = max(1, payers.reduce(0.0) { $0 + Double($1.count) })
    var shared = [Int32](repeating: 0, count: count)
    var seen: Set<[Int32]> = []
    for payer in 0..<count where payees[payer].count >= least {
      guard steps <= settings.maximumSteps else {
        unfinished.insert(Int32(payer))
        continue
      }
      var others: [Int32] = []
      let usable = payees[payer].filter { payee in
        let isUsable = payers[Int(payee)].count <= settings.maximumPayers
        if !isUsable { cut.insert(payee) }
        return isUsable
      }
      for payee in usable {
        for other in payers[Int(payee)] where other > Int32(payer) {
          steps += 1
          if shared[Int(other)] == 0 { others.append(other) }
          shared[Int(other)] += 1
        }
      }
      for other in others.sorted() {
        defer { shared[Int(other)] = 0 }
        guard Int(shared[Int(other)]) >= least else { continue }
        let theirs = Set(payees[Int(other)])
        let common = usable.filter(theirs.contains)
        guard seen.insert(common).inserted else { continue }
        var block = Set(payers[Int(common[0])])
        for payee in common.dropFirst() { block.formIntersection(payers[Int(payee)]) }
        guard block.count >= max(2, settings.minimum(.bipartite)) else { continue }
        // The two payers of the block with the most payees are the likeliest to share some by chance.
        let widest = block.map { Double(payees[Int($0)].count) }.sorted(by: >)
        let mean = widest[0] * widest[1] * popularity / (pairs * pairs)
        add(
          block.sorted(), common,
          score: -Tails.poisson(mean: mean, atLeast: common.count) * Double(block.count - 1))
      }
    }
  }

  private mutating func add(_ payers: [Int32], _ payees: [Int32], score: Double) {
    let isPayee = Set(payees)
    let payments = payers.flatMap { payer in
      table.out.range(Int(payer)).filter { isPayee.contains(table.out.other[$0]) }
        .map { table.out.payment[$0] }
    }.sorted()
    rows.append(
      FoundRow(
        pattern: .bipartite, shape: .block(payers: payers, payees: payees), payments: payments,
        score: score))
  }
}
