internal import CaseStore
internal import PaymentGraph
internal import Reports

/// The name of an answer's bytes: the digest of the question and of all that the answer rests on.
///
/// A page sends it back after the case has moved on; an event that changes no basis, such as a note, then costs no new
/// answer.
struct AnswerTag: Equatable {
  /// The tag with its quotation marks, as fields of HTTP have it.
  let field: String

  init(of request: Request, on loaded: Library.Loaded, _ settings: ExplorerSettings) {
    let parts = [
      settings.program, settings.mask.rawValue, loaded.basisDigest, request.path, request.query,
    ]
    field = "\"\(Chain.digest(of: Array(parts.joined(separator: "\n").utf8)).hex.prefix(32))\""
  }

  /// Returns true where the one who asks has the answer already.
  func isKnown(to request: Request) -> Bool { request.value(of: "if-none-match") == field }
}
