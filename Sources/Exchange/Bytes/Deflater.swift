internal import CZlib

/// The system's zlib: bytes become fewer, piece by piece, and the same pieces or others give the same result.
///
/// Invariant: the stream is used between its start and its end only, and zlib keeps no pointer beyond a call.
final class Deflater {
  /// The frame around the compressed bytes.
  enum Frame: Int32 {
    /// No frame: a part of a ZIP archive.
    case none = -15
    /// The frame of gzip, without a name and a time.
    case gzip = 31
  }

  private var stream = z_stream()
  private var isOpen = false
  private static let pieceSize = 1 << 16

  init(_ frame: Frame, level: Int32 = 6) throws(ExportError) {
    guard tributary_deflate_begin(&stream, level, frame.rawValue) == Z_OK else {
      throw .refused("zlib cannot be used")
    }
    isOpen = true
  }

  deinit { if isOpen { deflateEnd(&stream) } }

  /// Compresses further bytes; the last piece says so.
  func compressed(_ bytes: [UInt8], isLast: Bool) throws(ExportError) -> [UInt8] {
    var output: [UInt8] = []
    var status = Z_OK
    var input = bytes
    input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      repeat {
        let piece = [UInt8](unsafeUninitializedCapacity: Deflater.pieceSize) { buffer, count in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          status = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          count = buffer.count - Int(stream.avail_out)
        }
        output += piece
      } while status == Z_OK && (stream.avail_out == 0 || isLast)
      stream.next_in = nil
      stream.next_out = nil
    }
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw .refused("zlib cannot compress: \(status)")
    }
    return output
  }

  /// Returns the checksum of bytes after others with a checksum, as ZIP archives have it.
  static func checksum(_ bytes: [UInt8], after known: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32(UInt(known), $0.baseAddress, UInt32($0.count)))
    }
  }
}

/// Bytes that are packed with gzip on their way to another target.
final class GzipTarget: ByteTarget {
  private let next: any ByteTarget
  private let deflater: Deflater

  init(_ next: any ByteTarget) throws(ExportError) {
    self.next = next
    deflater = try Deflater(.gzip)
  }

  func write(_ bytes: [UInt8]) throws(ExportError) {
    let packed = try deflater.compressed(bytes, isLast: false)
    if !packed.isEmpty { try next.write(packed) }
  }

  func finish() throws(ExportError) {
    try next.write(try deflater.compressed([], isLast: true))
    try next.finish()
  }
}

/// Unpacks what the writer packed, to be read again.
///
/// Invariant: as for ``Deflater``.
final class Inflater {
  private var stream = z_stream()
  private var isOpen = false
  private static let pieceSize = 1 << 18

  init(_ frame: Deflater.Frame) throws(ExportError) {
    guard tributary_inflate_begin(&stream, frame.rawValue) == Z_OK else {
      throw .refused("zlib cannot be used")
    }
    isOpen = true
  }

  deinit { if isOpen { inflateEnd(&stream) } }

  /// Unpacks bytes and hands the result over piece by piece.
  func unpack(
    _ bytes: [UInt8], into take: ([UInt8]) throws(ExportError) -> Void
  ) throws(ExportError) {
    var place = 0
    var status = Z_OK
    var isFull = false
    repeat {
      var taken = 0
      let piece = [UInt8](unsafeUninitializedCapacity: Inflater.pieceSize) { buffer, count in
        var input = Array(bytes[place...])
        input.withUnsafeMutableBufferPointer { source in
          stream.next_in = source.baseAddress
          stream.avail_in = UInt32(source.count)
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          status = inflate(&stream, Z_NO_FLUSH)
          taken = source.count - Int(stream.avail_in)
          count = buffer.count - Int(stream.avail_out)
          isFull = stream.avail_out == 0
          stream.next_in = nil
          stream.next_out = nil
        }
      }
      place += taken
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw .refused("zlib cannot unpack what it packed: \(status)")
      }
      if !piece.isEmpty { try take(piece) }
    } while status == Z_OK && (place < bytes.count || isFull)
  }
}
