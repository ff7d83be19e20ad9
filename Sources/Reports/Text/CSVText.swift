internal import PaymentGraph

/// Writes rows as CSV after RFC 4180 that a spreadsheet cannot mistake for formulas.
///
/// A text cell that starts with `= + - @`, a tab or a carriage return gets an apostrophe before it
/// (OWASP, CWE-1236); numbers and dates are written as they are.
package enum CSVText {
  /// A cell of a row.
  package enum Cell {
    /// Text from the data.
    case text(String)
    /// A number, a date or a word of the tool's own.
    case value(String)
  }

  /// The reader for whom rows are written.
  package enum Form: Sendable {
    /// Programs, and people who know what they open.
    case plain
    /// Spreadsheets: texts that they would take for numbers or days, and fractions, have an apostrophe before them, and
    /// lines end as they want them.
    case spreadsheet
    /// This program: every text from the data has quotes, and nothing else has.
    case typed
  }

  /// The form of all rows that are written within a task.
  @TaskLocal package static var form = Form.plain

  /// The heads of ``cells(of:)``.
  static let accountHeads = ["account", "name", "role", "institution", "country"]

  /// Returns the cells that identify an account, under ``accountHeads``.
  static func cells(of account: Account) -> [Cell] {
    [
      .text(account.key), .text(account.details.name ?? ""), .value(account.role.name),
      .text(account.details.institution ?? ""), .text(account.details.country ?? ""),
    ]
  }

  /// Writes the line of heads.
  package static func heads(_ heads: [String]) -> String { line(heads.map(Cell.value)) }

  /// Writes a line with its end.
  package static func line(_ cells: [Cell]) -> String {
    var writer = CSVWriter()
    let form = form
    for cell in cells {
      switch (cell, form) {
      case (.value(let value), .spreadsheet):
        writer.add((SpreadsheetText.isFraction(value) ? "'" + value : value).utf8)
      case (.value(let value), _): writer.add(value.utf8)
      case (.text(let text), .typed): writer.addQuoted(text.utf8)
      case (.text(let text), _):
        let isChanged =
          SpreadsheetText.isFormula(text)
          || form == .spreadsheet && SpreadsheetText.isTakenForNumber(text)
        writer.add((isChanged ? "'" + text : text).utf8)
      }
    }
    writer.endRow()
    let line = String(decoding: writer.text, as: UTF8.self)
    return form == .spreadsheet ? String(line.unicodeScalars.dropLast()) + "\r\n" : line
  }
}

extension CSVText {
  /// Does some work whose rows keep the kinds of their cells, and returns them: the first row has the heads.
  package static func rows(of work: () -> String?) -> [[Cell]] {
    guard let text = $form.withValue(.typed, operation: work) else { return [] }
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var cell: [UInt8] = []
    var (isQuoted, isText) = (false, false)
    func ended() -> Cell {
      let text = String(decoding: cell, as: UTF8.self)
      return isText ? .text(text) : .value(text)
    }
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted {
        if byte != 0x22 {
          cell.append(byte)
        } else if place < bytes.count, bytes[place] == 0x22 {
          cell.append(byte)
          place += 1
        } else {
          isQuoted = false
        }
      } else if byte == 0x22 {
        (isQuoted, isText) = (true, true)
      } else if byte == 0x2C || byte == 0x0A {
        row.append(ended())
        (cell, isText) = ([], false)
        if byte == 0x0A {
          rows.append(row)
          row = []
        }
      } else {
        cell.append(byte)
      }
    }
    return rows
  }
}
