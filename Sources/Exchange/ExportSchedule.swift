/// A table of an answer, as a sheet of a workbook.
public struct ExportSchedule: Sendable, Hashable {
  /// A cell of a schedule.
  public enum Cell: Sendable, Hashable {
    /// Text from the data.
    case text(String)
    /// A number, a date or a word of the program's own.
    case value(String)
  }

  /// The name of the sheet.
  public var name: String
  /// The heads of the columns.
  public var heads: [String]
  /// The rows.
  public var rows: [[Cell]]

  /// Creates a schedule; see the properties.
  public init(name: String, heads: [String], rows: [[Cell]]) {
    self.name = name
    self.heads = heads
    self.rows = rows
  }
}

/// Cells of schedules as those of a workbook.
enum ScheduleCell {
  /// The most digits that a spreadsheet holds.
  static let mostDigits = 15

  /// Returns a number for a decimal number of no more digits than a spreadsheet holds; all else is text.
  static func cell(_ cell: ExportSchedule.Cell) -> WorkbookCell {
    switch cell {
    case .text(let text): return text.isEmpty ? .empty : .text(text)
    case .value(let value):
      if value.isEmpty { return .empty }
      let bytes = Array(value.utf8)
      let digits = bytes.count { (0x30...0x39).contains($0) }
      // A zero before other digits belongs to an identifier.
      let isPadded = bytes.count > 1 && bytes[0] == 0x30 && bytes[1] != 0x2E
      guard digits <= mostDigits, !isPadded, let number = WrittenDecimal(bytes) else {
        return .text(value)
      }
      return .number(value, decimals: number.decimals)
    }
  }
}
