/// The parts of a workbook (XLSX) that reading needs: its sheets by name, its texts, and the formats of its cells.
///
/// Parts are found by the relationships that the workbook states, not by their usual names.
struct WorkbookFile {
  /// One sheet.
  struct Sheet {
    let name: String
    /// The name of its part in the archive.
    let part: String
    let isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  /// True where days are counted from 1904.
  private(set) var countsFrom1904 = false
  /// The texts that cells share.
  private(set) var texts: [[UInt8]] = []
  private(set) var formats = CellFormats()
  /// The contents that are not read, in words.
  private(set) var remarks: [String] = []

  /// Returns true where the files of an archive are those of a workbook, or of another document of an office program.
  static func isMatch(_ archive: ZIPArchive) -> Bool {
    archive.entries.contains { $0.name == "[Content_Types].xml" || $0.name == "mimetype" }
      && (advice(archive) != nil || archive.entries.contains { $0.name.hasPrefix("xl/") })
  }

  /// Returns the reason why a document of an office program is not read; nil for a workbook.
  static func advice(_ archive: ZIPArchive) -> String? {
    let names = Set(archive.entries.map(\.name))
    if names.contains("xl/workbook.bin") {
      return "is a binary Excel workbook (.xlsb); save it as .xlsx, or the sheet as CSV UTF-8"
    }
    if names.contains("mimetype"), names.contains("content.xml") {
      return "is a document of LibreOffice; save it as .xlsx, or the sheet as CSV UTF-8"
    }
    if names.contains(where: { $0.hasPrefix("word/") }) {
      return "is a Word document, not a table; ask the bank for CSV"
    }
    if names.contains(where: { $0.hasPrefix("ppt/") }) {
      return "is a presentation, not a table; ask the bank for CSV"
    }
    return nil
  }

  /// Reads a workbook without its sheets.
  ///
  /// - Parameter part: unpacks the part of a name; nil where the archive has none.
  /// - Throws: the reason why it cannot be read, in words after the file's name.
  init(
    _ archive: ZIPArchive, part: (String) throws(IngestError) -> [UInt8]?
  ) throws(IngestError) {
    let root = try part("_rels/.rels").map { Relationships($0, of: "") }
    let main = root?.first(ending: "/officeDocument") ?? "xl/workbook.xml"
    guard let book = try part(main) else {
      throw Self.broken("has no list of its sheets")
    }
    let relations =
      try part(Relationships.path(of: main)).map { Relationships($0, of: main) } ?? Relationships()
    try readSheets(book, relations)
    guard !sheets.isEmpty else { throw Self.broken("has no sheet") }
    if let name = relations.first(ending: "/styles"), let bytes = try part(name) {
      formats = try CellFormats(bytes)
    }
    if let name = relations.first(ending: "/sharedStrings"), let bytes = try part(name) {
      try readTexts(bytes)
    }
    if relations.first(ending: "/vbaProject") != nil {
      remarks.append("the workbook has macros, which are not run")
    }
    if relations.first(ending: "/externalLink") != nil {
      remarks.append(
        "the workbook takes values from other workbooks: those that it had when it was saved are read"
      )
    }
  }

  static func broken(_ words: String) -> IngestError {
    IngestError(.unreadable, path: "", "is a workbook that \(words); ask for the file again")
  }

  static func broken(_ fault: XMLFault) -> IngestError { broken(fault.words) }

  private static let sheet = XMLName("sheet")
  private static let properties = XMLName("workbookPr")

  private mutating func readSheets(
    _ bytes: [UInt8], _ relations: Relationships
  ) throws(IngestError) {
    var found: [Sheet] = []
    var from1904 = false
    try WorkbookXML.eachOpening(bytes) { opening, bytes in
      let range = opening.nameEnd..<opening.end
      if opening.name == Self.properties {
        let value = XMLText.attribute(XMLName("date1904"), in: bytes, range: range)
        from1904 = value == "1" || value == "true"
      } else if opening.name == Self.sheet {
        let name = XMLText.attribute(XMLName("name"), in: bytes, range: range) ?? ""
        let state = XMLText.attribute(XMLName("state"), in: bytes, range: range) ?? "visible"
        let id = XMLText.attribute(XMLName("id"), in: bytes, range: range) ?? ""
        if let target = relations.target(of: id, ending: "/worksheet") {
          found.append(Sheet(name: name, part: target, isHidden: state != "visible"))
        }
      }
    }
    sheets = found
    countsFrom1904 = from1904
  }

  private mutating func readTexts(_ bytes: [UInt8]) throws(IngestError) {
    var tokens = XMLTokens(from: 0)
    do throws(XMLFault) {
      while true {
        let token = try tokens.next(in: bytes.span)
        if case .end = token { return }
        guard case .open(let opening) = token, opening.name == CellNames.item else { continue }
        texts.append(try CellText.rich(opening, of: &tokens, in: bytes.span))
      }
    } catch {
      throw Self.broken(error)
    }
  }
}

/// The names of the elements of sheets that are read.
enum CellNames {
  static let item = XMLName("si")
  static let text = XMLName("t")
  static let phonetic = XMLName("rPh")
  static let row = XMLName("row")
  static let cell = XMLName("c")
  static let value = XMLName("v")
  static let inline = XMLName("is")
  static let formula = XMLName("f")
  static let column = XMLName("col")
  static let merged = XMLName("mergeCell")
}

/// The tags of small parts of a workbook.
enum WorkbookXML {
  /// Calls a closure for each tag that opens an element.
  static func eachOpening(
    _ bytes: [UInt8], _ body: (XMLTokens.Opening, Span<UInt8>) -> Void
  ) throws(IngestError) {
    var tokens = XMLTokens(from: FileSignature.byteOrderMark(bytes.span))
    do throws(XMLFault) {
      while true {
        switch try tokens.next(in: bytes.span) {
        case .end: return
        case .open(let opening): body(opening, bytes.span)
        case .close: continue
        }
      }
    } catch {
      throw WorkbookFile.broken(error)
    }
  }
}

extension CellText {
  /// Reads a text that may be divided into runs of several looks; what only says how it is pronounced is left out.
  static func rich(
    _ opening: XMLTokens.Opening, of tokens: inout XMLTokens, in bytes: Span<UInt8>
  ) throws(XMLFault) -> [UInt8] {
    guard !opening.isEmpty else { return [] }
    let depth = tokens.depth
    var text: [UInt8] = []
    var start: Int?
    var phonetic: Int?
    while true {
      switch try tokens.next(in: bytes) {
      case .end: return text
      case .open(let part):
        if part.name == CellNames.phonetic, !part.isEmpty { phonetic = tokens.depth }
        if part.name == CellNames.text, !part.isEmpty, phonetic == nil { start = part.end }
      case .close(let end, _):
        if let begun = start {
          text += unescaped(XMLText.whole(bytes, in: begun..<end))
          start = nil
        }
        if let open = phonetic, tokens.depth < open { phonetic = nil }
        if tokens.depth < depth { return text }
      }
    }
  }

  /// Returns a text in which spreadsheets wrote characters that XML forbids as `_x000D_`.
  static func unescaped(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0x5F) else { return text }
    var result: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at] == 0x5F, at + 6 < text.count, text[at + 1] == 0x78, text[at + 6] == 0x5F,
        let code = UInt32(String(decoding: text[at + 2..<at + 6], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        result += Array(String(Character(scalar)).utf8)
        at += 7
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }
}

/// The relationships of a part: what other parts it uses, and for what.
struct Relationships {
  private var all: [(id: String, type: String, target: String)] = []

  init() {}

  /// Reads the relationships of a part; a list that is damaged states none after the damage.
  init(_ bytes: [UInt8], of owner: String) {
    var found: [(id: String, type: String, target: String)] = []
    try? WorkbookXML.eachOpening(bytes) { opening, bytes in
      guard opening.name == XMLName("Relationship") else { return }
      let range = opening.nameEnd..<opening.end
      func value(_ name: StaticString) -> String {
        XMLText.attribute(XMLName(name), in: bytes, range: range) ?? ""
      }
      // The targets outside say only that there are some.
      let isOutside = value("TargetMode") == "External"
      found.append(
        (
          value("Id"), value("Type"),
          isOutside ? "" : Relationships.resolved(value("Target"), from: owner)
        ))
    }
    all = found
  }

  /// Returns the name of the part that states the relationships of another one.
  static func path(of part: String) -> String {
    let steps = part.split(separator: "/")
    let folder = steps.dropLast().joined(separator: "/")
    return "\(folder)\(folder.isEmpty ? "" : "/")_rels/\(steps.last ?? "").rels"
  }

  /// Returns the name of a part in the archive from the path that another part gives.
  static func resolved(_ target: String, from owner: String) -> String {
    var steps =
      target.hasPrefix("/") ? [] : owner.split(separator: "/").dropLast().map(String.init)
    for step in target.split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = steps.popLast()
      default: steps.append(String(step))
      }
    }
    return steps.joined(separator: "/")
  }

  func first(ending type: String) -> String? { all.first { $0.type.hasSuffix(type) }?.target }

  func target(of id: String, ending type: String) -> String? {
    all.first { $0.id == id && $0.type.hasSuffix(type) }?.target
  }
}
