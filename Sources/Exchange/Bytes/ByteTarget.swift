/// A place that bytes are written to in their order.
protocol ByteTarget: AnyObject {
  /// Writes bytes after those that were written before.
  func write(_ bytes: [UInt8]) throws(ExportError)
  /// Writes what is still kept back; nothing is written afterwards.
  func finish() throws(ExportError)
}

/// Bytes in memory, for tests and for small parts.
final class MemoryTarget: ByteTarget {
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: [UInt8]) { self.bytes += bytes }
  func finish() {}
}

/// A buffer before a target: rows are put together here and leave it in large pieces.
///
/// Memory is one buffer, however long the output is.
final class ByteSink {
  private var buffer: [UInt8] = []
  private let target: any ByteTarget
  private static let size = 1 << 18

  init(_ target: any ByteTarget) {
    self.target = target
    buffer.reserveCapacity(ByteSink.size + 1 << 14)
  }

  /// Adds a byte.
  func put(_ byte: UInt8) { buffer.append(byte) }

  /// Adds a text word for word.
  func put(_ text: String) { buffer.append(contentsOf: text.utf8) }

  /// Adds bytes.
  func put(_ bytes: some Collection<UInt8>) { buffer.append(contentsOf: bytes) }

  /// Adds a whole number in decimal digits.
  func put(number: Int64) {
    DecimalDigits.append(number, to: &buffer)
  }

  /// Ends a row, at which a full buffer is written.
  func endRow() throws(ExportError) {
    guard buffer.count >= ByteSink.size else { return }
    try target.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes everything and ends the output.
  func finish() throws(ExportError) {
    if !buffer.isEmpty { try target.write(buffer) }
    buffer = []
    try target.finish()
  }
}
