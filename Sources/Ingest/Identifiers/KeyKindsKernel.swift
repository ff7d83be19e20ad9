internal import CInstructions

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
