internal import PaymentGraph

/// Spreads the keys of a ``KeyTable`` by numbers that nobody outside the process knows.
struct KeyHash: Sendable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let factor: UInt64

  init(_ seed: HashSeed) {
    first = seed.start
    second = seed.second
    third = seed.third
    factor = seed.factor
  }

  /// The hash of a key of up to 24 bytes, padded with zeros.
  ///
  /// Each word meets a secret number before it is multiplied, and the third what came of the first two.
  @inline(__always)
  func of(_ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ length: Int) -> UInt64 {
    let start = HashSeed.fold(w0 ^ first, w1 ^ second)
    return HashSeed.fold(start ^ w2, UInt64(truncatingIfNeeded: length) ^ third)
  }

  /// The hash of a longer key, eight bytes at a time.
  ///
  /// Invariant: `length` bytes can be read.
  @inline(never)
  func of(long bytes: UnsafeRawPointer, _ length: Int) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: length) ^ first
    var at = 0
    while at &+ 8 <= length {
      let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      state = HashSeed.fold(state ^ word, factor)
      at &+= 8
    }
    var tail: UInt64 = 0
    while at < length {
      tail = tail << 8 | UInt64(bytes.load(fromByteOffset: at, as: UInt8.self))
      at &+= 1
    }
    return HashSeed.fold(state ^ tail, second)
  }
}
