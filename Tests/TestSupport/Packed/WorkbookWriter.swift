/// Writes workbooks (XLSX) for tests: small, and with any habit that programs have.
package struct WorkbookWriter {
  /// One cell.
  package enum Cell {
    case none
    case text(String)
    /// A number as its XML has it.
    case number(String)
    /// A number with a format.
    case formatted(String, style: Int)
    case error(String)
    case boolean(Bool)
    case formula(String, value: String?)
    /// A cell as XML, for habits that no other case has; `@` stands for the reference.
    case raw(String)
  }

  package struct Sheet {
    package var name: String
    package var rows: [[Cell]]
    package var state = "visible"
    /// The numbers of the rows, where they are not 1, 2, 3.
    package var numbers: [Int]?
    package var hiddenRows: Set<Int> = []
    package var columns = ""
    package var after = ""

    package init(_ name: String, _ rows: [[Cell]]) {
      self.name = name
      self.rows = rows
    }
  }

  package var sheets: [Sheet]
  package var countsFrom1904 = false
  /// True to keep texts in the cells, and not in the list that they share.
  package var isInline = false
  /// The prefix of the elements of sheets: `x:`.
  package var prefix = ""
  /// The name of the folder of the parts.
  package var folder = "xl"
  /// The formats of the styles from 1 on: the number of a built-in one behind `#`, or a code.
  package var formats = [
    "#14", "#22", "0000000000", "dd/mm/yyyy", "h:mm:ss", "#,##0.00", "yyyy-mm-dd hh:mm:ss",
  ]

  package init(_ sheets: [Sheet]) { self.sheets = sheets }

  /// Writes one sheet of texts.
  package init(texts rows: [[String]]) {
    self.init([Sheet("Sheet1", rows.map { $0.map { $0.isEmpty ? .none : .text($0) } })])
  }

  package static func escaped(_ text: String) -> String {
    var result = ""
    // A text that looks like an escaped character is escaped itself.
    for scalar in text.replacing(/_x(?=[0-9A-Fa-f]{4}_)/, with: "_x005F_x").unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "_x000D_"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  package static func letters(_ column: Int) -> String {
    var rest = column + 1
    var letters = ""
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  private func xml(_ sheet: Sheet, _ shared: inout [String: Int], _ texts: inout [String]) -> String
  {
    let p = prefix
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    xml += "<\(p)worksheet xmlns\(p.isEmpty ? "" : ":\(p.dropLast())")="
    xml +=
      "\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\(sheet.columns)<\(p)sheetData>"
    for (index, row) in sheet.rows.enumerated() {
      let number = sheet.numbers?[index] ?? index + 1
      xml += "<\(p)row r=\"\(number)\"\(sheet.hiddenRows.contains(number) ? " hidden=\"1\"" : "")>"
      for (column, cell) in row.enumerated() {
        let place = "\(Self.letters(column))\(number)"
        switch cell {
        case .none: continue
        case .text(let text):
          let written = Self.escaped(text)
          if isInline {
            xml +=
              "<\(p)c r=\"\(place)\" t=\"inlineStr\"><\(p)is><\(p)t xml:space=\"preserve\">\(written)</\(p)t></\(p)is></\(p)c>"
          } else {
            let known = shared[text] ?? texts.count
            if known == texts.count {
              shared[text] = known
              texts.append(written)
            }
            xml += "<\(p)c r=\"\(place)\" t=\"s\"><\(p)v>\(known)</\(p)v></\(p)c>"
          }
        case .number(let text): xml += "<\(p)c r=\"\(place)\"><\(p)v>\(text)</\(p)v></\(p)c>"
        case .formatted(let text, let style):
          xml += "<\(p)c r=\"\(place)\" s=\"\(style)\"><\(p)v>\(text)</\(p)v></\(p)c>"
        case .error(let text):
          xml += "<\(p)c r=\"\(place)\" t=\"e\"><\(p)v>\(text)</\(p)v></\(p)c>"
        case .boolean(let value):
          xml += "<\(p)c r=\"\(place)\" t=\"b\"><\(p)v>\(value ? 1 : 0)</\(p)v></\(p)c>"
        case .formula(let formula, let value):
          let written = value.map { "<\(p)v>\(Self.escaped($0))</\(p)v>" } ?? "<\(p)v></\(p)v>"
          let isNumber = value.map { Int($0.prefix(1)) != nil } ?? true
          xml +=
            "<\(p)c r=\"\(place)\"\(isNumber ? "" : " t=\"str\"")><\(p)f>\(Self.escaped(formula))</\(p)f>\(written)</\(p)c>"
        case .raw(let text): xml += text.replacing("@", with: place)
        }
      }
      xml += "</\(p)row>"
    }
    return xml + "</\(p)sheetData>\(sheet.after)</\(p)worksheet>"
  }

  /// The parts of the workbook.
  package var parts: [(name: String, bytes: [UInt8])] {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    var shared: [String: Int] = [:]
    var texts: [String] = []
    let written = sheets.map { xml($0, &shared, &texts) }
    func relations(_ all: [(String, String)]) -> String {
      head
        + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + all.enumerated().map {
          "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(types)/\($1.0)\" Target=\"\($1.1)\"/>"
        }.joined() + "</Relationships>"
    }
    let list = sheets.enumerated().map {
      "<sheet name=\"\(Self.escaped($1.name))\" sheetId=\"\($0 + 1)\" state=\"\($1.state)\" r:id=\"rId\($0 + 1)\"/>"
    }.joined()
    let codes = formats.enumerated().filter { !$1.hasPrefix("#") || $1.contains(",") }.map {
      "<numFmt numFmtId=\"\(200 + $0)\" formatCode=\"\(Self.escaped($1))\"/>"
    }.joined()
    let styles = (["#0"] + formats).enumerated().map {
      let isBuiltIn = $1.hasPrefix("#") && !$1.contains(",")
      return "<xf numFmtId=\"\(isBuiltIn ? String($1.dropFirst()) : "\(199 + $0)")\" fontId=\"0\"/>"
    }.joined()
    let files: [(String, String)] =
      [
        ("[Content_Types].xml", head + "<Types/>"),
        ("_rels/.rels", relations([("officeDocument", "\(folder)/workbook.xml")])),
        (
          "\(folder)/workbook.xml",
          head + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(types)\"><workbookPr"
            + "\(countsFrom1904 ? " date1904=\"1\"" : "")/><sheets>\(list)</sheets></workbook>"
        ),
        (
          "\(folder)/_rels/workbook.xml.rels",
          relations(
            sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
              + [("styles", "styles.xml"), ("sharedStrings", "/\(folder)/sharedStrings.xml")])
        ),
        (
          "\(folder)/styles.xml",
          head
            + "<styleSheet xmlns=\"\(main)\"><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            + "<cellXfs>\(styles)</cellXfs></styleSheet>"
        ),
        (
          "\(folder)/sharedStrings.xml",
          head + "<sst xmlns=\"\(main)\">"
            + texts.map { "<si><t xml:space=\"preserve\">\($0)</t></si>" }.joined() + "</sst>"
        ),
      ] + written.enumerated().map { ("\(folder)/worksheets/sheet\($0 + 1).xml", $1) }
    return files.map { ($0.0, Array($0.1.utf8)) }
  }

  /// The bytes of the workbook.
  package var bytes: [UInt8] { ZIPWriter(parts).bytes }
}
