/// A question with everything that decides its answer, as a value: commands parse into it, a case records it, an
/// address of the explorer spells it.
///
///     var sinks = Inquiry.Sinks()
///     sinks.minimumVictims = 3
///     let inquiry = Inquiry.sinks(sinks)
///     inquiry.query      // /sinks?minVictims=3
///     inquiry.arguments  // ["sinks", "--min-victims", "3"]
///     let answer = try inquiry.answer(in: Basis(intake))
///
/// Accounts and transfers are named as in the data, never by positions in a ledger, so that a question means the same
/// for every load of the same files. The form of the answer is no part of it: text, JSON or CSV, the width of lines,
/// the file that is written.
public enum Inquiry: Sendable {
  /// The accounts where victims' money meets.
  case sinks(Sinks)
  /// The accounts that money can have reached, or can have come from.
  case reach(Reach)
  /// The walks between two accounts.
  case path(Path)
  /// The evidence for a sink, a figure or a link.
  case explain(Explain)
  /// The amount of each person's money on each account.
  case trace(Trace)
  /// The links at pooled accounts.
  case match(Match)
  /// Typologies, with evidence and chance.
  case patterns(Patterns)
  /// The way in which victims were chosen.
  case compromise(Compromise)
  /// The loaded accounts.
  case accounts(Accounts)
  /// The loaded transfers.
  case transfers(Transfers)
  /// The sums that every account paid every other.
  case sums(Sums)
  /// Accounts that may be one, or belong to one holder.
  case parties(Parties)
  /// The drawing of the payments from victims to the accounts that they share.
  case flow(Flow)
  /// The drawing of that flow in bands as wide as the amounts.
  case sankey(Sankey)
  /// The drawing of that flow with time to the right.
  case timeline(Timeline)
  /// The drawing of victims by accounts.
  case matrix(Matrix)
  /// The drawing of one victim's money, hop by hop.
  case walk(Walk)
  /// The drawing of who paid one account, and whom it paid.
  case neighbourhood(Neighbourhood)
  /// The drawing of one row of a screening.
  case patternPicture(PatternPicture)
  /// The drawing of how victims were chosen.
  case compromisePicture(CompromisePicture)

  /// The questions, in the order of the command line's help.
  static let kinds: [any Question.Type] = [
    Sinks.self, Reach.self, Path.self, Explain.self, Trace.self, Match.self, Patterns.self,
    Compromise.self, Accounts.self,
    Transfers.self, Sums.self, Parties.self, Flow.self, Sankey.self, Timeline.self, Matrix.self,
    Walk.self, Neighbourhood.self, PatternPicture.self, CompromisePicture.self,
  ]

  /// The question with its options.
  var question: any Question {
    switch self {
    case .sinks(let question): question
    case .reach(let question): question
    case .path(let question): question
    case .explain(let question): question
    case .trace(let question): question
    case .match(let question): question
    case .patterns(let question): question
    case .compromise(let question): question
    case .accounts(let question): question
    case .transfers(let question): question
    case .sums(let question): question
    case .parties(let question): question
    case .flow(let question): question
    case .sankey(let question): question
    case .timeline(let question): question
    case .matrix(let question): question
    case .walk(let question): question
    case .neighbourhood(let question): question
    case .patternPicture(let question): question
    case .compromisePicture(let question): question
    }
  }

  /// The name: the command that asks the question, or the kind of the picture that `draw` makes.
  public var name: String { type(of: question).name }

  /// The command line that asks the question: the words of the command and the options, without the files of the case
  /// and without the file of a drawing.
  public var arguments: [String] { question.arguments }

  /// Refuses options that contradict each other, and numbers out of their range.
  public func check() throws(InquiryError) { try question.check() }

  /// Answers the question.
  ///
  /// - Parameters:
  ///   - basis: the material that is asked.
  ///   - onSearches: told of the searches done, and of their number, where the question takes many.
  ///   - isCancelled: asked between the steps of the question; true ends it with ``InquiryError/cancelled``. By default
  ///     a cancelled task ends it.
  /// - Throws: ``InquiryError`` where the data lacks what the question names, or the question has no answer by its
  ///   definition. To find nothing is an answer.
  /// - Complexity: that of the question in `FundTracing`; a step that has begun is not interrupted.
  public func answer(
    in basis: Basis, onSearches: ((_ done: Int, _ of: Int) -> Void)? = nil,
    isCancelled: @escaping () -> Bool = { Task.isCancelled }
  ) throws(InquiryError) -> InquiryAnswer {
    try checkExtract(in: basis)
    return try question.answer(
      in: Asking(basis: basis, onSearches: onSearches, isCancelled: isCancelled))
  }

  /// Returns the type of a question with a name.
  private static func kind(_ name: String) throws(InquiryError) -> any Question.Type {
    guard let kind = kinds.first(where: { $0.name == name }) else { throw .unknownQuestion(name) }
    return kind
  }

  private static func read<Kind: Question>(
    _ kind: Kind.Type, _ values: [(name: String, value: RawValue)]
  ) throws(InquiryError) -> Inquiry {
    try Kind(values).inquiry
  }
}

// JSON.
extension Inquiry {
  /// The member that names the question in JSON; no option has its name.
  private static let nameMember = "question"

  /// Canonical JSON: one object without white space, its members in the order of their names.
  ///
  /// Values are whole numbers, strings and lists of strings. Options at their default are left out, so that options
  /// which later versions add change no digest.
  public var json: String { InquiryJSON.text(members) }

  /// Reads JSON, canonical or not.
  ///
  /// - Throws: ``InquiryError`` which names the member that is unknown, given twice, of another type or without sense.
  public init(json: String) throws(InquiryError) {
    try self.init(members: InquiryJSON.members(json))
  }

  private var members: [(name: String, value: JSONScalar)] {
    [(Inquiry.nameMember, .string(name))]
      + question.values.map { name, value in
        switch value {
        case .flag: (name, .integer(1))
        case .integer(let number): (name, .integer(number))
        case .text(let text): (name, .string(text))
        case .texts(let texts): (name, .strings(texts))
        }
      }
  }

  private init(members: [(name: String, value: JSONScalar)]) throws(InquiryError) {
    let names = members.filter { $0.name == Inquiry.nameMember }
    guard let first = names.first else {
      throw .missingMember(Inquiry.nameMember, question: "an inquiry")
    }
    guard names.count == 1 else { throw .repeatedMember(Inquiry.nameMember) }
    guard case .string(let name) = first.value else {
      throw .wrongType(Inquiry.nameMember, takes: "the name of a question")
    }
    self = try Inquiry.read(
      Inquiry.kind(name),
      members.filter { $0.name != Inquiry.nameMember }.map { ($0.name, .json($0.value)) })
  }
}

// Addresses.
extension Inquiry {
  /// The address: the name as path, the options that are not at their default as query.
  ///
  /// `/sinks?victims=role:victim&grade=B&since=2009-03-01`
  public var query: String {
    InquiryAddress.text(
      name,
      question.values.map { name, value in
        switch value {
        case .flag: (name, ["1"])
        case .integer(let number): (name, ["\(number)"])
        case .text(let text): (name, [text])
        case .texts(let texts): (name, texts)
        }
      })
  }

  /// Reads an address, in which an option may be spelled as forms of browsers spell it.
  ///
  /// - Throws: ``InquiryError`` which names the option that is unknown, given twice or without sense.
  public init(query: String) throws(InquiryError) {
    let (name, options) = try InquiryAddress.parts(query)
    self = try Inquiry.read(
      Inquiry.kind(name), options.map { ($0.name, .address($0.texts)) })
  }
}

extension Inquiry: Hashable {
  /// Two questions are equal if their JSON is the same bytes: texts that merely look alike are two.
  public static func == (one: Inquiry, other: Inquiry) -> Bool {
    one.json.utf8.elementsEqual(other.json.utf8)
  }

  /// Hashes the JSON.
  public func hash(into hasher: inout Hasher) {
    for byte in json.utf8 { hasher.combine(byte) }
  }
}

extension Inquiry: Codable {
  private struct Member: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Writes the members of ``json``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    for (name, value) in members {
      let member = Member(stringValue: name)
      switch value {
      case .integer(let number): try container.encode(number, forKey: member)
      case .string(let text): try container.encode(text, forKey: member)
      case .strings(let texts): try container.encode(texts, forKey: member)
      }
    }
  }

  /// Reads the members of ``json``.
  ///
  /// - Throws: ``InquiryError`` as for JSON.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Member.self)
    let members = try container.allKeys.map { member -> (name: String, value: JSONScalar) in
      let name = member.stringValue
      if let number = try? container.decode(Int.self, forKey: member) {
        return (name, .integer(number))
      }
      if let text = try? container.decode(String.self, forKey: member) {
        return (name, .string(text))
      }
      guard let texts = try? container.decode([String].self, forKey: member) else {
        throw InquiryError.wrongType(name, takes: "a whole number, a text or a list of texts")
      }
      return (name, .strings(texts))
    }
    try self.init(members: members)
  }
}
