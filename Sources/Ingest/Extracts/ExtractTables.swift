internal import PaymentGraph

/// The rows of an extract's tables as they stand, until the ledger knows their accounts and transfers.
struct ExtractTables {
  /// A row of the figures of accounts.
  struct Count {
    let account: String
    let payers: Int
    let currency: String?
    let inflow: String?
  }

  /// A row of the links.
  struct StatedLink {
    let inbound: String
    let outbound: String
    let grade: String
    let basis: String
    let share: String?
  }

  /// A row of the other payers.
  struct Other {
    let account: String
    let other: String
    let hops: Int
  }

  var counts: [Count] = []
  var links: [StatedLink]?
  var others: [Other]?

  /// Reads one file.
  mutating func read(
    _ part: ExtractPart, _ bytes: Span<UInt8>, finding: HeaderFinder.Finding,
    log: inout DiagnosticLog
  ) -> RowBalance {
    var balance = RowBalance()
    switch part {
    case .manifest: return balance
    case .counts: break
    case .links: links = links ?? []
    case .others: others = others ?? []
    }
    guard let header = part.header else { return balance }
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      if row.isEmpty {
        balance.count(.setAside(.empty), line: row.line)
      } else if header.fits(row, in: bytes, log: &log),
        take(row, of: part, header: header, in: bytes)
      {
        balance.count(.loaded, line: row.line)
      } else {
        balance.count(.rejected, line: row.line)
      }
    }
    return balance
  }

  /// Adds a row; false where a cell does not hold what it must.
  private mutating func take(
    _ row: Row, of part: ExtractPart, header: HeaderNames, in bytes: Span<UInt8>
  ) -> Bool {
    func text(_ name: String) -> String? { header.value(name, of: row, bytes) }
    switch part {
    case .manifest: return false
    case .counts:
      guard let account = text("account"), let payers = text("payers").flatMap({ Int($0) }) else {
        return false
      }
      counts.append(
        Count(account: account, payers: payers, currency: text("currency"), inflow: text("inflow")))
    case .links:
      guard let inbound = text("inbound"), let outbound = text("outbound"),
        let grade = text("grade")
      else { return false }
      links?.append(
        StatedLink(
          inbound: inbound, outbound: outbound, grade: grade, basis: text("basis") ?? "",
          share: text("share")))
    case .others:
      guard let account = text("account"), let other = text("other"),
        let hops = text("hops").flatMap({ Int($0) })
      else { return false }
      others?.append(Other(account: account, other: other, hops: hops))
    }
    return true
  }
}
