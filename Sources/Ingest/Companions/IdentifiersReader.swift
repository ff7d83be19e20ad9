internal import PaymentGraph

/// Reads files of identifiers: `account,identifier_kind,identifier`, one a row.
///
/// An account that no payment names is kept: it counts among the holders of an identifier.
struct IdentifiersReader {
  /// One row.
  struct Stated {
    let account: String
    let kind: String
    let value: String
  }

  /// The columns by which such a file is known.
  static let signature = ["account", "identifier_kind", "identifier"]

  private(set) var balance = RowBalance()
  private(set) var log: DiagnosticLog
  private(set) var identifiers: [Stated] = []
  private let header: HeaderNames

  init(header: HeaderNames, log: DiagnosticLog) {
    self.header = header
    self.log = log
  }

  mutating func read(
    _ bytes: Span<UInt8>, finding: HeaderFinder.Finding, into builder: inout LedgerBuilder
  ) {
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      balance.count(read(row, in: bytes, builder: &builder), line: row.line)
    }
  }

  private mutating func read(
    _ row: Row, in bytes: Span<UInt8>, builder: inout LedgerBuilder
  ) -> RowOutcome {
    if row.isEmpty { return .setAside(.empty) }
    guard header.fits(row, in: bytes, log: &log) else { return .rejected }
    func value(_ place: Int) -> String? {
      header.value(HeaderNames.normal(IdentifiersReader.signature[place]), of: row, bytes)
    }
    guard let account = value(0), let kind = value(1), let identifier = value(2) else {
      log.add(
        .identifierValue, severity: .error,
        summary: "the row does not name an account, a kind and an identifier",
        in: row, bytes: bytes, remedy: "fill in all three, or leave the row out")
      return .rejected
    }
    _ = builder.account(account)
    identifiers.append(Stated(account: account, kind: kind, value: identifier))
    return .loaded
  }

  /// Returns the identifiers with the accounts of a ledger, in the order of account keys, kinds and values.
  static func resolve(_ stated: [Stated], in ledger: Ledger) -> [AccountIdentifier] {
    let ranks = ledger.keyRanks
    let found = stated.compactMap { one -> AccountIdentifier? in
      let account =
        ledger.account(one.account)
        ?? AccountSpelling.canonical(one.account).flatMap { ledger.account($0) }
      return account.map { AccountIdentifier(account: $0.id, kind: one.kind, value: one.value) }
    }
    return found.sorted { left, right in
      let (one, other) = (ranks[left.account.position], ranks[right.account.position])
      if one != other { return one < other }
      return (left.kind, left.value) < (right.kind, right.value)
    }
  }
}
