/// Examines the bytes of keys eight at a time; see ``EightBytes``.
///
/// Invariant: no byte outside the key is read.
enum KeyBytesKernel {
  /// The kinds of up to 64 bytes: one bit for each byte, the lowest for the first.
  struct Kinds {
    var digits: UInt64 = 0
    var letters: UInt64 = 0
    /// Spaces and dashes.
    var signs: UInt64 = 0
    /// The bytes that may stand between the digits of a number, spaces and dashes among them, and bytes beyond ASCII.
    var gaps: UInt64 = 0

    /// True where twelve digits and gaps stand side by side, or five letters where there are four digits.
    @inline(__always)
    var holdLongRun: Bool {
      // A bit stays where as many bits follow as were tested: 2, 4, 8, 12; and 2, 4, 5.
      var numbers = digits | gaps
      numbers &= numbers &>> 1
      numbers &= numbers &>> 2
      numbers &= numbers &>> 4
      numbers &= numbers &>> 4
      var words = letters & letters &>> 1
      words &= words &>> 2
      words &= letters &>> 4
      return numbers != 0 || words != 0 && digits.nonzeroBitCount >= 4
    }
  }

  /// Returns the kinds of a key's bytes; nil for a key of fewer than 8 bytes or more than 64.
  static func kinds(_ key: Span<UInt8>) -> Kinds? {
    guard key.count >= 8, key.count <= 64 else { return nil }
    var kinds = Kinds()
    forEachWord(key) { word, at in
      let shift = UInt64(at)
      kinds.digits |= bits(EightBytes.inRange(word, first: 0x30, last: 0x39)) &<< shift
      kinds.letters |=
        bits(EightBytes.inRange(word | 0x2020_2020_2020_2020, first: 0x61, last: 0x7A)) &<< shift
      kinds.signs |=
        bits(
          EightBytes.inRange(word, first: 0x20, last: 0x20)
            | EightBytes.inRange(word, first: 0x2D, last: 0x2D)) &<< shift
      kinds.gaps |=
        bits(
          EightBytes.inRange(word, first: 0x20, last: 0x2F)
            | EightBytes.inRange(word, first: 0x5F, last: 0x5F)
            | EightBytes.inRange(word, first: 0x09, last: 0x09)
            | (word & EightBytes.high)) &<< shift
    }
    return kinds
  }

  /// Returns true where a key holds an at sign or a byte beyond ASCII.
  static func holdsAtSignOrBeyondASCII(_ key: Span<UInt8>) -> Bool {
    var found: UInt64 = 0
    forEachWord(key) { word, _ in
      found |= EightBytes.inRange(word, first: 0x40, last: 0x40) | (word & EightBytes.high)
    }
    return found != 0
  }

  /// Passes a key to a closure as words of eight bytes, the first byte lowest, with zeros after the last.
  @inline(__always)
  private static func forEachWord(_ key: Span<UInt8>, _ body: (_ word: UInt64, _ at: Int) -> Void) {
    let bytes = key.bytes
    let whole = key.count & ~7
    var at = 0
    while at < whole {
      body(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self), at)
      at &+= 8
    }
    let rest = key.count &- whole
    guard rest > 0 else { return }
    var last: UInt64 = 0
    if whole > 0 {
      last = bytes.unsafeLoadUnaligned(fromByteOffset: key.count &- 8, as: UInt64.self)
      last &>>= UInt64((8 &- rest) &* 8)
    } else {
      for place in 0..<rest { last |= UInt64(key[place]) &<< UInt64(place &* 8) }
    }
    body(last, at)
  }

  /// Gathers the highest bits of eight bytes side by side.
  @inline(__always)
  static func bits(_ word: UInt64) -> UInt64 {
    ((word &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }
}
