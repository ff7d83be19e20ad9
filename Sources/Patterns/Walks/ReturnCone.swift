internal import PaymentGraph

/// The latest moment until which money can be at each account and still come back to one account in some steps.
///
/// A payment into an account is looked at once: when the moment until which it can be passed on first reaches it.
struct ReturnCone: Sendable {
  private let depth: Int
  /// The latest departures, by account and steps; the least number where money cannot come back.
  private var latest: [Int64]
  private var filled: [Int32] = []

  init(accountCount: Int, depth: Int) {
    self.depth = depth
    latest = Array(repeating: .min, count: accountCount * depth)
  }

  /// Fills the cone of an account for money that comes back within two moments.
  mutating func fill(_ table: PaymentTable, account: Int, from start: Int64, until end: Int64) {
    for one in filled {
      for level in 0..<depth { latest[Int(one) * depth + level] = .min }
    }
    filled.removeAll(keepingCapacity: true)
    var reached: [Int32] = []
    add(
      payersTo: account, after: start - 1, through: end, table,
      besides: account, level: 0, &reached)
    for level in 1..<max(1, depth) {
      // What comes back in fewer steps comes back in more.
      for one in filled {
        latest[Int(one) * depth + level] = latest[Int(one) * depth + level - 1]
      }
      var next: [Int32] = []
      for one in reached {
        let slot = Int(one) * depth + level - 1
        let before = level > 1 ? latest[slot - 1] : .min
        add(
          payersTo: Int(one), after: max(before, start - 1), through: latest[slot], table,
          besides: account, level: level, &next)
      }
      reached = next
    }
  }

  /// Lets the payers to an account in a stretch of time pass money on in one step more.
  private mutating func add(
    payersTo account: Int, after start: Int64, through end: Int64, _ table: PaymentTable,
    besides root: Int, level: Int, _ reached: inout [Int32]
  ) {
    let ins = table.into.range(account)
    var place = table.into.end(in: ins, upTo: end)
    while place > ins.lowerBound {
      place -= 1
      let arrives = table.into.time[place]
      guard arrives > start else { break }
      let payer = table.into.other[place]
      guard payer >= 0, payer != Int32(root) else { continue }
      let leaves =
        table.isInstant ? arrives : table.payments[Int(table.into.payment[place])].leaves
      let slot = Int(payer) * depth + level
      guard latest[slot] < leaves else { continue }
      if latest[slot] == .min { filled.append(payer) }
      let before = level > 0 ? latest[slot - 1] : .min
      // The first improvement at this level, or of all.
      if latest[slot] == before { reached.append(payer) }
      latest[slot] = leaves
    }
  }

  /// Returns false where money that arrives at an account cannot come back in the steps that are left.
  func mayReturn(_ account: Int32, arrival: Int64, steps: Int) -> Bool {
    guard steps > 0 else { return false }
    guard steps <= depth else { return true }
    return latest[Int(account) * depth + steps - 1] >= arrival
  }
}
