internal import PaymentGraph

/// The transfers that become one when all rows are compared.
struct PaymentUnions {
  /// Two rows of statements, one of which stays.
  struct Statements {
    /// The row of the account that paid, and the row of the account that was paid.
    let out: UInt32
    let into: UInt32
    /// True where the row of the account that was paid stays.
    let keepsReceipt: Bool
    /// The names that the rows have for each other's accounts.
    let names: (paid: String?, payer: String?)
  }

  private(set) var statements: [Statements] = []
  private(set) var others: [(gone: UInt32, kept: UInt32)] = []
  /// The decisions by which transfers become one, by the transfer that stays at first.
  private(set) var decided: [UInt32: String] = [:]
  private var keepers: [UInt32: UInt32] = [:]

  var isEmpty: Bool { keepers.isEmpty }

  mutating func add(_ match: StatementMatch, _ rows: [PostedEntry]) {
    let (out, into) = (rows[match.out], rows[match.into])
    let keepsReceipt = Self.keepsReceipt(out.entry, into.entry)
    statements.append(
      Statements(
        out: out.transfer, into: into.transfer, keepsReceipt: keepsReceipt,
        names: (out.entry.counter.name, into.entry.counter.name)))
    let kept = keepsReceipt ? into.transfer : out.transfer
    join(gone: keepsReceipt ? out.transfer : into.transfer, kept: kept)
    if case .decision(let words) = match.ground { decided[kept] = words }
  }

  /// Returns true where the row of the account that was paid tells better when it was paid.
  ///
  /// A bank books a card payment days after the service that took it, so the earlier row is nearer to the moment, and
  /// among rows of one day the one with a time: with a later time a payment would seem to arrive after the money went
  /// on. A converted payment stays with the payer's row, which knows both amounts.
  private static func keepsReceipt(_ out: StatementEntry, _ into: StatementEntry) -> Bool {
    guard out.conversion == nil, abs(out.amount) == abs(into.amount),
      out.currency == into.currency, into.time.precision != .unknown
    else { return false }
    guard out.time.precision != .unknown else { return true }
    let isWithin = into.time.start >= out.time.start && into.time.end <= out.time.end
    if isWithin { return into.time != out.time }
    // Between two banks the payer's records say when the money left, though the beneficiary's may have an earlier day.
    let isBetweenBanks = out.counter.channel != "CARD" && into.time.precision == .day
    return into.time.end <= out.time.start && !isBetweenBanks
  }

  /// Adds two rows of which one names everything that the other does.
  mutating func add(gone: UInt32, kept: UInt32, decision: String? = nil) {
    let goes = self.kept(gone)
    guard goes != self.kept(kept) else { return }
    others.append((goes, kept))
    join(gone: goes, kept: kept)
    if let decision { decided[kept] = decision }
  }

  private mutating func join(gone: UInt32, kept: UInt32) { keepers[gone] = kept }

  /// Returns the transfer that stays for another.
  func kept(_ transfer: UInt32) -> UInt32 {
    var transfer = transfer
    while let next = keepers[transfer] { transfer = next }
    return transfer
  }

  /// The removed transfers, each with the transfer finally kept for it.
  var merged: [(gone: UInt32, kept: UInt32)] {
    keepers.keys.sorted().map { ($0, kept($0)) }
  }
}

/// Decisions on rows, applied to the transfers that the rows became.
struct RowDecisions {
  private struct Pair: Hashable {
    let first: UInt32
    let second: UInt32

    init(_ left: UInt32, _ right: UInt32) {
      first = min(left, right)
      second = max(left, right)
    }
  }

  /// The pairs of rows of statements that were decided to be one payment, by their indices among these rows.
  var statementPairs: [StatementMatch] = []
  private var apart: Set<Pair> = []

  /// Notes that the rows of two transfers are not one.
  mutating func separate(_ left: UInt32, _ right: UInt32) { apart.insert(Pair(left, right)) }

  /// Returns true where the rows of two transfers were decided to be different.
  func areApart(_ left: UInt32, _ right: UInt32) -> Bool {
    !apart.isEmpty && apart.contains(Pair(left, right))
  }

  /// Returns the decisions with their transfers renumbered.
  func renumbered(_ number: (UInt32) -> UInt32?) -> RowDecisions {
    var moved = RowDecisions()
    for pair in apart {
      if let left = number(pair.first), let right = number(pair.second) {
        moved.separate(left, right)
      }
    }
    return moved
  }
}

/// A row of a statement and the transfer that was made of it.
struct PostedEntry: Sendable {
  /// The transfer's index in the ledger that is being built.
  var transfer: UInt32
  var entry: StatementEntry
  /// The name of the profile that read the statement.
  let profile: String
  /// The number of the statement's file.
  let file: Int

  /// True where the statement's own account paid.
  var isOut: Bool { entry.amount < 0 }
}
