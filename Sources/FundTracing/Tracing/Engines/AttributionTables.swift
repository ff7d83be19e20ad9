internal import PaymentGraph

/// The results of an engine as shares by label, in the same form for both engines.
struct AttributionTables {
  /// The shares at the end, by balance.
  var held: [Int32: [Share]] = [:]
  /// The shares that paid off an overdraft, by balance.
  var absorbed: [Int32: [Share]] = [:]
  /// The shares kept on the way as fees, by balance of the payer.
  var fees: [Int32: [Share]] = [:]
  /// The shares that were on their way at the end, by the balance to which they come.
  var onTheWay: [Int32: [Share]] = [:]
  /// The shares that each transfer carried, in the currency sent, by event.
  var moved = CarriedParts()
  /// True where the claims in each transfer are added up into one share, because there would be too many.
  var claimsAreTogether = false
  /// True where the claims of one account in one currency count as one, because there would be too many shares.
  var claimsAreByVictim = false
  /// The debt to the bank, by balance.
  var debts: [Int32: Fraction] = [:]
  var convertedWithin = 0
  /// The number of figures computed as fractions because bounds did not decide their rounding, and of bounds that still
  /// do not.
  var refined = 0
  var undecided = 0

  /// Adds up the shares of each label; sums of zero are dropped.
  static func sums(_ shares: [Share]) -> [Share] {
    // Most lists have one or two shares.
    if shares.count == 1 { return shares[0].amount.isZero ? [] : shares }
    if shares.isEmpty { return [] }
    if shares.count == 2, shares[0].label != shares[1].label {
      let order = shares[0].label < shares[1].label ? shares : [shares[1], shares[0]]
      return order.filter { !$0.amount.isZero }
    }
    var sums: [Int32: Share] = [:]
    for share in shares {
      if sums[share.label] == nil {
        sums[share.label] = share
      } else {
        sums[share.label]?.amount += share.amount
        sums[share.label]?.value += share.value
      }
    }
    return sums.values.filter { !$0.amount.isZero }.sorted { $0.label < $1.label }
  }

  /// Adds up the claims among some shares under one label.
  static func together(_ shares: [Share], _ labels: OriginTable, as all: Int32) -> [Share] {
    var sum = Share(label: all, amount: .zero, value: .zero)
    for share in shares where labels.isClaim(share.label) {
      sum.amount += share.amount
      sum.value += share.value
    }
    return (sum.amount.isZero ? [] : [sum]) + shares.filter { !labels.isClaim($0.label) }
  }

  /// Replaces the overdraft of debits by the money of the credits co-ordinated with them.
  ///
  /// - Parameters:
  ///   - paid: the shares that count as having paid an overdraft, by its label.
  mutating func substitute(_ paid: [Int32: [Share]]) {
    guard !paid.isEmpty else { return }
    for label in paid.keys.sorted() {
      var total = Fraction.zero
      for place in [held, absorbed, fees, onTheWay] {
        for key in place.keys.sorted() {
          total += AttributionTables.amount(of: label, in: place[key] ?? [])
        }
      }
      guard let parts = paid[label], !total.isZero else { continue }
      func replaced(_ shares: [Share]) -> [Share] {
        let amount = AttributionTables.amount(of: label, in: shares)
        guard !amount.isZero else { return shares }
        var result = shares
        for part in parts {
          result.append(
            Share(
              label: part.label, amount: part.amount * amount / total,
              value: part.value * amount / total))
          result.append(
            Share(
              label: label, amount: -(part.amount * amount / total),
              value: -(part.amount * amount / total)))
        }
        return AttributionTables.sums(result)
      }
      held = held.mapValues(replaced)
      absorbed = absorbed.mapValues(replaced)
      fees = fees.mapValues(replaced)
      onTheWay = onTheWay.mapValues(replaced)
    }
  }

  private static func amount(of label: Int32, in shares: [Share]) -> Fraction {
    shares.reduce(Fraction.zero) { $1.label == label ? $0 + $1.amount : $0 }
  }
}

extension TraceEngine where Money == Lots {
  /// Returns all results.
  ///
  /// - Parameter each: called with the claims in every transfer, in the order of processing, where they are recorded.
  func tables(each: (Int, Carried) -> Void = { _, _ in }) -> AttributionTables {
    func shares(_ lots: some Sequence<Lot>) -> [Share] { CarriedParts.sums(lots, money.rates) }
    var tables = AttributionTables()
    for (place, balance) in money.balances.enumerated() {
      let found = shares(Array(balance.claimants.all) + Array(balance.others.all))
      if !found.isEmpty { tables.held[Int32(place)] = found }
      if !balance.debt.isZero { tables.debts[Int32(place)] = balance.debt }
    }
    for (place, share) in untracked.shares { tables.held[place] = [share] }
    tables.absorbed = money.absorbed.mapValues(shares)
    tables.fees = money.fees.mapValues(shares)
    let coming = Dictionary(grouping: onTheWay.keys.sorted()) { events.to[Int($0)] }
    tables.onTheWay = coming.mapValues { shares($0.flatMap { onTheWay[$0]?.parts ?? [] }) }
    if records {
      tables.moved = CarriedParts(moved, starts: moveStarts, rates: money.rates)
      let labels = events.labels
      for event in 0..<events.count {
        each(event, .exact(tables.moved.shares(event) { labels.isClaim($0) }))
      }
    }
    tables.convertedWithin = convertedWithin
    tables.substitute(money.substituted.mapValues(shares))
    return tables
  }
}

/// The part of a sum that has one origin.
struct Share: Sendable {
  /// The number of the label.
  let label: Int32
  /// The amount, in minor units of the account's currency.
  var amount: Fraction
  /// The amount in minor units of the currency of the claim.
  var value: Fraction
}
