public import PaymentGraph

/// A question under a name.
public struct AskEvent: EventContent, Hashable {
  /// The name.
  public let name: String
  /// The question; the case does not look into it.
  public let inquiry: CanonicalJSON

  /// Creates the event.
  public init(name: String, inquiry: CanonicalJSON) {
    self.name = name
    self.inquiry = inquiry
  }

  init(_ members: inout EventMembers) throws(EventError) {
    name = try members.string("name")
    inquiry = try members.value("inquiry")
  }

  let kind = "ask"
  var members: [(String, CanonicalJSON)] {
    [("inquiry", inquiry), ("name", .string(name))]
  }
  var things: Set<CaseThing> { [.name(Spelling("question \(name)"))] }
}

/// An answer on record: the question, and the digests of all that was answered.
public struct RecordEvent: EventContent, Hashable {
  /// The name.
  public let name: String
  /// The question; the case does not look into it.
  public let inquiry: CanonicalJSON
  /// The SHA-256 of the answer's bytes, which the case keeps.
  public let answer: FileDigest
  /// The SHA-256 of all that the answer rests on.
  public let basis: FileDigest
  /// The SHA-256 of the notes that stood beside the answer.
  public let notes: FileDigest

  /// Creates the event.
  public init(
    name: String, inquiry: CanonicalJSON, answer: FileDigest, basis: FileDigest, notes: FileDigest
  ) {
    self.name = name
    self.inquiry = inquiry
    self.answer = answer
    self.basis = basis
    self.notes = notes
  }

  init(_ members: inout EventMembers) throws(EventError) {
    name = try members.string("name")
    inquiry = try members.value("inquiry")
    answer = try members.digest("answer")
    basis = try members.digest("basis")
    notes = try members.digest("notes")
  }

  let kind = "record"
  var members: [(String, CanonicalJSON)] {
    [
      ("answer", .string(answer.hex)), ("basis", .string(basis.hex)), ("inquiry", inquiry),
      ("name", .string(name)), ("notes", .string(notes.hex)),
    ]
  }
  var things: Set<CaseThing> { [.name(Spelling("record \(name)"))] }
}
