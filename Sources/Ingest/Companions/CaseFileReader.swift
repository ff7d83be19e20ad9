internal import PaymentGraph

/// The kinds of files that state the facts of a case that no payment shows.
enum CaseFile: String, Sendable {
  /// Persons who were called, and persons who were not.
  case persons
  /// Lists that callers may have worked from.
  case lists
  /// Areas with the number of people in them.
  case areas
  /// The days of which statements are held.
  case coverage

  /// Returns the kind of a file by its header; nil for any other.
  static func known(by header: HeaderNames) -> CaseFile? {
    if header.matches(["person", "group"]) { return .persons }
    if header.matches(["list", "kind"]) { return .lists }
    let names = Set(header.unique)
    if header.matches(["area", "size"]), names.isSubset(of: ["area", "size", "x", "y"]) {
      return .areas
    }
    return names == ["account", "from", "to"] ? .coverage : nil
  }

  /// The kind in a few words.
  var words: String {
    switch self {
    case .persons: "a file of persons"
    case .lists: "a file of lists"
    case .areas: "a file of areas"
    case .coverage: "a file of statements held"
    }
  }

  /// The rows that the file holds.
  var rows: String {
    switch self {
    case .persons: "persons"
    case .lists: "lists"
    case .areas: "areas"
    case .coverage: "the days of statements"
    }
  }

  /// Returns the columns that hold dates.
  func dateColumns(_ header: HeaderNames) -> [(position: Int, name: String)] {
    header.written.enumerated().filter { _, name in
      switch self {
      case .persons:
        HeaderNames.normal(name) == "contacted" || CaseFile.list(name, after: "since") != nil
      case .lists: ["copiedfrom", "copiedto"].contains(HeaderNames.normal(name))
      case .areas: false
      case .coverage: ["from", "to"].contains(HeaderNames.normal(name))
      }
    }.map { (position: $0.offset, name: $0.element) }
  }

  /// Returns the list that a column is about: `since:LIST`; nil for other columns.
  static func list(_ column: String, after word: String) -> String? {
    let parts = column.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased().filter({ $0 != " " }) == word else { return nil }
    let name = String(parts[1].trimmingPrefix { $0 == " " })
    return name.isEmpty ? nil : name
  }
}

/// Reads files of persons, lists, areas and coverage.
struct CaseFileReader {
  private(set) var balance = RowBalance()
  private(set) var log: DiagnosticLog
  private(set) var records = CaseRecords()
  private let kind: CaseFile
  private let header: HeaderNames
  private let dates: CompanionDates

  init(_ kind: CaseFile, header: HeaderNames, dates: CompanionDates, log: DiagnosticLog) {
    self.kind = kind
    self.header = header
    self.dates = dates
    self.log = log
    if kind == .coverage { records.coverage = [] }
  }

  mutating func read(_ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding) {
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      balance.count(read(row, in: bytes), line: row.line)
    }
  }

  private mutating func read(_ row: Row, in bytes: Span<UInt8>) -> RowOutcome {
    if row.isEmpty { return .setAside(.empty) }
    guard header.fits(row, in: bytes, log: &log) else { return .rejected }
    switch kind {
    case .persons: return readPerson(row, bytes)
    case .lists: return readList(row, bytes)
    case .areas: return readArea(row, bytes)
    case .coverage: return readCoverage(row, bytes)
    }
  }

  // MARK: Cells

  private func value(_ name: String, of row: Row, _ bytes: Span<UInt8>) -> String? {
    header.value(HeaderNames.normal(name), of: row, bytes)
  }

  private func text(_ position: Int, of row: Row, _ bytes: Span<UInt8>) -> String? {
    let text = CellText.string(bytes, CellText.trimmed(bytes, row.cells[position]))
    return text.isEmpty ? nil : text
  }

  private func citation(_ row: Row) -> Citation {
    Citation(file: log.file, line: row.line, byteRange: log.fileRange(row.start..<row.end))
  }

  private mutating func reject(
    _ code: DiagnosticCode, _ summary: String, in row: Row, bytes: Span<UInt8>,
    at position: Int? = nil, remedy: String
  ) -> RowOutcome {
    let cell = position.map { row.cells[$0] }
    log.add(
      code, severity: .error, summary: summary, in: row, at: cell.map { $0.start..<$0.end },
      bytes: bytes, remedy: remedy)
    return .rejected
  }

  /// Returns a whole number; nil for anything else.
  private static func whole(_ text: String) -> Int? {
    let digits = text.filter { $0 != "," && $0 != " " && $0 != "\u{A0}" && $0 != "'" }
    guard digits.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return Int(digits)
  }

  /// Returns a decimal number in millionths, further digits cut off; nil for anything else.
  private static func millionths(_ text: String) -> Int64? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty,
      parts.allSatisfy({ $0.unicodeScalars.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    let decimals = (parts.count > 1 ? String(parts[1]) : "") + "000000"
    guard let value = Int64(String(parts[0]) + decimals.prefix(6)) else { return nil }
    return isNegative ? -value : value
  }

  // MARK: Persons

  private mutating func readPerson(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    guard let name = value("person", of: row, bytes) else {
      return reject(
        .personsValue, "the row names no person", in: row, bytes: bytes,
        at: header.position(of: "person"),
        remedy: "name the person by an account, a holder or any other text")
    }
    let word = value("group", of: row, bytes) ?? ""
    guard let group = CaseRecords.Person.Group(rawValue: word.lowercased()) else {
      return reject(
        .personsValue, "group \"\(word.prefix(40))\" is neither victim nor control", in: row,
        bytes: bytes,
        at: header.position(of: "group"), remedy: "write victim or control")
    }
    var person = CaseRecords.Person(name: name, group: group, citation: citation(row))
    for (position, column) in header.written.enumerated() {
      guard let text = text(position, of: row, bytes) else { continue }
      if let list = CaseFile.list(column, after: "on") {
        switch text.lowercased() {
        case "yes": person.isOn[list] = true
        case "no": person.isOn[list] = false
        default:
          return reject(
            .personsValue, "\"\(text.prefix(40))\" is neither yes nor no", in: row, bytes: bytes,
            at: position,
            remedy: "write yes or no, or leave the cell empty where it is not known")
        }
      } else if let list = CaseFile.list(column, after: "since") {
        guard let time = dates.time(bytes, row.cells[position], column: position) else {
          return notADate(text, in: row, bytes: bytes, at: position)
        }
        person.since[list] = time.start
      } else if let list = CaseFile.list(column, after: "position") {
        guard let place = CaseFileReader.whole(text) else {
          return reject(
            .personsValue, "position \"\(text.prefix(40))\" is not a number", in: row, bytes: bytes,
            at: position,
            remedy: "write the place in the list as a whole number")
        }
        person.positions[list] = place
      } else {
        switch HeaderNames.normal(column) {
        case "person", "group": continue
        case "contacted":
          guard let time = dates.time(bytes, row.cells[position], column: position) else {
            return notADate(text, in: row, bytes: bytes, at: position)
          }
          person.contacted = time
        case let attribute: person.attributes[attribute] = text
        }
      }
    }
    if let list = person.since.keys.filter({ person.isOn[$0] == false }).min() {
      return reject(
        .personsValue, "on:\(list.prefix(40)) says no, and since:\(list.prefix(40)) states a day",
        in: row,
        bytes: bytes, remedy: "write yes, or leave the day out: the two contradict each other")
    }
    records.persons.append(person)
    return .loaded
  }

  private mutating func notADate(
    _ text: String, in row: Row, bytes: Span<UInt8>, at position: Int
  ) -> RowOutcome {
    let code: DiagnosticCode =
      switch kind {
      case .persons: .personsValue
      case .lists: .listsValue
      case .areas: .areasValue
      case .coverage: .coverageValue
      }
    return reject(
      code, "\"\(text.prefix(40))\" is not a date", in: row, bytes: bytes, at: position,
      remedy: "write the day as 2021-03-04")
  }

  // MARK: Lists

  private mutating func readList(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    guard let name = value("list", of: row, bytes) else {
      return reject(
        .listsValue, "the row names no list", in: row, bytes: bytes,
        at: header.position(of: "list"),
        remedy: "give the list a name")
    }
    var list = CaseRecords.List(name: name, citation: citation(row))
    if let kind = value("kind", of: row, bytes) {
      guard ["customers", "directory", "other"].contains(kind.lowercased()) else {
        return reject(
          .listsValue, "kind \"\(kind.prefix(40))\" is not known", in: row, bytes: bytes,
          at: header.position(of: "kind"), remedy: "write customers, directory or other")
      }
      list.kind = kind.lowercased()
    }
    list.account = value("account", of: row, bytes)
    list.area = value("area", of: row, bytes)
    list.ageBand = value("age_band", of: row, bytes)
    for name in ["size", "population"] {
      guard let text = value(name, of: row, bytes) else { continue }
      guard let number = CaseFileReader.whole(text), number > 0 || name == "size", number > 0 else {
        return reject(
          .listsValue, "\(name) \"\(text.prefix(40))\" is not a number above 0", in: row,
          bytes: bytes,
          at: header.position(of: name), remedy: "write a whole number, or leave the cell empty")
      }
      if name == "size" { list.size = number } else { list.population = number }
    }
    if let size = list.size, let population = list.population, size > population {
      return reject(
        .listsValue, "the size \(size) is greater than the population \(population)", in: row,
        bytes: bytes,
        at: header.position(of: "size"), remedy: "exchange the two, or correct them")
    }
    for (column, name) in dateCells {
      guard let text = text(column, of: row, bytes) else { continue }
      guard let time = dates.time(bytes, row.cells[column], column: column) else {
        return notADate(text, in: row, bytes: bytes, at: column)
      }
      if name == "copiedfrom" { list.copiedFrom = time.start } else { list.copiedTo = time.start }
    }
    records.lists.append(list)
    return .loaded
  }

  private var dateCells: [(column: Int, name: String)] {
    kind.dateColumns(header).map { ($0.position, HeaderNames.normal($0.name)) }
  }

  // MARK: Areas and coverage

  private mutating func readArea(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    guard let code = value("area", of: row, bytes) else {
      return reject(
        .areasValue, "the row names no area", in: row, bytes: bytes,
        at: header.position(of: "area"),
        remedy: "give the area's code")
    }
    let text = value("size", of: row, bytes) ?? ""
    guard let size = CaseFileReader.whole(text), size > 0 else {
      return reject(
        .areasValue, "size \"\(text.prefix(40))\" is not a number above 0", in: row, bytes: bytes,
        at: header.position(of: "size"), remedy: "write how many people or numbers the area has")
    }
    var area = CaseRecords.Area(area: code, size: size)
    let (x, y) = (value("x", of: row, bytes), value("y", of: row, bytes))
    if x != nil || y != nil {
      guard let first = x.flatMap(CaseFileReader.millionths),
        let second = y.flatMap(CaseFileReader.millionths)
      else {
        return reject(
          .areasValue, "x and y are not two numbers", in: row, bytes: bytes,
          at: header.position(of: "x"),
          remedy: "give both coordinates, or neither")
      }
      area.place = CaseRecords.Area.Place(x: first, y: second)
    }
    if records.areas.contains(where: { $0.area == code }) {
      return reject(
        .areasValue, "area \"\(code.prefix(40))\" is named twice", in: row, bytes: bytes,
        at: header.position(of: "area"), remedy: "name each area once")
    }
    records.areas.append(area)
    return .loaded
  }

  private mutating func readCoverage(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome {
    guard let person = value("account", of: row, bytes) else {
      return reject(
        .coverageValue, "the row names no account", in: row, bytes: bytes,
        at: header.position(of: "account"), remedy: "name the account whose statements are held")
    }
    var days: [Int64] = []
    for (column, _) in dateCells {
      guard let text = text(column, of: row, bytes),
        let time = dates.time(bytes, row.cells[column], column: column)
      else {
        return notADate(self.text(column, of: row, bytes) ?? "", in: row, bytes: bytes, at: column)
      }
      _ = text
      days.append(time.start)
    }
    let isFromFirst = (header.position(of: "from") ?? 0) < (header.position(of: "to") ?? 1)
    guard days.count == 2, let from = isFromFirst ? days.first : days.last,
      let to = isFromFirst ? days.last : days.first, from < to
    else {
      return reject(
        .coverageValue, "the days end before they begin", in: row, bytes: bytes,
        at: header.position(of: "to"),
        remedy: "give the first day that is held and the first that is not")
    }
    records.coverage?.append(CaseRecords.Coverage(person: person, days: from..<to))
    return .loaded
  }
}
