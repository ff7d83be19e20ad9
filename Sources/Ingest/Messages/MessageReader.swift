internal import PaymentGraph

/// Reads a bank message into the rows of a statement.
struct MessageReader {
  let kind: MessageKind
  let path: String
  /// The direction in entries that undo others, where the user states it.
  var reversals: ReversalDirection?
  /// The days that loaded statements cover.
  var held = StatementsHeld()
  /// The directions of a bank's own codes, as the user states them.
  var customCodes: [String: Bool] = [:]

  /// Returns what stands in a message, before its balances are compared.
  static func message(
    _ kind: MessageKind, in bytes: Span<UInt8>, customCodes: [String: Bool] = [:]
  ) -> BankMessage {
    switch kind.family {
    case .camt: CamtReader.read(bytes)
    case .swift: NetworkReader().read(bytes)
    case .openExchange: OpenExchangeReader.read(bytes)
    case .cashManagement: CashReader(customCodes: customCodes).read(bytes)
    case .quicken: QuickenReader.read(bytes)
    case .orders: OrderReader.read(bytes, isOrdered: kind.isOrdered)
    }
  }

  /// - Throws: the reason why the file cannot be read at all, or the question that its balances leave open.
  func file(_ bytes: Span<UInt8>) throws(IngestError) -> StatementFile {
    var message = MessageReader.message(kind, in: bytes, customCodes: customCodes)
    guard !message.statements.isEmpty else { throw refusal(message) }
    let codes = kind.family == .cashManagement ? CashReader.openCodes(in: message) : []
    guard codes.isEmpty else {
      throw IngestError(
        .twoReadings, path: path,
        "has transactions of the bank's own types \(codes.joined(separator: ", ")), and nothing says whether money came in or went out; "
          + "choose with --custom-codes \(codes[0])=credit or --custom-codes \(codes[0])=debit")
    }
    if kind.family == .camt, !kind.isInterim { held.notified.join(&message) }
    try MessageSettling(path: path, stated: reversals, isFixed: kind.family != .camt)
      .settle(&message)
    message.tellEmptyStatements()
    if kind.isInterim { held.setAside(in: &message) }
    if MessageLines.hasSharedLines(message) {
      message.decisions.append(MessageLines.numberWords)
    }
    return StatementFile(message, in: bytes)
  }

  private func refusal(_ message: BankMessage) -> IngestError {
    let what = "is \(kind.words), \(kind.name), "
    guard let tear = message.tear else {
      return IngestError(
        .notText, path: path,
        what
          + "but holds no \(kind.family == .orders ? "payment" : "statement of an account"); ask the bank for the whole message"
      )
    }
    return IngestError(
      .notText, path: path,
      what
        + "but \(tear.words), before any \(kind.family == .orders ? "payment" : "statement of an account"); ask the bank for the file again"
    )
  }
}

extension StatementFile {
  /// Reports the problems of a message that reject no row.
  func report(to log: inout DiagnosticLog, in bytes: Span<UInt8>) {
    message?.report(to: &log, in: bytes) { lines.indices.contains($0) ? lines[$0].row : nil }
  }
}

extension BankMessage {
  /// Reports the problems that reject no row.
  ///
  /// - Parameter row: returns the row of an entry; nil where it has none.
  func report(to log: inout DiagnosticLog, in bytes: Span<UInt8>, row: (Int) -> Row?) {
    for problem in problems {
      if let row = problem.entry.flatMap(row) {
        log.add(
          problem.code, severity: problem.severity, summary: problem.summary, in: row,
          bytes: bytes, note: problem.note, remedy: problem.remedy)
      } else {
        log.add(
          problem.code, severity: problem.severity, summary: problem.summary, line: problem.line,
          note: problem.note, remedy: problem.remedy)
      }
    }
  }
}
