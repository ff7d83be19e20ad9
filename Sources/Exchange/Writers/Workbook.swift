/// A workbook that is written sheet by sheet and row by row: text as it is, numbers as numbers, the head frozen.
///
/// A sheet that is full goes on in the next, which repeats the head.
final class Workbook {
  /// The most rows of a sheet.
  static let mostRows = 1_048_576
  /// The bytes of a sheet after which another begins, so that every part stays within the plain format of archives.
  private static let mostBytes = 2_000_000_000

  private let archive: ArchiveTarget
  private var sink: ByteSink
  private var names: [String] = []
  private var columns: [(name: String, width: Int)] = []
  private var base = ""
  private var part = 1
  private var row = 0
  private var byteCount = 0
  private var letters: [String] = []
  private(set) var loss = ExportLoss()

  init(_ file: FileTarget) {
    archive = ArchiveTarget(file)
    sink = ByteSink(ArchivePart(archive))
  }

  /// Begins a sheet with its columns.
  func begin(_ name: String, columns: [(name: String, width: Int)]) throws(ExportError) {
    try endSheet()
    (base, part) = (Workbook.sheetName(name), 1)
    self.columns = columns
    letters = columns.indices.map(WorkbookText.column)
    try open()
  }

  /// Returns a name that a sheet may have: at most 31 characters, without those that references use.
  private static func sheetName(_ name: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where kept.count < 24 {
      let isAllowed = !"[]:*?/\\'".unicodeScalars.contains(scalar) && scalar.value >= 0x20
      kept.append(isAllowed ? scalar : " ")
    }
    return kept.isEmpty ? "sheet" : String(kept)
  }

  /// Returns a name that no sheet has: programs take names in any case for one.
  private func freeName(_ name: String) -> String {
    let known = Set(names.map { $0.lowercased() })
    var (free, number) = (name, 2)
    while known.contains(free.lowercased()) {
      free = "\(name) (\(number))"
      number += 1
    }
    return free
  }

  private func open() throws(ExportError) {
    names.append(freeName(part == 1 ? base : "\(base) \(part)"))
    try archive.begin("xl/worksheets/sheet\(names.count).xml")
    sink = ByteSink(ArchivePart(archive))
    (row, byteCount) = (0, 0)
    sink.put(
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    )
    let selected = names.count == 1 ? " tabSelected=\"1\"" : ""
    sink.put(
      "<sheetViews><sheetView\(selected) workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    )
    for (number, column) in columns.enumerated() {
      sink.put(
        "<col min=\"\(number + 1)\" max=\"\(number + 1)\" width=\"\(column.width)\" customWidth=\"1\"/>"
      )
    }
    sink.put("</cols><sheetData>\n")
    try write(columns.map { .text($0.name) }, style: WorkbookStyles.head)
  }

  /// Adds a row.
  func add(_ cells: [WorkbookCell]) throws(ExportError) {
    if row >= Workbook.mostRows || byteCount >= Workbook.mostBytes {
      try endSheet()
      part += 1
      try open()
    }
    try write(cells, style: nil)
  }

  private func write(_ cells: [WorkbookCell], style: Int?) throws(ExportError) {
    row += 1
    sink.put("<row r=\"")
    sink.put(number: Int64(row))
    sink.put("\">")
    for (number, cell) in cells.enumerated() where cell != .empty && number < letters.count {
      sink.put("<c r=\"")
      sink.put(letters[number])
      sink.put(number: Int64(row))
      switch cell {
      case .empty: break
      case .text(let text):
        sink.put("\" s=\"")
        sink.put(number: Int64(style ?? WorkbookStyles.text))
        sink.put("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
        WorkbookText.put(text, to: sink, loss: &loss)
        sink.put("</t></is></c>")
        byteCount += text.utf8.count + 60
      case .number(let digits, let decimals):
        sink.put("\" s=\"")
        sink.put(number: Int64(WorkbookStyles.number(decimals)))
        sink.put("\"><v>")
        sink.put(digits)
        sink.put("</v></c>")
        byteCount += 40
      case .day(let day):
        sink.put("\" s=\"")
        sink.put(number: Int64(WorkbookStyles.day))
        sink.put("\"><v>")
        sink.put(number: Int64(day))
        sink.put("</v></c>")
        byteCount += 40
      }
    }
    sink.put("</row>\n")
    try sink.endRow()
  }

  private func endSheet() throws(ExportError) {
    guard !names.isEmpty else { return }
    sink.put("</sheetData></worksheet>\n")
    try sink.finish()
  }

  /// Ends the workbook with the parts that name its sheets.
  func finish() throws(ExportError) {
    try endSheet()
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    var (sheets, links, types) = ("", "", "")
    for (number, name) in names.enumerated() {
      let id = number + 1
      sheets += "<sheet name=\"\(Workbook.attribute(name))\" sheetId=\"\(id)\" r:id=\"rId\(id)\"/>"
      links +=
        "<Relationship Id=\"rId\(id)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\(id).xml\"/>"
      types +=
        "<Override PartName=\"/xl/worksheets/sheet\(id).xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    }
    let styles = names.count + 1
    try put(
      "xl/workbook.xml",
      head
        + "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"\(office)\"><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>\(sheets)</sheets></workbook>\n"
    )
    try put(
      "xl/_rels/workbook.xml.rels",
      head
        + "<Relationships xmlns=\"\(package)/relationships\">\(links)<Relationship Id=\"rId\(styles)\" Type=\"\(office)/styles\" Target=\"styles.xml\"/></Relationships>\n"
    )
    try put("xl/styles.xml", head + WorkbookStyles.part)
    try put(
      "_rels/.rels",
      head
        + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>\n"
    )
    try put(
      "[Content_Types].xml",
      head
        + "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\(types)<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>\n"
    )
    try archive.finish()
  }

  private func put(_ name: String, _ text: String) throws(ExportError) {
    try archive.begin(name)
    try archive.write(Array(text.utf8))
  }

  private static func attribute(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.unicodeScalars.append(XMLText.isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return text
  }
}

/// The styles of a workbook: text, heads, numbers by their decimals, days.
enum WorkbookStyles {
  static let text = 1
  static let head = 2
  static let day = 3
  private static let firstNumber = 4
  /// Numbers with more decimals than these have more digits than a spreadsheet holds.
  private static let mostDecimals = 9

  /// Returns the style of a number with some decimals.
  static func number(_ decimals: Int) -> Int { firstNumber + min(max(0, decimals), mostDecimals) }

  /// The part that describes them.
  static var part: String {
    var formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    var cells =
      "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
      + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
      + "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
      + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    for decimals in 0...mostDecimals {
      let id = 165 + decimals
      let code = decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
      formats += "<numFmt numFmtId=\"\(id)\" formatCode=\"\(code)\"/>"
      cells +=
        "<xf numFmtId=\"\(id)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    }
    return
      "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"\(mostDecimals + 2)\">\(formats)</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"\(firstNumber + mostDecimals + 1)\">\(cells)</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>\n"
  }
}
