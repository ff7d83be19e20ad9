internal import PaymentGraph

/// Problems that are detected only when all files are read.
extension IntakeAssembly {
  func note(
    _ conflicts: [(account: AccountID, words: String)], in ledger: Ledger,
    _ files: inout [FileReading]
  ) {
    let found = conflicts.map { conflict in
      "account \"\(ledger.account(conflict.account).key)\" has \(conflict.words)"
    }.sorted()
    add(
      found.map { summary in
        Diagnostic(
          code: DiagnosticCode.accountDetailConflict.rawValue, severity: .warning,
          summary: summary, note: "rows disagree; the alphabetically first spelling is shown",
          remedy: "state the right one in an accounts file")
      }, to: &files)
  }

  private func add(_ diagnostics: [Diagnostic], to files: inout [FileReading]) {
    for diagnostic in diagnostics {
      let index =
        diagnostic.citation.flatMap { citation in
          files.firstIndex { $0.file == citation.file }
        } ?? 0
      guard files.indices.contains(index) else { continue }
      files[index] = files[index].adding(
        diagnostic, rejectsRow: diagnostic.severity == .error)
    }
  }
}
