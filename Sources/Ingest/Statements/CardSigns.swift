internal import PaymentGraph

/// The meaning of a positive amount in a statement with one column of amounts, as far as the rows' own words tell it.
///
/// Many cards write a purchase as a positive amount and the payment of the bill as a negative one; other banks write the
/// opposite under the same header. A row that thanks for a payment is money for the account, and a purchase is money out
/// of it, whatever their signs. Balances do not decide: a card's balance may be what its holder owes.
struct CardSigns {
  /// The rows whose words agree with the reading that a positive amount came in, and those that contradict it.
  private(set) var agreeing: [Int] = []
  private(set) var opposed: [Int] = []
  /// True where a payment of the bill decides, and the other rows have the other sign.
  private(set) var isPaid = false

  /// - Parameters:
  ///   - drafts: the rows as read with positive amounts as money in.
  ///   - words: the words of each row, its type first.
  init(_ drafts: [StatementRows.Draft], words: [(type: String, text: String)]) {
    var opposedPayments = 0
    for (index, draft) in drafts.enumerated() where draft.entry.amount != 0 {
      guard let isIn = CardSigns.direction(words[index].type, text: words[index].text) else {
        continue
      }
      if isIn == (draft.entry.amount > 0) {
        agreeing.append(index)
      } else {
        opposed.append(index)
        if isIn { opposedPayments += 1 }
      }
    }
    let told = Set(agreeing + opposed)
    let others = drafts.indices.filter { !told.contains($0) && drafts[$0].entry.amount != 0 }
    let positive = others.count { drafts[$0].entry.amount > 0 }
    isPaid = opposedPayments > 0 && 2 * positive > others.count
  }

  /// Returns true where a text names a card, or has four digits of one.
  private static func namesCard(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter && !$0.isNumber }
    return words.contains { $0.count == 4 && $0.allSatisfy(\.isNumber) }
      || words.contains {
        ["AMEX", "VISA", "MASTERCARD", "BARCLAYCARD", "DISCOVER", "CARD", "EXPRESS"].contains($0)
      }
  }

  /// The beginnings of texts by which the bank of a card says that the bill was paid.
  private static let receipts = [
    "PAYMENT RECEIVED", "ZAHLUNG ERHALTEN", "ZAHLUNG DANKEND ERHALTEN", "ZAHLUNGSEINGANG",
    "VIELEN DANK FÜR IHRE ZAHLUNG",
    "PAIEMENT RECU", "PAIEMENT REÇU", "PAIEMENT MERCI", "MERCI POUR VOTRE PAIEMENT",
    "VOTRE RÈGLEMENT", "VOTRE REGLEMENT", "PRELEVEMENT VOTRE REGLEMENT",
    "PRÉLÈVEMENT VOTRE RÈGLEMENT", "PAGO RECIBIDO", "GRACIAS POR SU PAGO", "SU PAGO GRACIAS",
    "UW BETALING ONTVANGEN", "PAGAMENTO RICEVUTO",
    "PAGAMENTO RECEBIDO", "OBRIGADO PELO PAGAMENTO", "BETALING ONTVANGEN", "BETALNING MOTTAGEN",
    "TACK FÖR DIN BETALNING", "BETALING MOTTATT", "BETALING MODTAGET", "TAK FOR DIN BETALING",
    "MAKSU VASTAANOTETTU", "SUORITUS VASTAANOTETTU", "OTRZYMANO WPŁATĘ", "ÖDEMENİZ İÇİN TEŞEKKÜR",
    "ПЛАТЕЖ ПОЛУЧЕН",
  ]

  /// Returns true where the words of a row say that money came in, and false where it went out; nil where they do not
  /// say it.
  static func direction(_ type: String, text: String) -> Bool? {
    let (type, text) = (type.uppercased(), text.uppercased())
    // The card's bank thanks so; "AMEX PAYMENT THANK YOU" stands in the statement of the account that paid.
    let isThanks = text.contains("THANK YOU") || text.contains("THANKYOU")
    if isThanks, text.hasPrefix("PAYMENT") || text.hasPrefix("PYMT") {
      // The account that paid a card names the card.
      return namesCard(text) ? nil : true
    }
    if receipts.contains(where: text.hasPrefix) { return true }
    if ["PURCHASE", "SALE", "CARD PURCHASE", "CASH ADVANCE"].contains(type) { return false }
    return nil
  }
}

extension StatementRows {
  /// Lets the words of rows decide what a positive amount is.
  ///
  /// - Returns: the reason why a card's file leaves it open; nil where it is decided, or no question.
  mutating func settleCardSigns(_ lines: [StatementFile.Line]) -> String? {
    guard case .signed = plan.profile.fields.amount, !plan.profile.fields.isSignStated,
      plan.profile.service == nil
    else { return nil }
    var cells: [Int: StatementFile.Line] = [:]
    for line in lines where line.use == .entry { cells[line.row.line] = line }
    let words = drafts.map { draft in
      // A mark says by itself which way the money went, and nothing of amounts without one.
      let isMarked =
        cells[draft.row.line].map { line in
          plan.amounts.contains { text(line, $0).map(StatementAmount.isMarkedCredit) ?? false }
        } ?? false
      return isMarked
        ? ("", "")
        : (
          type: cells[draft.row.line].flatMap { text($0, plan.type) } ?? "",
          text: draft.entry.narration.isEmpty
            ? draft.entry.counter.name ?? "" : draft.entry.narration
        )
    }
    let signs = CardSigns(drafts, words: words)
    let card = cardWords(lines)
    // A row that gives the number of a bank account is no card's.
    guard
      card != nil || !lines.contains(where: { $0.use == .entry && finder.ofRow($0.cells) != nil })
    else { return nil }
    if signs.agreeing.isEmpty, let first = signs.opposed.first, signs.isPaid || card != nil {
      turnAround(cells)
      decisions.append(
        "a positive amount is money out: line \(drafts[first].row.line) says so, \"\(drafts[first].entry.narration.prefix(60))\""
      )
      return nil
    }
    // Whoever made a profile was asked what a positive amount is.
    guard let card, BuiltInFormats.all.contains(where: { $0.name == plan.profile.name }),
      drafts.contains(where: { $0.entry.amount != 0 })
    else { return nil }
    if signs.opposed.isEmpty, !signs.agreeing.isEmpty { return nil }
    return signs.opposed.isEmpty
      ? "the rows are those of a card (\(card)), and nothing shows whether a positive amount is a purchase or a payment of the bill"
      : "the rows are those of a card (\(card)), and their words contradict each other on the meaning of a positive amount: lines \(drafts[signs.agreeing.first ?? signs.opposed[0]].row.line) and \(drafts[signs.opposed[0]].row.line)"
  }

  /// Takes positive amounts as money out, and turns balances with them.
  ///
  /// Balances that follow from the amounts only as they are written stay.
  private mutating func turnAround(_ lines: [Int: StatementFile.Line]) {
    for index in drafts.indices {
      drafts[index].entry.amount = -drafts[index].entry.amount
      guard let line = lines[drafts[index].row.line] else { continue }
      readParty(&drafts[index].entry, line: line, readings: [drafts[index].entry.narration])
    }
    let written = StatementOrder(drafts, plan)
    var turned = drafts
    for index in turned.indices {
      turned[index].balance = turned[index].balance.map { -$0 }
      turned[index].printed = turned[index].printed.map { -$0 }
      turned[index].entry.balance = turned[index].entry.balance.map { -$0 }
    }
    let other = StatementOrder(turned, plan)
    let isKept = written.links.held > other.links.held && !written.isSwapped
    if !isKept { drafts = turned }
  }

  /// Returns what shows that the file is a card's: a masked number as its account, or the name of a column; nil where
  /// nothing does.
  private func cardWords(_ lines: [StatementFile.Line]) -> String? {
    let names = [
      "cardnumber", "maskedcardnumber", "cardno", "cardmember", "cardholder", "cardholdername",
    ]
    if let name = plan.header.written.first(where: { names.contains(HeaderNames.normal($0)) }) {
      return "column \"\(name)\""
    }
    for line in lines where line.use == .entry {
      guard let written = finder.writtenOfRow(line.cells)?.text, finder.ofRow(line.cells) == nil,
        CardNumberMask.isMask(written)
      else { continue }
      return "account \(written.prefix(24))"
    }
    return nil
  }
}

/// The number of a card of which the bank shows the last digits, and at most the first six.
enum CardNumberMask {
  /// Returns true for `543460******1234`, `XXXX XXXX XXXX 1234` and the like.
  static func isMask(_ text: String) -> Bool {
    let signs = text.filter { !$0.isWhitespace && $0 != "-" && $0 != "'" }
    let hidden = signs.filter { "*xX•#".contains($0) }
    return hidden.count >= 4 && (12...19).contains(signs.count)
      && signs.suffix(4).allSatisfy(\.isNumber)
      && signs.allSatisfy { $0.isNumber || "*xX•#".contains($0) }
  }
}
