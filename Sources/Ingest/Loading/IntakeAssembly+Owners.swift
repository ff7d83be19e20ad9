internal import PaymentGraph

/// The owners of statements that do not name their account, taken from accounts files.
extension IntakeAssembly {
  /// Reads the owners of statements in the accounts files, before any statement is read.
  mutating func findOwners(_ findings: [Int: HeaderFinder.Finding]) {
    for index in inputs.indices {
      guard let finding = findings[index], case .accounts(let header) = finding.content else {
        continue
      }
      let log = log(of: inputs[index])
      owners += inputs[index].file.withBytes {
        StatementOwner.read($0, finding: finding, header: header, log: log)
      }
    }
  }

  /// Returns the account that the accounts files give a statement; nil where they give none, or two.
  func owner(ofStatement path: String) -> String? {
    let named = Set(owners.filter { $0.names(path) }.map(\.key))
    return named.count == 1 ? named.first : nil
  }

  /// Reports the rows of accounts files without effect: those that name no statement, or more than one, and those that
  /// a statement or another row contradicts.
  mutating func noteOwners() {
    for owner in owners {
      let found = inputs.indices.filter { owner.names(inputs[$0].file.path) }
      if found.count != 1 {
        note(
          .statementUnknown, owner: owner,
          summary: found.isEmpty
            ? "no file is called \"\(owner.statement)\""
            : "\(found.count) files are called \"\(owner.statement)\"",
          note: "the account is described, but no statement is assigned to it",
          remedy: found.isEmpty
            ? "correct the name, or load the statement" : "name the file with its folder")
        continue
      }
      let path = inputs[found[0]].file.path
      let named = Set(owners.filter { $0.names(path) }.map(\.account)).sorted()
      guard self.owner(ofStatement: path) != nil else {
        note(
          .accountDetailConflict, owner: owner,
          summary: "\"\(owner.statement)\" is assigned to \(named.joined(separator: " and "))",
          note: "the statement is assigned to none of them",
          remedy: "name the statement in one row only")
        continue
      }
      let shown = found.compactMap { readings[$0]?.statement }.flatMap(\.sections)
        .filter { $0.written != nil }.map(\.account)
      let account = owner.key
      guard !shown.isEmpty, !shown.contains(account) else { continue }
      note(
        .accountDetailConflict, owner: owner,
        summary:
          "\"\(owner.statement)\" shows \(shown.joined(separator: ", ")), not \"\(owner.account)\"",
        note: "the account that the statement itself names is used",
        remedy: "correct the row, or use --own-account \(owner.statement)=\(owner.account)")
    }
  }

  private mutating func note(
    _ code: DiagnosticCode, owner: StatementOwner, summary: String, note: String,
    remedy: String
  ) {
    guard let index = readings.firstIndex(where: { $0?.file == owner.citation.file }) else {
      return
    }
    readings[index]?.add(
      Diagnostic(
        code: code.rawValue, severity: .warning, summary: summary, citation: owner.citation,
        excerpt: owner.excerpt, note: note, remedy: remedy))
  }
}
