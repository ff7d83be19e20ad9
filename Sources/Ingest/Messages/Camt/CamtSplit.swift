/// Decides which transfers an entry stands for: its payments, or the entry itself.
///
/// The payments of an entry are its transfers only where they, with the charges that they or the entry state, give its
/// amount. Else the entry is one transfer of its own amount, and a problem tells why.
///
/// The sums decide on charges, because banks disagree on the mark that tells whether an amount includes them. Only
/// where the payments give the amount without any charge, or have no amounts, the mark decides: what it calls included
/// was taken from the payment, which is larger or smaller by it; anything else is a pre-advice and moves nothing.
struct CamtSplit {
  let entry: MessageEntry
  let details: [CamtDetail]
  /// The charges of the whole entry.
  let charges: [CamtCharge]
  /// The number of payments that the entry says it sums up.
  let statedCount: Int?
  /// The account of the statement.
  let own: String

  /// The charges as the entry states them, in any currency.
  private let stated: [CamtCharge]
  /// The payments with their charges, where these give the entry's amount.
  private let parts: [Part]?

  /// A payment, and the charges taken beside it.
  private struct Part {
    /// The amount with its sign, where it is not as the payment states it.
    var amount: ExactDecimal?
    var charges: [CamtCharge] = []
    /// The charges of the whole entry, where this is the first of several payments.
    var chargesBefore: [CamtCharge] = []
  }

  init(
    entry: MessageEntry, details: [CamtDetail], charges: [CamtCharge] = [], statedCount: Int?,
    own: String
  ) {
    self.entry = entry
    self.statedCount = statedCount
    self.details = details
    self.own = own
    stated = charges
    self.charges = charges.filter { $0.currency == entry.currency }
    parts = CamtSplit.parts(entry, details, charges: self.charges)
  }

  private static func parts(
    _ entry: MessageEntry, _ details: [CamtDetail], charges: [CamtCharge]
  ) -> [Part]? {
    guard let total = entry.signedAmount else { return nil }
    var amounts: [ExactDecimal] = []
    for detail in details where detail.currency == entry.currency {
      guard let amount = ExactDecimal(detail.amount) else { continue }
      amounts.append(amount.signed(isOut: isOut(detail, entry)))
    }
    let own = details.map { detail in detail.charges.filter { $0.currency == entry.currency } }
    guard amounts.count == details.count, !details.isEmpty else {
      guard details.count <= 1 else { return nil }
      // The charges of an entry are those of its payment too, which may state them again.
      let above = charges.filter { $0.isIncluded == true }
      return rest(of: total, above.isEmpty ? Array(own.joined()) : above)
    }
    let sum = amounts.reduce(.zero, +)
    if sum == total { return included(in: amounts, own: own, charges) }
    let (beside, above) = (signed(own.joined()), signed(charges))
    if !beside.isZero, sum + beside == total { return own.map { Part(charges: $0) } }
    guard !above.isZero else { return nil }
    // Charges of the entry stand before its payments; that of an only payment follows it.
    var parts = own.map { _ in Part() }
    if sum + above != total {
      guard !beside.isZero, sum + beside + above == total else { return nil }
      parts = own.map { Part(charges: $0) }
    }
    if parts.count == 1 { parts[0].charges += charges } else { parts[0].chargesBefore = charges }
    return parts
  }

  /// Returns the payment that is left of an entry without the charges that its amount includes; nil where it includes
  /// none, or is nothing else.
  private static func rest(of total: ExactDecimal, _ charges: [CamtCharge]) -> [Part]? {
    let included = charges.filter { $0.isIncluded == true }
    let rest = total - signed(included)
    guard !included.isEmpty, !rest.isZero, rest.isNegative == total.isNegative else { return nil }
    return [Part(amount: rest, charges: included)]
  }

  /// Returns the payments without the charges that their amounts include.
  private static func included(
    in amounts: [ExactDecimal], own: [[CamtCharge]], _ charges: [CamtCharge]
  ) -> [Part] {
    // A charge of the entry is that of its only payment; of several, nothing shows which it was.
    zip(amounts, own).map { amount, own in
      var stated = own
      if amounts.count == 1, !own.contains(where: { $0.isIncluded == true }) { stated = charges }
      return rest(of: amount, stated)?.first ?? Part()
    }
  }

  private static func signed(_ charges: some Sequence<CamtCharge>) -> ExactDecimal {
    charges.reduce(.zero) { sum, charge in
      sum + (ExactDecimal(charge.amount)?.signed(isOut: charge.direction != "credit") ?? .zero)
    }
  }

  private static func isOut(_ detail: CamtDetail, _ entry: MessageEntry) -> Bool {
    (detail.direction.isEmpty ? entry.direction : detail.direction) == "debit"
  }

  /// The reason why the payments cannot stand for the entry; nil where nothing is wrong.
  var problem: String? {
    guard entry.signedAmount != nil else { return nil }
    if let count = miscount {
      return
        "the entry says that it sums up \(count) payments, but tells \(details.isEmpty ? "none" : "\(details.count)")"
    }
    guard parts == nil, details.count > 1 || details.contains(where: isComparable) else {
      return nil
    }
    let amounts = details.compactMap { detail -> ExactDecimal? in
      isComparable(detail)
        ? ExactDecimal(detail.amount)?.signed(isOut: CamtSplit.isOut(detail, entry)) : nil
    }
    let sum = amounts.reduce(.zero, +).text
    let count = details.count
    let whole = entry.signedAmount?.text ?? ""
    return
      "the entry is of \(whole) \(entry.currency), but its \(count == 1 ? "payment is" : "\(count) payments are") "
      + "of \(sum)\(amounts.count < count ? ", and not all have an amount" : "")"
  }

  /// True where the entry has one payment without an amount of its own, and includes a charge that cannot be taken out
  /// of it: one in another currency, or one above its amount.
  var hidesPayment: Bool {
    guard parts == nil, details.count <= 1, !details.contains(where: isComparable) else {
      return false
    }
    return (stated + details.flatMap(\.charges)).contains { $0.isIncluded == true }
  }

  private func isComparable(_ detail: CamtDetail) -> Bool {
    detail.currency == entry.currency && ExactDecimal(detail.amount) != nil
  }

  /// The treatment of the entry where there is a problem.
  var problemNote: String {
    miscount == nil && details.count == 1
      ? "the transfer has the entry's amount"
      : "one transfer of the entry's amount stands for its payments, and names none of their parties"
  }

  /// The number of payments that the entry says it sums up, where it tells another number of them.
  private var miscount: Int? {
    guard let statedCount, statedCount != max(1, details.count),
      statedCount > 1 || details.count > 1
    else { return nil }
    return statedCount
  }

  /// The transfers of the entry.
  var transfers: [MessageEntry] {
    if let miscount { return [sum(miscount)] }
    guard let parts else {
      guard let only = details.first, details.count == 1 else {
        return [details.isEmpty ? entry : sum(details.count)]
      }
      return [transfer(of: only, isOnly: true, number: 1)]
    }
    var transfers: [MessageEntry] = []
    for (number, part) in parts.enumerated() {
      var transfer =
        details.isEmpty
        ? entry : self.transfer(of: details[number], isOnly: details.count == 1, number: number + 1)
      if let amount = part.amount {
        transfer.amount = amount.magnitude.text
        transfer.direction = amount.isNegative ? "debit" : "credit"
      }
      transfers += fees(part.chargesBefore)
      transfers.append(transfer)
      transfers += fees(part.charges)
    }
    if details.count == 1 { transfers[0].line = entry.line }
    return transfers
  }

  /// Returns the entry as one transfer that stands for several payments.
  private func sum(_ count: Int) -> MessageEntry {
    var transfer = entry
    let words = "\(count) payments in one entry"
    transfer.text = entry.text.isEmpty ? words : "\(entry.text) (\(words))"
    return transfer
  }

  private func transfer(of detail: CamtDetail, isOnly: Bool, number: Int) -> MessageEntry {
    var transfer = entry
    if parts != nil, ExactDecimal(detail.amount) != nil {
      transfer.amount = detail.amount
      if !detail.direction.isEmpty { transfer.direction = detail.direction }
    }
    if !isOnly { transfer.line = detail.line }
    let isUndone = entry.isReversal || detail.isReturn
    let party = counterparty(detail, isUndone: isUndone)
    (transfer.name, transfer.account) = (party.name, party.account)
    if entry.isReversal {
      let turned = counterparty(detail, isUndone: isUndone, isTurned: true)
      transfer.partyIfTurned = (turned.name, turned.account)
    }
    transfer.reference = detail.reference
    transfer.id = id(of: detail, isOnly: isOnly, number: number)
    transfer.text = [detail.text, entry.text].filter { !$0.isEmpty }.joined(separator: " ")
    if !detail.otherAmount.isEmpty, detail.otherCurrency != entry.currency {
      (transfer.otherAmount, transfer.otherCurrency) = (detail.otherAmount, detail.otherCurrency)
    } else if !isOnly {
      (transfer.otherAmount, transfer.otherCurrency) = ("", "")
    }
    if !detail.type.isEmpty, !entry.isReversal { transfer.type = detail.type }
    if detail.isReturn { transfer.type = "reversal" }
    return transfer
  }

  /// Returns the id of a payment: the bank's own reference, by which its other exports name it too.
  private func id(of detail: CamtDetail, isOnly: Bool, number: Int) -> String {
    let own = detail.servicerReference
    if isOnly {
      return [entry.id, own, detail.id, detail.reference].first { !$0.isEmpty } ?? ""
    }
    if !own.isEmpty, own != entry.id { return own }
    if !detail.id.isEmpty { return detail.id }
    return entry.id.isEmpty ? detail.reference : "\(entry.id)/\(number)"
  }

  /// Returns the other party: of a credit the debtor, of a debit the creditor.
  ///
  /// Most banks leave the parties as they were if an entry undoes another one, so they stand the other way round; a party
  /// with the statement's own account is never the other one.
  private func counterparty(
    _ detail: CamtDetail, isUndone: Bool, isTurned: Bool = false
  ) -> CamtParty {
    let isOut = CamtSplit.isOut(detail, entry)
    let takesCreditor = isOut != (isUndone && !isTurned)
    let parties =
      takesCreditor ? [detail.creditor, detail.debtor] : [detail.debtor, detail.creditor]
    for party in isUndone ? parties : [parties[0]]
    where !party.isEmpty && (party.account.isEmpty || party.account != own) {
      return party
    }
    return CamtParty()
  }

  private func fees(_ charges: [CamtCharge]) -> [MessageEntry] {
    charges.enumerated().map { number, charge in
      var transfer = entry
      transfer.line = charge.line
      transfer.amount = charge.amount
      transfer.direction = charge.direction == "credit" ? "credit" : "debit"
      transfer.type = entry.isReversal ? "reversal" : "fee"
      transfer.id = entry.id.isEmpty ? "" : "\(entry.id)/fee\(number == 0 ? "" : "-\(number + 1)")"
      (transfer.otherAmount, transfer.otherCurrency) = ("", "")
      return transfer
    }
  }
}

extension MessageEntry {
  /// The amount with its sign, whatever the entry's status; nil where it cannot be read.
  var signedAmount: ExactDecimal? {
    guard direction == "credit" || direction == "debit" else { return nil }
    return ExactDecimal(amount)?.signed(isOut: direction == "debit")
  }
}
