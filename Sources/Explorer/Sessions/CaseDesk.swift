public import CaseStore
public import Inquiries
public import PaymentGraph

/// The material of the pages: what was loaded, and the ways to its rows.
public struct ExplorerData: Sendable {
  /// The case that questions are asked of.
  public var basis: Basis
  /// The files as they were read.
  public var intake: Intake
  /// The last event of the case; nil where there is no case.
  public var head: Head?
  /// The digest of all that answers rest on in the case; nil where there is no case.
  public var basisDigest: FileDigest?
  /// The line that names the case, as below an answer of the command line; empty where there is no case.
  public var caseLine = ""
  /// Completes a question by the facts that the case states.
  public var completed: @Sendable (Inquiry) throws -> Inquiry = { $0 }
  /// Reads a row again: the file, the bytes of the row, and the number of lines around it.
  public var row: @Sendable (SourceFile, Range<Int>, Int) throws -> ShownRow
  /// Returns the files that are no longer those that were loaded.
  public var changedFiles: @Sendable () -> [SourceFile] = { [] }

  /// Creates the material; see the properties.
  public init(
    basis: Basis, intake: Intake,
    row: @escaping @Sendable (SourceFile, Range<Int>, Int) throws -> ShownRow
  ) {
    self.basis = basis
    self.intake = intake
    self.row = row
  }
}

/// A decision as a page asks for it, in the words of `tributary decide` and `undo`.
public struct DecisionRequest: Sendable, Hashable {
  /// The head that the page saw, as the hash of its event.
  public var expecting: String
  /// The kind of decision, or `undo`.
  public var kind: String
  /// The accounts, payments or values that the kind takes; for `undo` the number of the event.
  public var operands: [String]
  /// The reason.
  public var why: String
  /// True where only the difference is asked for.
  public var isDryRun: Bool

  /// Creates a request; see the properties.
  public init(
    expecting: String, kind: String, operands: [String], why: String, isDryRun: Bool
  ) {
    self.expecting = expecting
    self.kind = kind
    self.operands = operands
    self.why = why
    self.isDryRun = isDryRun
  }
}

/// The outcome of a decision.
public struct DecisionOutcome: Sendable, Hashable {
  /// The changes in words, one a line.
  public var changes: [String]
  /// The head after the decision; of a dry run the head before it.
  public var head: Head
  /// True where something was written.
  public var isWritten: Bool

  /// Creates an outcome; see the properties.
  public init(changes: [String], head: Head, isWritten: Bool) {
    self.changes = changes
    self.head = head
    self.isWritten = isWritten
  }
}

/// The way to the files or the case on which the pages stand.
public protocol CaseDesk: Sendable {
  /// The case's path; nil where there is no case, so that nothing can be decided.
  var casePath: String? { get }

  /// Returns the last event of the case as it is now; nil where there is no case.
  func head() async throws -> Head?

  /// Loads the files, or the case as it is now.
  func load() async throws -> ExplorerData

  /// Returns the events as JSON.
  func log() async throws -> [UInt8]

  /// Decides, or says what a decision would change.
  func decide(_ request: DecisionRequest) async throws -> DecisionOutcome

  /// Returns the answers on record, in the order of their events.
  func answers() async throws -> [AnswerOnRecord]

  /// Asks an answer on record again; nil where there is none of this name.
  func verification(of name: String) async throws -> AnswerVerification?

  /// Returns the bytes of an answer on record; nil where there is none of this name.
  func keptAnswer(_ name: String) async throws -> [UInt8]?
}

extension CaseDesk {
  /// Nothing is on record without a case.
  public func answers() async throws -> [AnswerOnRecord] { [] }

  /// Nothing is on record without a case.
  public func verification(of name: String) async throws -> AnswerVerification? { nil }

  /// Nothing is on record without a case.
  public func keptAnswer(_ name: String) async throws -> [UInt8]? { nil }
}
