public import FundTracing
public import Reports

/// The reason why a question cannot be read or asked.
///
/// A search that finds nothing is an answer, never an error.
public enum InquiryError: Error, Sendable, CustomStringConvertible {
  /// The text is not the JSON of a question; the offset counts its bytes.
  case notJSON(offset: Int, reason: String)
  /// The text is not the address of a question.
  case notAddress(String)
  /// No question has this name.
  case unknownQuestion(String)
  /// The question has no option of this name.
  case unknownMember(String, question: String)
  /// A text names an option twice.
  case repeatedMember(String)
  /// The question needs an option that is not given.
  case missingMember(String, question: String)
  /// The option takes values of another type.
  case wrongType(String, takes: String)
  /// The option does not take this value.
  case wrongValue(String, takes: String)
  /// Options contradict each other, or are written wrongly.
  case contradiction(String)
  /// The data does not have what the question names.
  case refused(String)
  /// The question has no answer by its definition.
  case question(FundTracingError)
  /// The picture cannot be drawn.
  case picture(DiagramError)
  /// The evidence for an answer cannot be read again.
  case evidence(any Error)
  /// The asker did not wait for the answer.
  case cancelled

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .notJSON(let offset, let reason): "not the JSON of a question: \(reason) at byte \(offset)"
    case .notAddress(let reason): "not the address of a question: \(reason)"
    case .unknownQuestion(let name): "there is no question \"\(name)\""
    case .unknownMember(let name, let question): "\(question) has no option \"\(name)\""
    case .repeatedMember(let name): "\(name) is given twice"
    case .missingMember(let name, let question): "\(question) needs \(name)"
    case .wrongType(let name, let takes), .wrongValue(let name, let takes): "\(name) takes \(takes)"
    case .contradiction(let words), .refused(let words): words
    case .question(let error): error.description
    case .picture(let error): error.description
    case .evidence(let error): "the evidence cannot be read: \(error)"
    case .cancelled: "nobody waited for the answer"
    }
  }
}
