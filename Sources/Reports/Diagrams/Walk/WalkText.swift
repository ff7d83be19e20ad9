internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The words and sizes of the cards and steps of a walk.
struct WalkText {
  /// A line of words.
  struct Line: Sendable, Hashable {
    let words: String
    let size: Double
    var color = Palette.secondary
    var isBold = false
    /// The text at the end of the line, in bold.
    var amount = ""
  }

  /// The least and the greatest width of a card.
  private static let cardWidths = 196.0...320.0
  static let badgeWidth = 20.0
  static let stepWidth = 158.0

  let model: WalkModel
  let names: AccountNamer
  /// The width of cards: as wide as the longest name or bank needs.
  let cardWidth: Double

  init(model: WalkModel, names: AccountNamer) {
    self.model = model
    self.names = names
    let needed =
      model.cards.filter { !$0.isFolded }.flatMap(\.accounts).map { account in
        max(
          TextWidth.of(names.name(account), size: 11, isBold: true),
          TextWidth.of(WalkText.place(account, names), size: 9))
      }.max() ?? 0
    let room = needed + WalkText.badgeWidth + 16
    cardWidth = min(WalkText.cardWidths.upperBound, max(WalkText.cardWidths.lowerBound, room))
  }

  /// Returns the bank and the country of an account.
  private static func place(_ account: AccountID, _ names: AccountNamer) -> String {
    [names.institution(account), names.country(account)].compactMap { $0 }
      .filter { $0 != names.name(account) }.joined(separator: ", ")
  }

  var ledger: Ledger { names.ledger }
  private var answer: Tracing { model.answer }

  // MARK: Cards

  func name(_ card: WalkCard) -> String {
    guard !card.isFolded, let account = card.accounts.first else {
      return "and \(Plural.grouped(card.accounts.count)) more accounts"
    }
    return names.name(account)
  }

  func tier(_ card: WalkCard) -> FlowTier {
    if card.depth == 0 { return .source }
    guard let account = card.accounts.first else { return .end }
    if ledger.account(account).isPooled { return .channel }
    let number = model.cards.firstIndex { $0.accounts == card.accounts }
    return model.steps.contains { $0.from == number } ? .transit : .end
  }

  func color(_ card: WalkCard) -> DiagramColor {
    let tier = tier(card)
    return tier == .channel ? Palette.band(card.channel) : Palette.band(tier)
  }

  func badge(_ card: WalkCard) -> String {
    switch tier(card) {
    case .source: "V"
    case .channel: "P"
    case .transit: "T"
    case .end, .beyond, .stop: "B"
    }
  }

  func lines(_ card: WalkCard) -> [Line] {
    let room = cardWidth - WalkText.badgeWidth - 14
    func fitted(_ words: String, _ size: Double, bold: Bool = false) -> String {
      TextWidth.fitted(words, into: room, size: size, isBold: bold)
    }
    var lines = [
      Line(words: fitted(name(card), 11, bold: true), size: 11, color: Palette.ink, isBold: true)
    ]
    if !card.isFolded, let account = card.accounts.first {
      let number = names.numberBesideName(account)
      if !number.isEmpty { lines.append(Line(words: fitted(number, 9), size: 9)) }
      let place = WalkText.place(account, names)
      if !place.isEmpty { lines.append(Line(words: fitted(place, 9), size: 9)) }
    }
    if card.depth == 0 {
      lines.append(Line(words: fitted("Claims \(claimWords)", 9.5), size: 9.5, color: Palette.ink))
    }
    for (words, amount) in holdings(card) {
      let left = room - TextWidth.of(amount, size: 9.5, isBold: true) - 6
      lines.append(
        Line(
          words: TextWidth.fitted(words, into: left, size: 9.5), size: 9.5, color: Palette.ink,
          amount: amount))
    }
    return lines
  }

  /// The sums of the claims, by currency.
  var claimed: MoneyTotals {
    var totals = MoneyTotals()
    for claim in claims { totals.add(ledger.transfer(claim).sent) }
    return totals
  }

  var claims: [TransferID] {
    answer.claims.filter { ledger.transfer($0).payer.id == model.victim }
  }

  private var claimWords: String { claimed.words }

  /// Returns the balance at a card at the end, for each kind and currency; remainders below a minor
  /// unit are left out.
  func holdings(_ card: WalkCard) -> [(words: String, amount: String)] {
    struct Key: Hashable {
      let words: String
      let currency: Currency
    }
    var order: [Key] = []
    var sums: [Key: Fraction] = [:]
    for holding in card.holdings {
      let key = Key(words: WalkText.words(holding), currency: holding.currency)
      if sums[key] == nil { order.append(key) }
      sums[key] = (sums[key] ?? .zero) + holding.amount
    }
    return order.compactMap { key in
      let amount = AmountText.nearest(sums[key] ?? .zero, key.currency)
      return amount?.minorUnits == 0
        ? nil : (key.words, AmountText.people(sums[key] ?? .zero, key.currency))
    }
  }

  private static func words(_ holding: VictimHolding) -> String {
    switch (holding.place, holding.fate) {
    case (.fees, _): "Fees kept"
    case (.bank, _): "Paid its bank a debt"
    case (.unseen, _): "Left by payments that no record shows"
    case (.onItsWay, _), (.account, .onItsWay): "On its way to it"
    case (.account, .held): "Held at the end"
    case (.account, .stoppedAtPooled): "Not paid on, or no link"
    case (.account, .returned): "Given back"
    case (.account, .dissipated): "Drawn as cash"
    }
  }

  /// The outcomes of the claims, one line a currency; the parts add up to the claims.
  var endWords: [String] {
    claimed.lines.map { total in
      let own = answer.victimHoldings.filter {
        $0.victim == model.victim && $0.claimCurrency == total.currency
      }
      let kinds: [(VictimHolding.Fate, String)] = [
        (.held, "held in accounts"), (.onItsWay, "on its way"), (.returned, "given back"),
        (.stoppedAtPooled, "where records stop"),
        (.dissipated, "drawn as cash, kept as fees or with a bank"),
      ]
      let sums = kinds.map { kind in
        own.filter { $0.fate == kind.0 }.reduce(Fraction.zero) { $0 + $1.value }
      }
      let parts = zip(kinds, AmountText.column(sums, total.currency, addsUpToWhole: true))
        .compactMap { kind, amount in
          amount.flatMap { $0.minorUnits == 0 ? nil : "\($0) \(kind.1)" }
        }
      return "At the end, of \(total) claimed: \(parts.joined(separator: "; "))."
    }
  }

  // MARK: Steps

  func lines(_ step: WalkStep) -> [Line] {
    let room = WalkText.stepWidth - 16
    var lines = [
      Line(
        words: AmountText.people(step.amount, step.currency), size: 10, color: Palette.ink,
        isBold: true),
      Line(
        words: TextWidth.fitted(
          step.isWhole ? "the whole payment" : "of \(step.whole) in all", into: room, size: 9),
        size: 9),
    ]
    if step.receivedCurrency != step.currency {
      lines.append(
        Line(
          words: TextWidth.fitted(
            "arrives as \(AmountText.people(step.arrived, step.receivedCurrency))",
            into: room, size: 9), size: 9))
    }
    let evidence = evidence(step)
    if !evidence.isEmpty { lines.append(Line(words: evidence, size: 9)) }
    if step.isReturn { lines.append(Line(words: "goes back", size: 9)) }
    return lines
  }

  /// Returns the evidence for a payout of a pooled account; empty for other transfers.
  func evidence(_ step: WalkStep) -> String {
    if model.answer.terms.pooling == .asOrdinary, step.grade != nil {
      return "treated as ordinary, grade D"
    }
    if step.evidence == .openOrder, let grade = step.grade {
      return "grade \(grade.letter), \(step.evidence.words)"
    }
    if step.evidence != .recorded { return step.evidence.words }
    return step.grade.map { "link of grade \($0.letter)" } ?? ""
  }

  /// Returns the day, or the number of folded payments, for the right end of the first line.
  func days(_ step: WalkStep) -> String {
    step.transfers.count == 1
      ? ledger.transfer(step.transfers[0]).time.day.map(DayText.text) ?? "no time"
      : "\(Plural.grouped(step.transfers.count)) payments"
  }

  /// Returns the channel colour of a step.
  func color(_ step: WalkStep) -> DiagramColor {
    if step.isReturn { return Palette.other }
    if let channel = model.cards[step.to].channel ?? model.cards[step.from].channel {
      return Palette.line(channel)
    }
    return Palette.band(.transit)
  }

  func tooltip(_ step: WalkStep) -> String {
    var parts = [
      "\(AmountText.people(step.amount, step.currency)) of \(step.whole)",
      DayText.range(step.transfers.map { ledger.transfer($0).time }),
    ]
    if step.receivedCurrency != step.currency {
      parts.append("arrives as \(AmountText.people(step.arrived, step.receivedCurrency))")
    }
    let evidence = evidence(step)
    if !evidence.isEmpty { parts.append(evidence) }
    return "\(name(model.cards[step.from])) to \(name(model.cards[step.to])): "
      + parts.joined(separator: ", ")
  }

  // MARK: Frame

  var notes: [String] {
    var notes = endWords
    notes.append(
      "Each transfer: this victim's part of it, in bold, and its whole amount; rounded to "
        + "minor units, with remainders below one left out.")
    if model.steps.contains(where: { $0.evidence == .openOrder }) {
      notes.append(
        "Dashed, order not recorded: the records do not show that the money arrived before it left."
      )
    }
    if model.steps.contains(where: { $0.evidence > .openOrder }) {
      notes.append(
        "Dashed: the payout is linked with the receipt only by inference, or not at all.")
    }
    if model.steps.contains(where: { $0.grade == .a || $0.grade == .b }) {
      notes.append(
        "Link of grade A: the records pair the payout with its receipt. B: the amount is exact, and no "
          + "other pairing fits.")
    }
    if !model.trifles.isEmpty {
      notes.append(
        "Not drawn: \(Plural.text(model.trifles.count, "transfer")) with less than half a minor "
          + "unit of this victim's money.")
    }
    if model.steps.contains(where: { $0.transfers.count > 1 }) {
      notes.append("A ticket of several payments holds their sums; nothing is left out.")
    }
    return notes
  }

  var legend: [LegendMark] {
    let tiers = Set(model.cards.map(tier))
    var marks: [LegendMark] = [LegendMark(.square(Palette.band(.source)), "The victim (V)")]
    let channels = model.cards.filter { $0.channel != nil }
    for card in channels.prefix(5) {
      marks.append(LegendMark(.square(Palette.band(card.channel)), "via \(name(card)) (P)"))
    }
    if tiers.contains(.transit) {
      marks.append(LegendMark(.square(Palette.band(.transit)), "Accounts that pay on (T)"))
    }
    if tiers.contains(.end) {
      marks.append(LegendMark(.square(Palette.band(.end)), "Accounts where the money ends (B)"))
    }
    return marks
  }

  /// The steps as a table, and below them the balances at the end.
  var table: DataTable {
    let rows = model.steps.enumerated().map { number, step in
      DataTable.Row(
        name: WalkModel.stepName(number),
        cells: [
          DayText.range(step.transfers.map { ledger.transfer($0).time }),
          name(model.cards[step.from]), name(model.cards[step.to]),
          AmountText.people(step.amount, step.currency),
          ExactText.short(step.amount, step.currency), step.whole.description,
          AmountText.people(step.arrived, step.receivedCurrency),
          evidence(step).isEmpty ? "recorded" : evidence(step),
          RecordWords(mask: names.mask).text(step.transfers.map(ledger.transfer)),
        ],
        days: step.transfers.compactMap { ledger.transfer($0).time.day?.iso8601 },
        ends: [step.from, step.to].map(WalkModel.cardName), transfers: step.transfers)
    }
    let ends = model.cards.enumerated().flatMap { number, card in
      holdings(card).map { words, amount in
        DataTable.Row(
          name: WalkModel.cardName(number),
          cells: ["at the end", name(card), words, amount, "", "", "", "", ""])
      }
    }
    return DataTable(
      heads: [
        "Date", "From", "To", "This victim's money", "Exactly", "In all", "Arrives as", "Evidence",
        "Records",
      ], numbers: [3, 4, 5, 6], rows: rows + ends)
  }
}
