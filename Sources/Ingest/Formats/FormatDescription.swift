internal import PaymentGraph

/// The part of a format that ledgers and statements share: how its files are recognised, how they write values, and
/// what a reader must know of them.
struct FormatDescription: Sendable {
  /// The name that `check` prints.
  var name: String
  /// The title, for human readers.
  var title: String
  /// Header names, all of which must be there; one list for each form of the header.
  var headers: [[String]] = []
  /// True where the header may have no other names.
  var isExact = false
  /// The kinds of the cells of a row, for files without a header.
  var cells: [CellKind] = []
  /// The pattern of the file's name, for formats that have one header for files of different meaning.
  var file: TextPattern?
  /// The days on which the format was written, where known.
  var era: Era?
  /// True where cells are never enclosed, so that a quote is a character like any other.
  var isUnquoted = false
  /// The styles in which dates may be written; empty where the file decides.
  var dates: [DateStyle] = []
  /// The order of day, month and year in the one file from which the profile was made: each file must show its own.
  var datesSeen: TimeForms.Order?
  /// The decimal mark of all such files; nil where each file decides.
  var decimal: ColumnMapping.DecimalMark?
  /// True where amounts are written in pence, cents and the like: 18500 is 185.00.
  var isMinor = false
  /// True where the profile states the units of amounts.
  var statesUnits = false
  /// A remark that every reader of these files must know.
  var remark: String?
  /// The file in the folder of fixtures that shows the format.
  var fixture: String?

  /// The units in which amounts without marks are written.
  enum Units: String, CaseIterable, Sendable {
    case major, minor
  }

  init(name: String, title: String) {
    self.name = name
    self.title = title
  }
}

/// A format with the properties of its description.
@dynamicMemberLookup
protocol DescribedFormat: Sendable {
  var about: FormatDescription { get set }
}

extension DescribedFormat {
  subscript<Value>(dynamicMember property: KeyPath<FormatDescription, Value>) -> Value {
    about[keyPath: property]
  }
}

extension FormatDescription {
  /// The keys of a profile that ledgers and statements share.
  static let keys = [
    "profile", "version", "title", "shape", "era", "match", "quotes", "fields", "units", "dates",
    "dates-seen", "decimal", "remark", "fixture",
  ]

  /// Reads the shared part of a profile.
  init(_ root: ProfileSection, match: ProfileSection?) throws(ProfileError) {
    name = try root.required("profile")
    title = try root.text("title") ?? name
    cells = try CellKind.list(match, root)
    headers = match?.has("headers") == true ? try match?.lists("headers") ?? [] : []
    guard !headers.isEmpty || !cells.isEmpty else {
      throw root.error(
        "match",
        "\"match\" needs \"headers\": the names of the columns, or \"cells\" for files without them"
      )
    }
    isExact = try match?.flag("exact") ?? false
    if let match, match.has("file") { file = try TextPattern(match, "file") }
    era = try Era(root)
    isUnquoted = try root.text("quotes") == "none"
    for word in try root.texts("dates") {
      guard let style = DateStyle(rawValue: word) else {
        throw root.error(
          "dates", "\"dates\" takes \(DateStyle.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      dates.append(style)
    }
    datesSeen = try DateStyle.seen(root)
    isMinor = try root.choice("units", of: Units.self) == .minor
    statesUnits = root.has("units")
    decimal = try root.choice("decimal", of: ColumnMapping.DecimalMark.self)
    remark = try root.text("remark")
    fixture = try root.text("fixture")
  }
}

/// The days on which a format was written, as far as they are known.
///
/// A file with other dates is read all the same, with a warning: it may be of another format with the same header, or
/// its dates may be read in the wrong order.
struct Era: Sendable {
  /// The first day; nil where it is not known.
  let first: CivilDate?
  /// The last day; nil where the format is still written, or the day is not known.
  let last: CivilDate?

  /// Warns where times lie outside the era.
  func check(
    _ times: (first: PostingTime?, last: PostingTime?), profile: String, _ log: inout DiagnosticLog
  ) {
    guard let from = times.first?.start, let to = times.last?.start else { return }
    let isEarly = first.map { from < $0.milliseconds } ?? false
    let isLate = last.map { to >= $0.milliseconds + 86_400_000 } ?? false
    guard isEarly || isLate else { return }
    func day(_ milliseconds: Int64) -> String {
      PostingTime(start: CivilDate.dayStart(of: milliseconds), precision: .day).iso8601
    }
    let known = [
      first.map { "from \(day($0.milliseconds))" }, last.map { "until \(day($0.milliseconds))" },
    ]
    .compactMap { $0 }.joined(separator: " ")
    log.add(
      .eraOutside, severity: .warning,
      summary:
        "the file has dates from \(day(from)) to \(day(to)), but \(profile) is written \(known)",
      note: "another format may have the same header, or day and month may be exchanged",
      remedy: "compare the first and the last row with the original; --dates sets the order")
  }
}

extension Era {
  /// Reads the era that a profile states; nil where it states none.
  init?(_ root: ProfileSection) throws(ProfileError) {
    let words = try root.texts("era")
    guard !words.isEmpty else { return nil }
    guard words.count == 2 else {
      throw root.error("era", "\"era\" takes the first and the last day; either may be \"\"")
    }
    var days: [CivilDate?] = []
    for word in words {
      let parts = word.split(separator: "-").compactMap { Int($0) }
      let day = parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
      guard word.isEmpty || day != nil else {
        throw root.error("era", "\"\(word)\" is not a day of the form 2008-01-31")
      }
      days.append(day)
    }
    self.init(first: days.first ?? nil, last: days.last ?? nil)
  }
}

/// The names of the styles of dates in profiles.
enum DateStyle: String, CaseIterable, Sendable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
  case yearFirst = "ymd"
  case dayMonthName = "d-mon-y"
  case monthName = "mon-d-y"
  case compact = "yyyymmdd"
  case shortYearFirst = "yymmdd"
  /// Days as spreadsheets count them.
  case dayNumber = "excel"

  var reader: TimeReader.Style {
    switch self {
    case .dayFirst: .dayFirst
    case .monthFirst: .monthFirst
    case .yearFirst: .yearFirst
    case .dayMonthName: .dayMonthName
    case .monthName: .monthName
    case .compact: .compact
    case .shortYearFirst: .shortYearFirst
    case .dayNumber: .yearFirst
    }
  }
}

extension DateStyle {
  /// Returns true where a trimmed cell is a date of this style, and of no other.
  func fits(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    if self == .dayNumber { return DayNumber(bytes, cell) != nil }
    guard TimeReader.read(bytes, cell, style: reader) != nil, let text = TimeText(bytes, cell)
    else {
      return false
    }
    switch reader {
    case .dayFirst, .monthFirst, .shortYearFirst: return text.form == .numbers
    case .yearFirst: return text.form == .yearFirst
    case .compact: return text.form == .compact
    case .dayMonthName: return text.form == .dayMonthName
    case .monthName: return text.form == .monthName
    case .step: return false
    }
  }
}

extension DateStyle {
  /// Reads the order of numbers in the one file from which a profile was made; nil where the profile gives none.
  static func seen(_ root: ProfileSection) throws(ProfileError) -> TimeForms.Order? {
    guard let word = try root.text("dates-seen") else { return nil }
    guard let order = DateStyle(rawValue: word)?.reader.order else {
      throw root.error("dates-seen", "\"dates-seen\" takes dmy, mdy or yymmdd")
    }
    guard !root.has("dates") else {
      throw root.error(
        "dates-seen",
        "\"dates\" says how all such files write dates, \"dates-seen\" how one did: not both")
    }
    return order
  }
}

/// The kind of a cell in a file without a header.
enum CellKind: String, CaseIterable, Sendable {
  case date, text, amount
  /// An amount, or nothing: one of two columns, of which each row fills one.
  case amountOrNothing = "amount-or-nothing"
  /// The code of a currency.
  case currency
  /// An IBAN.
  case iban
  /// A number of an account: eight digits or more, with their separators.
  case accountNumber = "account-number"
  /// An empty cell.
  case empty
  /// Anything, also an empty cell.
  case any

  /// Returns true where a text can stand in such a cell.
  ///
  /// - Parameter dates: the styles in which dates may be written; empty for any.
  func fits(_ text: String, dates: [TimeReader.Style]) -> Bool {
    switch self {
    case .any: return true
    case .empty: return text.isEmpty
    case .iban: return (try? IBAN(text)) != nil
    case .accountNumber: return DraftColumn.isAccountNumber(text)
    case .text: return text.contains(where: \.isLetter)
    case .currency: return Currency(text) != nil
    case .date:
      let bytes = Array(text.utf8)
      if dates.isEmpty { return TimeForms.canBeDay(bytes.span, readsDayNumbers: false) }
      let cell = Cell(start: 0, end: bytes.count)
      return dates.contains { TimeReader.read(bytes.span, cell, style: $0) != nil }
    case .amount: return CellKind.isAmount(text)
    case .amountOrNothing: return text.isEmpty || CellKind.isAmount(text)
    }
  }

  /// Returns true where a cell is a number with the marks that amounts carry.
  static func isAmount(_ text: String) -> Bool {
    text.contains(where: \.isNumber) && CellShape(text.utf8) == .number
  }
}

extension CellKind {
  /// Reads the kinds of cells that `match` gives for files without a header; empty where it gives none.
  static func list(
    _ match: ProfileSection?, _ root: ProfileSection
  ) throws(ProfileError) -> [CellKind] {
    guard let match else { return [] }
    var cells: [CellKind] = []
    for word in try match.texts("cells") {
      guard let kind = CellKind(rawValue: word) else {
        throw match.error(
          "cells",
          "\"cells\" takes \(allCases.map(\.rawValue).joined(separator: ", ")), not \"\(word)\"")
      }
      cells.append(kind)
    }
    if let header = try match.text("header") {
      guard header == "none" else {
        throw match.error(
          "header", "\"header\" takes only none; the names of a header belong in \"headers\"")
      }
      guard !cells.isEmpty else {
        throw match.error(
          "header", "\"header: none\" needs \"cells\": the kinds of the cells in a row")
      }
    }
    return cells
  }
}
