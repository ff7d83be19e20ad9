/// The reason why the bytes of a row are not a record.
enum RowFault: Sendable, Equatable {
  /// A quote was opened at this offset and never closed.
  case quoteOpen(at: Int)
  /// Something other than a delimiter follows a closing quote at this offset.
  case quoteStray(at: Int)
  /// A NUL byte stands at this offset.
  case nulByte(at: Int)
  /// A cell that starts at this offset is longer than ``RowScanner/cellLimit``.
  case cellHuge(at: Int)
}
