internal import FundTracing
internal import PaymentGraph

/// The figures of a trace as schedules need them: victims' holdings by account, with the bounds of
/// all rules and the sums by grade of links, where those were asked for.
struct TraceFigures {
  let answer: Tracing
  let bounds: BoundTable?
  let grades: GradedAmounts?
  let holdings: [VictimHolding]
  private let claimsOnly: Set<BoundTable.Site>

  init(_ answer: Tracing, bounds: BoundTable? = nil, grades: GradedAmounts? = nil) {
    self.answer = answer
    self.bounds = bounds
    self.grades = grades
    holdings = answer.victimHoldings
    claimsOnly = answer.placesOfClaimsOnly
  }

  private struct VictimClaim: Hashable {
    let victim: AccountID
    let currency: Currency
  }

  /// The amounts of ``holdings``, in their order, each rounded as in the column of its account: O(*h*) at every access.
  var amounts: [MoneyTotal?] { byPlace.flatMap { column($1, $0) } }

  /// The values of ``holdings``, in their order, rounded so that those of a victim's claims in one currency add up to the
  /// claims: O(*h*) at every access.
  var values: [MoneyTotal?] {
    var cells = [MoneyTotal?](repeating: nil, count: holdings.count)
    let claims = Dictionary(grouping: holdings.indices) {
      VictimClaim(victim: holdings[$0].victim, currency: holdings[$0].claimCurrency)
    }
    for (claim, own) in claims {
      let column = AmountText.column(
        own.map { holdings[$0].value }, claim.currency, addsUpToWhole: true)
      for (index, cell) in zip(own, column) { cells[index] = cell }
    }
    return cells
  }

  /// True where a conversion on the way changed the amount of a claim: then the least and the most, which are parts of
  /// the claims, cannot be held against the amounts at the accounts.
  var hasConversions: Bool {
    holdings.contains { $0.currency != $0.claimCurrency || $0.amount != $0.value }
  }

  /// Rounds the holdings of an account so that they add up.
  func column(_ group: [VictimHolding], _ site: BoundTable.Site) -> [MoneyTotal?] {
    AmountText.column(
      group.map(\.amount), site.currency, addsUpToWhole: claimsOnly.contains(site))
  }

  /// The notes on columns whose rounding the bounds of their figures do not decide.
  var notes: [AnswerNote] {
    let undecided = byPlace.count { site, group in
      !AmountText.isDecided(group.map(\.amount), addsUpToWhole: claimsOnly.contains(site))
    }
    guard undecided > 0 else { return [] }
    return [
      AnswerNote(
        code: .roundingUndecided,
        text:
          "at \(Plural.text(undecided, "balance")) the bounds do not decide which figure gets the last "
          + "minor unit: each is rounded by less than one unit, but in which direction is not proved"
      )
    ]
  }

  var ledger: Ledger { answer.scope.ledger }

  /// The holdings account by account, in their order.
  var byPlace: [(site: BoundTable.Site, holdings: [VictimHolding])] {
    var groups: [(site: BoundTable.Site, holdings: [VictimHolding])] = []
    for one in holdings {
      let site = BoundTable.Site(place: one.place, currency: one.currency)
      if groups.last?.site == site {
        groups[groups.count - 1].holdings.append(one)
      } else {
        groups.append((site, [one]))
      }
    }
    return groups
  }

  func key(_ account: AccountID) -> String { ledger.account(account).key }

  /// Returns the least and the most as decimals of the claim's currency; nil where they were not
  /// computed.
  func limits(_ one: VictimHolding) -> (lower: String, upper: String)? {
    let site = BoundTable.Site(place: one.place, currency: one.currency)
    return texts(
      bounds?.limits(of: [one.victim], at: site, claimedIn: one.claimCurrency), one.claimCurrency)
  }

  /// Returns the least and the most as ``limits(_:)`` does, if accounts whose balances no record shows held no money but
  /// what the records show.
  func limitsIfNothingElse(_ one: VictimHolding) -> (lower: String, upper: String)? {
    let site = BoundTable.Site(place: one.place, currency: one.currency)
    return texts(
      bounds?.limitsIfNothingElse(of: [one.victim], at: site, claimedIn: one.claimCurrency),
      one.claimCurrency)
  }

  private func texts(
    _ limits: (lower: Int128, upper: Int128)?, _ currency: Currency
  ) -> (lower: String, upper: String)? {
    limits.map {
      (
        MoneyTotal(minorUnits: $0.lower, currency: currency).decimalText,
        MoneyTotal(minorUnits: $0.upper, currency: currency).decimalText
      )
    }
  }

  /// Writes the least and the most if nothing else was held: `EUR 80.00 to EUR 100.00`, or one amount for both.
  func rangeIfNothingElse(_ bound: Bound) -> String {
    let (least, most) = (
      MoneyTotal(minorUnits: bound.ifNothingElse.lower, currency: bound.claimCurrency),
      MoneyTotal(minorUnits: bound.ifNothingElse.upper, currency: bound.claimCurrency)
    )
    return least == most ? "\(least)" : "\(least) to \(most)"
  }

  /// The supposition of ``rangeIfNothingElse(_:)``.
  static let nothingElseWords =
    "at least and at most hold whatever other money accounts held whose balances no record shows; if nothing else was "
    + "held: these accounts had no money but what the records show"

  /// Returns the part of a claim in a holding by grade, exact, in units of the claim's currency.
  func byGrade(_ one: VictimHolding) -> [String] {
    let site = BoundTable.Site(place: one.place, currency: one.currency)
    return grades.map {
      $0.values(of: one.victim, at: site, claimedIn: one.claimCurrency)
        .map { AmountText.exact($0, one.claimCurrency) }
    } ?? []
  }

  /// The names of cumulative sums by grade: `A`, `AB`, `ABC`.
  static let gradeNames: [String] = GradedAmounts.grades.indices.map { index in
    GradedAmounts.grades[...index].map(\.letter).joined()
  }

  /// Writes a bottleneck: `the balance of acct after t3 (f.csv:4): GBP 25.00`.
  func words(_ bottleneck: Bottleneck, _ bound: Bound) -> String {
    let amount = MoneyTotal(minorUnits: bottleneck.minorUnits, currency: bound.claimCurrency)
    switch bottleneck.kind {
    case .claim(let id): return "claim \(name(id)) \(amount)"
    case .payment(let id): return "payment \(name(id)) \(amount)"
    case .balance(let account, let id):
      return "balance of \(PartyText.key(ledger.account(account))) after \(name(id)) \(amount)"
    }
  }

  /// Writes the first bottlenecks, and the number of further ones.
  func limitWords(_ bound: Bound, most: Int = 2) -> String {
    let shown = bound.bottlenecks.prefix(most).map { words($0, bound) }.joined(separator: " + ")
    let more = bound.bottlenecks.count - most
    return more > 0 ? "\(shown) + \(more) more" : shown
  }

  private func name(_ id: TransferID) -> String {
    let transfer = ledger.transfer(id)
    let place = transfer.evidence.first.map { " (\($0))" } ?? ""
    return (transfer.recordedID ?? transfer.time.iso8601) + place
  }
}
