internal import CZlib

/// Unpacks deflated bytes piece by piece, by the system's zlib.
///
/// Invariant: `stream` is one allocated value that never moves, because zlib keeps its address; it is ended and freed
/// with this object. The pointers to input and output that it holds are set before each call and are not used after it.
final class InflaterKernel {
  /// The form of the packed bytes.
  enum Form: Int32 {
    /// Deflated bytes alone, as in a ZIP archive.
    case plain = -15
    /// One member of a `.gz` file, with its head and its checksum.
    case gzip = 31
  }

  /// The outcome of one step.
  struct Step {
    /// The numbers of bytes that were taken and made.
    let taken: Int
    let made: Int
    /// True where the packed bytes end here.
    let isEnd: Bool
    /// True where the bytes are not packed in this form, or are damaged.
    let isDamaged: Bool
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init(_ form: Form) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = tributary_inflate_begin(stream, form.rawValue) == Z_OK
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Makes ready for the next member of a file.
  func restart() { if isReady { inflateReset(stream) } }

  /// Unpacks bytes until the input or the room for the output is used up.
  ///
  /// - Parameters:
  ///   - input: the packed bytes from the place where the last step ended.
  ///   - output: the room, which is written from its beginning.
  func step(_ input: Span<UInt8>, into output: inout [UInt8]) -> Step {
    guard isReady else { return Step(taken: 0, made: 0, isEnd: false, isDamaged: true) }
    return input.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { target in
        let room = UInt32(clamping: target.count)
        let offered = UInt32(clamping: source.count)
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = offered
        stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = room
        let code = inflate(stream, Z_NO_FLUSH)
        let step = Step(
          taken: Int(offered - stream.pointee.avail_in),
          made: Int(room - stream.pointee.avail_out), isEnd: code == Z_STREAM_END,
          isDamaged: code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
        stream.pointee.next_in = nil
        stream.pointee.next_out = nil
        return step
      }
    }
  }

  /// Returns the checksum of bytes that follow those of another checksum, which begins with 0.
  static func checksum(_ before: UInt32, _ bytes: Span<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return before }
      return UInt32(
        truncatingIfNeeded: crc32_z(
          UInt(before), base.assumingMemoryBound(to: UInt8.self), buffer.count))
    }
  }
}
