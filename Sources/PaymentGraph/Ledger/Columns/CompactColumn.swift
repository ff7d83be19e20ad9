/// A column of numbers of 64 bits that mostly fit in 32: whole multiples of a unit, counted from a
/// base.
///
/// A number that does not fit is kept apart, under its index. Where many do not fit, all are kept
/// in 64 bits.
///
/// Public because only public code is inlined in the targets that read it; nobody else gets one.
public struct CompactColumn: Sendable {
  @usableFromInline let scale: CompactScale
  /// The numbers as units above the base; one value marks a number that does not fit.
  ///
  /// Empty where all are wide.
  @usableFromInline var narrow: [UInt32] = []
  /// All numbers, where too many of them do not fit.
  @usableFromInline var wide: [Int64] = []
  @usableFromInline var rare: [UInt32: Int64] = [:]
  private var room = 0

  /// The number of misfits that a column may always have; more than these, if they are more than
  /// one in 64, are too many.
  static let rareLimit = 1 << 10

  /// Amounts in minor units: from 0 on.
  package static let amounts = CompactColumn(CompactScale(base: 0, unit: 1))
  /// Times in milliseconds: whole seconds of the 136 years from 1920 on.
  package static let times = CompactColumn(
    CompactScale(base: -50 * 365 * 86_400_000, unit: 1_000))

  private init(_ scale: CompactScale) { self.scale = scale }

  package var count: Int { wide.isEmpty ? narrow.count : wide.count }

  /// The number of values that there is room for.
  var capacity: Int { max(room, narrow.capacity, wide.capacity) }

  /// The number of the transfer at an index.
  @inlinable
  public subscript(position: Int) -> Int64 {
    @inline(__always)
    get {
      if !wide.isEmpty { return wide[position] }
      let units = narrow[position]
      return units != CompactScale.tooFar ? scale.number(units) : rareNumber(position)
    }
  }

  @usableFromInline func rareNumber(_ position: Int) -> Int64 {
    rare[UInt32(truncatingIfNeeded: position)] ?? scale.base
  }

  package mutating func reserveCapacity(_ count: Int) {
    room = max(room, count)
    if wide.isEmpty { narrow.reserveCapacity(count) } else { wide.reserveCapacity(count) }
  }

  package mutating func append(_ number: Int64) {
    guard wide.isEmpty else {
      wide.append(number)
      return
    }
    if let units = scale.units(of: number) {
      narrow.append(units)
      return
    }
    rare[UInt32(truncatingIfNeeded: narrow.count)] = number
    narrow.append(CompactScale.tooFar)
    if rare.count > CompactColumn.rareLimit, rare.count > narrow.count / 64 { widen() }
  }

  private mutating func widen() {
    var all: [Int64] = []
    all.reserveCapacity(max(room, narrow.count))
    for position in narrow.indices { all.append(self[position]) }
    wide = all
    narrow = []
    rare = [:]
  }

  /// Returns true where every number equals the one before, or is larger by at least so much.
  func rises(by least: Int64) -> Bool {
    guard count > 0 else { return true }
    var last = self[0]
    for position in 1..<count {
      let number = self[position]
      if number != last, number &- last < least { return false }
      last = number
    }
    return true
  }

  /// Returns this column with its numbers in another order, or with some of them.
  func reordered(by order: [UInt32]) -> CompactColumn {
    var result = CompactColumn(scale)
    guard wide.isEmpty else {
      // Few numbers or none may be left, and a column without numbers is narrow.
      result.wide = order.map { wide[Int($0)] }
      return result
    }
    result.narrow = order.map { narrow[Int($0)] }
    guard !rare.isEmpty else { return result }
    for (new, old) in order.enumerated() where narrow[Int(old)] == CompactScale.tooFar {
      result.rare[UInt32(truncatingIfNeeded: new)] = rareNumber(Int(old))
    }
    return result
  }
}

/// The scale that puts numbers of 64 bits in 32: as whole multiples of a unit above a base.
@usableFromInline
struct CompactScale: Sendable {
  @usableFromInline let base: Int64
  /// The unit: 1 or 1,000.
  @usableFromInline let unit: Int64

  /// The value that marks a number that does not fit.
  @usableFromInline static let tooFar = UInt32.max

  /// Returns the number that lies so many units above the base.
  @inlinable @inline(__always)
  func number(_ units: UInt32) -> Int64 { base &+ Int64(units) &* unit }

  /// Returns the units of a number above the base; nil where it does not fit.
  @inline(__always)
  func units(of number: Int64) -> UInt32? {
    // The difference is exact modulo 2^64: a number below the base gives a value far above all that
    // fit.
    let above = UInt64(bitPattern: number &- base)
    let units = unit == 1 ? above : above / 1_000
    guard units < UInt64(CompactScale.tooFar), units &* UInt64(unit) == above else { return nil }
    return UInt32(truncatingIfNeeded: units)
  }
}
