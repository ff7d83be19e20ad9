internal import PaymentGraph

/// A decision on two accounts, as a file of decisions has it.
public struct PartyEvent: EventContent, Hashable {
  /// True where the two are one account.
  public let isSame: Bool
  /// The account whose key gives way.
  public let account: String
  /// The other account.
  public let other: String

  /// Creates the event.
  public init(isSame: Bool, account: String, other: String) {
    self.isSame = isSame
    self.account = account
    self.other = other
  }

  init(isSame: Bool, _ members: inout EventMembers) throws(EventError) {
    self.isSame = isSame
    account = try members.string("account")
    other = try members.string("other")
    guard Spelling(account) != Spelling(other) else {
      throw EventError("account and other are the same text")
    }
  }

  var kind: String { isSame ? "same" : "different" }
  var members: [(String, CanonicalJSON)] {
    [("account", .string(account)), ("other", .string(other))]
  }
  var things: Set<CaseThing> { [.account(Spelling(account)), .account(Spelling(other))] }
}

/// A fact about one account, as an accounts file has it.
public struct DetailEvent: EventContent, Hashable {
  /// The facts that are decided.
  public enum Detail: String, Hashable, Sendable, CaseIterable, Comparable {
    /// A name.
    case name
    /// `yes` where the money of many customers is mixed in the account, else `no`.
    case pooled
    /// A role: `victim`, `processor` and so on.
    case role

    /// Compares the words.
    public static func < (left: Detail, right: Detail) -> Bool { left.rawValue < right.rawValue }
  }

  /// The fact that is decided.
  public let detail: Detail
  /// The account.
  public let account: String
  /// The value.
  public let value: String

  /// Creates the event.
  public init(_ detail: Detail, of account: String, value: String) {
    self.detail = detail
    self.account = account
    self.value = value
  }

  init(kind: String, _ members: inout EventMembers) throws(EventError) {
    guard let detail = Detail(rawValue: kind) else {
      throw EventError("the kind \"\(kind)\" is not known", isNewer: true)
    }
    self.detail = detail
    account = try members.string("account")
    value = try members.string("value")
    switch detail {
    case .pooled where value != "yes" && value != "no":
      throw EventError("value is neither yes nor no")
    case .role where AccountRole(name: value) == nil:
      throw EventError("the role \"\(value)\" is not known")
    default: break
    }
  }

  var kind: String { detail.rawValue }
  var members: [(String, CanonicalJSON)] {
    [("account", .string(account)), ("value", .string(value))]
  }
  var things: Set<CaseThing> { [.account(Spelling(account))] }
}

/// Payments that victims claim, or claim no longer.
public struct ClaimEvent: EventContent, Hashable {
  /// True where the payments are claimed.
  public let isClaimed: Bool
  /// The rows that show the payments.
  public let rows: [RowOfSource]

  /// Creates the event.
  public init(isClaimed: Bool, rows: [RowOfSource]) {
    self.isClaimed = isClaimed
    self.rows = rows
  }

  init(isClaimed: Bool, _ members: inout EventMembers) throws(EventError) {
    self.isClaimed = isClaimed
    rows = try RowOfSource.list(try members.strings("transfers"))
  }

  var kind: String { isClaimed ? "claim" : "unclaim" }
  var members: [(String, CanonicalJSON)] {
    [("transfers", .array(rows.map { .string($0.text) }))]
  }
  var things: Set<CaseThing> { Set(rows.map { .transfer($0) }) }
}

extension RowOfSource {
  static func list(_ texts: [String]) throws(EventError) -> [RowOfSource] {
    var rows: [RowOfSource] = []
    for text in texts {
      guard let row = RowOfSource(text) else {
        throw EventError("\"\(text.prefix(80))\" is not the row of a file")
      }
      rows.append(row)
    }
    guard !rows.isEmpty else { throw EventError("transfers is empty") }
    return rows
  }
}

/// A hypothesis: something is left out of all answers, which name it, or is taken back.
public struct ScopeEvent: EventContent, Hashable {
  /// True where the thing is left out.
  public let isLeftOut: Bool
  /// An account, a payment or a file.
  public let thing: CaseThing

  /// Creates the event.
  public init(isLeftOut: Bool, thing: CaseThing) {
    self.isLeftOut = isLeftOut
    self.thing = thing
  }

  init(isLeftOut: Bool, _ members: inout EventMembers) throws(EventError) {
    self.isLeftOut = isLeftOut
    let account = try members.optionalString("account")
    let transfer = try members.optionalString("transfer")
    let source = try members.optionalDigest("source")
    switch (account, transfer, source) {
    case (let account?, nil, nil): thing = .account(Spelling(account))
    case (nil, let transfer?, nil): thing = .transfer(try RowOfSource.list([transfer])[0])
    case (nil, nil, let source?): thing = .source(source)
    default: throw EventError("one of account, transfer and source must be named")
    }
  }

  var kind: String { isLeftOut ? "leaveOut" : "takeBack" }
  var members: [(String, CanonicalJSON)] { thing.member.map { [$0] } ?? [] }
  var things: Set<CaseThing> { [thing] }
}

extension CaseThing {
  /// The member that names the thing in a body.
  var member: (String, CanonicalJSON)? {
    switch self {
    case .account(let key): ("account", .string(key.text))
    case .transfer(let row): ("transfer", .string(row.text))
    case .source(let digest): ("source", .string(digest.hex))
    case .term, .name, .event: nil
    }
  }
}

/// A fact that no file shows: the fee of a service, the window of its payouts, the completeness of its records, a
/// balance, an opening balance, a link that is confirmed or refused.
public struct TermEvent: EventContent, Hashable {
  /// The kinds of facts, named as the options that state them.
  public enum Term: String, Hashable, Sendable, CaseIterable {
    /// `--fee account=fee`.
    case fee
    /// `--window shortest..longest`.
    case window
    /// `--complete account`.
    case complete
    /// `--balance account=day amount currency`.
    case balance
    /// `--opening account=amount currency owner`.
    case opening
    /// `--override debit=credit: reason`.
    case override
  }

  /// The kind of fact.
  public let term: Term
  /// The value as on the command line.
  public let value: String

  /// Creates the event.
  public init(_ term: Term, value: String) {
    self.term = term
    self.value = value
  }

  init(_ members: inout EventMembers) throws(EventError) {
    let word = try members.string("term")
    guard let term = Term(rawValue: word) else {
      throw EventError("the term \"\(word)\" is not known", isNewer: true)
    }
    self.term = term
    value = try members.string("value")
  }

  let kind = "term"
  var members: [(String, CanonicalJSON)] {
    [("term", .string(term.rawValue)), ("value", .string(value))]
  }

  /// The part of the value that a later statement replaces: a service has one fee, and a balance on one day.
  public var subject: Spelling {
    let bytes = Array(value.utf8)
    var end = bytes.count
    switch term {
    case .window: end = 0
    case .complete: break
    case .fee, .opening: end = bytes.lastIndex(of: UInt8(ascii: "=")) ?? end
    case .balance:
      let sign = bytes.lastIndex(of: UInt8(ascii: "=")) ?? 0
      end = bytes[sign...].firstIndex(of: UInt8(ascii: " ")) ?? end
    case .override: end = bytes.firstIndex(of: UInt8(ascii: "=")) ?? end
    }
    return Spelling("\(term.rawValue) \(String(decoding: bytes[..<end], as: UTF8.self))")
  }

  var things: Set<CaseThing> { [.term(subject)] }
}
