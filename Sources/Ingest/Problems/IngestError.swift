internal import PaymentGraph

/// The reason why files could not be read at all.
///
/// Problems inside a file are diagnostics; this error is thrown when reading cannot go on.
public struct IngestError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of reason; more may be added.
  public struct Code: Hashable, Sendable {
    private enum Reason: Hashable, Sendable {
      case noSuchFile, notAFile, unreadable, notText, headerUnknown, columnMissing, twoReadings
      case fileTooLarge, tooManyRows, rowRejected, changed, notOfExtract
      case severalTables
    }
    private let reason: Reason
    private init(_ reason: Reason) { self.reason = reason }

    /// There is no file at this path.
    public static let noSuchFile = Code(.noSuchFile)
    /// The path leads to a directory or device.
    public static let notAFile = Code(.notAFile)
    /// The system refused to open or map the file.
    public static let unreadable = Code(.unreadable)
    /// The bytes are not delimited text (PDF, spreadsheet, archive, UTF-16).
    public static let notText = Code(.notText)
    /// No profile knows the header.
    public static let headerUnknown = Code(.headerUnknown)
    /// A mapping names a column that the file does not have.
    public static let columnMissing = Code(.columnMissing)
    /// The file can be read in two ways and a flag must decide.
    public static let twoReadings = Code(.twoReadings)
    /// The file holds the statements of several accounts, one below the other.
    public static let severalTables = Code(.severalTables)
    /// The file is larger than a ledger can cite.
    public static let fileTooLarge = Code(.fileTooLarge)
    /// With the file, a ledger would have more transfers or accounts than it can number.
    public static let tooManyRows = Code(.tooManyRows)
    /// The file is a part of an extract that is not whole, was changed, or does not go with the other files.
    public static let notOfExtract = Code(.notOfExtract)
    /// The file changed or vanished while it was read.
    public static let changed = Code(.changed)
    /// A row was rejected where none may be.
    public static let rowRejected = Code(.rowRejected)
  }

  /// The kind of reason.
  public let code: Code
  /// The path as it was given.
  public let path: String
  /// The cause and what to do, in one or two sentences.
  public let message: String
  /// The reasons why further files cannot be read, and the further questions of this one.
  public private(set) var others: [IngestError] = []

  init(_ code: Code, path: String, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  /// Joins several errors into one: the first that no flag mends, or else the first question, with the others in
  /// ``others``.
  ///
  /// - Parameter errors: at least one error.
  init(_ errors: [IngestError]) {
    var all = errors.flatMap { [$0.alone] + $0.others }
    let first = all.firstIndex { $0.code != .twoReadings } ?? 0
    guard all.indices.contains(first) else {
      self.init(.twoReadings, path: "", "")
      return
    }
    self = all.remove(at: first)
    others = all
  }

  private var alone: IngestError { IngestError(code, path: path, message) }

  /// Reports the first rejected row of an intake, where no row may be rejected.
  init(rejectedIn intake: Intake) {
    let first = intake.diagnostics.first { $0.severity == .error && $0.citation != nil }
    let count = intake.rows.rejected
    self.init(
      .rowRejected, path: first?.citation?.file.path ?? intake.files.first?.file.path ?? "",
      "line \(first?.citation?.line ?? 0): \(first?.summary ?? "a row was rejected")"
        + (count > 1 ? "; \(count) rows are rejected in all" : "")
        + "; nothing is loaded, because of --strict")
  }

  /// The path and the message, one line for each question.
  public var description: String {
    ([self] + others).map { "\($0.path): \($0.message)" }.joined(separator: "\n")
  }
}

/// The treatment of rows that are not well formed.
public enum Tolerance: String, Sendable, Hashable, CaseIterable {
  /// The first rejected row ends the reading; nothing is loaded.
  case strict
  /// Such rows are rejected and the rest is loaded.
  case normal
  /// Rows that can be mended in exactly one way are loaded as mended, each with a warning.
  case lenient
}
