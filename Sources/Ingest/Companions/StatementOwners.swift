internal import PaymentGraph

/// The accounts of statements that do not name theirs, taken from accounts files.
struct StatementOwners {
  private var owners: [StatementOwner] = []

  init() {}

  /// Reads the owners of statements in the accounts files, before any statement is read.
  init(_ inputs: [InputFile], kinds: [Int: HeaderFinder.Finding]) {
    for index in inputs.indices {
      guard let finding = kinds[index], case .accounts(let header) = finding.kind else { continue }
      let log = inputs[index].makeLog()
      owners += inputs[index].file.withBytes {
        StatementOwner.read($0, finding: finding, header: header, log: log)
      }
    }
  }

  /// Returns the account that the accounts files give a statement; nil where they give none, or two.
  func account(of path: String) -> String? {
    let named = Set(owners.filter { $0.names(path) }.map(\.key))
    return named.count == 1 ? named.first : nil
  }

  /// Reports the rows of accounts files without effect: those that name no statement, or more than one, and those that
  /// a statement or another row contradicts.
  func report(to draft: inout LedgerDraft) {
    for owner in owners {
      let found = draft.inputs.indices.filter { owner.names(draft.inputs[$0].file.path) }
      if found.count != 1 {
        note(
          .statementUnknown, owner: owner, in: &draft,
          summary: found.isEmpty
            ? "no file is called \"\(owner.statement)\""
            : "\(found.count) files are called \"\(owner.statement)\"",
          note: "the account is described, but no statement is assigned to it",
          remedy: found.isEmpty
            ? "correct the name, or load the statement" : "name the file with its folder")
        continue
      }
      let path = draft.inputs[found[0]].file.path
      let named = Set(owners.filter { $0.names(path) }.map(\.account)).sorted()
      guard account(of: path) != nil else {
        note(
          .accountDetailConflict, owner: owner, in: &draft,
          summary: "\"\(owner.statement)\" is assigned to \(named.joined(separator: " and "))",
          note: "the statement is assigned to none of them",
          remedy: "name the statement in one row only")
        continue
      }
      let shown = found.compactMap { draft.readings[$0]?.statement }.flatMap(\.sections)
        .filter { $0.written != nil }.map(\.account)
      let account = owner.key
      guard !shown.isEmpty, !shown.contains(account) else { continue }
      note(
        .accountDetailConflict, owner: owner, in: &draft,
        summary:
          "\"\(owner.statement)\" shows \(shown.joined(separator: ", ")), not \"\(owner.account)\"",
        note: "the account that the statement itself names is used",
        remedy: "correct the row, or use --own-account \(owner.statement)=\(owner.account)")
    }
  }

  private func note(
    _ code: DiagnosticCode, owner: StatementOwner, in draft: inout LedgerDraft, summary: String,
    note: String, remedy: String
  ) {
    draft.report([
      Diagnostic(
        code: code.rawValue, severity: .warning, summary: summary, citation: owner.citation,
        excerpt: owner.excerpt, note: note, remedy: remedy)
    ])
  }
}

/// A row of an accounts file that gives the account of a statement that does not name it.
struct StatementOwner {
  /// The account as the accounts file writes it.
  let account: String
  /// The account's key, read for the row's country.
  let key: String
  /// The statement's file, by its name or the end of its path.
  let statement: String
  let citation: Citation
  let excerpt: [UInt8]

  /// Returns true where a path is that of the statement.
  func names(_ path: String) -> Bool { path == statement || path.hasSuffix("/" + statement) }

  /// Reads the rows of an accounts file that name statements, several of one account divided by `;`.
  ///
  /// Rows that cannot be read are left to ``AccountsReader``, which reports them.
  static func read(
    _ bytes: Span<UInt8>, finding: HeaderFinder.Finding, header: HeaderNames,
    log: DiagnosticLog
  ) -> [StatementOwner] {
    guard header.position(of: "statement") != nil else { return [] }
    var owners: [StatementOwner] = []
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      guard row.fault == nil, row.cells.count == header.written.count,
        let account = header.value("account", of: row, bytes),
        let names = header.value("statement", of: row, bytes)
      else { continue }
      let range = row.start..<row.end
      for name in names.split(separator: ";") {
        owners.append(
          StatementOwner(
            account: account, key: key(account, country: header.value("country", of: row, bytes)),
            statement: IdentifierText.trimmed(name),
            citation: Citation(file: log.file, line: row.line, byteRange: log.fileRange(range)),
            excerpt: range.prefix(DiagnosticLog.excerptLimit).map { bytes[$0] }))
      }
    }
    return owners
  }

  private static func key(_ account: String, country: String?) -> String {
    let national = NationalAccount(account, country: country)?.key { _ in false }
    return national ?? AccountKey.canonical(account)?.key.description ?? account
  }
}
