extension FixedPass {
  /// The reasons to end a pass before the last transfer.
  enum End {
    case tooManyClaims, tooManyOthers, unsuited
  }

  /// An amount that moves, of the composition of a pile.
  struct Sum {
    let pile: Int
    /// The units of the pile that were taken, and the amount in the currency sent that they make.
    let taken: UInt64
    let amount: UInt64
    let isClaimant: Bool
    let mixture: Int32
    /// True where the parts of the pile have the rows of the payer's balance.
    var isOfPayer = false

    func of(_ mixture: Int32) -> Sum {
      Sum(pile: pile, taken: taken, amount: amount, isClaimant: isClaimant, mixture: mixture)
    }
  }

  /// An amount as it arrives, and the units of its pile that it is worth.
  struct Arriving {
    let sum: Sum
    let amount: UInt64
    let worth: UInt64
  }

  /// The piles of a receipt that is kept apart, or of fees: claimants' money and other money; -1 for none yet.
  struct Pair {
    var claimants = -1
    var others = -1

    subscript(isClaimant: Bool) -> Int {
      get { isClaimant ? claimants : others }
      set { if isClaimant { claimants = newValue } else { others = newValue } }
    }
    var all: [Int] { [claimants, others].filter { $0 >= 0 } }
  }
}

/// The parts of transfers in bounds of fixed width; where there are too many, all claims of a transfer are one part.
struct FixedMoves {
  private var moved: CarriedParts
  private var count = 0
  private var together: Int32?
  private let most: Int

  init(hasRates: Bool, reserving events: Int, _ most: Int) {
    moved = CarriedParts(fixedWithRates: hasRates, reserving: events)
    self.most = most
  }

  var areTogether: Bool { together != nil }

  mutating func add(_ parts: FixedComposition, _ labels: inout OriginTable) {
    if let together {
      moved.append(parts.together(labels, as: together))
      return
    }
    moved.append(parts)
    for share in parts.shares where labels.isClaim(share.label) { count += 1 }
    guard count > most else { return }
    let all = labels.separate(.allClaims)
    moved = moved.together(labels, as: all)
    together = all
  }

  /// Adds the sum of all claims in amounts of piles whose parts are those of a unit, and their other money.
  mutating func add(
    together piles: FixedPiles, _ sums: [(pile: Int, amount: UInt64, worth: UInt64)]
  ) {
    guard let together else { return }
    var composition = FixedComposition()
    var (claims, worth) = (FixedSpan.zero, FixedSpan.zero)
    for sum in sums {
      piles.forEachPart(of: sum.pile, amount: sum.amount, worth: sum.worth) {
        label, amount, value in
        if piles.isClaim[Int(label)] {
          claims = claims + amount
          if piles.tracksWorth { worth = worth + value }
        } else {
          composition.shares.append(FixedShare(label: label, amount: amount))
          if piles.tracksWorth { composition.values.append(value) }
        }
      }
    }
    if sums.count > 1 { composition.join() }
    if !claims.isZero {
      composition.shares.insert(FixedShare(label: together, amount: claims), at: 0)
      if piles.tracksWorth { composition.values.insert(worth, at: 0) }
    }
    moved.append(composition)
  }

  func end(_ tables: inout AttributionTables) {
    tables.moved = moved
    tables.claimsAreTogether = together != nil
  }
}
