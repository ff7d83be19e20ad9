/// A cell that no field of the ledger holds, as its row has it: a memo, a label, a column of the bank's own.
///
/// Such cells are not copied into the ledger; they are read again from the bytes that a citation names.
public struct KeptCell: Sendable, Hashable {
  /// The column's name as the header writes it.
  public let column: String
  /// What the cell says; numbers that must not be kept whole are masked.
  public let text: String

  /// A cell of a column.
  public init(column: String, text: String) {
    self.column = column
    self.text = text
  }
}
