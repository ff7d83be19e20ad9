internal import PaymentGraph

/// Reads a file that gives the meanings of ids, for all lookups that need it, in one pass.
struct LookupReader {
  /// One lookup with the indices of its columns, and the values found.
  private struct Table {
    let lookup: Lookup
    let key: Int
    let value: Int
    let name: Int?
    var values: [[UInt8]: LookupValue] = [:]
  }

  private var tables: [Table]
  private(set) var balance = RowBalance()

  /// - Parameter lookups: the lookups that the file's header explains.
  init(_ lookups: [Lookup], _ header: HeaderNames) {
    tables = lookups.compactMap { lookup in
      guard let key = header.position(of: lookup.key), let value = header.position(of: lookup.value)
      else { return nil }
      return Table(
        lookup: lookup, key: key, value: value, name: lookup.name.flatMap(header.position))
    }
  }

  /// The meanings of ids, by lookup; of two rows with one id the first holds.
  var values: [(lookup: Lookup, values: [[UInt8]: LookupValue])] {
    tables.map { ($0.lookup, $0.values) }
  }

  /// Reads the rows of the table.
  mutating func read(
    _ bytes: Span<UInt8>, finding: HeaderFinder.Finding, log: inout DiagnosticLog
  ) {
    let needed = tables.map { max($0.key, $0.value, $0.name ?? 0) }.max() ?? 0
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      if row.isEmpty {
        balance.setAside(.empty, line: row.line)
        continue
      }
      guard row.fault == nil, row.cells.count > needed else {
        balance.rejected += 1
        log.add(
          row.fault == nil ? .rowShort : .quoteStray, severity: .error,
          summary: "the row does not give both an id and its meaning", in: row, bytes: bytes,
          remedy: "give each row one cell for each column of the header")
        continue
      }
      balance.setAside(.lookup, line: row.line)
      for index in tables.indices {
        let id = CellText.bytes(bytes, row.cells[tables[index].key])
        let known = CellText.bytes(bytes, row.cells[tables[index].value])
        if !id.isEmpty, !known.isEmpty, tables[index].values[id] == nil {
          let name = tables[index].name.map { CellText.string(bytes, row.cells[$0]) } ?? ""
          tables[index].values[id] = LookupValue(
            account: known, name: BlankWords.contains(name) ? nil : name)
        }
      }
    }
  }
}

/// The account that an id stands for.
struct LookupValue: Sendable, Hashable {
  let account: [UInt8]
  /// The name of the account's holder; nil where the table gives none.
  let name: String?
}

/// A column of ids that another file explains: for example a user's number, for which a table of users has the e-mail
/// address.
struct Lookup: Sendable, Hashable {
  /// The column with the ids, as ``HeaderNames/normal(_:)`` writes it.
  let column: String
  /// The column of the other file that has the ids.
  let key: String
  /// The column of the other file that has their meanings.
  let value: String
  /// The column of the other file that has the holder's name; nil where none is read.
  var name: String?
  /// Further columns by which the other file is told from others.
  let signature: [String]

  /// Returns true where a file with this header explains the ids.
  func knows(_ header: HeaderNames) -> Bool {
    ([key, value] + [name].compactMap { $0 } + signature).allSatisfy {
      header.position(of: $0) != nil
    }
  }
}
