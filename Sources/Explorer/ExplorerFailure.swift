public import CaseStore
internal import FundTracing
public import Inquiries
internal import Reports

/// The reason why a request is refused.
public struct ExplorerFailure: Error, Sendable, CustomStringConvertible {
  /// The class of reasons, as HTTP counts them.
  public enum Status: Int, Sendable {
    /// The request has no sense.
    case wrong = 400
    /// The key is missing or wrong, or another site asks.
    case noKey = 401
    /// There is nothing at the address.
    case absent = 404
    /// The address does not take the method.
    case method = 405
    /// The state has changed meanwhile.
    case conflict = 409
    /// The body is too large.
    case large = 413
    /// The body is not JSON.
    case type = 415
    /// The request is meant for another host.
    case host = 421
    /// Too much is at work.
    case busy = 429
    /// The head is too large.
    case head = 431
    /// The program failed.
    case failed = 500
  }

  /// The class.
  public let status: Status
  /// A word for programs.
  public let code: String
  /// The cause in one sentence.
  public let message: String
  /// The advice; nil where there is none.
  public let help: String?

  /// Creates a reason; see the properties.
  public init(_ status: Status, code: String, message: String, help: String? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.help = help
  }

  /// The reason why a case refuses.
  public init(_ error: CaseError) {
    switch error.reason {
    case .conflict: self.init(.conflict, code: "conflict", message: error.message, help: error.help)
    case .busy: self.init(.conflict, code: "busy", message: error.message, help: error.help)
    case .readOnly:
      self.init(.conflict, code: "read-only", message: error.message, help: error.help)
    case .invalid: self.init(.wrong, code: "invalid", message: error.message, help: error.help)
    case .missing, .exists, .notACase, .newer, .foreign, .damaged, .broken, .notClosed, .full,
      .unreadable:
      self.init(.failed, code: "case", message: error.message, help: error.help)
    }
  }

  /// The reason why a question cannot be asked.
  public init(_ error: InquiryError) {
    let code =
      switch error {
      case .notJSON, .notAddress: "not-a-question"
      case .unknownQuestion: "unknown-question"
      case .unknownMember: "unknown-option"
      case .repeatedMember: "repeated-option"
      case .missingMember: "missing-option"
      case .wrongType, .wrongValue: "wrong-value"
      case .contradiction: "contradiction"
      case .refused: "refused"
      case .question: "no-answer"
      case .picture: "no-picture"
      case .evidence: "evidence"
      case .cancelled: "cancelled"
      }
    self.init(.wrong, code: code, message: error.description)
  }

  /// The code and the message.
  public var description: String { "\(code): \(message)" }

  var json: JSONValue {
    .object([
      (
        "error",
        .object([
          ("code", .string(code)), ("message", .string(message)),
          ("help", help.map(JSONValue.string) ?? .null),
        ])
      )
    ])
  }

  static let absent = ExplorerFailure(
    .absent, code: "absent", message: "nothing is at this address")
}
