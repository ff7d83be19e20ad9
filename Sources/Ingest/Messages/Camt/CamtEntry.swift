internal import PaymentGraph

/// One payment of an entry, as its details tell it.
struct CamtDetail: Sendable {
  var line = 0
  var amount = ""
  var currency = ""
  /// The direction of its own, where it has one.
  var direction = ""
  var debtor = CamtParty()
  var creditor = CamtParty()
  var reference = ""
  var id = ""
  /// The bank's own reference of the payment, which may be that of the entry.
  var servicerReference = ""
  var text = ""
  var type = ""
  var otherAmount = ""
  var otherCurrency = ""
  var charges: [CamtCharge] = []
  var isReturn = false
}

/// A party of a payment.
struct CamtParty: Sendable {
  var name = ""
  var account = ""

  var isEmpty: Bool { name.isEmpty && account.isEmpty }
}

/// A charge that a bank took beside a payment.
struct CamtCharge: Sendable {
  /// The offset of its element, and its line.
  let at: Int
  var line = 0
  let amount: String
  let currency: String
  /// The direction, where the charge states it.
  let direction: String
  /// True where the amount of the payment includes the charge, false where it does not; nil where nothing says so.
  var isIncluded: Bool?
}

/// Reads an entry and its payments from their elements.
struct CamtEntry {
  let tree: XMLTree

  // MARK: The entry

  /// Returns the entry at the top of the tree, without its payments.
  func entry(in bytes: Span<UInt8>) -> MessageEntry {
    var entry = MessageEntry(
      bytes: tree.nodes[0].opening.start..<tree.nodes[0].end, line: 0, statement: 0)
    (entry.amount, entry.currency) = money(CamtNames.amount, of: 0, in: bytes)
    entry.direction = direction(of: 0, in: bytes)
    if entry.amount.hasPrefix("-") {
      entry.direction = "\(entry.direction) of an amount below zero"
    }
    entry.isReversal = isTrue(tree.text(CamtNames.reversal, from: 0, in: bytes))
    entry.status = status(in: bytes)
    entry.date = date(CamtNames.bookingDate, in: bytes)
    entry.valueDate = date(CamtNames.valueDate, in: bytes)
    entry.id = tree.text(CamtNames.servicerReference, from: 0, in: bytes)
    entry.whole = (entry.id, entry.amount, entry.direction)
    entry.text = tree.text(CamtNames.additionalEntry, from: 0, in: bytes)
    entry.type = entry.isReversal ? "reversal" : type(of: 0, in: bytes)
    if let other = otherMoney(of: 0, currency: entry.currency, in: bytes) {
      (entry.otherAmount, entry.otherCurrency) = other
    }
    return entry
  }

  /// Returns the number of payments that the entry says it sums up; nil where it says none.
  func statedCount(in bytes: Span<UInt8>) -> Int? {
    var sum: Int?
    for details in tree.children(CamtNames.details, of: 0) {
      let text = tree.text(CamtNames.batch, CamtNames.count, from: details, in: bytes)
      if let count = Int(text) { sum = (sum ?? 0).addingReportingOverflow(count).partialValue }
    }
    return sum
  }

  private func status(in bytes: Span<UInt8>) -> String {
    guard let node = tree.child(CamtNames.status, of: 0) else { return "BOOK" }
    let code = tree.text(CamtNames.code, from: node, in: bytes)
    return code.isEmpty ? tree.text(of: node, in: bytes) : code
  }

  private func date(_ name: XMLName, in bytes: Span<UInt8>) -> String {
    guard let node = tree.child(name, of: 0) else { return "" }
    let day = tree.text(CamtNames.date, from: node, in: bytes)
    return CamtDate.text(
      day.isEmpty ? tree.text(CamtNames.dateTime, from: node, in: bytes) : day)
  }

  // MARK: Values

  private func money(
    _ name: XMLName, of node: Int, in bytes: Span<UInt8>
  ) -> (amount: String, currency: String) {
    guard let found = tree.child(name, of: node) else { return ("", "") }
    return (
      ExactDecimal.plain(tree.text(of: found, in: bytes)),
      tree.attribute(CamtNames.currency, of: found, in: bytes)
    )
  }

  private func direction(of node: Int, in bytes: Span<UInt8>) -> String {
    switch tree.text(CamtNames.direction, from: node, in: bytes) {
    case "CRDT": "credit"
    case "DBIT": "debit"
    case "": ""
    case let other: other
    }
  }

  private func isTrue(_ text: String) -> Bool { text == "true" || text == "1" }

  /// Returns the amount in another currency that the details of amounts give.
  private func otherMoney(
    of node: Int, currency: String, in bytes: Span<UInt8>
  ) -> (String, String)? {
    guard let details = tree.child(CamtNames.amountDetails, of: node) else { return nil }
    for name in [CamtNames.instructed, CamtNames.counterAmount] {
      guard let part = tree.child(name, of: details) else { continue }
      let found = money(CamtNames.amount, of: part, in: bytes)
      if !found.currency.isEmpty, found.currency != currency, ExactDecimal(found.amount) != nil {
        return found
      }
    }
    return nil
  }

  /// Returns the kind of booking by the codes that all banks share; else the code as it stands.
  private func type(of node: Int, in bytes: Span<UInt8>) -> String {
    guard let codes = tree.child(CamtNames.transactionCode, of: node) else { return "" }
    let family = tree.find(CamtNames.domain, CamtNames.family, from: codes)
    let sub = family.map { tree.text(CamtNames.subFamily, from: $0, in: bytes) } ?? ""
    let code = family.map { tree.text(CamtNames.code, from: $0, in: bytes) } ?? ""
    switch (code, sub) {
    case (_, "CHRG"), (_, "COMM"), (_, "FEES"): return "fee"
    case (_, "INTR"): return "interest"
    case (_, "CWDL"), (_, "CDPT"), ("CNTR", "BCDP"), ("CNTR", "BCWD"): return "cash"
    default: break
    }
    if !sub.isEmpty { return "\(code)/\(sub)" }
    return tree.text(CamtNames.proprietary, CamtNames.code, from: codes, in: bytes)
  }

  // MARK: Payments

  /// Returns the payment at an element.
  func detail(at node: Int, in bytes: Span<UInt8>) -> CamtDetail {
    var detail = CamtDetail()
    (detail.amount, detail.currency) = money(CamtNames.amount, of: node, in: bytes)
    if detail.amount.isEmpty,
      let part = tree.find(
        CamtNames.amountDetails, CamtNames.transactionAmount, from: node)
    {
      (detail.amount, detail.currency) = money(CamtNames.amount, of: part, in: bytes)
    }
    detail.direction = direction(of: node, in: bytes)
    if let other = otherMoney(of: node, currency: detail.currency, in: bytes) {
      (detail.otherAmount, detail.otherCurrency) = other
    }
    detail.type = type(of: node, in: bytes)
    detail.isReturn = tree.child(CamtNames.returned, of: node) != nil
    readReferences(at: node, into: &detail, in: bytes)
    readParties(at: node, into: &detail, in: bytes)
    readText(at: node, into: &detail, in: bytes)
    detail.charges = tree.children(CamtNames.charges, of: node).flatMap {
      charges(in: $0, in: bytes)
    }
    return detail
  }

  private func readReferences(at node: Int, into detail: inout CamtDetail, in bytes: Span<UInt8>) {
    guard let refs = tree.child(CamtNames.references, of: node) else { return }
    func text(_ name: XMLName) -> String {
      let text = tree.text(name, from: refs, in: bytes)
      return text == "NOTPROVIDED" ? "" : text
    }
    func first(_ names: XMLName...) -> String {
      for name in names {
        let found = text(name)
        if !found.isEmpty { return found }
      }
      return ""
    }
    detail.servicerReference = text(CamtNames.servicerReference)
    detail.id = first(
      CamtNames.uetr, CamtNames.transaction, CamtNames.instruction, CamtNames.clearingReference)
    detail.reference = first(
      CamtNames.endToEnd, CamtNames.uetr, CamtNames.transaction, CamtNames.mandate)
  }

  private func readParties(at node: Int, into detail: inout CamtDetail, in bytes: Span<UInt8>) {
    let agents = tree.child(CamtNames.agents, of: node)
    func bank(_ name: XMLName) -> Int? {
      agents.flatMap { tree.find(name, CamtNames.institution, from: $0) }
    }
    guard let parties = tree.child(CamtNames.parties, of: node) else { return }
    detail.debtor = CamtParty(
      name: name(CamtNames.debtor, or: CamtNames.ultimateDebtor, of: parties, in: bytes),
      account: tree.child(CamtNames.debtorAccount, of: parties).map {
        account(at: $0, institution: bank(CamtNames.debtorAgent), in: bytes)
      } ?? "")
    detail.creditor = CamtParty(
      name: name(CamtNames.creditor, or: CamtNames.ultimateCreditor, of: parties, in: bytes),
      account: tree.child(CamtNames.creditorAccount, of: parties).map {
        account(at: $0, institution: bank(CamtNames.creditorAgent), in: bytes)
      } ?? "")
  }

  /// Returns the name of a party; of two, that of the account's holder and not of whom it acts for.
  private func name(
    _ party: XMLName, or ultimate: XMLName, of parties: Int, in bytes: Span<UInt8>
  ) -> String {
    for name in [party, ultimate] {
      guard let node = tree.child(name, of: parties) else { continue }
      let direct = tree.text(CamtNames.name, from: node, in: bytes)
      let found =
        direct.isEmpty ? tree.text(CamtNames.party, CamtNames.name, from: node, in: bytes) : direct
      if !found.isEmpty, found != "NOTPROVIDED" { return found }
    }
    return ""
  }

  /// Returns the text of an account.
  ///
  /// - Parameters:
  ///   - institution: the element of its bank.
  ///   - isOwn: true for the account of the statement.
  func account(
    at node: Int, institution: Int?, isBritish: Bool = false, isOwn: Bool = false,
    in bytes: Span<UInt8>
  ) -> String {
    guard let id = tree.child(CamtNames.id, of: node) else { return "" }
    let iban = tree.text(CamtNames.iban, from: id, in: bytes)
    if !iban.isEmpty { return MessageAccount.text(iban) }
    let number = tree.text(CamtNames.other, CamtNames.id, from: id, in: bytes)
    guard !number.isEmpty, number != "NOTPROVIDED" else { return "" }
    guard let institution else { return CamtEntry.number(number, isOwn: isOwn) }
    let system = tree.text(
      CamtNames.clearingMember, CamtNames.clearingSystem, CamtNames.code, from: institution,
      in: bytes)
    let member = tree.text(
      CamtNames.clearingMember, CamtNames.member, from: institution, in: bytes)
    if !member.isEmpty {
      return MessageAccount.text(number, bank: member, isBritish: isBritish || system == "GBDSC")
    }
    let newer = tree.text(CamtNames.agentBIC, from: institution, in: bytes)
    let bic = newer.isEmpty ? tree.text(CamtNames.bic, from: institution, in: bytes) : newer
    let bank = bic.isEmpty ? tree.text(CamtNames.name, from: institution, in: bytes) : bic
    return bank.isEmpty
      ? CamtEntry.number(number, isOwn: isOwn) : MessageAccount.text(number, bank: bank)
  }

  /// Returns a number of which the bank is not told.
  ///
  /// Many banks have an account of the same short number. That of another party only tells it apart from others of its
  /// name; the statement's own account keeps it, and accounts files can say more.
  private static func number(_ number: String, isOwn: Bool) -> String {
    let known = MessageAccount.text(number)
    let isShort = known == number && number.utf8.count < 10
    return isShort && !isOwn ? MessageAccount.unknownBank + known : known
  }

  private func readText(at node: Int, into detail: inout CamtDetail, in bytes: Span<UInt8>) {
    var parts: [String] = []
    if let remittance = tree.child(CamtNames.remittance, of: node) {
      parts += tree.children(CamtNames.unstructured, of: remittance).map {
        tree.text(of: $0, in: bytes)
      }
      for structured in tree.children(CamtNames.structured, of: remittance) {
        parts.append(
          tree.text(
            CamtNames.creditorReference, CamtNames.reference, from: structured, in: bytes))
      }
    }
    parts.append(tree.text(CamtNames.additionalTransaction, from: node, in: bytes))
    detail.text = parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Returns the charges of an element that states some.
  func charges(in charges: Int, in bytes: Span<UInt8>) -> [CamtCharge] {
    let records = tree.children(CamtNames.record, of: charges)
    // Before version 4 the charge itself is the record.
    return (records.isEmpty ? [charges] : records).compactMap { record in
      var money = money(CamtNames.amount, of: record, in: bytes)
      // A bank may state the sum of the charges and none of them.
      if records.isEmpty, money.amount.isEmpty {
        money = self.money(CamtNames.totalCharges, of: charges, in: bytes)
      }
      guard let value = ExactDecimal(money.amount), !value.isZero else { return nil }
      let mark = tree.text(CamtNames.included, from: record, in: bytes)
      return CamtCharge(
        at: tree.nodes[record].opening.start, amount: money.amount, currency: money.currency,
        direction: direction(of: record, in: bytes), isIncluded: mark.isEmpty ? nil : isTrue(mark))
    }
  }
}

/// The dates of `camt` messages.
enum CamtDate {
  /// Returns a date as the columns of rows have it: a day, with a time only where that is more than midnight.
  ///
  /// Banks write a day as its first second, with or without a zone. That is the day and no moment.
  static func text(_ written: String) -> String {
    let bytes = Array(written.utf8)
    guard bytes.count > 11, bytes[4] == 0x2D, bytes[7] == 0x2D else {
      // A day with a zone, as XML allows it, is that day.
      let isZoned = bytes.count == 11 && bytes[10] == 0x5A
      return isZoned ? String(decoding: bytes[..<10], as: UTF8.self) : written
    }
    let day = String(decoding: bytes[..<10], as: UTF8.self)
    if bytes[10] == 0x2B || bytes[10] == 0x2D { return day }
    let clock = bytes[11...].prefix { $0 != 0x5A && $0 != 0x2B && $0 != 0x2D }
    let isMidnight = clock.allSatisfy { $0 == 0x30 || $0 == 0x3A || $0 == 0x2E }
    return isMidnight ? day : written
  }

  /// Returns true for a moment before the last minute of its day, after which more may be booked.
  static func isWithinDay(_ written: String) -> Bool {
    guard written.utf8.count > 11, text(written) == written else { return false }
    let clock = written.utf8.dropFirst(11).prefix(5)
    return !clock.elementsEqual("23:59".utf8) && !clock.elementsEqual("24:00".utf8)
  }
}
