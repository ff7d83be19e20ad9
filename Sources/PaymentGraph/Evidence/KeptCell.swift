/// A cell that no field of the ledger holds, as its row has it: a memo, a label, one of the bank's
/// own columns.
///
/// Such cells are not copied into the ledger; they are read again from the bytes that a citation
/// names.
public struct KeptCell: Sendable, Hashable {
  /// The column's name as the header writes it.
  public let column: String
  /// The text of the cell; numbers that must not be kept whole are masked.
  public let text: String

  /// Creates a cell of a column.
  public init(column: String, text: String) {
    self.column = column
    self.text = text
  }
}
