internal import PaymentGraph

/// The citations of rows, and problems reported after all files are read.
extension IntakeAssembly {
  /// Returns the citation of the row that a transfer was read from.
  func citation(of transfer: UInt32) -> Citation? {
    let place = builder.evidence(of: Int(transfer))
    guard transferFiles.indices.contains(Int(place.file)) else { return nil }
    let start = Int(place.byteOffset)
    return Citation(
      file: inputs[transferFiles[Int(place.file)].input].source, line: Int(place.line),
      byteRange: start..<start + Int(place.byteCount))
  }

  /// Adds a problem of a row to the reading of its file.
  mutating func report(
    _ code: DiagnosticCode, severity: Severity, summary: String, at place: Citation,
    note: String, remedy: String
  ) {
    guard let file = transferFiles.first(where: { inputs[$0.input].source == place.file }) else {
      return
    }
    let row = file.rows.text.record(in: place.byteRange).prefix { $0 != 0x0A && $0 != 0x0D }
    readings[file.input]?.add(
      Diagnostic(
        code: code.rawValue, severity: severity, summary: summary, citation: place,
        excerpt: Array(row.prefix(DiagnosticLog.excerptLimit)), note: note, remedy: remedy))
  }
}
