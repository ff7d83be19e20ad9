internal import Hashing
public import PaymentGraph

/// The author of an event and the circumstances.
public struct EventAuthor: Hashable, Sendable {
  /// The time, in seconds since 1970, by the machine's clock.
  public let at: Int
  /// The person.
  public let by: String
  /// The version of the program, and its commit.
  public let program: String

  /// Creates an author.
  public init(at: Int, by: String, program: String) {
    self.at = at
    self.by = by
    self.program = program
  }
}

/// An event that is to be appended.
public struct DraftEvent: Hashable, Sendable {
  /// The content.
  public let event: CaseEvent
  /// The reason.
  public let why: String?

  /// Creates a draft.
  public init(_ event: CaseEvent, why: String? = nil) {
    self.event = event
    self.why = why
  }
}

/// An event of a case: its content, its circumstances, and its place in the chain.
public struct RecordedEvent: Hashable, Sendable {
  /// The number, from 1.
  public let number: Int
  /// The author and the time.
  public let author: EventAuthor
  /// The reason; nil where none was given.
  public let why: String?
  /// The content.
  public let event: CaseEvent
  /// The body as it is kept: canonical JSON.
  public let body: [UInt8]
  /// The hash of this event and all before it.
  public let hash: FileDigest

  /// Writes an event that follows a hash.
  init(_ draft: DraftEvent, number: Int, author: EventAuthor, after previous: FileDigest?)
    throws(EventError)
  {
    var members: [(String, CanonicalJSON)] = [
      ("at", .string(EventTime.text(author.at))), ("by", .string(author.by)),
      ("kind", .string(draft.event.kind)), ("n", .integer(number)),
      ("program", .string(author.program)),
    ]
    // Cases of old versions may hold blank ones, which are read; none is written any more.
    guard !author.by.isBlank else { throw EventError("the name of its author is blank") }
    if let why = draft.why {
      guard !why.isBlank else { throw EventError("its reason (why) is blank") }
      members.append(("why", .string(why)))
    }
    if case .remark(let remark) = draft.event, remark.text.isBlank {
      throw EventError("its text is blank")
    }
    let body = CanonicalJSON.object(of: members + draft.event.content.members).bytes
    // What is written is read back, so that nothing is written that could not be read.
    try self.init(number: number, body: body, previous: previous, storedHash: nil)
  }

  /// Reads an event.
  ///
  /// - Parameters:
  ///   - previous: the hash of the event before; nil for the first.
  ///   - storedHash: the hash that stands beside the body; nil where it is computed.
  init(number: Int, body: [UInt8], previous: FileDigest?, storedHash: FileDigest?)
    throws(EventError)
  {
    let value: CanonicalJSON
    do throws(CanonicalJSONError) {
      value = try CanonicalJSON(body)
    } catch {
      throw EventError("the body is not canonical JSON: \(error)")
    }
    var members = try EventMembers(value, of: "the body")
    guard try members.integer("n") == number else {
      throw EventError("the body has another number")
    }
    guard let at = EventTime.seconds(try members.string("at")) else {
      throw EventError("at is not a time in UTC to the second")
    }
    author = EventAuthor(
      at: at, by: try members.string("by"), program: try members.string("program"))
    why = try members.optionalString("why")
    event = try CaseEvent(kind: try members.string("kind"), &members)
    try members.finish()
    guard why != nil || !event.needsReason else {
      throw EventError("the kind \(event.kind) needs a reason (why)")
    }
    self.number = number
    self.body = body
    if case .opening(let opening) = event {
      guard number == 1 else { throw EventError("a case begins twice") }
      hash = Chain.hash(body, after: Chain.start(of: opening.id))
    } else {
      guard number > 1, let previous else { throw EventError("event 1 does not begin a case") }
      hash = Chain.hash(body, after: previous)
    }
    if case .undo(let undo) = event, undo.number >= number || undo.number < 2 {
      throw EventError("event \(undo.number) cannot be undone by event \(number)")
    }
    guard storedHash == nil || storedHash == hash else {
      throw EventError("the hash does not fit the body and the events before it")
    }
  }

  /// The event as the text form of the chain has it: the hash, a blank, the body.
  public var line: [UInt8] { Array(hash.hex.utf8) + [UInt8(ascii: " ")] + body }
}

/// Times as bodies write them: `2026-11-30T01:32:12Z`.
public enum EventTime {
  /// Returns the text of a time in seconds since 1970.
  public static func text(_ seconds: Int) -> String {
    // Years of four digits only: a clock beyond them is written as its nearest.
    let seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
    let day = CivilDate(milliseconds: Int64(seconds) * 1000).iso8601
    let rest = ((seconds % 86_400) + 86_400) % 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  /// Reads such a text; nil where it has another form.
  static func seconds(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var number = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
      return number
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[19] == UInt8(ascii: "Z"), hour < 24, minute < 60, second < 60,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return Int(date.milliseconds / 1000) + hour * 3600 + minute * 60 + second
  }
}
