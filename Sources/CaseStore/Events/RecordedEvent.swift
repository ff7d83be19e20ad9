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
    // As many bytes as the form has: `0` stands for a digit.
    var numbers = (year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0)
    var place = 0
    for byte in text.utf8 {
      let digit = Int(byte) - 0x30
      switch place {
      case 0...3: numbers.year = numbers.year * 10 + digit
      case 5, 6: numbers.month = numbers.month * 10 + digit
      case 8, 9: numbers.day = numbers.day * 10 + digit
      case 11, 12: numbers.hour = numbers.hour * 10 + digit
      case 14, 15: numbers.minute = numbers.minute * 10 + digit
      case 17, 18: numbers.second = numbers.second * 10 + digit
      case 4, 7: if byte != UInt8(ascii: "-") { return nil }
      case 10: if byte != UInt8(ascii: "T") { return nil }
      case 13, 16: if byte != UInt8(ascii: ":") { return nil }
      case 19: if byte != UInt8(ascii: "Z") { return nil }
      default: return nil
      }
      let isSign =
        place == 10 || place == 19 || place == 4 || place == 7 || place == 13 || place == 16
      guard isSign || (0...9).contains(digit) else { return nil }
      place += 1
    }
    guard place == 20, numbers.hour < 24, numbers.minute < 60, numbers.second < 60,
      let date = CivilDate(year: numbers.year, month: numbers.month, day: numbers.day)
    else { return nil }
    return Int(date.milliseconds / 1000) + numbers.hour * 3600 + numbers.minute * 60
      + numbers.second
  }
}
