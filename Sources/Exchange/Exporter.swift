internal import Hashing
internal import PaymentGraph

/// Writes an export: streams rows into drafts beside the final names, reads the drafts again, and only then gives them
/// their names.
///
/// ```swift
/// let exporter = Exporter(ExportMaterial(ledger.whole), ExportSettings(.graphml))
/// let receipt = try exporter.write(to: path)
/// print(receipt.transfers, "transfers,", receipt.sums.joined(separator: " + "))
/// ```
///
/// The same ledger and settings give the same bytes. Memory beside the ledger does not grow with the number of transfers,
/// unless they are added up, or a mask has to search for what it hides.
public struct Exporter: Sendable {
  private let material: ExportMaterial
  private let settings: ExportSettings

  /// Creates an exporter of some material.
  public init(_ material: ExportMaterial, _ settings: ExportSettings) {
    self.material = material
    self.settings = settings
  }

  /// Returns all paths that an export to a path writes, the sidecar last.
  public static func paths(for path: String, as format: ExportFormat) -> [String] {
    let place = trimmed(path)
    return (format.isFolder ? format.fileNames.map { "\(place)/\($0)" } : [place]) + [
      "\(place).export.txt"
    ]
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1, path.utf8.last == 0x2F { path.removeLast() }
    return path
  }

  /// Writes the export and its sidecar.
  ///
  /// - Parameter path: the file, packed where it ends in `.gz`; for a format of several files the folder.
  /// - Returns: the numbers and sums that the written bytes say.
  /// - Throws: ``ExportError``; nothing that was begun is left behind.
  /// - Complexity: O(accounts log accounts + transfers), and the same again to read the bytes.
  public func write(to path: String) throws(ExportError) -> ExportReceipt {
    guard !material.aggregates || settings.format.canAggregate else {
      throw .refused(
        "\(settings.format.rawValue) has a row for each transfer, so --aggregate has no meaning")
    }
    let place = Exporter.trimmed(path)
    let isNewFolder = settings.format.isFolder ? try FileTarget.makeFolder(place) : false
    var drafts: [FileTarget] = []
    do throws(ExportError) {
      let receipt = try write(Exporter.paths(for: path, as: settings.format), &drafts)
      return receipt
    } catch {
      for draft in drafts { draft.discard() }
      if isNewFolder { FileTarget.removeFolder(place) }
      throw error
    }
  }

  private func write(
    _ paths: [String], _ drafts: inout [FileTarget]
  ) throws(ExportError) -> ExportReceipt {
    var rows = try ExportRows(material, for: settings.format)
    let sidecar = Sidecar(material: material, format: settings.format, files: rows.files)
    var sinks: [ByteSink] = []
    for path in paths.dropLast() {
      let draft = try FileTarget(
        for: path, mode: path.utf8.suffix(3).elementsEqual(".sh".utf8) ? 0o755 : 0o644)
      drafts.append(draft)
      sinks.append(ByteSink(isPacked(path) ? try GzipTarget(draft) : draft))
    }
    var loss = try fill(sinks, drafts, from: &rows, about: sidecar.head)
    loss.add(rows.loss)
    if settings.format == .gexf, !material.aggregates {
      loss.parallelTransfers = rows.parallelCount
    }

    let expected = OutputTally(rows)
    var tally = OutputTally()
    var written: [(name: String, digest: String, bytes: Int)] = []
    for (number, draft) in drafts.enumerated() {
      let reading = try read(draft.path, shown: paths[number], names: rows.names)
      tally.accounts += reading.tally.accounts
      tally.transfers += reading.tally.transfers
      tally.rows += reading.tally.rows
      if reading.tally.rows > 0 {
        (tally.sent, tally.received) = (reading.tally.sent, reading.tally.received)
      }
      let name = paths[number].utf8.split(separator: 0x2F).last.map {
        String(decoding: Array($0), as: UTF8.self)
      }
      written.append((name ?? paths[number], reading.digest, reading.byteCount))
    }
    let words = tally.differences(
      from: expected, comparesAccounts: settings.format != .i2,
      comparesReceived: comparesReceived)
    guard words.isEmpty else { throw .differs(path: paths[0], words: words) }

    let last = paths[paths.count - 1]
    let page = try FileTarget(for: last)
    drafts.append(page)
    try page.write(Array(sidecar.text(tally, loss: loss, written: written).utf8))
    try page.finish()
    for draft in drafts { try draft.publish() }
    return ExportReceipt(
      paths: paths, accounts: settings.format == .i2 ? nil : tally.accounts,
      transfers: tally.transfers, rows: tally.rows, sums: tally.sent.lines,
      byteCount: written.reduce(0) { $0 + $1.bytes }, losses: loss.lines)
  }

  /// Sums hold both sides of conversions only together; FollowTheMoney and i2 hold the received side as text.
  private var comparesReceived: Bool {
    settings.format != .ftm && settings.format != .i2 && !material.aggregates
  }

  private func isPacked(_ path: String) -> Bool {
    !settings.format.isFolder && settings.format != .xlsx
      && path.utf8.suffix(3).map { $0 | 0x20 }.elementsEqual(".gz".utf8.map { $0 | 0x20 })
  }

  /// Streams all rows through the format's writer.
  private func fill(
    _ sinks: [ByteSink], _ drafts: [FileTarget], from rows: inout ExportRows, about: [String]
  ) throws(ExportError) -> ExportLoss {
    var writer = writer(sinks, drafts, of: rows, about: about)
    try writer.begin(rows.files)
    for account in rows.accounts { try writer.write(rows.account(account)) }
    try rows.eachTransfer { row throws(ExportError) in try writer.write(row) }
    try writer.end()
    return writer.loss
  }

  private func writer(
    _ sinks: [ByteSink], _ drafts: [FileTarget], of rows: ExportRows, about: [String]
  ) -> any ExportWriter {
    switch settings.format {
    case .csv:
      TablePairWriter(
        accounts: sinks[0], transfers: sinks[1], material,
        isForSpreadsheets: settings.isForSpreadsheets)
    case .graphml:
      GraphMLWriter(sinks[0], material, isOneCurrency: rows.isOneCurrency, about: about)
    case .gexf: GEXFWriter(sinks[0], material, about: about)
    case .ftm: FollowTheMoneyWriter(sinks[0])
    case .neo4j: Neo4jWriter(sinks, material)
    case .json:
      NodeLinkWriter(
        sinks[0], material, edges: settings.callsEdgesLinks ? "links" : "edges", about: about)
    case .xlsx:
      WorkbookWriter(
        drafts[0], material, hasSerialDates: settings.hasSerialDates,
        hasLongAmounts: rows.hasLongAmounts, about: about)
    case .i2: LinkTableWriter(sinks[0], isForSpreadsheets: settings.isForSpreadsheets)
    }
  }

  // MARK: Reading back

  private struct Reading {
    let tally: OutputTally
    let digest: String
    let byteCount: Int
  }

  private func read(
    _ path: String, shown: String, names: ExportNames
  ) throws(ExportError) -> Reading {
    let pieces = try FilePieces(path, shown: shown)
    var hash = SHA256()
    var byteCount = 0
    var reading = reader(of: shown).map { OutputReading($0, path: shown, names: names) }
    var workbook = settings.format == .xlsx ? WorkbookReading(path: shown, names: names) : nil
    let inflater = isPacked(shown) ? try Inflater(.gzip) : nil
    while true {
      let bytes = try pieces.next()
      if bytes.isEmpty { break }
      hash.update(bytes)
      byteCount += bytes.count
      if workbook != nil {
        try workbook?.take(bytes)
      } else if let inflater {
        try inflater.unpack(bytes) { piece throws(ExportError) in try reading?.take(piece) }
      } else {
        try reading?.take(bytes)
      }
    }
    try reading?.finish()
    return Reading(
      tally: workbook?.tally ?? reading?.tally ?? OutputTally(),
      digest: FileDigest(bytes: hash.digest()).hex,
      byteCount: byteCount)
  }

  /// Returns the reader of a file; nil for files without rows of accounts or transfers.
  private func reader(of path: String) -> (any OutputReader)? {
    let name = Array(path.utf8.suffix(13))
    switch settings.format {
    case .graphml: return MarkupReader(form: .data)
    case .gexf: return MarkupReader(form: .attvalue)
    case .json: return JSONLineReader(.nodeLink)
    case .ftm: return JSONLineReader(.entities)
    case .i2: return TableReader(.transfer, renamed: ["Amount": "amount", "Currency": "currency"])
    case .csv, .neo4j:
      // In the table that loads again, id and link are the record's own texts.
      let own = settings.format == .csv ? ["id": "recordId", "link": "recordLink"] : [:]
      if name.elementsEqual("transfers.csv".utf8) { return TableReader(.transfer, renamed: own) }
      if name.suffix(12).elementsEqual("accounts.csv".utf8) { return TableReader(.account) }
      return name.suffix(4).elementsEqual(".csv".utf8) ? TableReader(.other) : nil
    case .xlsx: return nil
    }
  }
}

extension ExportRows {
  /// True where all transfers were sent in one currency.
  var isOneCurrency: Bool {
    let columns = ledger.columns
    var first: UInt8?
    for transfer in 0..<columns.count where view.contains(transfer) {
      if let first, columns.sentCurrency[transfer] != first { return false }
      first = columns.sentCurrency[transfer]
    }
    return true
  }

  /// True where an amount has more digits than a spreadsheet holds.
  var hasLongAmounts: Bool {
    let columns = ledger.columns
    let limit = Int128(1_000_000_000_000_000)
    var sum = Int128(0)
    for transfer in 0..<columns.count where view.contains(transfer) {
      let (out, into) = (
        Int128(columns.sent[transfer].magnitude),
        Int128(columns.receipt(transfer).amount.magnitude)
      )
      if max(out, into) >= limit { return true }
      sum += out + into
    }
    // No sum is larger than that of all.
    return material.aggregates && sum >= limit
  }

  /// The number of transfers beyond the first between the same two accounts in the same currency.
  var parallelCount: Int {
    let columns = ledger.columns
    var count = 0
    for account in 0..<ledger.accountCount {
      var seen: Set<UInt64> = []
      for transfer in ledger.outgoing[account].map(Int.init) where view.contains(transfer) {
        let pair =
          UInt64(columns.beneficiary[transfer]) << 8 | UInt64(columns.sentCurrency[transfer])
        if !seen.insert(pair).inserted { count += 1 }
      }
    }
    return count
  }
}
