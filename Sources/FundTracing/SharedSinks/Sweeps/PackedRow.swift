/// The layout, in one row, of the bits of a few victims for all numbers of hops.
///
/// Bit *h* × *n* + *v* of an account's row is set where the money of victim *v* of *n* can be there after at most *h* +
/// 1 hops: a transfer carries the row of its payer shifted up by *n* bits, and the claims on itself. Where hops are not
/// limited there is one bit for each victim.
struct PackedRow<Row: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// The number of victims.
  let size: Int
  let levels: Int
  let isLimited: Bool
  /// The shift of a row at each hop.
  let step: Row
  /// The index of the first bit for the most hops.
  let top: Row
  /// All bits that are used.
  let full: Row
  /// The bits of a row that can be carried on.
  let goesOn: Row
  /// 65,536 divided by the number of victims and rounded up: multiplication by it divides any bit's index exactly,
  /// because neither exceeds 128.
  private let inverse: Int

  /// Returns true where the bits of so many victims fit into a row.
  static func holds(_ problem: SweepProblem, victims: Int) -> Bool {
    !problem.hasHubs && victims <= SweepBlock.size && victims * problem.levels <= Row.bitWidth
  }

  init(_ problem: SweepProblem, _ block: SweepBlock) {
    size = block.accounts.count
    levels = problem.levels
    isLimited = problem.isLimited
    step = Row(problem.isLimited ? size : 0)
    top = Row(size * (levels - 1))
    let bits = size * levels
    full = bits == Row.bitWidth ? ~0 : (1 &<< Row(bits)) &- 1
    inverse = (65_535 + max(1, size)) / max(1, size)
    goesOn = problem.isLimited ? full >> Row(size) : full
  }

  /// Returns a victim's bit for every number of hops.
  func spread(_ bit: UInt64) -> Row {
    var row: Row = 0
    for level in 0..<levels { row |= Row(truncatingIfNeeded: bit) &<< Row(level * size) }
    return row
  }

  /// Returns the victims whose money is there with any number of hops within the limit.
  @inline(__always)
  func whole(_ row: Row) -> UInt64 { UInt64(truncatingIfNeeded: row &>> top) }

  /// Returns the fewest hops of a row that is not empty.
  @inline(__always)
  func hops(_ row: Row) -> UInt32 {
    UInt32(truncatingIfNeeded: (row.trailingZeroBitCount &* inverse) &>> 16) &+ 1
  }
}
