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
    case .currency where Currency(text.uppercased()) != nil && column(text) == nil:
      answers[topic] = text.uppercased()
    case .from, .to, .date, .amount, .out, .in, .currency, .narration, .balance:
      guard let found = column(text) else {
        throw fault(
          "there is no column \"\(text)\"; the header has \(header.joined(separator: ", "))")
      }
      answers[topic] = header[found]
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
      [Topic.from, .to, .date, .amount, .out, .in, .balance, .narration]
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
      if isColumn { text += "  currency: \(value(.currency))\n" }
      if !isColumn { text += "constants: {currency: \(answers[.currency] ?? "")}\n" }
      return text
    }
    text += "  date: \(value(.date))\n"
    text +=
      answers[.amount] != nil
      ? "  amount: {signed: \(value(.amount))}\n"
      : "  amount: {out: \(value(.out)), in: \(value(.in))}\n"
    if answers[.balance] != nil { text += "  balance: {column: \(value(.balance))}\n" }
    text +=
      "  currency: {\(isColumn ? "column: \(value(.currency))" : "always: \(answers[.currency] ?? "")")}\n"
    if answers[.narration] != nil { text += "  narration: [\(value(.narration))]\n" }
    return text
  }

  /// Up to twenty rows that show the format: dates, amounts and currencies stand as they are, all
  /// other letters are x and all other digits 9.
  public var maskedFixture: String {
    let kept = Set(
      [Topic.date, .amount, .out, .in, .balance, .currency].compactMap { answers[$0] }
        .compactMap(column))
    let lines =
      [header]
      + rows.map { row in
        row.enumerated().map { kept.contains($0.offset) ? $0.element : masked($0.element) }
      }
    return lines.map { cells in
      cells.map { cell in
        cell.contains { ",\"\n\r".contains($0) }
          ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
      }.joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  private func masked(_ text: String) -> String {
    String(
      text.map { character in
        character.isLetter
          ? (character.isUppercase ? "X" : "x") : character.isNumber ? "9" : character
      })
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

  private static let words: [(Topic, [String])] = [
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
  ]

  private mutating func guess() {
    for (topic, names) in Self.words {
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
    guessDates()
  }

  private mutating func guessDates() {
    guard let date = answers[.date], let position = column(date) else { return }
    var evidence = TimeEvidence()
    for row in rows where position < row.count && !row[position].isEmpty {
      let bytes = Array(row[position].utf8)
      evidence.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
    guard case .style(let style, _) = evidence.decide(nil) else { return }
    answers[.dates] = StatementProfile.DateStyle.allCases.first { $0.reader == style }?.rawValue
  }
}
