/// The reason why a case cannot be opened or continued.
public struct CaseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of reason; more may be added.
  public enum Reason: Hashable, Sendable {
    /// There is no file at this path.
    case missing
    /// There is a file where a new case was to be.
    case exists
    /// The file is something else than a case.
    case notACase
    /// A newer version of the program made the file or one of its events.
    case newer
    /// The tables are not those of a case.
    case foreign
    /// The bytes of the file are damaged.
    case damaged
    /// An event, or the chain of hashes, is broken; holds the number of the first bad event.
    case broken(event: Int)
    /// A program was killed while it wrote, and what it left half done cannot be undone here.
    case notClosed
    /// Nothing can be written there.
    case readOnly
    /// Another program holds the file.
    case busy
    /// The disk has no room.
    case full
    /// The system refused to read or write.
    case unreadable
    /// Events on the same things were appended meanwhile; holds their numbers.
    case conflict(events: [Int])
    /// The events cannot be appended as they are.
    case invalid
  }

  /// The kind of reason.
  public let reason: Reason
  /// The path of the case.
  public let path: String
  /// The cause in one sentence.
  public let message: String
  /// The advice; nil where there is none.
  public let help: String?

  init(_ reason: Reason, path: String, _ message: String, help: String? = nil) {
    self.reason = reason
    self.path = path
    self.message = message
    self.help = help
  }

  init(_ error: SQLiteError, path: String, doing work: String) {
    let reason: Reason
    var words = "\(work): \(error.message)"
    var help: String?
    if error.isBusy {
      if CaseContainer.refusesLocks(path) {
        self = CaseError.withoutLocks(path)
        return
      }
      reason = .busy
      words = "another program is writing to it, and did not end within 5 seconds"
      help = "try again when it has ended"
    } else if error.isFull {
      reason = .full
      words = "\(work): the disk is full; nothing was written"
    } else if error.isReadOnly {
      reason = .readOnly
      words = "nothing can be written there"
    } else if error.isDamage {
      reason = .damaged
      words = "the file is damaged: \(error.message)"
      help = "take a copy that is sound; verify says which events are"
    } else if error.isConstraint {
      reason = .invalid
    } else {
      reason = .unreadable
    }
    self.init(reason, path: path, words, help: help)
  }

  /// The failure on a disk that refuses every lock.
  static func withoutLocks(_ path: String) -> CaseError {
    CaseError(
      .unreadable, path: path,
      "the disk on which it lies gives no locks, so two programs could write at once",
      help: "copy the case to a disk of this machine")
  }

  /// The path and the message.
  public var description: String { "\(path): \(message)" }
}
