internal import PaymentGraph

/// The meaning of a line of a file that shows no transfer.
enum LineMeaning {
  /// The file holds records of another kind, and no transfers.
  case otherFile(String)
  case beforeHeader
  case header
  /// The file ends before the line.
  case beyondEnd(lines: Int)
  case empty
  /// The line continues the row that starts on another line.
  case goesOn(first: Int)
  /// The row became no transfer, and nothing is wrong with it.
  case setAside(SetAsideReason, word: String?)
  /// The row is shown by the transfer of another row.
  case folded
  /// The row could not be read; holds the message of its problem.
  case rejected(String)
  /// The row was read, and nothing more is known of it.
  case read

  /// The meaning in words.
  func words(_ row: RowName) -> String {
    switch self {
    case .otherFile(let kind): "\(row.file) holds \(kind), not transfers"
    case .beforeHeader: "line \(row.line) comes before the header"
    case .header: "line \(row.line) is the header"
    case .beyondEnd(let lines): "the file has \(lines) lines"
    case .empty: "line \(row.line) is empty"
    case .goesOn(let first):
      "line \(row.line) continues the row of line \(first), which is not a transfer"
    case .setAside(let reason, let word):
      "the row is \(reason.isMemo ? "memo" : "skipped"): \(reason.words)"
        + (word.map { " (\($0.prefix(40)))" } ?? "")
    case .folded: "the row is part of a conversion that another row shows"
    case .rejected(let why): "the row is rejected: \(why)"
    case .read: "the row was read, but another row shows its transfer"
    }
  }
}
