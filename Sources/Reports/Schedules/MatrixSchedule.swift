internal import FundTracing
internal import PaymentGraph

/// The matrix of accounts and victims: the amount of each victim's money on each account.
///
/// The column of an account adds up to its total.
struct MatrixSchedule {
  private let figures: TraceFigures

  init(_ figures: TraceFigures) { self.figures = figures }

  func lines(_ style: TextStyle) -> [String] {
    figures.byPlace.flatMap { site, own in
      let cells = figures.column(own, site)
      var heads: [AlignedTable.Column] = [
        .left("victim"), .left("name", drops: 2), .right("held"), .right("exact", drops: 1),
      ]
      let hasBounds = figures.bounds != nil
      // After a conversion the least and the most, which are parts of claims, bound the part of the claim and not the
      // amount held.
      let hasParts =
        hasBounds && own.contains { $0.currency != $0.claimCurrency || $0.amount != $0.value }
      if hasParts { heads.append(.right("part of the claim")) }
      if hasBounds {
        heads +=
          hasParts
          ? [.right("part at least"), .right("part at most")]
          : [.right("at least"), .right("at most")]
      }
      var table = AlignedTable(heads, style: style)
      for (one, cell) in zip(own, cells) {
        var row = [
          PartyText.key(figures.ledger.account(one.victim)),
          PartyText.name(figures.ledger.account(one.victim)), cell?.description ?? "",
          ExactText.short(one.amount, site.currency),
        ]
        if hasParts { row.append(AmountText.people(one.value, one.claimCurrency)) }
        if hasBounds {
          row +=
            figures.limits(one).map {
              ["\(one.claimCurrency) \($0.lower)", "\(one.claimCurrency) \($0.upper)"]
            } ?? ["not computed", "not computed"]
        }
        table.add(row)
      }
      let total = own.reduce(Fraction.zero) { $0 + $1.amount }
      let all = (figures.bounds?.ofAll ?? []).filter {
        $0.place == site.place && $0.currency == site.currency
      }
      func together(_ amount: (Bound) -> Int128) -> String {
        all.map { "\(MoneyTotal(minorUnits: amount($0), currency: $0.claimCurrency))" }
          .joined(separator: " + ")
      }
      let shown = cells.reduce(Int128(0)) { $0 + ($1?.minorUnits ?? 0) }
      table.add(
        [
          "all", "", "\(MoneyTotal(minorUnits: shown, currency: site.currency))",
          ExactText.short(total, site.currency),
        ]
          + (hasParts ? [parts(own)] : [])
          + (hasBounds ? [together(\.lower), together(\.upper)] : []))
      let limits = all.filter { !$0.bottlenecks.isEmpty }.map {
        TerminalText.safe("the total of the most is limited by \(figures.limitWords($0, most: 3))")
      }
      return [style.head(TerminalText.safe(PartyText.both(site.place, in: figures.ledger)))]
        + table.lines
        + limits + [""]
    }
  }

  /// Returns the parts of the claims in some holdings, one sum a currency.
  private func parts(_ own: [VictimHolding]) -> String {
    Dictionary(grouping: own, by: \.claimCurrency).sorted { $0.key < $1.key }
      .map { AmountText.people($1.reduce(.zero) { $0 + $1.value }, $0) }.joined(separator: " + ")
  }

  /// The answer as CSV: one row for each victim and one for all; for each account the amount held,
  /// rounded so that the column adds up and exact, and the least and the most.
  ///
  /// The least and the most are in the currency of the claim, which a column of its own names.
  /// Claims in several currencies share one cell, separated by blanks, in the order of their
  /// currencies.
  var csv: String {
    let places = figures.byPlace
    let hasBounds = figures.bounds != nil
    var heads: [CSVText.Cell] = [.text("victim")]
    for (site, _) in places {
      let name = "\(site.place.label(in: figures.ledger)) \(site.currency)"
      heads += [.text(name), .text("\(name) exact")]
      if hasBounds {
        heads += [
          .text("\(name) at least"), .text("\(name) at most"), .text("\(name) bounds currency"),
        ]
      }
    }
    var text = CSVText.line(heads)
    for victim in figures.answer.victims {
      var row: [CSVText.Cell] = [.text(figures.key(victim))]
      for (site, holdings) in places {
        let own = holdings.filter { $0.victim == victim }
        row += sum(own, of: holdings, site)
        guard hasBounds else { continue }
        let claimed = Set(own.map(\.claimCurrency)).sorted()
        let limits = (claimed.isEmpty ? claimCurrencies(of: victim) : claimed).map { currency in
          (currency, figures.bounds?.limits(of: [victim], at: site, claimedIn: currency))
        }
        row += [
          .value(limits.map { CSVAmount.text($0.1?.lower, $0.0) }.joined(separator: " ")),
          .value(limits.map { CSVAmount.text($0.1?.upper, $0.0) }.joined(separator: " ")),
          .value(limits.filter { $0.1 != nil }.map(\.0.code).joined(separator: " ")),
        ]
      }
      text += CSVText.line(row)
    }
    var row: [CSVText.Cell] = [.text("ALL")]
    for (site, holdings) in places {
      row += sum(holdings, of: holdings, site)
      guard hasBounds else { continue }
      let all = (figures.bounds?.ofAll ?? []).filter {
        $0.place == site.place && $0.currency == site.currency
      }
      row += [
        .value(all.map { CSVAmount.text($0.lower, $0.claimCurrency) }.joined(separator: " ")),
        .value(all.map { CSVAmount.text($0.upper, $0.claimCurrency) }.joined(separator: " ")),
        .value(all.map(\.claimCurrency.code).joined(separator: " ")),
      ]
    }
    return text + CSVText.line(row)
  }

  /// Returns the sum of some holdings of an account: rounded as in the text, and exact.
  private func sum(
    _ own: [VictimHolding], of all: [VictimHolding], _ site: BoundTable.Site
  ) -> [CSVText.Cell] {
    let exact = own.reduce(Fraction.zero) { $0 + $1.amount }
    var rounded = MoneyTotals()
    for (one, cell) in zip(all, figures.column(all, site)) where own.contains(one) {
      if let cell { rounded.add(cell.minorUnits, in: site.currency) }
    }
    return [
      .value(rounded.lines.first?.decimalText ?? AmountText.decimal(.zero, site.currency)),
      .value(AmountText.exact(exact, site.currency)),
    ]
  }

  private func claimCurrencies(of victim: AccountID) -> [Currency] {
    let ledger = figures.ledger
    return Set(
      figures.answer.claims.filter { ledger.transfer($0).payer.id == victim }
        .map { ledger.transfer($0).sent.currency }
    ).sorted()
  }

  private enum CSVAmount {
    static func text(_ units: Int128?, _ currency: Currency) -> String {
      units.map { MoneyTotal(minorUnits: $0, currency: currency).decimalText } ?? ""
    }
  }
}
