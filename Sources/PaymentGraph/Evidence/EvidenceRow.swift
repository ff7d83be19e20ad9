/// A further row that shows a transfer: its file, line and bytes, as the ledger's columns hold
/// them.
package struct EvidenceRow: Sendable, Hashable {
  /// The number of the file.
  package var file: UInt16
  /// The line on which the record starts, from 1.
  package let line: UInt32
  /// The offset of the record's first byte in the file.
  package let byteOffset: Int64
  /// The bytes of the record.
  package let byteCount: UInt32

  /// Cites a record of a file.
  package init(file: Int, line: Int, byteRange: Range<Int>) {
    self.file = UInt16(truncatingIfNeeded: file)
    self.line = UInt32(clamping: line)
    byteOffset = Int64(byteRange.lowerBound)
    byteCount = UInt32(clamping: byteRange.count)
  }

  /// Returns the record as a citation; nil where the ledger has no such file.
  func citation(in files: [SourceFile]) -> Citation? {
    guard files.indices.contains(Int(file)) else { return nil }
    return Citation(
      file: files[Int(file)], line: Int(line),
      byteRange: Int(byteOffset)..<Int(byteOffset) + Int(byteCount))
  }
}
