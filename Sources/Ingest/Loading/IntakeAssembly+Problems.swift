internal import PaymentGraph

/// Problems that are seen only when all files are read.
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
          remedy: "say which is right in an accounts file")
      }, to: &files)
  }

  func note(_ unknown: [ClaimsReader.Claim], _ files: inout [FileReading]) {
    add(
      unknown.map { claim in
        Diagnostic(
          code: DiagnosticCode.claimUnknown.rawValue, severity: .error,
          summary:
            "claim \"\(claim.id)\" names \(claim.isAmbiguous ? "several transfers" : "no transfer that was loaded")",
          citation: claim.citation, column: 1, excerpt: Array(claim.id.utf8),
          length: claim.id.utf8.count, note: "claims name transfers by the id of their record",
          remedy: "correct the id, or load the file that has it")
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
