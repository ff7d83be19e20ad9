public import PaymentGraph

/// The meaning of a case after some event: the fold of the events that count.
///
/// An event counts unless an undo that counts names it. Later statements on one thing replace earlier ones, and
/// statements on different things commute.
public struct CaseState: Equatable, Sendable {
  /// A statement that holds, and the event that made it.
  public struct Held<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The statement.
    public let value: Value
    /// The number of the event.
    public let event: Int
    /// The author and the time.
    public let author: EventAuthor
    /// The reason.
    public let why: String?
  }

  /// Two accounts in any order.
  public struct Pair: Hashable, Comparable, Sendable {
    /// The account that comes first in the order of code points.
    public let first: Spelling
    /// The other account.
    public let second: Spelling

    /// Creates a pair.
    public init(_ one: Spelling, _ other: Spelling) {
      first = min(one, other)
      second = max(one, other)
    }

    /// Compares the first accounts, then the second ones.
    public static func < (left: Pair, right: Pair) -> Bool {
      (left.first, left.second) < (right.first, right.second)
    }
  }

  /// The account and the fact of a decision on an account.
  public struct DetailKey: Hashable, Comparable, Sendable {
    /// The account.
    public let account: Spelling
    /// The fact.
    public let detail: DetailEvent.Detail

    /// Compares accounts, then facts.
    public static func < (left: DetailKey, right: DetailKey) -> Bool {
      (left.account, left.detail) < (right.account, right.detail)
    }
  }

  /// The thing of which only one statement can hold.
  enum Subject: Hashable, Sendable {
    case pair(Pair)
    case detail(DetailKey)
    case term(Spelling)
  }

  /// A statement on a thing of which only one can hold.
  struct Statement: Hashable, Sendable {
    let event: Int
    let value: Spelling
  }

  /// All statements that count on things on which there are several, in the order of their events.
  private(set) var earlier: [Subject: [Statement]] = [:]

  /// The identity and the title; nil for no events.
  public private(set) var opening: CaseOpening?
  /// The files, by digest.
  public private(set) var loaded: [FileDigest: Held<CaseSource>] = [:]
  /// The names of all files that were ever loaded, by digest: of those that have left as well.
  public private(set) var fileNames: [FileDigest: String] = [:]
  /// The digest of the secret from which numbers of cards get their marks.
  public private(set) var secret: FileDigest?
  /// The decisions on pairs of accounts.
  public private(set) var parties: [Pair: Held<PartyEvent>] = [:]
  /// The decisions on single accounts.
  public private(set) var details: [DetailKey: Held<DetailEvent>] = [:]
  /// The claimed payments.
  public private(set) var claims: [RowOfSource: Held<Bool>] = [:]
  /// The things that are left out of all answers.
  public private(set) var leftOut: [CaseThing: Held<Bool>] = [:]
  /// The stated facts.
  public private(set) var terms: [Spelling: Held<TermEvent>] = [:]
  /// The notes and tags, in the order of their events.
  public private(set) var remarks: [Held<RemarkEvent>] = []
  /// The named questions.
  public private(set) var questions: [Spelling: Held<AskEvent>] = [:]
  /// The answers on record; of two with one name the later.
  public private(set) var records: [Spelling: Held<RecordEvent>] = [:]
  /// The saved pages.
  public private(set) var views: [Spelling: Held<ViewEvent>] = [:]
  /// The heads that were written down elsewhere, in the order of their events.
  public private(set) var anchors: [Held<AnchorEvent>] = []

  /// Folds events.
  ///
  /// - Complexity: O(events).
  public init(of events: [RecordedEvent]) {
    let counting = CaseState.effective(events)
    for event in events where counting.contains(event.number) { apply(event) }
  }

  /// Returns the numbers of the events that count.
  public static func effective(_ events: [RecordedEvent]) -> Set<Int> {
    var undone: Set<Int> = []
    var counting: Set<Int> = []
    counting.reserveCapacity(events.count)
    for event in events.reversed() where !undone.contains(event.number) {
      counting.insert(event.number)
      if case .undo(let undo) = event.event { undone.insert(undo.number) }
    }
    return counting
  }

  private mutating func apply(_ event: RecordedEvent) {
    func held<Value: Hashable & Sendable>(_ value: Value) -> Held<Value> {
      Held(value: value, event: event.number, author: event.author, why: event.why)
    }
    switch event.event {
    case .opening(let opening): self.opening = opening
    case .load(let load):
      for source in load.sources {
        loaded[source.digest] = held(source)
        fileNames[source.digest] = source.name
      }
      if let digest = load.secret { secret = digest }
    case .unload(let unload): loaded[unload.source] = nil
    case .party(let party):
      let pair = Pair(Spelling(party.account), Spelling(party.other))
      let former = parties.updateValue(held(party), forKey: pair)
      note(.pair(pair), replacing: former, with: held(party), value: \.kind)
    case .detail(let detail):
      let key = DetailKey(account: Spelling(detail.account), detail: detail.detail)
      let former = details.updateValue(held(detail), forKey: key)
      note(.detail(key), replacing: former, with: held(detail), value: \.value)
    case .claim(let claim):
      for row in claim.rows { claims[row] = claim.isClaimed ? held(true) : nil }
    case .scope(let scope): leftOut[scope.thing] = scope.isLeftOut ? held(true) : nil
    case .term(let term):
      let former = terms.updateValue(held(term), forKey: term.subject)
      note(.term(term.subject), replacing: former, with: held(term), value: \.value)
    case .remark(let remark): remarks.append(held(remark))
    case .ask(let ask): questions[Spelling(ask.name)] = held(ask)
    case .record(let record): records[Spelling(record.name)] = held(record)
    case .view(let view): views[Spelling(view.name)] = held(view)
    case .anchor(let anchor): anchors.append(held(anchor))
    case .undo: break
    }
  }

  /// Keeps the statements on a thing on which there are several.
  private mutating func note<Value>(
    _ subject: Subject, replacing former: Held<Value>?, with now: Held<Value>,
    value: KeyPath<Value, String>
  ) {
    guard let former else { return }
    func statement(_ held: Held<Value>) -> Statement {
      Statement(event: held.event, value: Spelling(held.value[keyPath: value]))
    }
    earlier[subject, default: [statement(former)]].append(statement(now))
  }

  // MARK: Files

  /// The files in the order of their names, then of their digests, without those that are left out.
  public var sources: [CaseSource] { allSources.filter { leftOut[.source($0.digest)] == nil } }

  /// The files in the order of their names, then of their digests.
  public var allSources: [CaseSource] {
    loaded.values.map(\.value).sorted {
      (Spelling($0.name), $0.digest) < (Spelling($1.name), $1.digest)
    }
  }

  /// The options of reading, as on the command line, each once, in the order of their texts.
  public var readingOptions: [String] {
    Set(sources.flatMap(\.options).map(Spelling.init)).sorted().map(\.text)
  }

  /// The profiles, in the order of their names.
  public var profiles: [CaseProfile] {
    Set(sources.flatMap(\.profiles)).sorted {
      (Spelling($0.name), $0.digest) < (Spelling($1.name), $1.digest)
    }
  }

  /// The stated facts as options of the command line, in the order of their subjects.
  public var statedTerms: [TermEvent] {
    terms.sorted { $0.key < $1.key }.map(\.value.value)
  }

  /// Returns the name of a row as answers cite it; nil where its file is not in the case.
  public func name(of row: RowOfSource) -> String? {
    guard leftOut[.source(row.source)] == nil else { return nil }
    return loaded[row.source].map { row.citation(in: $0.value.name) }
  }
}
