/// The local name of an element, packed into one number so that names are compared at once.
///
/// Names of at most 15 bytes are kept whole; a longer one is kept as a number that no short name has. The prefix of a
/// namespace is not part of it.
struct XMLName: Hashable, Sendable {
  private let packed: UInt128

  init(_ name: StaticString) {
    var packed = Packing()
    name.withUTF8Buffer { for byte in $0 { packed.add(byte) } }
    self.packed = packed.value
  }

  /// Takes the name that stands in some bytes, without its prefix.
  init(_ bytes: Span<UInt8>, in range: Range<Int>) {
    var start = range.lowerBound
    for at in range where bytes[at] == 0x3A { start = at &+ 1 }
    guard range.upperBound &- start > 15 else {
      var value: UInt128 = 0
      for at in start..<range.upperBound { value = value << 8 | UInt128(bytes[at]) }
      packed = value
      return
    }
    var packed = Packing()
    for at in start..<range.upperBound { packed.add(bytes[at]) }
    self.packed = packed.value
  }

  private struct Packing {
    var value: UInt128 = 0
    private var count = 0
    private var sum: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) {
      count &+= 1
      sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3
      value = count <= 15 ? value << 8 | UInt128(byte) : UInt128(0xFF) << 120 | UInt128(sum)
    }
  }
}
