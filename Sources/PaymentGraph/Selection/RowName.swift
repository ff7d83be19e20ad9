/// The name of a row as answers print it and people write it: `v1-lloyds.csv:3`.
public struct RowName: Hashable, Sendable, CustomStringConvertible {
  /// The file, by its path or by the end of its path.
  public let file: String
  /// A line of the row, from 1.
  public let line: Int

  /// Reads `FILE:LINE`; nil where a text has another form.
  public init?(_ text: some StringProtocol) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let line = Int(digits), line > 0, colon > text.startIndex
    else { return nil }
    file = String(text[..<colon])
    self.line = line
  }

  /// The name as text, `v1-lloyds.csv:3`.
  public var description: String { "\(file):\(line)" }

  /// Returns the indices of the paths that the name can mean: those equal to it, else those that
  /// end with it, else those with which it ends.
  package func files(among paths: [String]) -> [Int] {
    let wanted = RowName.parts(file)
    let known = paths.map(RowName.parts)
    let ranks: [([Substring]) -> Bool] = [
      { $0 == wanted }, { $0.suffix(wanted.count) == wanted[...] },
      { wanted.suffix($0.count) == $0[...] },
    ]
    for isMeant in ranks {
      let found = known.indices.filter { !known[$0].isEmpty && isMeant(known[$0]) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Returns the folders of a path and its name, without points that stand for the folder itself.
  private static func parts(_ path: String) -> [Substring] {
    path.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }
  }
}

// Finds transfers by the rows that show them.
extension Ledger {
  /// Returns the transfers that a text names, in ledger order: by the id of their record, or by a
  /// row as `FILE:LINE`, where LINE is the row's first.
  ///
  /// A row that shows a payment and the fee for it means the payment.
  ///
  /// - Complexity: O(*t*).
  public func transfers(named text: some StringProtocol) -> [Transfer] {
    let bytes = Array(text.utf8)
    var found: Set<TransferID> = []
    if let number = textNumber(of: String(decoding: bytes, as: UTF8.self)) {
      for (position, id) in columns.ids.enumerated() where id == number &+ 1 {
        found.insert(TransferID(position))
      }
    }
    if let row = RowName(text) {
      for file in row.files(among: files.map(\.path)) {
        let onLine = rows(ofFile: file).filter { $0.line == row.line }.map(\.transfer)
        found.formUnion(payments(among: onLine))
      }
    }
    return found.sorted().map(transfer)
  }

  /// Returns the transfers of ids, in ledger order, by the numbers of the ids among the texts.
  ///
  /// - Complexity: O(*t*).
  package func transfers(withIDs numbers: Set<UInt32>) -> [UInt32: [TransferID]] {
    guard !numbers.isEmpty else { return [:] }
    var found: [UInt32: [TransferID]] = [:]
    for (position, id) in columns.ids.enumerated() where id > 0 && numbers.contains(id - 1) {
      found[id - 1, default: []].append(TransferID(position))
    }
    return found
  }

  /// Returns the one transfer that a text names; nil where it names none or several.
  public func transfer(named text: some StringProtocol) -> Transfer? {
    let found = transfers(named: text)
    return found.count == 1 ? found.first : nil
  }

  /// Returns the rows of one file that show transfers, in the order of their lines; one row may
  /// show several.
  ///
  /// - Complexity: O(*t*).
  package func rows(ofFile file: Int) -> [(line: Int, byteRange: Range<Int>, transfer: TransferID)]
  {
    var found: [(line: Int, byteRange: Range<Int>, transfer: TransferID)] = []
    for position in 0..<columns.count where Int(columns.file[position]) == file {
      let location = columns.evidence[position]
      found.append((Int(location.line), location.byteRange, TransferID(position)))
    }
    for (position, rows) in columns.moreEvidence {
      for row in rows where Int(row.file) == file {
        let start = Int(row.byteOffset)
        found.append(
          (Int(row.line), start..<start + Int(row.byteCount), TransferID(index: position)))
      }
    }
    return found.sorted { ($0.line, $0.transfer) < ($1.line, $1.transfer) }
  }

  /// Returns the transfers that are no fees among those that one row shows; all of them where all
  /// are fees.
  package func payments(among transfers: [TransferID]) -> [TransferID] {
    let payments = transfers.filter {
      let kind = columns.kind[$0.position]
      return kind != .fee && kind != .feeRefund
    }
    return payments.isEmpty ? transfers : payments
  }
}
