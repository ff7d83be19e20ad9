internal import PaymentGraph

/// Compares a file that names no account with the files of another account, which may be the same one.
///
/// Equal rows prove nothing about whose account a file shows, so nothing is united; that payments may be counted twice
/// is told with every answer.
struct StandInOverlap {
  /// The rows that both show; nil where nothing speaks for one account.
  private(set) var doubt: StatementOverlaps.Doubt?

  private struct Change: Hashable {
    let day: Int
    let amount: Int128
  }

  private struct Mark: Hashable {
    let change: Change
    let currency: UInt8
  }

  /// The number of accounts with one amount on one day from which on the amount says nothing.
  private static let crowd = 8

  private let rows: [PostedEntry]

  /// An account in one currency, as its files show it.
  struct Account {
    let bookings: [Booking]
    let currency: UInt8
    let isStandIn: Bool
    let key: String

    /// Returns true where the key is a number without a bank that ends the other account's key: that may be another
    /// spelling of it.
    func mayBePart(of other: Account) -> Bool {
      let digits = key.filter(\.isNumber)
      return !isStandIn && !other.isStandIn && digits.count >= 5
        && key.allSatisfy { $0.isNumber || $0 == "-" }
        && other.key != key && other.key.filter(\.isNumber).hasSuffix(digits)
    }
  }

  /// Returns the pairs of accounts that have at least two equal amounts on equal days, where the first is a stand-in; or
  /// one, where the first may be another spelling of the second.
  ///
  /// - Parameter accounts: the accounts of all files.
  /// - Complexity: O(*n*) in the bookings.
  static func candidates(
    _ accounts: [Account]
  ) -> [(one: Int, other: Int)] {
    let mayBeOther = accounts.map { account in
      account.isStandIn || accounts.contains { account.mayBePart(of: $0) }
    }
    guard accounts.count > 1, mayBeOther.contains(true) else { return [] }
    var known: [Mark: [Int]] = [:]
    for (index, account) in accounts.enumerated() {
      for booking in account.bookings {
        let change = Change(day: booking.day, amount: booking.amount)
        known[Mark(change: change, currency: account.currency), default: []].append(index)
      }
    }
    var counts: [[Int]: Int] = [:]
    for found in known.values {
      let shared = Set(found).sorted()
      guard shared.count > 1, shared.count <= crowd else { continue }
      for (place, one) in shared.enumerated() {
        for other in shared[(place + 1)...] where mayBeOther[one] || mayBeOther[other] {
          let (first, second) = (accounts[one], accounts[other])
          let isFirst = first.isStandIn || first.mayBePart(of: second)
          guard isFirst || second.isStandIn || second.mayBePart(of: first) else { continue }
          let least = min(found.count { $0 == one }, found.count { $0 == other })
          counts[isFirst ? [one, other] : [other, one], default: 0] += least
        }
      }
    }
    return counts.filter { pair, count in
      count > 1 || accounts[pair[0]].mayBePart(of: accounts[pair[1]])
    }.keys
      .sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
  }

  /// - Parameters:
  ///   - account: the file that names no account, or names one by a number without a bank.
  ///   - twin: the other account.
  ///   - accounts: the stand-in for its account, and the other account.
  init(_ account: Account, other twin: Account, accounts: [UInt32], rows: [PostedEntry]) {
    self.rows = rows
    let (one, other) = (account.bookings, twin.bookings)
    let mayBePart = account.mayBePart(of: twin)
    let (spans, others) = (AccountOverlap.spans(one), AccountOverlap.spans(other))
    for (file, span) in spans.sorted(by: { $0.key < $1.key }) {
      for (twin, days) in others.sorted(by: { $0.key < $1.key })
      where twin != file && span.overlaps(days) {
        let days = span.clamped(to: days)
        let pairs = pairs(
          one.filter { $0.files.contains(file) && days.contains($0.day) },
          with: other.filter { $0.files.contains(twin) && days.contains($0.day) })
        guard mayBePart && pairs.isWhole || speakForOne(pairs.found, isWhole: pairs.isWhole)
        else { continue }
        doubt = StatementOverlaps.Doubt(
          one: file, other: twin, accounts: accounts, days: days,
          left: pairs.found.map(\.left), right: pairs.found.map(\.right), common: 0)
        return
      }
    }
  }

  /// Returns rows of equal day, sign and amount, and whether one of the files has no others on these days.
  private func pairs(
    _ left: [Booking], with right: [Booking]
  ) -> (found: [(left: Int, right: Int)], isWhole: Bool) {
    var twins: [Change: [Int]] = [:]
    for booking in right.reversed() {
      twins[Change(day: booking.day, amount: booking.amount), default: []].append(booking.rows[0])
    }
    var found: [(left: Int, right: Int)] = []
    for booking in left {
      let change = Change(day: booking.day, amount: booking.amount)
      if let twin = twins[change]?.popLast() { found.append((booking.rows[0], twin)) }
    }
    return (found, found.count == left.count || found.count == right.count)
  }

  private func speakForOne(_ pairs: [(left: Int, right: Int)], isWhole: Bool) -> Bool {
    guard pairs.count > 1 else { return false }
    let entries = pairs.map { (rows[$0.left].entry, rows[$0.right].entry) }
    let balances = entries.compactMap { one, other in
      one.balance.flatMap { balance in other.balance.map { $0 == balance } }
    }
    let equal = balances.count { $0 }
    if equal > 1 { return true }
    guard balances.isEmpty || equal > 0 else { return false }
    let haveOneLayout = pairs.allSatisfy { rows[$0.left].profile == rows[$0.right].profile }
    let texts = entries.count { one, other in
      !one.narration.isEmpty && one.narration == other.narration
        || one.counter.name != nil && one.counter.name == other.counter.name
    }
    // Ids of one layout that differ are those of different payments.
    let ids = entries.contains { one, other in
      haveOneLayout && one.id != nil && other.id != nil && one.id != other.id
    }
    if ids { return false }
    if haveOneLayout { return texts > 1 && (isWhole || 2 * texts >= pairs.count) }
    return isWhole && pairs.count > 2 && Set(entries.map(\.0.amount)).count > 2
  }
}
