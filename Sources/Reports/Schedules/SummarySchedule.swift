internal import FundTracing
internal import PaymentGraph

/// The outcome of every victim's claim, and the amount of victims' money on each account.
struct SummarySchedule {
  private let figures: TraceFigures

  init(_ figures: TraceFigures) { self.figures = figures }

  private var answer: Tracing { figures.answer }
  private var holdings: [VictimHolding] { figures.holdings }
  private var ledger: Ledger { figures.ledger }

  private struct Claim: Hashable {
    let victim: AccountID
    let currency: Currency
  }

  func lines(_ style: TextStyle) -> [String] {
    fates(style) + SubrogationTable(answer).summary(style) + [""]
      + places(style) + EvidenceStrengthTable(figures).lines(style) + ranges(style)
  }

  private func fates(_ style: TextStyle) -> [String] {
    var claimed: [Claim: Fraction] = [:]
    var order: [Claim] = []
    let ranks = ledger.keyRanks
    for id in answer.claims {
      let transfer = ledger.transfer(id)
      let claim = Claim(victim: transfer.payer.id, currency: transfer.sent.currency)
      if claimed[claim] == nil { order.append(claim) }
      claimed[claim, default: .zero] += Fraction(transfer.sent.minorUnits)
    }
    order.sort {
      (ranks[$0.victim.position], $0.currency.code) < (ranks[$1.victim.position], $1.currency.code)
    }
    var sums: [Claim: [VictimHolding.Fate: Fraction]] = [:]
    for one in holdings {
      sums[Claim(victim: one.victim, currency: one.claimCurrency), default: [:]][
        one.fate, default: .zero] += one.value
    }
    // Most payments arrive when they leave: then the table has no column for money on its way.
    let isOnItsWay = holdings.contains { $0.fate == .onItsWay }
    var table = AlignedTable(
      [.left("victim"), .left("name", drops: 1), .right("claimed"), .right("held")]
        + (isOnItsWay ? [.right("on its way")] : []) + [
          .right("at processors"), .right("returned"), .right("dissipated"),
        ], style: style)
    let fates: [VictimHolding.Fate] =
      [.held] + (isOnItsWay ? [.onItsWay] : []) + [.stoppedAtPooled, .returned, .dissipated]
    var totals: [Currency: [Fraction]] = [:]
    for claim in order {
      let parts = fates.map { sums[claim]?[$0] ?? .zero }
      let cells = AmountText.column(parts, claim.currency, addsUpToWhole: true).map {
        $0?.description ?? ""
      }
      table.add(
        [
          PartyText.key(ledger.account(claim.victim)),
          PartyText.name(ledger.account(claim.victim)),
          AmountText.people(claimed[claim] ?? .zero, claim.currency),
        ] + zip(parts, cells).map { $0.isZero ? "-" : $1 })
      let known =
        totals[claim.currency] ?? Array(repeating: .zero, count: fates.count + 1)
      totals[claim.currency] = zip(known, [claimed[claim] ?? .zero] + parts).map(+)
    }
    for (currency, sums) in totals.sorted(by: { $0.key < $1.key }) where order.count > 1 {
      let cells = AmountText.column(
        Array(sums.dropFirst()), currency, addsUpToWhole: true)
      table.add(
        ["all in \(currency)", "", AmountText.people(sums[0], currency)]
          + zip(sums.dropFirst(), cells).map { $0.isZero ? "-" : ($1?.description ?? "") })
    }
    return table.lines
  }

  private func places(_ style: TextStyle) -> [String] {
    var table = AlignedTable(
      [
        .left("where"), .left("name", drops: 3), .right("received"),
        .right("forwarded", drops: 2), .right("held"), .right("of", drops: 1, title: "victims"),
      ], style: style)
    struct Sums {
      var received = Fraction.zero
      var forwarded = Fraction.zero
      /// The sum of the rounded amounts, as other tables and formats show them.
      var held = Int128(0)
      var holdsAny = false
      var victims: Set<AccountID> = []
    }
    var sums: [BoundTable.Site: Sums] = [:]
    var order: [BoundTable.Site] = []
    func note(_ place: BoundTable.Site, _ body: (inout Sums) -> Void) {
      if sums[place] == nil { order.append(place) }
      body(&sums[place, default: Sums()])
    }
    for passage in answer.passages {
      note(BoundTable.Site(place: .account(passage.account), currency: passage.currency)) {
        $0.received += passage.received
        $0.forwarded += passage.forwarded
        $0.victims.insert(passage.victim)
      }
    }
    for (one, shown) in zip(holdings, figures.amounts) {
      note(BoundTable.Site(place: one.place, currency: one.currency)) {
        $0.held += shown?.minorUnits ?? 0
        $0.holdsAny = $0.holdsAny || !one.amount.isZero
        $0.victims.insert(one.victim)
      }
    }
    order.sort { left, right in
      let (one, other) = (sums[left]?.victims.count ?? 0, sums[right]?.victims.count ?? 0)
      if one != other { return one > other }
      return (left.place.label(in: ledger), left.currency.code)
        < (right.place.label(in: ledger), right.currency.code)
    }
    for place in order {
      guard let sum = sums[place] else { continue }
      func cell(_ amount: Fraction) -> String {
        amount.isZero ? "-" : AmountText.people(amount, place.currency)
      }
      table.add([
        PartyText.key(place.place, in: ledger), PartyText.name(place.place, in: ledger),
        cell(sum.received), cell(sum.forwarded),
        !sum.holdsAny
          ? "-" : "\(MoneyTotal(minorUnits: sum.held, currency: place.currency))",
        Plural.text(sum.victims.count, "victim"),
      ])
    }
    return [style.head("victims' money at each account")] + table.lines
  }

  private func ranges(_ style: TextStyle) -> [String] {
    guard !answer.orderRanges.isEmpty else { return [] }
    var table = AlignedTable(
      [
        .left("where"), .left("name", drops: 1, title: "account's name"), .left("victim"),
        .left("name", drops: 2, title: "victim's name"), .right("least"), .right("most"),
      ], style: style)
    for range in answer.orderRanges {
      table.add([
        PartyText.key(range.place, in: ledger), PartyText.name(range.place, in: ledger),
        PartyText.key(ledger.account(range.victim)), PartyText.name(ledger.account(range.victim)),
        AmountText.people(range.least, range.currency),
        AmountText.people(range.most, range.currency),
      ])
    }
    return ["", style.head("figures that depend on the order of same-time payments")]
      + table.lines
  }

  /// The answer as CSV: one row for each victim and account; the least and the most are in the
  /// currency of the claim, which the column after them names, and so are the sums by grade.
  var csv: String {
    let heads =
      [
        "rule", "account", "claim", "currency", "amount", "exact", "claimCurrency", "claimAmount",
        "claimExact", "fate",
      ]
      + (figures.bounds == nil
        ? []
        : [
          "lower", "upper", "boundsCurrency", "lowerIfNothingElse", "upperIfNothingElse",
        ])
      + (figures.grades == nil ? [] : TraceFigures.gradeNames.map { "claimGrade\($0)" })
    var text = CSVText.line(heads.map { .value($0) })
    let (amounts, values) = (figures.amounts, figures.values)
    for (index, one) in holdings.enumerated() {
      var cells: [CSVText.Cell] = [
        .value(answer.method.name), .text(one.place.label(in: ledger)),
        .text(ledger.account(one.victim).key), .value(one.currency.code),
        .value(
          amounts[index]?.decimalText ?? AmountText.decimal(one.amount, one.currency)),
        .value(AmountText.exact(one.amount, one.currency)), .value(one.claimCurrency.code),
        .value(
          values[index]?.decimalText ?? AmountText.decimal(one.value, one.claimCurrency)),
        .value(AmountText.exact(one.value, one.claimCurrency)), .value(one.fate.rawValue),
      ]
      if figures.bounds != nil {
        let limits = figures.limits(one)
        cells += [
          .value(limits?.lower ?? ""), .value(limits?.upper ?? ""),
          .value(limits == nil ? "" : one.claimCurrency.code),
        ]
        let closed = figures.limitsIfNothingElse(one)
        cells += [.value(closed?.lower ?? ""), .value(closed?.upper ?? "")]
      }
      cells += figures.byGrade(one).map { .value($0) }
      text += CSVText.line(cells)
    }
    return text
  }
}

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
    let supposes = rows.prefix(top).contains {
      $0.bound.map { $0.limits != $0.ifNothingElse } ?? false
    }
    if figures.bounds != nil {
      heads += [.right("at least"), .right("at most")]
      if supposes { heads.append(.right("if nothing else was held")) }
      heads.append(.left("limited by", drops: 1))
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
            ] + (supposes ? [figures.rangeIfNothingElse($0)] : [])
              + [figures.limitWords($0, most: 1)]
          } ?? ["not computed", "not computed"] + (supposes ? ["not computed"] : []) + [""]
      }
      table.add(cells)
    }
    var lines = ["", style.head(hasGrades ? heading + " by the grade of links" : heading)]
    lines += table.lines
    if rows.count > top {
      lines.append("(+\(Plural.text(rows.count - top, "more line")): --schedule bounds)")
    }
    if supposes { lines.append(TraceFigures.nothingElseWords) }
    return lines
  }

  private var heading: String {
    figures.bounds == nil
      ? "victims' money at each account"
      : figures.hasConversions
        ? "the least and the most of the claims in each account, under any rule, in the currency of the claims"
        : "the least and the most of all victims' money, under any rule"
  }

  /// The rows: accounts that most victims reach first, then by the most that can be there.
  private var rows: [Row] {
    var rows: [Key: Row] = [:]
    for line in figures.grades?.lines ?? [] {
      let key = Key(site: line.site, claimCurrency: line.claimCurrency)
      // A row is changed in its place, because a set with two owners would be copied for each victim.
      let sums = zip(rows[key]?.sums ?? Row(key: key).sums, line.values).map(+)
      rows[key, default: Row(key: key)].sums = sums
      rows[key, default: Row(key: key)].victims.insert(line.victim)
    }
    for bound in figures.bounds?.bounds ?? [] where bound.upper > 0 {
      let key = Key(
        site: BoundTable.Site(place: bound.place, currency: bound.currency),
        claimCurrency: bound.claimCurrency)
      if bound.victims.count == 1 {
        rows[key, default: Row(key: key)].victims.formUnion(bound.victims)
      }
      if bound.victims == figures.bounds?.victims {
        rows[key, default: Row(key: key)].bound = bound
      }
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
