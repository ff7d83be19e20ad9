internal import PaymentGraph

/// A profile in the making: what a file's header and rows show by themselves, and what is still open.
///
/// The draft asks only what it cannot see. Answers are given by the names of ``Topic``; when none is open any
/// more, ``yaml`` is the profile and ``maskedFixture`` some rows that show the format and nobody's data.
public struct ProfileDraft: Sendable {
  /// What a profile must know.
  public enum Topic: String, CaseIterable, Sendable {
    /// The profile's name.
    case name
    /// `ledger` or `statement`.
    case shape
    /// The columns of payer and payee, for ledgers.
    case from, to
    /// The column of dates.
    case date
    /// The one column of amounts, or for statements the two of what went out and came in.
    case amount, out, `in`
    /// A column, or a code that holds for all rows.
    case currency
    /// The column of free text, for statements; may stay open.
    case narration
    /// The column of the balance; may stay open.
    case balance
    /// The order of day and month: dmy, mdy, ymd, d-mon-y or mon-d-y.
    case dates
    /// The column that says which way money went, where there is one of amounts without signs, and the words for
    /// money that went out and came in, divided by commas.
    case side
    case outWords = "out-words"
    case inWords = "in-words"
    /// `point` or `comma`, for statements; may stay open, and the file decides.
    case decimal
    /// The columns of the record's id and of the reference; may stay open.
    case id, reference
    /// The columns of the other party's name and account, for statements; may stay open.
    case party, account
  }

  /// One thing that is open.
  public struct Question: Sendable, Hashable {
    /// What it is about.
    public let topic: Topic
    /// The question for a person.
    public let words: String
  }

  /// The header.
  public let header: [String]
  private let rows: [[String]]
  private var answers: [Topic: String] = [:]

  /// Looks at a file.
  ///
  /// - Throws: ``IngestError`` where the file is missing, no text, or has no rows.
  public init(path: String) throws(IngestError) {
    let table = try RawTable(path: path)
    guard let header = table.rows.first, table.rows.count > 1 else {
      throw IngestError(.headerUnknown, path: path, "has no header with rows under it")
    }
    self.header = header
    rows = Array(table.rows.dropFirst().prefix(20))
    guess()
  }

  /// The profile's name, once it is answered.
  public var name: String? { answers[.name] }

  /// Gives an answer; throws where it is none.
  public mutating func answer(_ topic: Topic, _ text: String) throws(ProfileError) {
    let text = StatementText.squeezed(text)
    switch topic {
    case .name:
      guard text.wholeMatch(of: /[a-z0-9][a-z0-9.\-]{1,60}/) != nil else {
        throw fault("a name has small letters, digits, points and dashes: gb.mybank.csv")
      }
      answers[topic] = text
    case .shape:
      guard ProfileDocument.Shape(rawValue: text) != nil else {
        throw fault("the shape is ledger or statement")
      }
      answers[topic] = text
    case .dates:
      guard StatementProfile.DateStyle(rawValue: text) != nil else {
        throw fault(
          "dates are \(StatementProfile.DateStyle.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      answers[topic] = text
    case .decimal:
      guard ColumnMapping.DecimalMark(rawValue: text) != nil else {
        throw fault("the decimal mark is point or comma")
      }
      answers[topic] = text
    case .outWords, .inWords:
      guard !ProfileDraft.words(text).isEmpty else { throw fault("name words: DR,D") }
      answers[topic] = text
    case .currency where Currency(text.uppercased()) != nil && column(text) == nil:
      answers[topic] = text.uppercased()
    case .from, .to, .date, .amount, .out, .in, .currency, .narration, .balance, .side, .id,
      .reference, .party, .account:
      guard let found = column(text) else {
        throw fault(
          "there is no column \"\(text)\"; the header has \(header.joined(separator: ", "))")
      }
      answers[topic] = header[found]
      // A column that is known shows more.
      if topic == .date, answers[.dates] == nil { guessDates() }
      if topic == .side, answers[.outWords] == nil, answers[.inWords] == nil { guessSides() }
    }
  }

  /// What must still be answered, in the order in which to ask.
  public var questions: [Question] {
    var open: [Question] = []
    func ask(_ topic: Topic, _ words: String) {
      if answers[topic] == nil { open.append(Question(topic: topic, words: words)) }
    }
    ask(.name, "What is the profile's name (such as gb.mybank.csv)?")
    ask(.shape, "Do rows name both accounts (ledger) or are they one account's view (statement)?")
    if answers[.shape] == "ledger" {
      ask(.from, "Which column is the payer's account?")
      ask(.to, "Which column is the payee's account?")
      ask(.amount, "Which column is the amount?")
    } else if answers[.shape] == "statement", answers[.amount] == nil {
      if answers[.out] == nil, answers[.in] == nil {
        ask(.amount, "Which column is the amount (or answer out and in where there are two)?")
      } else {
        ask(.out, "Which column is money that went out?")
        ask(.in, "Which column is money that came in?")
      }
    }
    if answers[.side] != nil {
      ask(.outWords, "Which words in that column say that money went out?")
      ask(.inWords, "Which words in that column say that money came in?")
    }
    ask(.date, "Which column is the date?")
    ask(.currency, "Which currency are the amounts in (a code, or the column that says it)?")
    if answers[.date] != nil {
      ask(.dates, "How are dates written: dmy, mdy, ymd, d-mon-y or mon-d-y?")
    }
    return open
  }

  /// The profile's text, once nothing is open.
  public var yaml: String {
    func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\\\""))\"" }
    func value(_ topic: Topic) -> String { quoted(answers[topic] ?? "") }
    let isLedger = answers[.shape] == "ledger"
    let names =
      [Topic.from, .to, .date, .amount, .side, .out, .in, .balance, .narration]
      .compactMap { answers[$0] }
      + (column(answers[.currency] ?? "") == nil ? [] : [answers[.currency] ?? ""])
    var text = """
      profile: \(answers[.name] ?? "")
      version: 1
      shape: \(answers[.shape] ?? "")
      match:
        headers: [[\(names.map(quoted).joined(separator: ", "))]]
      dates: \(isLedger ? answers[.dates] ?? "" : "[\(answers[.dates] ?? "")]")

      """
    let isColumn = column(answers[.currency] ?? "") != nil
    text += "fields:\n"
    if isLedger {
      text += "  from: \(value(.from))\n  to: \(value(.to))\n  time: \(value(.date))\n"
      text += "  amount: \(value(.amount))\n"
      for (topic, key) in [(Topic.id, "id"), (.reference, "reference")] where answers[topic] != nil
      {
        text += "  \(key): \(value(topic))\n"
      }
      if isColumn { text += "  currency: \(value(.currency))\n" }
      if !isColumn { text += "constants: {currency: \(answers[.currency] ?? "")}\n" }
      return text
    }
    text += "  date: \(value(.date))\n"
    func list(_ topic: Topic) -> String {
      ProfileDraft.words(answers[topic] ?? "").map(quoted).joined(separator: ", ")
    }
    if answers[.amount] != nil, answers[.side] != nil {
      text += "  amount: {amount: \(value(.amount)), side: \(value(.side)), "
      text += "out-words: [\(list(.outWords))], in-words: [\(list(.inWords))]}\n"
    } else if answers[.amount] != nil {
      text += "  amount: {signed: \(value(.amount))}\n"
    } else {
      text += "  amount: {out: \(value(.out)), in: \(value(.in))}\n"
    }
    if answers[.balance] != nil { text += "  balance: {column: \(value(.balance))}\n" }
    text +=
      "  currency: {\(isColumn ? "column: \(value(.currency))" : "always: \(answers[.currency] ?? "")")}\n"
    if answers[.narration] != nil { text += "  narration: [\(value(.narration))]\n" }
    for (topic, key) in [
      (Topic.party, "name"), (.account, "account"), (.reference, "reference"), (.id, "id"),
    ] where answers[topic] != nil {
      text += "  \(key): \(value(topic))\n"
    }
    if let mark = answers[.decimal] { text += "decimal: \(mark)\n" }
    return text
  }

  /// Up to twenty rows that show the format and are nobody's: dates and amounts are invented, all other
  /// letters are x and all other digits 9; codes of currencies and empty cells stay.
  public var maskedFixture: String {
    var contents = Array(repeating: FixtureMask.Content.text, count: header.count)
    func set(_ topic: Topic, _ content: FixtureMask.Content) {
      if let place = answers[topic].flatMap(column) { contents[place] = content }
    }
    set(.date, .date(answers[.dates].flatMap { StatementProfile.DateStyle(rawValue: $0) }))
    for topic in [Topic.amount, .out, .in, .balance] { set(topic, .amount) }
    set(.currency, .currency)
    set(
      .side, .side([Topic.outWords, .inWords].flatMap { ProfileDraft.words(answers[$0] ?? "") }))
    let lines =
      [header]
      + rows.enumerated().map { number, row in
        row.enumerated().map { place, cell in
          FixtureMask.masked(
            cell, place < contents.count ? contents[place] : .text, row: number)
        }
      }
    return lines.map { cells in
      cells.map { cell in
        cell.contains { ",\"\n\r".contains($0) }
          ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  /// The words of an answer, divided by commas.
  private static func words(_ text: String) -> [String] {
    text.split(separator: ",").map { StatementText.squeezed(String($0)) }.filter { !$0.isEmpty }
  }

  private func column(_ text: String) -> Int? {
    if text.hasPrefix("#"), let number = Int(text.dropFirst()), header.indices.contains(number - 1)
    {
      return number - 1
    }
    let wanted = HeaderNames.normal(text)
    return wanted.isEmpty ? nil : header.firstIndex { HeaderNames.normal($0) == wanted }
  }

  private func fault(_ message: String) -> ProfileError {
    ProfileError(source: answers[.name] ?? "profile", line: 0, message: message)
  }

  // MARK: What the file shows by itself

  private static let usualNames: [(Topic, [String])] = [
    (.from, ["from", "payer", "sender", "source", "fromaccount"]),
    (.to, ["to", "payee", "receiver", "beneficiary", "target", "toaccount"]),
    (
      .date, ["date", "transactiondate", "bookingdate", "valuedate", "time", "timestamp", "posted"]
    ),
    (.amount, ["amount", "value", "sum"]),
    (.out, ["debit", "debitamount", "paidout", "moneyout", "withdrawal", "withdrawals", "out"]),
    (.in, ["credit", "creditamount", "paidin", "moneyin", "deposit", "deposits", "in"]),
    (.currency, ["currency", "ccy", "currencycode"]),
    (.narration, ["description", "narration", "details", "narrative", "memo", "particulars"]),
    (.balance, ["balance", "runningbalance", "closingbalance"]),
    (.side, ["drcr", "crdr", "debitcredit", "creditdebit", "dc", "direction"]),
    (.id, ["transactionid", "txnid", "recordid", "id"]),
    (.reference, ["reference", "paymentreference", "ref"]),
    (.party, ["counterparty", "counterpartyname", "payeename", "payee", "merchant"]),
  ]

  private mutating func guess() {
    for (topic, names) in Self.usualNames {
      for name in names {
        if answers[topic] == nil,
          let found = header.firstIndex(where: { HeaderNames.normal($0) == name })
        {
          answers[topic] = header[found]
        }
      }
    }
    if answers[.from] != nil, answers[.to] != nil { answers[.shape] = "ledger" }
    if answers[.balance] != nil || answers[.out] != nil && answers[.in] != nil {
      answers[.shape] = answers[.shape] ?? "statement"
    }
    if answers[.out] != nil, answers[.in] != nil { answers[.amount] = nil }
    if answers[.amount] == nil || answers[.shape] == "ledger" { answers[.side] = nil }
    guessSides()
    guessDates()
  }

  /// The words of the column that says which way money went, where all of them are usual ones.
  private mutating func guessSides() {
    guard let side = answers[.side].flatMap(column) else { return }
    let found = Set(rows.filter { side < $0.count }.map { StatementText.normal($0[side]) })
      .subtracting([""])
    let out: Set<String> = ["DR", "D", "DEBIT", "OUT"]
    let into: Set<String> = ["CR", "C", "CREDIT", "IN"]
    guard !found.isEmpty, found.isSubset(of: out.union(into)) else { return }
    answers[.outWords] = found.intersection(out).sorted().joined(separator: ",")
    answers[.inWords] = found.intersection(into).sorted().joined(separator: ",")
    for topic in [Topic.outWords, .inWords] where answers[topic] == "" { answers[topic] = nil }
  }

  private mutating func guessDates() {
    guard let date = answers[.date], let position = column(date) else { return }
    var evidence = TimeEvidence()
    for row in rows where position < row.count && !row[position].isEmpty {
      let bytes = Array(row[position].utf8)
      evidence.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
    guard case .forms(let forms, _) = evidence.decide(StatedChoice()) else { return }
    answers[.dates] =
      StatementProfile.DateStyle.allCases.first { $0.reader == forms.style }?.rawValue
  }
}
