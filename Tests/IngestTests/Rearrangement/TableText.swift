import Foundation

/// The text of a file divided into records, for writing the same records in another form.
///
/// This is the tests' own reader of RFC 4180 text, so that what is rearranged does not go through the
/// code that is tested.
struct TableText {
  /// The cells of each record.
  var records: [[String]]
  /// The records before the header and the header itself; 0 where there is none.
  let headerCount: Int
  let delimiter: Character
  let isQuoted: Bool

  /// - Parameter headerLine: the line of the header, from 1; 0 for a file without one.
  init(_ text: String, delimiter: Character, isQuoted: Bool, headerLine: Int) {
    self.delimiter = delimiter
    self.isQuoted = isQuoted
    var records: [[String]] = []
    var cells: [String] = []
    var cell = ""
    var isOpen = false
    var line = 1
    var headerCount = 0
    // CRLF is one Character; line ends are made LF first.
    let plain = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    var rest = Array(plain)[...]
    while let next = rest.popFirst() {
      if isOpen {
        if next == "\"", rest.first == "\"" {
          cell.append("\"")
          rest.removeFirst()
        } else if next == "\"" {
          isOpen = false
        } else {
          if next == "\n" { line += 1 }
          cell.append(next)
        }
      } else if isQuoted, next == "\"", cell.isEmpty {
        isOpen = true
      } else if next == delimiter {
        cells.append(cell)
        cell = ""
      } else if next == "\n" {
        records.append(cells + [cell])
        if line == headerLine { headerCount = records.count }
        cells = []
        cell = ""
        line += 1
      } else {
        cell.append(next)
      }
    }
    if !cell.isEmpty || !cells.isEmpty { records.append(cells + [cell]) }
    self.records = records
    self.headerCount = headerCount
  }

  /// The number of columns that have names or values.
  var width: Int {
    guard headerCount > 0 else { return records.first?.count ?? 0 }
    var width = records[headerCount - 1].count
    while width > 0, records[headerCount - 1][width - 1].isEmpty,
      records[headerCount...].allSatisfy({ $0.count < width || $0[width - 1].isEmpty })
    {
      width -= 1
    }
    return width
  }

  /// The positions of the rows that follow the header and fill its columns, up to a row of blanks.
  var rows: [Int] {
    let width = width
    let body = records.indices.dropFirst(headerCount)
    let end = body.first { records[$0].count > 1 && records[$0].allSatisfy(\.isEmpty) }
    return body.prefix { $0 != end }.filter { index in
      records[index].count >= width && records[index].dropFirst(width).allSatisfy(\.isEmpty)
    }
  }

  /// The text of a file in UTF-16, which has zeros, in UTF-8 or, where it is not that, Windows-1252, without
  /// byte order mark.
  static func text(of file: URL) throws -> String {
    let data = try Data(contentsOf: file)
    let text =
      data.contains(0)
      ? String(data: data, encoding: .utf16LittleEndian) ?? ""
      : String(data: data, encoding: .utf8) ?? String(data: data, encoding: .windowsCP1252) ?? ""
    return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }

  /// The records as text.
  func text(delimiter: Character? = nil, lineEnd: String = "\n") -> String {
    let mark = delimiter ?? self.delimiter
    return records.map { cells in
      cells.map { cell in
        guard isQuoted, cell.contains(where: { $0 == mark || $0 == "\"" || $0 == "\n" }) else {
          return cell
        }
        return "\"\(cell.replacing("\"", with: "\"\""))\""
      }.joined(separator: String(mark)) + lineEnd
    }.joined()
  }
}
