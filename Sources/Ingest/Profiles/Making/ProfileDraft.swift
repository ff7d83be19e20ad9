internal import PaymentGraph

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
    /// The columns of the record's id and of the reference; may stay open.
    case id, reference
    /// The columns of the other party's name and account, for statements; may stay open.
    case party, account
    /// The columns of the payer's and the beneficiary's names, for statements that name both parties.
    case payerName = "payer-name"
    case payeeName = "payee-name"
    /// The column of the statement's own account, or `none`; may stay open.
    case own
    /// The column that tells whether a row's payment took place, and the words for that, divided by commas.
    case status, settled
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
  /// The rows that have a date, or all rows where no column has dates; lines without a date are not rows.
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

  /// Examines a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - place: the position of the header; nil to detect it.
  /// - Throws: ``IngestError`` where the file is missing, no text, or has no rows.
  public init(path: String, header place: HeaderPlace? = nil) throws(IngestError) {
    let table = try RawTable(path: path, header: place)
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
    rows = dated ?? everything
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
      guard ProfileDocument.Shape(rawValue: text) != nil else {
        throw fault("the shape is ledger or statement")
      }
    case .dates:
      guard let style = StatementProfile.DateStyle(rawValue: text) else {
        throw fault(
          "dates are \(StatementProfile.DateStyle.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      // Where years have two digits, the year stands first.
      if style == .yearFirst, hasShortYearsFirst {
        value.text = StatementProfile.DateStyle.shortYearFirst.rawValue
      }
    case .units:
      guard StatementProfile.Units(rawValue: text) != nil else {
        throw fault("units are major (18500 is 18,500.00) or minor (18500 is 185.00)")
      }
      if hasMixedUnits {
        throw fault(
          "some rows are in a currency and others in its hundredths; divide the file first")
      }
    case .lookup:
      for part in ProfileDraft.words(text) { _ = try lookup(part) }
    case .own where text == "none": break
    case .decimal:
      guard ColumnMapping.DecimalMark(rawValue: text) != nil else {
        throw fault("the decimal mark is point or comma")
      }
    case .positive:
      guard text == "in" || text == "out" else { throw fault("a positive amount is in or out") }
    case .joinText:
      guard text == "yes" || text == "no" else { throw fault("rows join their text: yes or no") }
    case .outWords, .inWords, .settled:
      guard !ProfileDraft.words(text).isEmpty else { throw fault("name words: DR,D") }
    case .currency:
      if let code = Currency(text.uppercased())?.code,
        place(of: text).map({ !columns[$0].isCurrency }) ?? true
      {
        if let column = columns.firstIndex(where: {
          $0.isCurrency && $0.values.contains { $0.uppercased() != code }
        }) {
          throw fault(
            "the column \"\(header[column])\" has \(columns[column].distinct.prefix(3).joined(separator: ", ")), so the rows are not all in \(code); answer currency=\(header[column])"
          )
        }
        value.text = code
      } else {
        value = Value(columns: [try known(text)])
      }
    case .from, .to:
      if let place = place(of: text) {
        value = Value(columns: [place])
      } else if let near = HeaderNames(written: header).names(near: text).first, headerLine != nil,
        EditDistance.between(HeaderNames.normal(near), HeaderNames.normal(text)) <= 2
      {
        throw fault("there is no column \"\(text)\"; did you mean \"\(near)\"?")
      }
    case .date, .amount, .out, .in, .narration, .balance, .side, .id, .reference, .party, .account,
      .own, .status, .payerName, .payeeName:
      var places: [Int] = []
      if let whole = place(of: text) {
        places = [whole]
      } else {
        for part in text.split(separator: "+") { places.append(try known(String(part))) }
      }
      value = Value(columns: places)
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
    if let found = place(of: text) { return found }
    let near = HeaderNames(written: header).names(near: text).first
    throw fault(
      "there is no column \"\(text)\"\(near.map { "; did you mean \"\($0)\"?" } ?? ""); "
        + (headerLine.map { "the header (line \($0)) has " }
          ?? "the file has no header; columns are ")
        + header.filter { !$0.isEmpty }.joined(separator: ", ")
        + (headerLine == nil ? "" : "; --set header=N names another line"))
  }

  func place(of text: String) -> Int? {
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
