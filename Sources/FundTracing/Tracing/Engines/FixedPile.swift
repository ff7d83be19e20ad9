/// The part of a sum, or of a unit of it, that is of one label: a number that is not above the exact part, and the units
/// of its last digit by which the exact part may exceed it.
struct FixedPart: Sendable {
  let label: Int32
  var least: Fixed192
  var slack: UInt128 = 0

  private static func fixed(_ slack: UInt128) -> Fixed192 {
    Fixed192(
      low: UInt64(truncatingIfNeeded: slack), middle: UInt64(truncatingIfNeeded: slack >> 64),
      whole: 0)
  }

  /// The bounds of the part.
  var span: FixedSpan {
    FixedSpan(lower: least, upper: slack == 0 ? least : least.adding(FixedPart.fixed(slack)))
  }

  /// Returns the bounds of the part of an amount, where this is the part of a unit.
  @inline(__always) func span(of amount: UInt64) -> FixedSpan {
    let lower = least.times(amount)
    return FixedSpan(
      lower: lower,
      upper: slack == 0 ? lower : lower.adding(FixedPart.fixed(slack).times(amount)))
  }

  /// Adds the part of a unit of another sum, taken so many times.
  ///
  /// The slack of a unit has far less than 64 bits: each mixing adds 2 at most.
  @inline(__always) mutating func add(_ unit: FixedPart, times factor: UInt64) {
    least = least.adding(unit.least.times(factor))
    slack &+= unit.slack &* UInt128(factor)
  }

  /// Makes the part of a sum that of a unit of it.
  @inline(__always) mutating func divide(by total: UInt64) {
    let rest: UInt64
    (least, rest) = least.divided(by: total)
    let high = UInt64(truncatingIfNeeded: slack >> 64)
    let low = UInt64(truncatingIfNeeded: slack)
    let (units, more) =
      high == 0 ? low.quotientAndRemainder(dividingBy: total) : total.dividingFullWidth((high, low))
    // Both are less than the total, which has 63 bits.
    let open = rest &+ more
    slack = UInt128(units) &+ (open == 0 ? 0 : open <= total ? 1 : 2)
  }
}

/// Money of which every part has the same composition, in whole minor units, with the parts of the labels that are asked
/// for as bounds of fixed width.
///
/// A payment out takes of every part in proportion, so that the composition of a unit stays; a payment in adds to the parts
/// of the sum. One form is made from the other only where payments in and out alternate.
struct FixedPile: Sendable {
  private(set) var total: UInt64 = 0
  /// The parts of a unit, or of the total, by label.
  private(set) var parts: [FixedPart] = []
  private var isOfUnit = true
  /// The last of the mixtures that were added since the pile was last divided, and their number.
  private var last: Int32 = 0
  private var count: Int32 = 0

  /// The numbers of shares that mixtures took from one another, as a ``MixGraph`` counts them.
  struct Tally: Sendable {
    /// All shares taken, and those of claims among them.
    var taken = 0
    var claims = 0
    /// The shares of money that is not claimed, each label of a mixture counted once.
    var others = 0
    /// The number of the last mixture.
    var mixture: Int32 = 0
  }

  /// Adds an amount of a mixture of which the parts of a unit are given.
  mutating func add(
    _ other: [FixedPart], amount: UInt64, from mixture: Int32, tally: inout Tally,
    isClaim: [Bool]
  ) {
    if total == 0 {
      self = FixedPile(total: amount, parts: other, last: mixture, count: 1)
      return
    }
    guard count > 1 || last != mixture else {
      total &+= amount
      return
    }
    if last != mixture {
      if count == 1 {
        tally.taken += parts.count
        for part in parts {
          if isClaim[Int(part.label)] { tally.claims += 1 } else { tally.others += 1 }
        }
      }
      tally.taken += other.count
      for part in other where isClaim[Int(part.label)] { tally.claims += 1 }
      (last, count) = (mixture, count &+ 1)
    }
    if isOfUnit { multiply() }
    total &+= amount
    lay(other, amount: amount, tally: &tally, isClaim: isClaim)
  }

  private init(total: UInt64, parts: [FixedPart], last: Int32, count: Int32) {
    self.total = total
    self.parts = parts
    self.last = last
    self.count = count
  }

  init() {}

  /// Takes an amount, at most the total; returns the parts of a unit of it and the number of that mixture.
  mutating func take(
    _ amount: UInt64, _ tally: inout Tally
  ) -> (parts: [FixedPart], mixture: Int32) {
    if count > 1 {
      tally.mixture += 1
      (last, count) = (tally.mixture, 1)
    }
    if !isOfUnit { divide() }
    let taken = (parts, last)
    total -= amount
    if total == 0 { self = FixedPile() }
    return taken
  }

  /// The parts of the total.
  var spans: [FixedShare] {
    parts.map {
      FixedShare(label: $0.label, amount: isOfUnit ? $0.span(of: total) : $0.span)
    }
  }

  private mutating func divide() {
    let total = total
    var span = parts.mutableSpan
    for index in span.indices { span[index].divide(by: total) }
    isOfUnit = true
  }

  /// Makes the parts of a unit those of the total.
  private mutating func multiply() {
    let total = total
    var span = parts.mutableSpan
    for index in span.indices {
      let unit = span[index]
      span[index] = FixedPart(label: unit.label, least: .zero)
      span[index].add(unit, times: total)
    }
    isOfUnit = false
  }

  private mutating func lay(
    _ other: [FixedPart], amount: UInt64, tally: inout Tally, isClaim: [Bool]
  ) {
    var (own, next) = (0, 0)
    do {
      var span = parts.mutableSpan
      while next < other.count {
        while own < span.count, span[own].label < other[next].label { own += 1 }
        guard own < span.count, span[own].label == other[next].label else { break }
        span[own].add(other[next], times: amount)
        own += 1
        next += 1
      }
    }
    if next == other.count { return }
    var merged: [FixedPart] = []
    merged.reserveCapacity(parts.count + other.count - next)
    merged += parts[..<own]
    while own < parts.count || next < other.count {
      let isNew =
        next < other.count && (own == parts.count || other[next].label < parts[own].label)
      var part = isNew ? FixedPart(label: other[next].label, least: .zero) : parts[own]
      if next < other.count, other[next].label == part.label {
        part.add(other[next], times: amount)
        if isNew, !isClaim[Int(part.label)] { tally.others += 1 }
        next += 1
      }
      if !isNew { own += 1 }
      merged.append(part)
    }
    parts = merged
  }
}
