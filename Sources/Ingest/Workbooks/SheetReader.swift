/// Reads the cells of one sheet into a table of text.
///
/// The line of a row in the table is its number in the sheet, so that people find it; rows that the sheet leaves out are
/// empty lines. Numbers are copied digit by digit.
struct SheetReader {
  private let workbook: WorkbookFile
  private let name: String
  /// The table so far, without the cells that are missing at the ends of rows.
  private var bytes: [UInt8] = []
  private var rows: [(place: SheetText.RowPlace, line: Int, end: Int, cells: Int)] = []
  private var faults: [CellFault] = []
  private var width = 0
  private var line = 0
  private var counts = SheetCounts()
  /// The cells of the row being read, by column.
  private var cells: [(column: Int, text: [UInt8])] = []

  /// The most rows and columns that a sheet can have.
  static let rowLimit = 1 << 20
  static let columnLimit = 1 << 14

  /// - Parameters:
  ///   - bytes: the part of the sheet.
  ///   - name: the sheet's name.
  /// - Throws: the reason why the sheet cannot be read, in words after the file's name.
  static func read(
    _ bytes: Span<UInt8>, name: String, of workbook: WorkbookFile
  ) throws(IngestError) -> SheetText {
    var reader = SheetReader(workbook: workbook, name: name)
    do throws(XMLFault) {
      try reader.walk(bytes)
    } catch {
      throw WorkbookFile.broken(error)
    }
    return reader.text()
  }

  private init(workbook: WorkbookFile, name: String) {
    self.workbook = workbook
    self.name = name
  }

  // MARK: Elements

  private mutating func walk(_ bytes: Span<UInt8>) throws(XMLFault) {
    var tokens = XMLTokens(from: FileSignature.byteOrderMark(bytes))
    var start: Int?
    var depth = 0
    while true {
      switch try tokens.next(in: bytes) {
      case .end: return
      case .open(let opening):
        if opening.name == CellNames.row {
          try beginRow(opening, in: bytes)
          if opening.isEmpty {
            endRow(opening.start..<opening.end)
          } else {
            (start, depth) = (opening.start, tokens.depth)
          }
        } else if opening.name == CellNames.cell, start != nil {
          try readCell(opening, of: &tokens, in: bytes)
        } else if opening.name == CellNames.column {
          noteColumn(opening, in: bytes)
        } else if opening.name == CellNames.merged {
          counts.merged += 1
        }
      case .close(_, let end):
        if let begun = start, tokens.depth < depth {
          endRow(begun..<end)
          start = nil
        }
      }
    }
  }

  private mutating func beginRow(
    _ opening: XMLTokens.Opening, in bytes: Span<UInt8>
  ) throws(XMLFault) {
    let range = opening.nameEnd..<opening.end
    let stated = XMLText.attribute(XMLName("r"), in: bytes, range: range).map { Int($0) }
    if let stated, stated == nil {
      throw XMLFault(words: "has a row without a number", at: opening.start)
    }
    let number = (stated ?? nil) ?? line + 1
    guard number > line, number <= Self.rowLimit else {
      throw XMLFault(
        words: number > line ? "has more rows than a sheet can have" : "has its rows in no order",
        at: opening.start)
    }
    line = number
    cells.removeAll(keepingCapacity: true)
    let hidden = XMLText.attribute(XMLName("hidden"), in: bytes, range: range)
    counts.isRowHidden = hidden == "1" || hidden == "true"
  }

  private mutating func noteColumn(_ opening: XMLTokens.Opening, in bytes: Span<UInt8>) {
    let range = opening.nameEnd..<opening.end
    let hidden = XMLText.attribute(XMLName("hidden"), in: bytes, range: range)
    guard hidden == "1" || hidden == "true",
      let first = XMLText.attribute(XMLName("min"), in: bytes, range: range).flatMap({ Int($0) }),
      let last = XMLText.attribute(XMLName("max"), in: bytes, range: range).flatMap({ Int($0) }),
      first >= 1, first <= last
    else { return }
    counts.hiddenColumns.append(first...min(last, Self.columnLimit))
  }

  // MARK: Cells

  /// The facts that the tag of a cell states.
  private struct CellTag {
    var column: Int?
    var style = 0
    var type: UInt64 = 0
  }

  private mutating func readCell(
    _ opening: XMLTokens.Opening, of tokens: inout XMLTokens, in bytes: Span<UInt8>
  ) throws(XMLFault) {
    let tag = SheetReader.tag(opening, in: bytes)
    let column = tag.column ?? (cells.last?.column ?? -1) + 1
    guard column < Self.columnLimit, column > cells.last?.column ?? -1 else {
      throw XMLFault(words: "has the cells of a row in no order", at: opening.start)
    }
    guard !opening.isEmpty else { return }
    let depth = tokens.depth
    var value: Range<Int>?
    var valueStart = 0
    var inline: [UInt8]?
    var hasFormula = false
    reading: while true {
      switch try tokens.next(in: bytes) {
      case .end: break reading
      case .open(let part):
        if part.name == CellNames.inline {
          inline = try CellText.rich(part, of: &tokens, in: bytes)
        } else if part.name == CellNames.formula {
          hasFormula = true
        } else if part.name == CellNames.value {
          valueStart = part.end
          value = part.end..<part.end
          if part.isEmpty { valueStart = 0 }
        }
      case .close(let end, _):
        if valueStart > 0 {
          value = valueStart..<end
          valueStart = 0
        }
        if tokens.depth < depth { break reading }
      }
    }
    if hasFormula { counts.formulas += 1 }
    let text = text(
      tag, value: value, inline: inline, hasFormula: hasFormula, column: column, in: bytes)
    if !text.isEmpty { cells.append((column, text)) }
  }

  /// Reads the reference, the style and the type of a cell in one pass over its tag.
  private static func tag(_ opening: XMLTokens.Opening, in bytes: Span<UInt8>) -> CellTag {
    var tag = CellTag()
    var at = opening.nameEnd
    while at < opening.end {
      while at < opening.end, XMLTokens.isBlank(bytes[at]) { at &+= 1 }
      let start = at
      while at < opening.end, bytes[at] != 0x3D, bytes[at] != 0x3E { at &+= 1 }
      guard at &+ 1 < opening.end, bytes[at] == 0x3D else { return tag }
      let name = at &- start == 1 ? bytes[start] : 0
      at &+= 1
      while at < opening.end, XMLTokens.isBlank(bytes[at]) { at &+= 1 }
      guard at < opening.end else { return tag }
      let quote = bytes[at]
      at &+= 1
      let first = at
      while at < opening.end, bytes[at] != quote { at &+= 1 }
      switch name {
      case 0x72: tag.column = column(bytes, first..<at)
      case 0x73: tag.style = number(bytes, first..<at) ?? 0
      case 0x74:
        for place in first..<min(at, first &+ 8) { tag.type = tag.type << 8 | UInt64(bytes[place]) }
      default: break
      }
      at &+= 1
    }
    return tag
  }

  /// Returns the column of a reference, from 0: that of `C7` is 2.
  private static func column(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var column = 0
    for at in range {
      let letter = bytes[at] & 0xDF
      guard letter >= 0x41, letter <= 0x5A else { break }
      column = column &* 26 &+ Int(letter &- 0x40)
      if column > columnLimit { return columnLimit }
    }
    return column > 0 ? column - 1 : nil
  }

  private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 9 else { return nil }
    var number = 0
    for at in range {
      guard IdentifierText.isDigit(bytes[at]) else { return nil }
      number = number &* 10 &+ Int(bytes[at] &- 0x30)
    }
    return number
  }

  private static func type(_ word: StaticString) -> UInt64 {
    word.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
  }

  private static let shared = type("s")
  private static let formulaText = type("str")
  private static let inlineText = type("inlineSt")
  private static let boolean = type("b")
  private static let error = type("e")
  private static let day = type("d")

  private mutating func text(
    _ tag: CellTag, value: Range<Int>?, inline: [UInt8]?, hasFormula: Bool, column: Int,
    in bytes: Span<UInt8>
  ) -> [UInt8] {
    if let inline { return inline }
    guard let value, !value.isEmpty || tag.type == Self.formulaText else {
      if hasFormula { fault(.formulaWithoutValue, column) }
      return []
    }
    switch tag.type {
    case Self.shared:
      guard let number = Self.number(bytes, value), workbook.texts.indices.contains(number) else {
        fault(.textMissing, column)
        return []
      }
      return workbook.texts[number]
    case Self.formulaText, Self.inlineText:
      return CellText.unescaped(XMLText.whole(bytes, in: value))
    case Self.boolean: return Array((bytes[value.lowerBound] == 0x31 ? "TRUE" : "FALSE").utf8)
    case Self.error:
      let text = XMLText.whole(bytes, in: value)
      fault(.error(String(decoding: text, as: UTF8.self)), column)
      return text
    case Self.day: return Self.plainDay(XMLText.whole(bytes, in: value))
    default: return number(tag, value: value, column: column, in: bytes)
    }
  }

  /// Returns a day as it is, without a midnight that every day of this form has.
  private static func plainDay(_ text: [UInt8]) -> [UInt8] {
    let isMidnight =
      text.count > 11 && text[10] == 0x54
      && text[11...].allSatisfy { $0 == 0x30 || $0 == 0x3A || $0 == 0x2E || $0 == 0x5A }
    return isMidnight ? Array(text[..<10]) : text
  }

  private mutating func number(
    _ tag: CellTag, value: Range<Int>, column: Int, in bytes: Span<UInt8>
  ) -> [UInt8] {
    var range = value
    while !range.isEmpty, XMLTokens.isBlank(bytes[range.lowerBound]) {
      range = range.lowerBound + 1..<range.upperBound
    }
    while !range.isEmpty, XMLTokens.isBlank(bytes[range.upperBound - 1]) {
      range = range.lowerBound..<range.upperBound - 1
    }
    guard var number = CellNumber(bytes, range) else {
      let text = XMLText.whole(bytes, in: value)
      fault(.error(String(decoding: text.prefix(40), as: UTF8.self)), column)
      return text
    }
    let meaning = workbook.formats.meaning(ofStyle: tag.style)
    switch meaning {
    case .day, .clock, .dayAndClock:
      if let time = number.time(meaning, countsFrom1904: workbook.countsFrom1904) {
        counts.days += 1
        return time
      }
    case .padded(let digits):
      if number.wholeCount < digits, number.decimals == 0 {
        fault(.digitsLost(String(decoding: number.text, as: UTF8.self), .leadingZeros), column)
      }
    case .number: break
    }
    if number.hasExponent || number.wholeCount > 15 {
      fault(
        .digitsLost(
          String(decoding: number.text, as: UTF8.self),
          number.wholeCount > 15 ? .tooMany : .exponent), column)
    }
    if number.removeNoise() { counts.noise += 1 }
    return number.text
  }

  private mutating func fault(_ kind: CellFault.Kind, _ column: Int) {
    faults.append(CellFault(line: line, column: column, kind: kind))
  }

  // MARK: Rows

  private mutating func endRow(_ element: Range<Int>) {
    let filled = cells.contains { $0.text.contains { $0 != 0x20 } }
    guard filled || faults.last?.line == line else { return }
    counts.endRow(line)
    let start = bytes.count
    var column = 0
    for cell in cells {
      while column < cell.column {
        bytes.append(0x2C)
        column += 1
      }
      append(cell.text)
      counts.note(column: cell.column)
    }
    let count = max(1, (cells.last?.column ?? 0) + 1)
    width = max(width, count)
    rows.append((SheetText.RowPlace(start: start, element: element), line, bytes.count, count))
  }

  /// Appends the text of a cell, in quotes where it has marks of tables; a line break becomes a blank, because a row is a
  /// line here.
  private mutating func append(_ text: [UInt8]) {
    var needsQuotes = false
    var hasBreaks = false
    for byte in text {
      switch byte {
      case 0x22, 0x27, 0x2C, 0x3B, 0x09, 0x7C: needsQuotes = true
      case 0x0A, 0x0D: hasBreaks = true
      default: break
      }
    }
    if hasBreaks { counts.breaks += 1 }
    guard needsQuotes || hasBreaks else {
      bytes += text
      return
    }
    bytes.append(0x22)
    var wasReturn = false
    for byte in text {
      if byte == 0x0A || byte == 0x0D {
        if !(byte == 0x0A && wasReturn) { bytes.append(0x20) }
      } else {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      wasReturn = byte == 0x0D
    }
    bytes.append(0x22)
  }

  /// Puts the table together: every row gets as many cells as the widest one has.
  private func text() -> SheetText {
    var table: [UInt8] = []
    table.reserveCapacity(bytes.count + rows.count * 8)
    var places: [SheetText.RowPlace] = []
    places.reserveCapacity(rows.count)
    var line = 1
    for row in rows {
      while line < row.line {
        table.append(0x0A)
        line += 1
      }
      places.append(SheetText.RowPlace(start: table.count, element: row.place.element))
      table += bytes[row.place.start..<row.end]
      for _ in row.cells..<max(row.cells, width) { table.append(0x2C) }
      table.append(0x0A)
      line += 1
    }
    return SheetText(
      name: name, bytes: table, rows: places, faults: faults,
      tableRows: rows.count { $0.cells > 1 }, decisions: counts.words)
  }
}
