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
    // Problems without a citation are reported for the first file; the problems of a file stay in their order.
    let places = Dictionary(files.indices.map { (files[$0].file, $0) }) { first, _ in first }
    let byFile = Dictionary(grouping: diagnostics) { problem in
      problem.citation.flatMap { places[$0.file] } ?? 0
    }
    for (index, found) in byFile where files.indices.contains(index) {
      files[index].add(found, rejecting: found.count { $0.severity == .error })
    }
  }
}
