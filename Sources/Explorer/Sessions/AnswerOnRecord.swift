public import CaseStore
public import PaymentGraph

/// An answer that a case keeps, with the question that it answers.
public struct AnswerOnRecord: Sendable {
  /// The name.
  public var name: String
  /// The number of its event.
  public var event: Int
  /// The time of the event, as the log writes it.
  public var at: String
  /// The author.
  public var by: String
  /// The words of the command that asks the question, without those that name the case.
  public var command: [String]
  /// The address of the page that asks the question today; nil where no page does.
  public var page: String?
  /// The SHA-256 of the bytes on record.
  public var digest: FileDigest

  /// Creates an answer; see the properties.
  public init(
    name: String, event: Int, at: String, by: String, command: [String], page: String?,
    digest: FileDigest
  ) {
    self.name = name
    self.event = event
    self.at = at
    self.by = by
    self.command = command
    self.page = page
    self.digest = digest
  }
}

/// An answer on record that was asked again.
public struct AnswerVerification: Sendable {
  /// The outcome of asking again on the case as it was then.
  public enum State: String, Sendable {
    /// The bytes are the same.
    case same
    /// Some bytes differ.
    case differs
    /// The question cannot be asked any more.
    case unasked
  }

  /// The answer.
  public var answer: AnswerOnRecord
  /// The outcome.
  public var state: State
  /// The reason why it cannot be asked, or why its basis differs; nil for none.
  public var reason: String?
  /// The figures in which it differs from its record.
  public var differences: [AnswerDifference.Figure] = []
  /// The figures that would be others on the case as it is today; nil where nothing has followed that counts.
  public var today: [AnswerDifference.Figure]?

  /// Creates an outcome; see the properties.
  public init(_ answer: AnswerOnRecord, state: State, reason: String? = nil) {
    self.answer = answer
    self.state = state
    self.reason = reason
  }
}
