internal import BigInt

extension CompositionGraph {
  /// Returns the exact part of a sum of a mixture that has certain labels: numerator and denominator, not in lowest
  /// terms; nil where they would take more than some bits.
  ///
  /// It takes one pass backwards through the mixtures from which the sum came, the newest first. Divisions are noted
  /// instead of carried out, so that numbers grow only by the total of a mixture each time, and are multiplied by
  /// single words.
  ///
  /// - Parameters:
  ///   - isValue: true to apply rates, so that the figure is in the claim's currency.
  ///   - mostBits: the most bits that a number may have.
  ///   - isWanted: returns true for the labels that count.
  func exactShare(
    of part: MixturePart, isValue: Bool, mostBits: Int, where isWanted: (Int32) -> Bool
  ) -> LargeFraction? {
    guard let amount = part.amount.large else { return nil }
    var divisors: [BigInt] = [amount.denominator]
    if isValue, part.rate != 0 {
      guard let rate = rates[Int(part.rate)].large else { return nil }
      divisors.append(rate.denominator)
      return exactShare(
        from: part.node, amount.numerator * rate.numerator, first: divisors, isWanted: isWanted,
        isValue: isValue, mostBits: mostBits)
    }
    return exactShare(
      from: part.node, amount.numerator, first: divisors, isWanted: isWanted, isValue: isValue,
      mostBits: mostBits)
  }

  private func exactShare(
    from node: Int32, _ number: BigInt, first: [BigInt], isWanted: (Int32) -> Bool,
    isValue: Bool,
    mostBits: Int
  ) -> LargeFraction? {
    let holds = nodesThatHold(isWanted)
    guard holds[Int(node)] else { return LargeFraction(0, 1) }
    var divisors = first
    /// A number for each mixture, and how many of the noted divisions it includes.
    var weights: [Int32: (number: BigInt, divided: Int)] = [node: (number, divisors.count)]
    var heap = Heap<NewestNode>()
    heap.insert(NewestNode(node: node))
    var found = (number: BigInt(0), divided: 0)
    var work = 0
    /// Returns the number with all divisions up to now included.
    func lifted(_ weight: (number: BigInt, divided: Int), to count: Int) -> BigInt {
      var number = weight.number
      for index in weight.divided..<max(weight.divided, count) { number *= divisors[index] }
      return number
    }
    while let next = heap.removeFirst()?.node {
      guard let weight = weights.removeValue(forKey: next) else { continue }
      if let label = label(of: next) {
        guard isWanted(label) else { continue }
        let all = max(found.divided, weight.divided)
        found = (lifted(found, to: all) + lifted(weight, to: all), all)
        continue
      }
      let start = lifted(weight, to: divisors.count)
      work += start.bitWidth
      guard start.bitWidth <= mostBits, work <= 500 * mostBits,
        let total = total(of: next).large
      else { return nil }
      // Amounts that are not whole numbers are brought to one denominator.
      var parts: [(node: Int32, amount: LargeFraction)] = []
      var common = total.denominator
      var isExact = true
      forEachIngredient(of: next) { child, amount, rate in
        let worth = isValue && rate != 0 ? amount * rates[Int(rate)] : amount
        guard let exact = worth.large else {
          isExact = false
          return
        }
        guard holds[Int(child)] else { return }
        parts.append((child, exact))
        if exact.denominator != 1 {
          common =
            common / common.greatestCommonDivisor(with: exact.denominator)
            * exact.denominator
        }
      }
      guard isExact, common.bitWidth <= mostBits else { return nil }
      divisors.append(total.numerator * (common / total.denominator))
      for part in parts {
        let factor = part.amount.numerator * (common / part.amount.denominator)
        let number = start * factor
        if let known = weights[part.node] {
          weights[part.node] = (lifted(known, to: divisors.count) + number, divisors.count)
        } else {
          weights[part.node] = (number, divisors.count)
          heap.insert(NewestNode(node: part.node))
        }
      }
    }
    let denominator = divisors[..<found.divided].reduce(BigInt(1), *)
    return LargeFraction(found.number, denominator)
  }

  private struct NewestNode: Comparable {
    let node: Int32
    static func < (left: NewestNode, right: NewestNode) -> Bool { left.node > right.node }
  }
}

extension Fraction {
  /// True where it is decided how the number is rounded to the nearest integer, halves up.
  var isRoundingDecided: Bool {
    guard case .between(let value) = storage else { return true }
    let half = UInt128(1) << 127
    func rounded(_ end: FixedPoint) -> Int128 { end.whole &+ (end.fraction >= half ? 1 : 0) }
    return rounded(value.lower) == rounded(value.upper)
  }

  /// Returns the closest bounds around a quotient that decide its rounding, or the number itself where none do.
  static func deciding(_ quotient: LargeFraction) -> Fraction {
    let closest = Fraction(Interval(quotient.numerator, quotient.denominator))
    if closest.isRoundingDecided { return closest }
    return Fraction.$mostBits.withValue(.max) {
      Fraction.reduced(quotient.numerator, quotient.denominator)
    }
  }
}

/// A binary heap: the smallest element first.
struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  var isEmpty: Bool { elements.isEmpty }

  /// O(log *n*).
  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Removes and returns the smallest element; nil where there is none.
  ///
  /// O(log *n*).
  mutating func removeFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < elements.count && elements[child] < elements[least] {
        least = child
      }
      if least == parent { return first }
      elements.swapAt(parent, least)
      parent = least
    }
  }
}
