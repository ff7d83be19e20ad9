/// The line and bytes of a transfer's record in its file.
package struct RowPlace: Hashable, Sendable {
  /// The line on which the record starts, from 1.
  package var line: UInt32
  /// The offset of the record's first byte in the file.
  package var byteOffset: Int64
  /// The bytes of the record.
  package var byteCount: UInt32

  package init(line: UInt32, byteOffset: Int64, byteCount: UInt32) {
    self.line = line
    self.byteOffset = byteOffset
    self.byteCount = byteCount
  }

  /// The bytes of the record in the file.
  package var byteRange: Range<Int> { Int(byteOffset)..<Int(byteOffset) + Int(byteCount) }
}
