public import PaymentGraph

/// A note or a tag for readers; no engine looks at it.
public struct RemarkEvent: EventContent, Hashable {
  /// The thing that a remark is on.
  public enum Subject: Hashable, Sendable {
    /// An account, a payment or a file.
    case thing(CaseThing)
    /// An answer on record.
    case answer(String)
    /// A document outside the case, by any name.
    case document(String)
  }

  /// True for a tag.
  public let isTag: Bool
  /// The thing that it is on.
  public let subject: Subject
  /// The words.
  public let text: String

  /// Creates the event.
  public init(isTag: Bool, on subject: Subject, text: String) {
    self.isTag = isTag
    self.subject = subject
    self.text = text
  }

  init(isTag: Bool, _ members: inout EventMembers) throws(EventError) {
    self.isTag = isTag
    text = try members.string(isTag ? "tag" : "text")
    var on = try EventMembers(try members.value("on"), of: "on")
    let account = try on.optionalString("account")
    let transfer = try on.optionalString("transfer")
    let source = try on.optionalDigest("source")
    let answer = try on.optionalString("answer")
    let document = try on.optionalString("document")
    try on.finish()
    var named: [Subject] = []
    if let account { named.append(.thing(.account(Spelling(account)))) }
    if let transfer { named.append(.thing(.transfer(try RowOfSource.list([transfer])[0]))) }
    if let source { named.append(.thing(.source(source))) }
    if let answer { named.append(.answer(answer)) }
    if let document { named.append(.document(document)) }
    guard let first = named.first, named.count == 1 else {
      throw EventError("on does not name one thing")
    }
    subject = first
  }

  var kind: String { isTag ? "tag" : "note" }
  var members: [(String, CanonicalJSON)] {
    let on: (String, CanonicalJSON)? =
      switch subject {
      case .thing(let thing): thing.member
      case .answer(let name): ("answer", .string(name))
      case .document(let name): ("document", .string(name))
      }
    return [
      ("on", .object(of: on.map { [$0] } ?? [])), (isTag ? "tag" : "text", .string(text)),
    ]
  }
  /// Remarks add up; none contradicts another.
  var things: Set<CaseThing> { [] }
}

/// A page of the explorer that was saved.
public struct ViewEvent: EventContent, Hashable {
  /// The name.
  public let name: String
  /// The address, without the host.
  public let address: String

  /// Creates the event.
  public init(name: String, address: String) {
    self.name = name
    self.address = address
  }

  init(_ members: inout EventMembers) throws(EventError) {
    name = try members.string("name")
    address = try members.string("url")
  }

  let kind = "view"
  var members: [(String, CanonicalJSON)] {
    [("name", .string(name)), ("url", .string(address))]
  }
  var things: Set<CaseThing> { [.name(Spelling("view \(name)"))] }
}

/// The head was written down outside the case.
public struct AnchorEvent: EventContent, Hashable {
  /// The head that was written down.
  public let head: FileDigest
  /// The place, such as a page of a notebook or the digest of a time stamp.
  public let place: String

  /// Creates the event.
  public init(head: FileDigest, place: String) {
    self.head = head
    self.place = place
  }

  init(_ members: inout EventMembers) throws(EventError) {
    head = try members.digest("head")
    place = try members.string("where")
  }

  let kind = "anchor"
  var members: [(String, CanonicalJSON)] {
    [("head", .string(head.hex)), ("where", .string(place))]
  }
  var things: Set<CaseThing> { [] }
}

/// An event loses its effect, as if it had never been.
public struct UndoEvent: EventContent, Hashable {
  /// The event.
  public let number: Int

  /// Creates the event.
  public init(number: Int) { self.number = number }

  init(_ members: inout EventMembers) throws(EventError) { number = try members.integer("number") }

  let kind = "undo"
  var members: [(String, CanonicalJSON)] { [("number", .integer(number))] }
  var things: Set<CaseThing> { [.event(number)] }
}
