internal import PaymentGraph

/// The labels that lots carry, numbered, and whether each counts as a claimant's.
///
/// Where only claims are followed, all other money has one of two labels: that keeps the lots of an
/// account few, however many strangers paid into it.
struct LabelTable: Sendable {
  private(set) var origins: [MoneyOrigin] = []
  /// By label: whether the money counts among the claimants'.
  private(set) var isClaimant: [Bool] = []
  private var numbers: [MoneyOrigin: Int32] = [:]
  private var coarse: [Bool: Int32] = [:]
  private let unidentified: UnidentifiedMoney
  private let tracksOthers: Bool

  init(_ ledger: Ledger, _ unidentified: UnidentifiedMoney, tracksOthers: Bool) {
    self.unidentified = unidentified
    self.tracksOthers = tracksOthers
  }

  var count: Int { origins.count }

  /// The one label of all money that does not count among the claimants'; nil where each origin has a
  /// label of its own, and while there is none.
  var unclaimed: Int32? { coarse[false] }

  mutating func number(_ origin: MoneyOrigin) -> Int32 {
    if let known = numbers[origin] { return known }
    let counts = origin.isClaim || (origin.isUnidentified && unidentified == .claimant)
    if !origin.isClaim, !tracksOthers {
      if let known = coarse[counts] { return known }
      let added = add(origin, counts)
      coarse[counts] = added
      return added
    }
    let added = add(origin, counts)
    numbers[origin] = added
    return added
  }

  /// A label of its own for an origin that may have another as well.
  mutating func separate(_ origin: MoneyOrigin) -> Int32 { add(origin, origin.isClaim) }

  /// The claim that a label is; nil for other money and for labels that came later.
  func claim(_ label: Int32) -> TransferID? {
    guard Int(label) < origins.count, case .claim(let claim) = origins[Int(label)] else {
      return nil
    }
    return claim
  }

  func isClaim(_ label: Int32) -> Bool { origins[Int(label)].isClaim }

  private mutating func add(_ origin: MoneyOrigin, _ counts: Bool) -> Int32 {
    origins.append(origin)
    isClaimant.append(counts)
    return Int32(truncatingIfNeeded: origins.count - 1)
  }
}
