internal import PaymentGraph

/// The bounds of a hypothesis, which have to hold without it as well.
extension BoundTable {
  private struct Key: Hashable {
    let victims: [AccountID]
    let site: Site
    let claimCurrency: Currency

    init(_ bound: Bound) {
      victims = bound.victims
      site = Site(place: bound.place, currency: bound.currency)
      claimCurrency = bound.claimCurrency
    }
  }

  /// Returns bounds that hold both by this table and by that of the same claims with what this one leaves out: the lower
  /// of two leasts, the higher of two mosts.
  ///
  /// Accounts that are left out are not listed. A site counts as omitted where either table omits it.
  func holding(also whole: BoundTable, without leftOut: LeftOut, in ledger: Ledger) -> BoundTable {
    let isOut = Set(leftOut.accounts)
    let omitted = Set(omitted + whole.omitted).filter { !isOut.contains($0.place.account) }
    let others = Dictionary(whole.bounds.map { (Key($0), $0) }) { first, _ in first }
    var found: [Key: Bound] = [:]
    for bound in bounds { found[Key(bound)] = bound.widened(by: others[Key(bound)]) }
    for bound in whole.bounds where found[Key(bound)] == nil {
      found[Key(bound)] = bound.widened(by: nil)
    }
    let ranks = ledger.keyRanks
    let numbers = Dictionary(victims.enumerated().map { ($0.element, $0.offset) }) { first, _ in
      first
    }
    let merged = found.values.filter {
      let site = Site(place: $0.place, currency: $0.currency)
      return !isOut.contains(site.place.account) && !omitted.contains(site)
    }.sorted { left, right in
      let (one, other) = (Key(left), Key(right))
      if one.site != other.site { return one.site.precedes(other.site, ranks) }
      if one.claimCurrency != other.claimCurrency { return one.claimCurrency < other.claimCurrency }
      return (left.victims.count, numbers[left.victims[0]] ?? 0)
        < (right.victims.count, numbers[right.victims[0]] ?? 0)
    }
    let note = AnswerNote(
      code: .boundsLimited,
      text:
        "the least and the most under any rule hold with and without \(leftOut.wordsInLedger(ledger) ?? "what is left out")"
    )
    return BoundTable(
      victims: victims, claims: claims, bounds: merged,
      omitted: omitted.sorted { $0.precedes($1, ranks) }, asked: asked,
      unknownBalances: Set(unknownBalances + whole.unknownBalances).sorted {
        ranks[$0.position] < ranks[$1.position]
      }, notes: [note] + notes)
  }
}

extension Bound {
  /// Returns bounds that hold by another bound as well; nil stands for one of 0 to 0.
  fileprivate func widened(by other: Bound?) -> Bound {
    let none = BoundLimits(lower: 0, upper: 0, bottlenecks: [])
    return Bound(
      victims: victims, place: place, currency: currency, claimCurrency: claimCurrency,
      claimed: claimed, limits: limits.widened(by: other?.limits ?? none),
      ifNothingElse: ifNothingElse.widened(by: other?.ifNothingElse ?? none))
  }
}

extension BoundLimits {
  fileprivate func widened(by other: BoundLimits) -> BoundLimits {
    BoundLimits(
      lower: min(lower, other.lower), upper: max(upper, other.upper),
      bottlenecks: upper >= other.upper ? bottlenecks : other.bottlenecks)
  }
}
