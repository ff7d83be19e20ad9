internal import CInstructions

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

extension KeyBytesKernel {
  /// Returns the kinds of the bytes of one of many keys in one text, sixteen at a time; and true where any byte is of
  /// none of these kinds and no slash.
  ///
  /// Bytes after the key are read and masked out, so a key near the end of the text has no kinds here.
  ///
  /// - Returns: nil for an empty key, one of more than 64 bytes, and one after which too few bytes follow.
  @inline(__always)
  static func kinds(
    in bytes: RawSpan, start: Int, end: Int
  ) -> (kinds: Kinds, hasOthers: Bool)? {
    let count = end &- start
    guard count > 0, count <= 64, start &+ (count &+ 15) & ~15 <= bytes.byteCount else {
      return nil
    }
    var kinds = Kinds()
    var slashes: UInt64 = 0
    var at = 0
    repeat {
      let lanes = bytes.unsafeLoadUnaligned(fromByteOffset: start &+ at, as: Lanes.self)
      let shift = UInt64(at)
      // Vectors on both sides: with a number on one of them this toolchain works lane by lane.
      let digits = lanes &- Lanes(repeating: 0x30) .< Lanes(repeating: 10)
      let lower = lanes | Lanes(repeating: 0x20)
      let letters = lower &- Lanes(repeating: 0x61) .< Lanes(repeating: 26)
      let signs = lanes .== Lanes(repeating: 0x20) .| lanes .== Lanes(repeating: 0x2D)
      kinds.digits |= bits(digits) &<< shift
      kinds.letters |= bits(letters) &<< shift
      kinds.signs |= bits(signs) &<< shift
      slashes |= bits(lanes .== Lanes(repeating: 0x2F)) &<< shift
      at &+= 16
    } while at < count
    let own = UInt64.max &>> UInt64(64 &- count)
    kinds.digits &= own
    kinds.letters &= own
    kinds.signs &= own
    let plain = kinds.digits | kinds.letters | kinds.signs | slashes
    // Other separators of digits count among the other bytes, for which every rule examines the key itself. One slash
    // alone divides a bank from an account, and never a card.
    slashes &= own
    let mayDivide = kinds.signs != 0 || slashes & (slashes &- 1) != 0
    kinds.gaps = kinds.signs | (mayDivide ? slashes : 0)
    return (kinds, plain & own != own)
  }

  private typealias Lanes = SIMD16<UInt8>

  @inline(__always)
  private static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt64 {
    #if arch(x86_64)
      UInt64(cpu_high_bits(unsafeBitCast(mask, to: Lanes.self)))
    #else
      gathered(mask)
    #endif
  }

  /// Gathers the highest bits of sixteen bytes side by side, where no instruction does.
  @inline(__always)
  static func gathered(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt64 {
    let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return bits(halves.x & EightBytes.high) | bits(halves.y & EightBytes.high) &<< 8
  }
}
