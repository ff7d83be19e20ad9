internal import PaymentGraph

/// A statement as a workbook with the table of ``EntryTableForm`` on its only sheet.
struct WorkbookForm {
  private let statement: PlantedStatement

  init(_ statement: PlantedStatement) { self.statement = statement }

  var bytes: [UInt8] {
    var archive = StoredArchive()
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let formats = "http://schemas.openxmlformats.org"
    archive.add(
      "[Content_Types].xml",
      head + "<Types xmlns=\"\(formats)/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        + "</Types>")
    func relation(_ type: String, to target: String) -> String {
      "<Relationships xmlns=\"\(formats)/package/2006/relationships\"><Relationship Id=\"rId1\" "
        + "Type=\"\(formats)/officeDocument/2006/relationships/\(type)\" Target=\"\(target)\"/></Relationships>"
    }
    archive.add("_rels/.rels", head + relation("officeDocument", to: "xl/workbook.xml"))
    archive.add(
      "xl/workbook.xml",
      head + "<workbook xmlns=\"\(formats)/spreadsheetml/2006/main\" "
        + "xmlns:r=\"\(formats)/officeDocument/2006/relationships\"><sheets>"
        + "<sheet name=\"entries\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
    archive.add(
      "xl/_rels/workbook.xml.rels", head + relation("worksheet", to: "worksheets/sheet1.xml"))
    var sheet =
      head + "<worksheet xmlns=\"\(formats)/spreadsheetml/2006/main\"><sheetData>"
    for (number, row) in EntryTableForm(statement).rows.enumerated() {
      sheet += "<row r=\"\(number + 1)\">"
      for (column, cell) in row.enumerated() where !cell.isEmpty {
        let place = "\(WorkbookForm.letter(column))\(number + 1)"
        // Amounts and balances are numbers, as a spreadsheet has them; all else is text.
        sheet +=
          number > 0 && EntryTableForm.amounts.contains(column)
          ? "<c r=\"\(place)\"><v>\(cell)</v></c>"
          : "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(MarkupForm.escaped(cell))</t></is></c>"
      }
      sheet += "</row>"
    }
    archive.add("xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>\n")
    return archive.finished
  }

  private static func letter(_ column: Int) -> String {
    String(decoding: [0x41 + UInt8(column % 26)], as: UTF8.self)
  }
}

/// A ZIP archive whose parts are stored as they are.
struct StoredArchive {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ text: String) {
    let content = Array(text.utf8)
    let sizes =
      StoredArchive.word(StoredArchive.checksum(content))
      + StoredArchive.word(UInt32(content.count))
      + StoredArchive.word(UInt32(content.count)) + StoredArchive.half(name.utf8.count)
    // Version 2.0, names in UTF-8, stored, the first day of 1980.
    let facts = StoredArchive.half(20) + StoredArchive.half(0x800) + [0, 0, 0, 0, 0x21, 0]
    let start = UInt32(bytes.count)
    bytes += StoredArchive.word(0x0403_4B50) + facts + sizes + StoredArchive.half(0)
    bytes += Array(name.utf8) + content
    directory += StoredArchive.word(0x0201_4B50) + StoredArchive.half(20) + facts + sizes
    directory += [UInt8](repeating: 0, count: 12) + StoredArchive.word(start) + Array(name.utf8)
    count += 1
  }

  /// The whole archive.
  var finished: [UInt8] {
    bytes + directory + StoredArchive.word(0x0605_4B50) + [0, 0, 0, 0] + StoredArchive.half(count)
      + StoredArchive.half(count) + StoredArchive.word(UInt32(directory.count))
      + StoredArchive.word(UInt32(bytes.count)) + [0, 0]
  }

  private static func word(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }

  private static func half(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }

  /// Returns the CRC-32 of some bytes.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
