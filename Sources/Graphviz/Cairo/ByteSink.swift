/// Collects the bytes that cairo writes.
///
/// Invariant: the pointer is used only by calls made within ``withPointer(_:)``.
final class ByteSink {
  private(set) var bytes: [UInt8] = []

  func withPointer<Value, Failure: Error>(
    _ body: (UnsafeMutableRawPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    // The object is retained until the last byte is written.
    let retained = Unmanaged.passRetained(self)
    defer { retained.release() }
    return try body(retained.toOpaque())
  }

  /// The function that cairo calls for every piece; 0 means done.
  static let receive: CairoLibrary.Sink = { sink, data, count in
    guard let sink else { return 1 }
    let bytes = UnsafeBufferPointer(start: data, count: Int(count))
    Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(contentsOf: bytes)
    return 0
  }
}
