internal import PaymentGraph

/// Reads claims files: the ids of the payments that victims claim, one a row.
struct ClaimsReader {
  /// One claim and where it stands.
  struct Claim {
    let id: String
    let text: UInt32
    let citation: Citation
    var isAmbiguous = false
  }

  private var claims: [Claim] = []

  /// Reads one file; a claim that stands twice is skipped the second time.
  mutating func read(
    _ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding, _ column: Int, _ width: Int,
    _ builder: inout LedgerBuilder, _ log: inout DiagnosticLog
  ) -> RowBalance {
    var balance = RowBalance()
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    var seen = Set(claims.map(\.text))
    while scanner.next(in: bytes, into: &row) {
      guard row.fault == nil, row.cells.count > column else {
        if row.isEmpty {
          balance.setAside(.empty, line: row.line)
        } else {
          balance.rejected += 1
          log.add(
            .quoteStray, .error, "the row cannot be divided into cells", in: row, bytes: bytes,
            remedy: "put one transfer id in each row")
        }
        continue
      }
      let id = CellText.string(bytes, row.cells[column])
      let key = Array(id.utf8)
      let text = id.isEmpty ? 0 : builder.text(key.span)
      guard text > 0, seen.insert(text).inserted else {
        balance.setAside(text > 0 ? .repetition : .empty, line: row.line)
        continue
      }
      claims.append(
        Claim(
          id: id, text: text,
          citation: Citation(
            file: log.file, line: row.line, byteRange: log.fileRange(row.start..<row.end))))
      balance.loaded += 1
    }
    return balance
  }

  /// The transfers that the claims name, in ledger order, and the claims that name none or several.
  func resolve(in ledger: Ledger) -> (transfers: [TransferID], unknown: [Claim]) {
    var found: [UInt32: [Int]] = [:]
    for claim in claims { found[claim.text] = [] }
    for (position, id) in ledger.columns.ids.enumerated() where found[id] != nil {
      found[id]?.append(position)
    }
    var transfers: [Int] = []
    var unknown: [Claim] = []
    for var claim in claims {
      let positions = found[claim.text] ?? []
      if positions.count == 1 {
        transfers.append(positions[0])
      } else {
        claim.isAmbiguous = positions.count > 1
        unknown.append(claim)
      }
    }
    return (transfers.sorted().map { TransferID($0) }, unknown)
  }
}
