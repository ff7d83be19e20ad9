/// The number formats of a workbook's cells, as far as they decide what a number means: a day, a time, or leading zeros
/// that only the format shows.
struct CellFormats {
  /// The meaning of a number by the format of its cell.
  enum Meaning: Equatable {
    case number
    /// A number that is shown with at least so many digits before the point.
    case padded(Int)
    case day
    case clock
    case dayAndClock
  }

  /// The meanings by the style of the cell.
  private var styles: [Meaning] = []

  init() {}

  /// Reads the part with the styles.
  init(_ bytes: [UInt8]) throws(IngestError) {
    var codes: [Int: String] = [:]
    var styles: [Meaning] = []
    var tokens = XMLTokens(from: FileSignature.byteOrderMark(bytes.span))
    var isInCells = false
    do throws(XMLFault) {
      reading: while true {
        switch try tokens.next(in: bytes.span) {
        case .end: break reading
        case .close: if tokens.depth < 2 { isInCells = false }
        case .open(let opening):
          let range = opening.nameEnd..<opening.end
          func number(_ name: StaticString) -> Int? {
            XMLText.attribute(XMLName(name), in: bytes.span, range: range).flatMap { Int($0) }
          }
          if opening.name == XMLName("numFmt"), let id = number("numFmtId") {
            codes[id] =
              XMLText.attribute(XMLName("formatCode"), in: bytes.span, range: range) ?? ""
          } else if opening.name == XMLName("cellXfs") {
            isInCells = !opening.isEmpty
          } else if isInCells, opening.name == XMLName("xf") {
            let id = number("numFmtId") ?? 0
            styles.append(codes[id].map(CellFormats.meaning) ?? CellFormats.builtIn(id))
          }
        }
      }
    } catch {
      throw WorkbookFile.broken(error)
    }
    self.styles = styles
  }

  func meaning(ofStyle style: Int) -> Meaning {
    styles.indices.contains(style) ? styles[style] : .number
  }

  /// Returns the meaning of a format that every spreadsheet program knows by its number.
  static func builtIn(_ id: Int) -> Meaning {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .day
    case 22: .dayAndClock
    case 18...21, 32...35, 45...47, 55, 56: .clock
    default: .number
    }
  }

  /// Returns the meaning of a format by its code: letters in quotes, behind a backslash or in brackets say nothing, but
  /// for hours in brackets.
  static func meaning(_ code: String) -> Meaning {
    var (hasDay, hasClock, hasMonth) = (false, false, false)
    var (zeros, isOver, isPlain) = (0, false, true)
    let scalars = Array(code.unicodeScalars)
    var at = 0
    reading: while at < scalars.count {
      switch scalars[at] {
      case "\"":
        at += 1
        while at < scalars.count, scalars[at] != "\"" { at += 1 }
        isPlain = false
      case "\\", "_", "*":
        at += 1
        isPlain = false
      case "[":
        let start = at + 1
        while at < scalars.count, scalars[at] != "]" { at += 1 }
        let inner = String(String.UnicodeScalarView(scalars[start..<min(at, scalars.count)]))
          .lowercased()
        if !inner.isEmpty, inner.allSatisfy({ "hms".contains($0) }) { hasClock = true }
      // Only the first of the parts for positive, negative and zero decides.
      case ";": break reading
      case "d", "D", "y", "Y", "e": hasDay = true
      case "E":
        // An exponent, and not a year of the emperor's.
        let next = at + 1 < scalars.count ? scalars[at + 1] : " "
        if next == "+" || next == "-" { isPlain = false } else { hasDay = true }
      case "m", "M": hasMonth = true
      case "h", "H", "s", "S": hasClock = true
      case "G", "g":
        // The word General.
        if code.lowercased().contains("general") { return .number }
        hasDay = true
      case "0": if !isOver { zeros += 1 }
      case "#", "?": if zeros == 0, !isOver { isPlain = isPlain && scalars[at] == "#" }
      case ".", ",": isOver = true
      default: break
      }
      at += 1
    }
    if hasDay || hasMonth && !hasClock { return hasClock ? .dayAndClock : .day }
    if hasClock { return .clock }
    return zeros > 1 ? .padded(zeros) : .number
  }
}
