internal import PaymentGraph

/// Reads the tables that explain ids, before the rows that need them.
struct ReadLookups {
  private let files: FileKinds

  init(_ files: FileKinds) { self.files = files }

  func apply(to draft: inout LedgerDraft, readers: inout RowReaders) {
    for index in files.order where files.refusals[index] == nil {
      guard let finding = files.found[index], case .lookup(let header) = finding.kind else {
        continue
      }
      ReadLookups.read(index, finding: finding, header: header, into: &draft, readers: &readers)
    }
  }

  /// Reads a table of ids into all lookups that it explains.
  static func read(
    _ index: Int, finding: HeaderFinder.Finding, header: HeaderNames,
    into draft: inout LedgerDraft, readers: inout RowReaders
  ) {
    let input = draft.inputs[index]
    var log = input.makeLog()
    var table = LookupReader(readers.reader.library.lookups(for: header), header)
    input.file.withBytes { table.read($0, finding: finding, log: &log) }
    for (lookup, values) in table.values {
      readers.lookups[lookup, default: [:]].merge(values) { first, _ in first }
    }
    draft.meter.pass(input)
    draft.builder.add(otherFile: input.source)
    draft.readings[index] = input.report(
      "lookup", finding: finding, rows: table.balance, log: log)
  }
}
