internal import PaymentGraph

/// Reads a bank message into the rows of a statement.
struct MessageReader {
  let kind: MessageKind
  let path: String
  /// The direction in entries that undo others, where the user states it.
  var reversals: ReversalDirection?
  /// The days that loaded statements cover.
  var held = StatementsHeld()

  /// Returns what stands in a message, before its balances are compared.
  static func message(_ kind: MessageKind, in bytes: Span<UInt8>) -> BankMessage {
    switch kind.family {
    case .camt: CamtReader.read(bytes)
    case .swift: NetworkReader().read(bytes)
    case .openExchange: OpenExchangeReader.read(bytes)
    }
  }

  /// - Throws: the reason why the file cannot be read at all, or the question that its balances leave open.
  func file(_ bytes: Span<UInt8>) throws(IngestError) -> StatementFile {
    var message = MessageReader.message(kind, in: bytes)
    guard !message.statements.isEmpty else { throw refusal(message) }
    try MessageSettling(path: path, stated: reversals, isFixed: kind.family == .swift)
      .settle(&message)
    if kind.isInterim { held.setAside(in: &message) }
    if MessageLines.hasSharedLines(message) {
      message.decisions.append(
        "several transfers begin on one line: a number after the file's name is that of the transfer in the file, not a line"
      )
    }
    return StatementFile(message, in: bytes)
  }

  private func refusal(_ message: BankMessage) -> IngestError {
    let what = "is \(kind.words), \(kind.name), "
    guard let tear = message.tear else {
      return IngestError(
        .notText, path: path,
        what + "but holds no statement of an account; ask the bank for the whole message")
    }
    return IngestError(
      .notText, path: path,
      what
        + "but \(tear.words), before any statement of an account; ask the bank for the file again")
  }
}

extension StatementFile {
  /// Reports the problems of a message that reject no row.
  func report(to log: inout DiagnosticLog, in bytes: Span<UInt8>) {
    guard let message else { return }
    for problem in message.problems {
      if let entry = problem.entry, lines.indices.contains(entry) {
        log.add(
          problem.code, severity: problem.severity, summary: problem.summary,
          in: lines[entry].row, bytes: bytes, note: problem.note, remedy: problem.remedy)
      } else {
        log.add(
          problem.code, severity: problem.severity, summary: problem.summary, line: problem.line,
          note: problem.note, remedy: problem.remedy)
      }
    }
  }
}
