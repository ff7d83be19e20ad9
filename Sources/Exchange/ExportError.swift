/// A reason why an export was not made.
public enum ExportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A file could not be written, in the system's words.
  case notWritten(path: String, reason: String)
  /// A written file could not be read again.
  case notReadBack(path: String, reason: String)
  /// The written file says something else than the ledger.
  case differs(path: String, words: String)
  /// A written file holds a value that the mask hides.
  case leak(path: String, value: String)
  /// The format cannot carry this.
  case refused(String)

  /// The cause in one line.
  public var description: String {
    switch self {
    case .notWritten(let path, let reason): "\(path) cannot be written: \(reason)"
    case .notReadBack(let path, let reason):
      "\(path) was written and cannot be read again: \(reason)"
    case .differs(let path, let words):
      "\(path) does not say what the ledger says and was removed: \(words)"
    case .leak(let path, let value):
      "nothing was written, because \(path) would show \"\(value)\", which --mask hides"
    case .refused(let words): words
    }
  }
}
