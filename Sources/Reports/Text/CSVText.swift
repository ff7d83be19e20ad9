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
    for cell in cells {
      switch cell {
      case .value(let value): writer.add(value.utf8)
      case .text(let text):
        let first = text.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
        let isFormula = first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
        writer.add((isFormula ? "'" + text : text).utf8)
      }
    }
    writer.endRow()
    return String(decoding: writer.text, as: UTF8.self)
  }
}
