internal import PaymentGraph

/// What stands on a line of a file that shows no transfer.
enum LineMeaning {
  /// The file holds no transfers at all, but this.
  case otherFile(String)
  case beforeHeader
  case header
  /// The file ends before it.
  case beyondEnd(lines: Int)
  case empty
  /// It goes on with the row that starts on another line.
  case goesOn(first: Int)
  /// It became no transfer, and nothing is wrong with it.
  case setAside(SetAsideReason, word: String?)
  /// It is shown by the transfer of another row.
  case folded
  /// It could not be read; what was said of it.
  case rejected(String)
  /// It was read, and nothing more is known of it.
  case read

  /// The meaning in words.
  func words(_ row: RowName) -> String {
    switch self {
    case .otherFile(let kind): "\(row.file) holds \(kind), no transfers"
    case .beforeHeader: "line \(row.line) stands before the header"
    case .header: "line \(row.line) is the header"
    case .beyondEnd(let lines): "the file has \(lines) lines"
    case .empty: "line \(row.line) is empty"
    case .goesOn(let first):
      "line \(row.line) goes on with the row of line \(first), which is no transfer"
    case .setAside(let reason, let word):
      "the row is \(reason.isMemo ? "memo" : "skipped"): \(reason.words)"
        + (word.map { " (\($0.prefix(40)))" } ?? "")
    case .folded: "the row is a part of a conversion, which another row shows"
    case .rejected(let why): "the row is rejected: \(why)"
    case .read: "the row was read, and its transfer is shown by another row"
    }
  }
}
