/// The load of one transfer in the form of its engine: exact parts, or bounds of fixed width.
enum Carried {
  case exact([Share])
  case fixed(FixedComposition)

  /// The parts as numbers of any kind, by label.
  var shares: [Share] {
    switch self {
    case .exact(let shares): shares
    case .fixed(let parts): parts.fractions
    }
  }
}

extension FixedComposition {
  var fractions: [Share] {
    shares.indices.map { index in
      let amount = shares[index].amount.fraction
      return Share(
        label: shares[index].label, amount: amount,
        value: values.isEmpty ? amount : values[index].fraction)
    }
  }
}

/// The loads of all transfers, in the order of processing, in one block of memory.
///
/// The shares of a transfer are made at each access.
struct CarriedParts: Sendable {
  private enum Storage: Sendable {
    case shares([Share])
    case fixed(FixedParts)
    case lots([Lot], rates: [Fraction])
  }

  private struct FixedParts: Sendable {
    var shares: [FixedShare] = []
    var values: [FixedSpan] = []
  }

  private var storage: Storage
  /// The start of each transfer's parts, and the end of the last one's.
  private var starts: [Int] = [0]

  /// Creates an empty list for shares.
  init() { storage = .shares([]) }

  /// Creates an empty list for bounds of fixed width.
  init(fixedWithRates hasRates: Bool, reserving count: Int) {
    storage = .fixed(FixedParts())
    starts.reserveCapacity(count + 1)
  }

  /// Creates the list of the lots that an engine moved.
  init(_ lots: [Lot], starts: [Int32], rates: [Fraction]) {
    storage = .lots(lots, rates: rates)
    self.starts = starts.isEmpty ? [0] : starts.map { Int($0) }
  }

  var count: Int { starts.count - 1 }

  mutating func append(_ shares: [Share]) {
    guard case .shares(var all) = storage else { return }
    storage = .shares([])
    all += shares
    starts.append(all.count)
    storage = .shares(all)
  }

  mutating func append(_ parts: FixedComposition) {
    guard case .fixed(var all) = storage else { return }
    // The storage is taken out while it grows, because a value with two owners would be copied.
    storage = .shares([])
    all.shares += parts.shares
    all.values += parts.values
    starts.append(all.shares.count)
    storage = .fixed(all)
  }

  /// The load of a transfer, by label.
  subscript(event: Int) -> [Share] {
    let range = starts[event]..<starts[event + 1]
    switch storage {
    case .shares(let all): return Array(all[range])
    case .fixed(let all):
      return range.map { index in
        let amount = all.shares[index].amount.fraction
        return Share(
          label: all.shares[index].label, amount: amount,
          value: all.values.isEmpty ? amount : all.values[index].fraction)
      }
    case .lots(let lots, let rates): return CarriedParts.sums(lots[range], rates)
    }
  }

  /// Returns the shares of lots, added up by label.
  static func sums(_ lots: some Sequence<Lot>, _ rates: [Fraction]) -> [Share] {
    AttributionTables.sums(
      lots.map {
        Share(
          label: $0.label, amount: $0.amount,
          value: $0.rate == 0 ? $0.amount : $0.amount * rates[Int($0.rate)])
      })
  }

  /// Returns the part of a transfer's load that has certain labels.
  func shares(_ event: Int, where isWanted: (Int32) -> Bool) -> [Share] {
    let range = starts[event]..<starts[event + 1]
    guard contains(range, isWanted) else { return [] }
    if case .lots(let lots, let rates) = storage {
      return CarriedParts.sums(lots[range].filter { isWanted($0.label) }, rates)
    }
    return self[event].filter { isWanted($0.label) }
  }

  /// Returns true where a transfer carried anything of certain labels.
  func contains(_ event: Int, where isWanted: (Int32) -> Bool) -> Bool {
    contains(starts[event]..<starts[event + 1], isWanted)
  }

  private func contains(_ range: Range<Int>, _ isWanted: (Int32) -> Bool) -> Bool {
    switch storage {
    case .shares(let all): all[range].contains { isWanted($0.label) }
    case .fixed(let all): all.shares[range].contains { isWanted($0.label) }
    case .lots(let lots, _): lots[range].contains { isWanted($0.label) }
    }
  }

  /// Returns true where the parts of a transfer add up to a sum; for bounds, where the bounds of their total include
  /// it.
  func addUp(_ event: Int, to sum: Int64) -> Bool {
    let range = starts[event]..<starts[event + 1]
    switch storage {
    case .shares(let all):
      return all[range].reduce(Fraction.zero) { $0 + $1.amount }.mayEqual(Fraction(sum))
    case .lots(let lots, _):
      return lots[range].reduce(Fraction.zero) { $0 + $1.amount }.mayEqual(Fraction(sum))
    case .fixed(let all):
      let found = all.shares[range].reduce(FixedSpan.zero) { $0 + $1.amount }
      return sum >= 0 && found.lower <= Fixed192(whole: sum.magnitude)
        && Fixed192(whole: sum.magnitude) <= found.upper
    }
  }

  /// The number of parts that are bounds, and the width of the widest.
  var enclosed: (count: Int, widest: FixedPoint) {
    var (count, widest) = (0, FixedPoint(whole: 0, fraction: 0))
    func note(_ amount: Fraction, _ value: Fraction) {
      guard !amount.isExact || !value.isExact else { return }
      count += 1
      widest = max(widest, amount.width, value.width)
    }
    switch storage {
    case .shares(let all): for share in all { note(share.amount, share.value) }
    case .lots(let lots, let rates):
      for lot in lots where !lot.amount.isExact || !rates[Int(lot.rate)].isExact {
        note(lot.amount, lot.amount * rates[Int(lot.rate)])
      }
    case .fixed(let all):
      for index in all.shares.indices {
        let amount = all.shares[index].amount
        let value = all.values.isEmpty ? amount : all.values[index]
        guard amount.lower != amount.upper || value.lower != value.upper else { continue }
        count += 1
        widest = max(widest, amount.width)
        if !all.values.isEmpty { widest = max(widest, value.width) }
      }
    }
    return (count, widest)
  }

  /// Returns the loads with all claims of each transfer as one part.
  func together(_ labels: OriginTable, as all: Int32) -> CarriedParts {
    switch storage {
    case .fixed(let parts):
      var result = CarriedParts(fixedWithRates: !parts.values.isEmpty, reserving: count)
      for event in 0..<count {
        let range = starts[event]..<starts[event + 1]
        result.append(
          FixedComposition(
            shares: Array(parts.shares[range]),
            values: parts.values.isEmpty ? [] : Array(parts.values[range])
          ).together(labels, as: all))
      }
      return result
    case .shares, .lots:
      var result = CarriedParts()
      for event in 0..<count {
        result.append(AttributionTables.together(self[event], labels, as: all))
      }
      return result
    }
  }
}

extension FixedComposition {
  /// Returns the composition with all claims as one share.
  func together(_ labels: OriginTable, as all: Int32) -> FixedComposition {
    var (amount, worth) = (FixedSpan.zero, FixedSpan.zero)
    var result = FixedComposition()
    for index in shares.indices {
      guard labels.isClaim(shares[index].label) else {
        result.shares.append(shares[index])
        if !values.isEmpty { result.values.append(values[index]) }
        continue
      }
      amount = amount + shares[index].amount
      if !values.isEmpty { worth = worth + values[index] }
    }
    if !amount.isZero {
      result.shares.insert(FixedShare(label: all, amount: amount), at: 0)
      if !values.isEmpty { result.values.insert(worth, at: 0) }
    }
    return result
  }
}
