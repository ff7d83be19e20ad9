internal import Foundation
public import PaymentGraph

/// A profile in the making: the facts that a file's header and rows show, and the questions that are still open.
///
/// The draft examines all rows and asks only what they leave open: where there are two readings, it assumes neither.
/// Answers are given by the names of ``Topic``. When no question is open, ``yaml`` is the profile, ``trial()`` reads
/// the file by it, and ``maskedFixture`` is some rows that show the format and nobody's data.
public struct ProfileDraft: Sendable {
  /// The facts that a profile must have.
  public enum Topic: String, CaseIterable, Sendable {
    /// The profile's name.
    case name
    /// `ledger` or `statement`.
    case shape
    /// The columns of payer and beneficiary, for ledgers; or an account that all rows have.
    case from, to
    /// The column of dates.
    case date
    /// The one column of amounts, or for statements the two columns of money that went out and came in.
    case amount, out, `in`
    /// A column of currencies, or a code that holds for all rows.
    case currency
    /// The columns of free text, for statements; may stay open.
    case narration
    /// The column of the balance; may stay open.
    case balance
    /// The order of day and month: dmy, mdy, ymd, d-mon-y or mon-d-y.
    case dates
    /// The column that tells the direction of money, where amounts in one column have no signs, and the words for money
    /// that went out and came in, divided by commas.
    case side
    case outWords = "out-words"
    case inWords = "in-words"
    /// The meaning of a positive amount, `in` or `out`: on many cards it is a purchase.
    case positive
    /// `point` or `comma`; may stay open where the file decides.
    case decimal
    /// `major`, or `minor` where amounts are in pence, cents and the like: 18500 is 185.00.
    case units
    /// The column of fees that the account paid besides the amounts, or `none`, for statements; may stay open.
    case fee
    /// The columns of the record's id and of the reference; may stay open.
    case id, reference
    /// The columns of the other party's name and account, for statements; may stay open.
    case party, account
    /// The columns of the payer's and the beneficiary's accounts, for statements that name both parties: the own account
    /// is the one that is in most rows.
    case payer, payee
    /// The columns of the payer's and the beneficiary's names, for statements that name both parties.
    case payerName = "payer-name"
    case payeeName = "payee-name"
    /// The column of the statement's own account, or `none`; may stay open.
    case own
    /// The column that tells whether a row's payment took place, and the words for that, divided by commas.
    case status, settled
    /// Words of that column for payments that did not take place.
    case unsettled
    /// Columns of ids that another table explains, for ledgers: `sender_id=user_id:login`, divided by commas.
    case lookup
    /// `yes` where rows without date and amounts continue the text of the row above, else `no`.
    case joinText = "join-text"
  }

  /// One open question.
  public struct Question: Sendable, Hashable {
    /// The topic of the question.
    public let topic: Topic
    /// The question in words.
    public let words: String
  }

  /// The columns or the text that are known for one topic.
  struct Value: Sendable, Hashable {
    var columns: [Int] = []
    var text = ""
  }

  /// The names of the columns; `#1` and so on where the file has no header.
  public let header: [String]
  /// The line of the header; nil where the file has none.
  public let headerLine: Int?
  /// The path of the file.
  public let path: String
  /// The rows that have a date, or all rows where no column has dates; lines without a date are not rows, nor are those
  /// that state a balance.
  let rows: [[String]]
  /// All rows, also those that continue a text, totals and the file's foot.
  let body: [[String]]
  let preamble: [String]
  let delimiter: UInt8
  let columns: [DraftColumn]
  private(set) var answers: [Topic: Value] = [:]
  var guesses: [Topic: Value] = [:]
  /// The reason why a topic is open though a column could hold it, by topic.
  var doubts: [Topic: String] = [:]
  /// True where several columns hold account numbers, and nothing tells which of them is the statement's own account.
  var isOwnOpen = false

  /// Examines a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - stated: the position of the header; nil to detect it.
  /// - Throws: ``IngestError`` where the file is missing, no text, or has no rows.
  public init(path: String, header stated: HeaderPlace? = nil) throws(IngestError) {
    if let kind = try SourceText(single: path).message {
      throw IngestError(
        .notText, path: path, "is \(kind.words) (\(kind.name)), which is read without a profile")
    }
    let table = try RawTable(path: path, header: stated)
    headerLine = table.headerLine
    let body = headerLine == nil ? table.rows : Array(table.rows.dropFirst())
    guard !body.isEmpty, let first = table.rows.first else {
      throw IngestError(.headerUnknown, path: path, "has no header with rows under it")
    }
    let width = headerLine == nil ? body.map(\.count).max() ?? 0 : first.count
    header =
      headerLine == nil ? (1...max(1, width)).map { "#\($0)" } : first.map(StatementText.squeezed)
    let everything = body.map { $0.map(StatementText.squeezed) }
    self.body = everything
    let dated = (0..<width).lazy.map { column in
      everything.filter { row in
        column < row.count && CellKind.date.fits(row[column], dates: [])
      }
    }.first { $0.count * 10 >= everything.count * 3 }
    // Rows that state a balance show nothing of how payments are written.
    let payments = (dated ?? everything).filter { row in
      !row.contains { BalanceWords.meaning(of: $0) == .balance }
    }
    rows = payments.isEmpty ? dated ?? everything : payments
    preamble = table.preamble
    delimiter = table.form.delimiter
    self.path = path
    let all = rows
    let names = header
    columns = names.indices.map { column in
      DraftColumn(
        name: names[column], cells: all.map { column < $0.count ? $0[column] : "" })
    }
    guess()
  }

  /// The profile's name, once it is answered.
  public var name: String? { answers[.name]?.text }

  /// Returns the value of a topic that an answer or the file gives.
  func value(_ topic: Topic) -> Value? { answers[topic] ?? guesses[topic] }

  func column(_ topic: Topic) -> Int? { value(topic)?.columns.first }

  func text(_ topic: Topic) -> String? {
    value(topic).flatMap { $0.text.isEmpty ? nil : $0.text }
  }

  var isLedger: Bool { text(.shape) == "ledger" }

  /// Forgets the answer to a topic, so that it can be asked again.
  public mutating func reopen(_ topic: Topic) {
    answers[topic] = nil
    guess()
  }

  /// Takes an answer; throws where it is invalid.
  public mutating func answer(_ topic: Topic, _ text: String) throws(ProfileError) {
    let text = StatementText.squeezed(text)
    var value = Value(text: text)
    switch topic {
    case .name:
      guard text.wholeMatch(of: /[a-z0-9][a-z0-9.\-]{1,60}/) != nil else {
        throw fault("a name consists of small letters, digits, points and dashes: gb.mybank.csv")
      }
    case .shape:
      guard Format.Shape(rawValue: text) != nil else {
        throw fault("the shape is ledger or statement")
      }
    case .dates:
      guard let style = DateStyle(rawValue: text) else {
        throw fault(
          "dates are \(DateStyle.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      // Where years have two digits, the year stands first.
      if style == .yearFirst, hasShortYearsFirst {
        value.text = DateStyle.shortYearFirst.rawValue
      }
    case .units:
      guard FormatDescription.Units(rawValue: text) != nil else {
        throw fault("units are major (18500 is 18,500.00) or minor (18500 is 185.00)")
      }
      if hasMixedUnits {
        throw fault(
          "some rows are in a currency and others in its hundredths; divide the file first")
      }
    case .lookup:
      for part in ProfileDraft.words(text) { _ = try lookup(part) }
    case .own where text == "none", .fee where text == "none", .status where text == "none": break
    case .decimal:
      guard ColumnMapping.DecimalMark(rawValue: text) != nil else {
        throw fault("the decimal mark is point or comma")
      }
    case .positive:
      guard text == "in" || text == "out" else { throw fault("a positive amount is in or out") }
    case .joinText:
      guard text == "yes" || text == "no" else { throw fault("rows join their text: yes or no") }
    case .outWords, .inWords, .settled, .unsettled:
      guard !ProfileDraft.words(text).isEmpty else { throw fault("name words: DR,D") }
      if topic == .settled || topic == .unsettled { try checkStatusWords(text, topic) }
    case .currency:
      if let code = Currency(text.uppercased())?.code,
        index(of: text).map({ !columns[$0].isCurrency }) ?? true
      {
        if let column = against(code) {
          throw fault(
            "the column \"\(header[column])\" has \(columns[column].distinct.prefix(3).joined(separator: ", ")), so the rows are not all in \(code); answer currency=\(header[column])"
          )
        }
        value.text = code
      } else {
        let column = try known(text)
        if let owner = sureOwner(of: column), let amount = self.column(.amount) {
          throw fault(
            "\"\(header[column])\" is the currency of \"\(header[owner])\", and \"\(header[amount])\" has other numbers; answer currency= with the code of the account"
          )
        }
        value = Value(columns: [column])
      }
    case .from, .to:
      if let index = index(of: text) {
        value = Value(columns: [index])
      } else if let near = HeaderNames(written: header).names(near: text).first, headerLine != nil,
        EditDistance.between(HeaderNames.normal(near), HeaderNames.normal(text)) <= 2
      {
        throw fault("there is no column \"\(text)\"; did you mean \"\(near)\"?")
      }
    case .date, .amount, .out, .in, .narration, .balance, .side, .id, .reference, .party, .account,
      .own, .status, .payer, .payee, .payerName, .payeeName, .fee:
      var indices: [Int] = []
      if let whole = index(of: text) {
        indices = [whole]
      } else {
        for part in text.split(separator: "+") { indices.append(try known(String(part))) }
      }
      value = Value(columns: indices)
    }
    answers[topic] = value
    // There is one column of amounts, or two: the later answer holds.
    if topic == .amount { (answers[.out], answers[.in]) = (nil, nil) }
    if topic == .out || topic == .in { answers[.amount] = nil }
    guess()
  }

  /// Returns the words of an answer, divided by commas.
  static func words(_ text: String) -> [String] {
    text.split(separator: ",").map { StatementText.squeezed(String($0)) }.filter { !$0.isEmpty }
  }

  func known(_ text: String) throws(ProfileError) -> Int {
    if let found = index(of: text) { return found }
    let near = HeaderNames(written: header).names(near: text).first
    throw fault(
      "there is no column \"\(text)\"\(near.map { "; did you mean \"\($0)\"?" } ?? ""); "
        + (headerLine.map { "the header (line \($0)) has " }
          ?? "the file has no header; columns are ")
        + header.filter { !$0.isEmpty }.joined(separator: ", ")
        + (headerLine == nil ? "" : "; --set header=N names another line"))
  }

  func index(of text: String) -> Int? {
    if text.hasPrefix("#"), let number = Int(text.dropFirst()), header.indices.contains(number - 1)
    {
      return number - 1
    }
    guard headerLine != nil else { return nil }
    if let exact = header.firstIndex(of: text) { return exact }
    return HeaderNames(written: header).position(of: HeaderNames.reference(text))
  }

  func fault(_ message: String) -> ProfileError {
    ProfileError(source: name ?? "profile", line: 0, message: message)
  }
}

/// The questions that are open.
extension ProfileDraft {
  /// The questions that must still be answered, in the order in which to ask them.
  public var questions: [Question] {
    var open: [Question] = []
    func ask(_ topic: Topic, _ words: String) {
      if value(topic) == nil || doubts[topic] != nil {
        open.append(Question(topic: topic, words: doubts[topic] ?? words))
      }
    }
    ask(.name, "What is the profile's name (such as gb.mybank.csv)?")
    ask(.shape, "Do rows name both accounts (ledger) or are they one account's view (statement)?")
    ask(.date, "Which column is the date?")
    if value(.date) != nil, doubts[.dates] != nil { ask(.dates, "") }
    if isLedger {
      ask(.from, "Which column is the payer's account, or which account pays in all rows?")
      ask(.to, "Which column is the payee's account, or which account is paid in all rows?")
      if value(.amount) == nil { ask(.amount, "Which column is the amount?") }
      if doubts[.fee] != nil { ask(.fee, "") }
    } else if text(.shape) == "statement" {
      if value(.amount) == nil {
        if let words = doubts[.out], value(.out) == nil {
          open.append(Question(topic: .out, words: words))
        } else if value(.out) == nil, value(.in) == nil {
          ask(.amount, "Which column is the amount (or answer out and in where there are two)?")
        } else {
          ask(.out, "Which column is money that went out?")
          ask(.in, "Which column is money that came in?")
        }
      } else {
        if value(.side) != nil {
          let column = value(.side)?.columns.first.map { header[$0] } ?? ""
          // One of the two may be missing from a file in which all money went one way.
          if doubts[.outWords] != nil || value(.outWords) == nil && value(.inWords) == nil {
            ask(.outWords, "Which words of \"\(column)\" say that money went out?")
          }
          if doubts[.inWords] != nil || value(.outWords) == nil && value(.inWords) == nil {
            ask(.inWords, "Which words of \"\(column)\" say that money came in?")
          }
        } else if doubts[.positive] != nil {
          ask(.positive, "")
        }
      }
      if doubts[.fee] != nil { ask(.fee, "") }
      if doubts[.own] != nil, value(.own) == nil, value(.account) == nil || isOwnOpen {
        ask(.own, "")
      }
    }
    if text(.shape) == nil, value(.amount) == nil, let words = doubts[.amount] {
      open.append(Question(topic: .amount, words: words))
    }
    if doubts[.status] != nil { ask(.status, "") }
    if doubts[.settled] != nil { ask(.settled, "") }
    if doubts[.decimal] != nil { ask(.decimal, "") }
    if doubts[.units] != nil { ask(.units, "") }
    ask(.currency, "Which currency are the amounts in (a code, or a column of codes)?")
    return open
  }

  /// The columns with their first values, for a user who must choose among them.
  public var samples: [(column: String, values: [String])] {
    columns.map { ($0.name, Array($0.distinct.prefix(3))) }
  }

  /// The facts that the draft takes as known, in words: the topic and the column or the value.
  public var known: [(topic: Topic, words: String)] {
    Topic.allCases.compactMap { topic in
      guard let value = value(topic), doubts[topic] == nil else { return nil }
      let words =
        topic == .settled
        ? settledList.joined(separator: ",")
        : value.columns.isEmpty
          ? value.text
          : value.columns.map { header[$0].isEmpty ? "#\($0 + 1)" : header[$0] }.joined(
            separator: " + ")
      return (topic, words)
    }
  }
}

extension ProfileDraft {
  /// The outcome of reading the draft's own file by the profile.
  public struct Trial: Sendable {
    /// The transfers and problems of the file.
    public let intake: Intake
    /// The profile that read the file: not the draft where another profile knows the file better.
    public let reader: String
    /// The built-in profiles that know the file as well.
    public let rivals: [String]
  }

  /// Reads the file by the profile, as it will be read when the profile is in use.
  ///
  /// - Throws: ``ProfileError`` where the text is not a profile, which is a fault of the program; ``IngestError`` where
  ///   the file cannot be read by it.
  public func trial() throws -> Trial {
    let document = try Format(text: yaml, source: name ?? "profile")
    var reader = TransactionReader()
    reader.library = FormatLibrary(own: [document])
    let intake = try reader.read([path])
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let rivals =
      headerLine == nil
      ? [] : reader.library.match(HeaderNames(written: header), file: file)?.rivals ?? []
    return Trial(
      intake: intake, reader: intake.files.first?.profile ?? "none", rivals: rivals)
  }
}
