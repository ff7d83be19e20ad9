internal import PaymentGraph

/// The first messages on a file, and the readings of files without transfers.
extension IntakeAssembly {
  func encoding(_ input: TransactionReader.Input) -> String { input.file.encoding.name }

  /// Returns a log for a file's problems, which starts with the encoding where that is a guess.
  func log(of input: TransactionReader.Input) -> DiagnosticLog {
    var log = DiagnosticLog(of: input.source) { input.file.fileRange($0) }
    if input.file.encoding == .windows1252 {
      let (count, line) = input.file.foreignBytes
      log.add(
        .encodingAssumed, severity: .note,
        summary: "the file is not UTF-8 and is read as Windows-1252", line: line,
        note:
          "\(count) \(count == 1 ? "byte is" : "bytes are") beyond ASCII, the first on this line",
        remedy: "look at names with accents; if they are wrong, save the file as UTF-8")
    }
    if input.file.encoding.isUTF8, !input.file.isASCII {
      let doubled = input.file.withBytes { DoubleEncoding(in: $0) }
      if let example = doubled.example {
        log.add(
          .encodingDoubled, severity: .warning,
          summary: "text was encoded twice: \"\(example.found)\" should be \"\(example.meant)\"",
          line: doubled.line,
          note:
            "\(doubled.count) such \(doubled.count == 1 ? "text" : "texts"), the first on this line; they are kept as they are",
          remedy: "save the file as Windows-1252 and load that, or export it again")
      }
    }
    return log
  }

  // MARK: Readings of files without transfers

  func reading(
    _ input: TransactionReader.Input, _ finding: HeaderFinder.Finding?, _ profile: String,
    _ rows: RowBalance, _ log: DiagnosticLog
  ) -> FileReading {
    FileReading(
      file: input.source, encoding: encoding(input), dialect: finding?.dialect.words ?? "",
      headerLine: finding?.headerLine, profile: profile, rows: rows, firstTime: nil, lastTime: nil,
      totals: MoneyTotals(), statedPayments: nil, diagnostics: log.diagnostics)
  }

  func repeated(_ input: TransactionReader.Input) -> FileReading {
    var log = DiagnosticLog(of: input.source)
    log.add(
      .fileRepeated, severity: .note,
      summary: "\(input.source.path) has the same bytes as a file named before it",
      note: "SHA-256 \(input.source.digest.hex)", remedy: "no action is needed; it counts once")
    return reading(input, nil, "repeated", RowBalance(), log)
  }

  func empty(_ input: TransactionReader.Input) -> FileReading {
    var log = DiagnosticLog(of: input.source)
    log.add(
      .fileEmpty, severity: .warning, summary: "\(input.source.path) has no rows and no header",
      remedy: "check that it was exported and copied completely")
    return reading(input, nil, "empty", RowBalance(), log)
  }
}
