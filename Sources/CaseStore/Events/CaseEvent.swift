public import PaymentGraph

/// The content of one event: a type for each group of kinds that say the same sort of thing.
public enum CaseEvent: Hashable, Sendable {
  /// The case begins.
  case opening(CaseOpening)
  /// Files join.
  case load(LoadEvent)
  /// A file leaves.
  case unload(UnloadEvent)
  /// Two accounts are one, or are not.
  case party(PartyEvent)
  /// An account has a role or a name, or is pooled or not.
  case detail(DetailEvent)
  /// Payments are claimed, or no longer.
  case claim(ClaimEvent)
  /// Something is left out of all answers, or no longer.
  case scope(ScopeEvent)
  /// A fact about pooled accounts or balances is stated.
  case term(TermEvent)
  /// A remark for readers.
  case remark(RemarkEvent)
  /// A question gets a name.
  case ask(AskEvent)
  /// An answer is put on record.
  case record(RecordEvent)
  /// A page of the explorer is saved.
  case view(ViewEvent)
  /// An event loses its effect.
  case undo(UndoEvent)
  /// The head was written down elsewhere.
  case anchor(AnchorEvent)

  /// The content, whatever its kind.
  var content: any EventContent {
    switch self {
    case .opening(let content): content
    case .load(let content): content
    case .unload(let content): content
    case .party(let content): content
    case .detail(let content): content
    case .claim(let content): content
    case .scope(let content): content
    case .term(let content): content
    case .remark(let content): content
    case .ask(let content): content
    case .record(let content): content
    case .view(let content): content
    case .undo(let content): content
    case .anchor(let content): content
    }
  }

  /// The word for the kind, as the body has it.
  public var kind: String { content.kind }

  /// The things that the event speaks of; two events with one in common do not commute.
  public var things: Set<CaseThing> { content.things }

  /// True where the event needs a reason.
  public var needsReason: Bool {
    switch self {
    case .party, .detail, .claim, .scope, .term, .unload, .undo: true
    case .opening, .load, .remark, .ask, .record, .view, .anchor: false
    }
  }

  /// The accounts that the event names, in the order of their spellings; a remark names the account that it is on.
  public var accounts: [String] {
    var named = things
    if case .remark(let remark) = self, case .thing(let thing) = remark.subject {
      named.insert(thing)
    }
    return named.compactMap { if case .account(let key) = $0 { key } else { nil } }
      .sorted().map(\.text)
  }

  /// The words of all kinds; a table, because most events are compared with most words otherwise.
  private enum Kind: String, CaseIterable {
    case opening = "case"
    case load, unload, same, different, role, pooled, name, claim, unclaim, leaveOut, takeBack
    case term, note, tag, ask, record, view, undo, anchor

    static let all = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
  }

  /// Reads the members of a body that belong to a kind.
  init(kind: String, _ members: inout EventMembers) throws(EventError) {
    switch Kind.all[kind] {
    case .opening: self = .opening(try CaseOpening(&members))
    case .load: self = .load(try LoadEvent(&members))
    case .unload: self = .unload(try UnloadEvent(&members))
    case .same: self = .party(try PartyEvent(isSame: true, &members))
    case .different: self = .party(try PartyEvent(isSame: false, &members))
    case .role, .pooled, .name: self = .detail(try DetailEvent(kind: kind, &members))
    case .claim: self = .claim(try ClaimEvent(isClaimed: true, &members))
    case .unclaim: self = .claim(try ClaimEvent(isClaimed: false, &members))
    case .leaveOut: self = .scope(try ScopeEvent(isLeftOut: true, &members))
    case .takeBack: self = .scope(try ScopeEvent(isLeftOut: false, &members))
    case .term: self = .term(try TermEvent(&members))
    case .note: self = .remark(try RemarkEvent(isTag: false, &members))
    case .tag: self = .remark(try RemarkEvent(isTag: true, &members))
    case .ask: self = .ask(try AskEvent(&members))
    case .record: self = .record(try RecordEvent(&members))
    case .view: self = .view(try ViewEvent(&members))
    case .undo: self = .undo(try UndoEvent(&members))
    case .anchor: self = .anchor(try AnchorEvent(&members))
    case nil: throw EventError("the kind \"\(kind)\" is not known", isNewer: true)
    }
  }
}

/// A thing that events speak of.
public enum CaseThing: Hashable, Sendable {
  /// An account, as the data spells it.
  case account(Spelling)
  /// A payment, by the row that shows it.
  case transfer(RowOfSource)
  /// A file.
  case source(FileDigest)
  /// A stated fact.
  case term(Spelling)
  /// A named question or answer.
  case name(Spelling)
  /// An event that is undone.
  case event(Int)

  /// The thing in words.
  public var words: String {
    switch self {
    case .account(let key): key.text
    case .transfer(let row): row.text
    case .source(let digest): "the file \(digest.hex.prefix(12))…"
    case .term(let term): term.text
    case .name(let name): "\"\(name.text)\""
    case .event(let number): "event \(number)"
    }
  }
}

/// The content of an event of one kind, and its members in the body.
protocol EventContent: Sendable {
  /// The word for the kind.
  var kind: String { get }
  /// The members beside those that every event has.
  var members: [(String, CanonicalJSON)] { get }
  var things: Set<CaseThing> { get }
}

/// A row of a file, by the digest of the file: it stays the same wherever the file lies and whatever is loaded with it.
public struct RowOfSource: Hashable, Comparable, Sendable {
  /// The file.
  public let source: FileDigest
  /// The path of the part of the file, where it holds several texts; empty for a file that is one text.
  public let part: String
  /// The line on which the row begins, from 1.
  public let line: Int

  /// Creates a row.
  public init(source: FileDigest, part: String = "", line: Int) {
    self.source = source
    self.part = part
    self.line = line
  }

  /// Reads `digest:line` or `digest:part:line`; nil where a text has another form.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count > 65, bytes[64] == UInt8(ascii: ":"),
      let source = FileDigest(hex: bytes[..<64]), let last = bytes.lastIndex(of: UInt8(ascii: ":")),
      case let digits = bytes[(last + 1)...], !digits.isEmpty,
      let part = String(validating: bytes[65..<max(65, last)], as: UTF8.self),
      last == 64 || !part.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.first != 0x30,
      let line = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    self.init(source: source, part: part, line: line)
  }

  /// The row as bodies write it.
  public var text: String { "\(source.hex):\(part.isEmpty ? "" : "\(part):")\(line)" }

  /// Compares files, then parts, then lines.
  public static func < (left: RowOfSource, right: RowOfSource) -> Bool {
    (left.source, left.part, left.line) < (right.source, right.part, right.line)
  }

  /// Returns the row as answers cite it, in a file of this name.
  public func citation(in file: String) -> String {
    "\(file)\(part.isEmpty ? "" : "!\(part)"):\(line)"
  }
}

extension FileDigest {
  /// Reads 64 lower-case hexadecimal digits; nil where a text has another form.
  init?(hex digits: some Collection<UInt8>) {
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    self.init(bytes: bytes)
  }

  /// Reads 64 lower-case hexadecimal digits; nil where a text has another form.
  public init?(hex text: String) { self.init(hex: Array(text.utf8)) }
}

extension RowOfSource {
  /// Reads `digest:line`; nil where a text has another form.
  public static func row(in text: String) -> RowOfSource? { RowOfSource(text) }
}
