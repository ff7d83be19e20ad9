/// 256 victims, a bit for each.
struct WideSweepWord: SweepWord {
  private let low: UInt128
  private let high: UInt128

  static var partCount: Int { 4 }
  static var none: WideSweepWord { WideSweepWord(low: 0, high: 0) }

  @inline(__always)
  static func only(_ victim: Int) -> WideSweepWord {
    victim < 128
      ? WideSweepWord(low: .only(victim), high: 0)
      : WideSweepWord(low: 0, high: .only(victim &- 128))
  }

  @inline(__always)
  static func | (left: WideSweepWord, right: WideSweepWord) -> WideSweepWord {
    WideSweepWord(low: left.low | right.low, high: left.high | right.high)
  }

  @inline(__always)
  static func & (left: WideSweepWord, right: WideSweepWord) -> WideSweepWord {
    WideSweepWord(low: left.low & right.low, high: left.high & right.high)
  }

  @inline(__always)
  func without(_ others: WideSweepWord) -> WideSweepWord {
    WideSweepWord(low: low & ~others.low, high: high & ~others.high)
  }

  @inline(__always)
  var isEmpty: Bool { low | high == 0 }
  @inline(__always)
  var nonzeroBitCount: Int { low.nonzeroBitCount &+ high.nonzeroBitCount }

  @inline(__always)
  func part(_ number: Int) -> UInt64 { number < 2 ? low.part(number) : high.part(number &- 2) }
}
