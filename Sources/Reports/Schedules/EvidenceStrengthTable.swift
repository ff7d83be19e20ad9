internal import FundTracing
internal import PaymentGraph

/// The strength of figures: all victims' money on each account by the grade of the links that lead
/// there, and the least and the most under any rule, in the currency of the claims.
struct EvidenceStrengthTable {
  private let figures: TraceFigures
  private let top: Int

  /// Creates the table.
  ///
  /// - Parameter top: The number of accounts shown.
  init(_ figures: TraceFigures, top: Int = 40) {
    self.figures = figures
    self.top = top
  }

  private struct Key: Hashable {
    let site: BoundTable.Site
    let claimCurrency: Currency
  }

  private struct Row {
    let key: Key
    var sums = GradedAmounts.grades.map { _ in Fraction.zero }
    var victims: Set<AccountID> = []
    var bound: Bound?
  }

  func lines(_ style: TextStyle) -> [String] {
    guard figures.bounds != nil || figures.grades != nil else { return [] }
    let rows = rows
    guard !rows.isEmpty else { return [] }
    let hasGrades = figures.grades != nil && figures.ledger.pooled.contains(true)
    var heads: [AlignedTable.Column] = [.left("where"), .left("name", drops: 3)]
    if hasGrades { heads += [.right("A", drops: 4), .right("A+B"), .right("A+B+C", drops: 2)] }
    if figures.bounds != nil {
      heads += [.right("at least"), .right("at most"), .left("limited by", drops: 1)]
    }
    var table = AlignedTable(heads, style: style)
    for row in rows.prefix(top) {
      let currency = row.key.claimCurrency
      var cells = [
        PartyText.key(row.key.site.place, in: figures.ledger),
        PartyText.name(row.key.site.place, in: figures.ledger),
      ]
      if hasGrades {
        cells += row.sums.map { $0.isZero ? "-" : AmountText.people($0, currency) }
      }
      if figures.bounds != nil {
        cells +=
          row.bound.map {
            [
              "\(MoneyTotal(minorUnits: $0.lower, currency: currency))",
              "\(MoneyTotal(minorUnits: $0.upper, currency: currency))",
              figures.limitWords($0, most: 1),
            ]
          } ?? ["not computed", "not computed", ""]
      }
      table.add(cells)
    }
    var lines = ["", style.head(hasGrades ? heading + " by the grade of links" : heading)]
    lines += table.lines
    if rows.count > top {
      lines.append("(+\(Plural.text(rows.count - top, "more line")): --schedule bounds)")
    }
    return lines
  }

  private var heading: String {
    figures.bounds == nil
      ? "victims' money at each account"
      : "the least and the most of all victims' money, under any rule"
  }

  /// The rows: accounts that most victims reach first, then by the most that can be there.
  private var rows: [Row] {
    var rows: [Key: Row] = [:]
    for line in figures.grades?.lines ?? [] {
      let key = Key(site: line.site, claimCurrency: line.claimCurrency)
      var row = rows[key] ?? Row(key: key)
      row.sums = zip(row.sums, line.values).map(+)
      row.victims.insert(line.victim)
      rows[key] = row
    }
    for bound in figures.bounds?.bounds ?? [] where bound.upper > 0 {
      let key = Key(
        site: BoundTable.Site(place: bound.place, currency: bound.currency),
        claimCurrency: bound.claimCurrency)
      var row = rows[key] ?? Row(key: key)
      row.victims.formUnion(bound.victims.count == 1 ? bound.victims : [])
      if bound.victims == figures.bounds?.victims { row.bound = bound }
      rows[key] = row
    }
    let labels = rows.mapValues { $0.key.site.place.label(in: figures.ledger) }
    return rows.values.sorted { left, right in
      if left.victims.count != right.victims.count {
        return left.victims.count > right.victims.count
      }
      let (one, other) = (left.bound?.upper ?? 0, right.bound?.upper ?? 0)
      if one != other { return one > other }
      return (
        labels[left.key] ?? "", left.key.site.currency.code, left.key.claimCurrency.code
      ) < (labels[right.key] ?? "", right.key.site.currency.code, right.key.claimCurrency.code)
    }
  }
}
