internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The words and sizes of the cards and tickets of a walk.
struct WalkScene {
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
  static let ticketWidth = 158.0

  let cast: WalkCast
  let names: NameBook
  /// The width of cards: as wide as the longest name or bank needs.
  let cardWidth: Double

  init(cast: WalkCast, names: NameBook) {
    self.cast = cast
    self.names = names
    let needed =
      cast.cards.filter { !$0.isFolded }.flatMap(\.accounts).map { account in
        max(
          TextWidth.of(names.name(account), size: 11, isBold: true),
          TextWidth.of(WalkScene.place(account, names), size: 9))
      }.max() ?? 0
    let room = needed + WalkScene.badgeWidth + 16
    cardWidth = min(WalkScene.cardWidths.upperBound, max(WalkScene.cardWidths.lowerBound, room))
  }

  /// Returns the bank and the country of an account.
  private static func place(_ account: AccountID, _ names: NameBook) -> String {
    [names.institution(account), names.country(account)].compactMap { $0 }
      .filter { $0 != names.name(account) }.joined(separator: ", ")
  }

  var ledger: Ledger { names.ledger }
  private var answer: Tracing { cast.answer }

  // MARK: Cards

  func name(_ card: WalkCard) -> String {
    guard !card.isFolded, let account = card.accounts.first else {
      return "and \(Counted.grouped(card.accounts.count)) more accounts"
    }
    return names.name(account)
  }

  func tier(_ card: WalkCard) -> FlowTier {
    if card.depth == 0 { return .source }
    guard let account = card.accounts.first else { return .end }
    if ledger.account(account).isPooled { return .channel }
    let number = cast.cards.firstIndex { $0.accounts == card.accounts }
    return cast.tickets.contains { $0.from == number } ? .transit : .end
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
    let room = cardWidth - WalkScene.badgeWidth - 14
    func fitted(_ words: String, _ size: Double, bold: Bool = false) -> String {
      TextWidth.fitted(words, into: room, size: size, isBold: bold)
    }
    var lines = [
      Line(words: fitted(name(card), 11, bold: true), size: 11, color: Palette.ink, isBold: true)
    ]
    if !card.isFolded, let account = card.accounts.first {
      let number = names.numberBesideName(account)
      if !number.isEmpty { lines.append(Line(words: fitted(number, 9), size: 9)) }
      let place = WalkScene.place(account, names)
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
    answer.claims.filter { ledger.transfer($0).payer.id == cast.victim }
  }

  private var claimWords: String { claimed.lines.map(\.description).joined(separator: " + ") }

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
      let key = Key(words: WalkScene.words(holding), currency: holding.currency)
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
        $0.victim == cast.victim && $0.claimCurrency == total.currency
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

  // MARK: Tickets

  func lines(_ ticket: WalkTicket) -> [Line] {
    let room = WalkScene.ticketWidth - 16
    var lines = [
      Line(
        words: AmountText.people(ticket.amount, ticket.currency), size: 10, color: Palette.ink,
        isBold: true),
      Line(
        words: TextWidth.fitted(
          ticket.isWhole ? "the whole payment" : "of \(ticket.whole) in all", into: room, size: 9),
        size: 9),
    ]
    if ticket.receivedCurrency != ticket.currency {
      lines.append(
        Line(
          words: TextWidth.fitted(
            "arrives as \(AmountText.people(ticket.arrived, ticket.receivedCurrency))",
            into: room, size: 9), size: 9))
    }
    let evidence = evidence(ticket)
    if !evidence.isEmpty { lines.append(Line(words: evidence, size: 9)) }
    if ticket.isReturn { lines.append(Line(words: "goes back", size: 9)) }
    return lines
  }

  /// Returns the evidence for a payout of a pooled account; empty for other transfers.
  func evidence(_ ticket: WalkTicket) -> String {
    if cast.answer.terms.pooling == .asOrdinary, ticket.grade != nil {
      return "treated as ordinary, grade D"
    }
    if ticket.evidence == .openOrder, let grade = ticket.grade {
      return "grade \(grade.letter), \(ticket.evidence.words)"
    }
    if ticket.evidence != .recorded { return ticket.evidence.words }
    return ticket.grade.map { "link of grade \($0.letter)" } ?? ""
  }

  /// Returns the day, or the number of folded payments, for the right end of the first line.
  func days(_ ticket: WalkTicket) -> String {
    ticket.transfers.count == 1
      ? ledger.transfer(ticket.transfers[0]).time.day.map(DayText.text) ?? "no time"
      : "\(Counted.grouped(ticket.transfers.count)) payments"
  }

  /// Returns the channel colour of a ticket.
  func color(_ ticket: WalkTicket) -> DiagramColor {
    if ticket.isReturn { return Palette.other }
    if let channel = cast.cards[ticket.to].channel ?? cast.cards[ticket.from].channel {
      return Palette.line(channel)
    }
    return Palette.band(.transit)
  }

  func tooltip(_ ticket: WalkTicket) -> String {
    var parts = [
      "\(AmountText.people(ticket.amount, ticket.currency)) of \(ticket.whole)",
      DayText.range(ticket.transfers.map { ledger.transfer($0).time }),
    ]
    if ticket.receivedCurrency != ticket.currency {
      parts.append("arrives as \(AmountText.people(ticket.arrived, ticket.receivedCurrency))")
    }
    let evidence = evidence(ticket)
    if !evidence.isEmpty { parts.append(evidence) }
    return "\(name(cast.cards[ticket.from])) to \(name(cast.cards[ticket.to])): "
      + parts.joined(separator: ", ")
  }
}
