extension FixedPiles {
  /// The money of one label in a pile: 32 bytes, so that two share a line of the cache.
  struct Part {
    let label: Int32
    /// The row of the victim whose money it is among the passages of the balance; -1 for none.
    var row: Int32
    var least: Fixed192

    static let nothing = Part(label: 0, row: -1, least: .zero)
  }

  struct Pile {
    var total: UInt64 = 0
    /// The units of the last digit by which an exact part, or its worth, may exceed the number kept.
    var slack: UInt128 = 0
    var worthSlack: UInt128 = 0
    var start = 0
    var count: Int32 = 0
    var capacity: Int32 = 0
    /// The number of claims among the labels.
    var claims: Int32 = 0
    /// The last of the mixtures that were added since money left, and their number.
    var last: Int32 = 0
    var mixtures: Int32 = 0
    var isOfUnit = true

    var indices: Range<Int> { start..<start &+ Int(count) }
  }

  /// The numbers of shares that mixtures took from one another, as a ``CompositionGraph`` counts them.
  struct Tally: Sendable {
    /// All shares taken, and those of claims among them.
    var taken = 0
    var claims = 0
    /// The shares of money that is not claimed, each label of a mixture counted once.
    var others = 0
    /// The number of the last mixture.
    var mixture: Int32 = 0
  }

  /// The sums of a victim's money that came to a balance and left it.
  struct Flow: Sendable {
    var received = Fixed192.zero
    var forwarded = Fixed192.zero
    var receivedSlack: UInt128 = 0
    var forwardedSlack: UInt128 = 0
    /// True where money came after some had left.
    var mayBeCircular = false

    @inline(__always) mutating func receive(_ amount: Fixed192, _ slack: UInt128) {
      if !forwarded.isZero || forwardedSlack != 0 { mayBeCircular = true }
      received.add(amount)
      receivedSlack &+= slack
    }

    @inline(__always) mutating func forward(_ amount: Fixed192, _ slack: UInt128) {
      forwarded.add(amount)
      forwardedSlack &+= slack
    }
  }
}

extension FixedPiles {
  /// Makes the parts of a total those of a unit.
  mutating func divide(_ pile: Int) {
    let (total, indices) = (piles[pile].total, piles[pile].indices)
    var most: UInt64 = 0
    var mostWorth: UInt64 = 0
    do {
      var span = parts.mutableSpan
      for index in indices {
        let (quotient, rest) = span[index].least.divided(by: total)
        span[index].least = quotient
        most = max(most, rest)
      }
    }
    if tracksWorth {
      for index in indices {
        let (quotient, rest) = worths[index].divided(by: total)
        worths[index] = quotient
        mostWorth = max(mostWorth, rest)
      }
    }
    piles[pile].slack = FixedPiles.divided(piles[pile].slack &+ UInt128(most), by: total)
    piles[pile].worthSlack = FixedPiles.divided(
      piles[pile].worthSlack &+ UInt128(mostWorth), by: total)
    piles[pile].isOfUnit = true
  }

  /// Returns a quotient rounded up.
  @inline(__always) private static func divided(_ number: UInt128, by divisor: UInt64) -> UInt128 {
    let (high, low) = (
      UInt64(truncatingIfNeeded: number >> 64), UInt64(truncatingIfNeeded: number)
    )
    if high == 0 {
      let (quotient, rest) = low.quotientAndRemainder(dividingBy: divisor)
      return UInt128(quotient) &+ (rest == 0 ? 0 : 1)
    }
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: UInt128(divisor))
    return quotient &+ (rest == 0 ? 0 : 1)
  }

  /// Makes the parts of a unit those of the total.
  mutating func multiply(_ pile: Int) {
    let (total, indices) = (piles[pile].total, piles[pile].indices)
    do {
      var span = parts.mutableSpan
      for index in indices {
        span[index].least = span[index].least.multiplied(by: total)
      }
    }
    if tracksWorth {
      for index in indices { worths[index] = worths[index].multiplied(by: total) }
    }
    piles[pile].slack &*= UInt128(total)
    piles[pile].worthSlack &*= UInt128(total)
    piles[pile].isOfUnit = false
  }

  /// Makes a copy of parts of a unit the parts of a total in another currency.
  mutating func convert(_ pile: Int, amount: UInt64, worth: UInt64) {
    let indices = piles[pile].indices
    do {
      var span = parts.mutableSpan
      for index in indices {
        span[index].least = span[index].least.multiplied(by: amount)
      }
    }
    if tracksWorth {
      for index in indices { worths[index] = worths[index].multiplied(by: worth) }
    }
    piles[pile].slack &*= UInt128(amount)
    piles[pile].worthSlack &*= UInt128(worth)
    piles[pile].isOfUnit = false
  }

  /// Calls a function with the label, the bounds and the worth of each part of an amount of a pile whose parts are those of
  /// a unit.
  @inline(__always) func forEachPart(
    of pile: Int, amount: UInt64, worth: UInt64,
    _ body: (_ label: Int32, _ amount: FixedSpan, _ worth: FixedSpan) -> Void
  ) {
    let pile = piles[pile]
    let slack = Fixed192(pile.slack &* UInt128(amount))
    let worthSlack = Fixed192(pile.worthSlack &* UInt128(worth))
    for index in pile.indices {
      let least = parts[index].least.multiplied(by: amount)
      let span = FixedSpan(lower: least, upper: least.adding(slack))
      guard tracksWorth else {
        body(parts[index].label, span, span)
        continue
      }
      let value = worths[index].multiplied(by: worth)
      body(
        parts[index].label, span, FixedSpan(lower: value, upper: value.adding(worthSlack)))
    }
  }

  /// Calls a function with the label, the bounds and the worth of each part of the total of a pile.
  func forEachPart(
    ofTotal pile: Int, _ body: (_ label: Int32, _ amount: FixedSpan, _ worth: FixedSpan) -> Void
  ) {
    let total = piles[pile].total
    if piles[pile].isOfUnit {
      forEachPart(of: pile, amount: total, worth: total, body)
    } else {
      forEachPart(of: pile, amount: 1, worth: 1, body)
    }
  }
}

extension Fixed192 {
  /// Creates a number of so many units of its last digit.
  init(_ units: UInt128) {
    self.init(
      low: UInt64(truncatingIfNeeded: units), middle: UInt64(truncatingIfNeeded: units >> 64),
      whole: 0)
  }
}
