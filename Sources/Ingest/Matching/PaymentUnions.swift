internal import PaymentGraph

/// Which transfers become one, when all rows are compared.
struct PaymentUnions {
  /// Two rows of statements: the paying one stays.
  struct Statements {
    let gone: UInt32
    let kept: UInt32
    /// The names that the rows have for each other's accounts.
    let names: (paid: String?, payer: String?)
  }

  private(set) var statements: [Statements] = []
  private(set) var others: [(gone: UInt32, kept: UInt32)] = []
  /// Decisions by which transfers become one, by a transfer that stays at first.
  private(set) var decided: [UInt32: String] = [:]
  private var keepers: [UInt32: UInt32] = [:]

  var isEmpty: Bool { keepers.isEmpty }

  mutating func add(_ match: StatementMatch, _ rows: [PostedEntry]) {
    let (out, into) = (rows[match.out], rows[match.into])
    statements.append(
      Statements(
        gone: into.transfer, kept: out.transfer,
        names: (out.entry.counter.name, into.entry.counter.name)))
    join(gone: into.transfer, kept: out.transfer)
    if case .decision(let words) = match.ground { decided[out.transfer] = words }
  }

  /// Adds two rows of which one names all that the other does.
  mutating func add(gone: UInt32, kept: UInt32, decision: String? = nil) {
    let goes = self.kept(gone)
    guard goes != self.kept(kept) else { return }
    others.append((goes, kept))
    join(gone: goes, kept: kept)
    if let decision { decided[kept] = decision }
  }

  private mutating func join(gone: UInt32, kept: UInt32) { keepers[gone] = kept }

  /// The transfer that stays for another.
  func kept(_ transfer: UInt32) -> UInt32 {
    var transfer = transfer
    while let next = keepers[transfer] { transfer = next }
    return transfer
  }

  /// Every transfer that goes, with the one that stays in the end.
  var merged: [(gone: UInt32, kept: UInt32)] {
    keepers.keys.sorted().map { ($0, kept($0)) }
  }
}
