internal import PaymentGraph

/// Reads the payments of messages that name payer and payee: transfers between banks (`pacs.008`), and orders of customers
/// (`pain.001`, `pain.008`), which say what was ordered and not what was booked.
///
/// The row of a payment is that of the account whose message it is: the payer's, or for direct debits the payee's.
struct OrderReader {
  private var message = BankMessage()
  private var tokens: XMLTokens
  private var lines = LineCounter()
  private var tree = XMLTree()
  private let isOrdered: Bool
  /// The values of the message, and those of the batch of payments that is being read.
  private var outer = Level()
  private var batch = Level()

  /// The values that one level gives to all payments below it.
  private struct Level {
    var date = ""
    var debtor = CamtParty()
    var creditor = CamtParty()
  }

  private enum Names {
    static let batch = XMLName("PmtInf")
    static let transfer = XMLName("CdtTrfTxInf")
    static let debit = XMLName("DrctDbtTxInf")
    static let settlementDate = XMLName("IntrBkSttlmDt")
    static let settlementAmount = XMLName("IntrBkSttlmAmt")
    static let executionDate = XMLName("ReqdExctnDt")
    static let collectionDate = XMLName("ReqdColltnDt")
    static let paymentID = XMLName("PmtId")
    static let header = XMLName("GrpHdr")
    static let instructed = XMLName("InstdAmt")
    static let equivalent = XMLName("EqvtAmt")
  }

  static func read(_ bytes: Span<UInt8>, isOrdered: Bool) -> BankMessage {
    var reader = OrderReader(from: FileSignature.byteOrderMark(bytes), isOrdered: isOrdered)
    do throws(XMLFault) {
      try reader.walk(bytes)
    } catch {
      reader.message.tear = error
    }
    if isOrdered {
      reader.message.decisions.append(
        "instructions, not bookings: what was ordered may never have been carried out, so nothing of it moves money"
      )
    }
    return reader.message
  }

  private init(from start: Int, isOrdered: Bool) {
    tokens = XMLTokens(from: start)
    self.isOrdered = isOrdered
  }

  // MARK: Levels

  private mutating func walk(_ bytes: Span<UInt8>) throws(XMLFault) {
    var batchDepth = Int.max
    while true {
      switch try tokens.next(in: bytes) {
      case .end: return
      case .close:
        if tokens.depth < batchDepth { batchDepth = .max }
      case .open(let opening):
        if opening.name == Names.batch {
          batch = outer
          batchDepth = opening.isEmpty ? .max : tokens.depth
        } else if opening.name == Names.transfer || opening.name == Names.debit {
          try readTree(opening, bytes)
          let level = batchDepth == .max ? outer : batch
          add(level, isDebit: opening.name == Names.debit, bytes)
        } else if opening.name == Names.header {
          try readTree(opening, bytes)
          outer.date = date(Names.settlementDate, bytes)
        } else if batchDepth != .max, tokens.depth == batchDepth + (opening.isEmpty ? 0 : 1) {
          try readTree(opening, bytes)
          readLevel(opening.name, bytes)
        }
      }
    }
  }

  private mutating func readTree(
    _ opening: XMLTokens.Opening, _ bytes: Span<UInt8>
  ) throws(XMLFault) {
    tree.clear()
    _ = tree.add(.open(opening))
    while !tree.isComplete { _ = tree.add(try tokens.next(in: bytes)) }
  }

  /// Takes a value that all payments of a batch share.
  private mutating func readLevel(_ name: XMLName, _ bytes: Span<UInt8>) {
    let reader = CamtEntry(tree: tree)
    switch name {
    case Names.executionDate, Names.collectionDate: batch.date = date(of: 0, bytes)
    case CamtNames.debtor: batch.debtor.name = partyName(0, bytes)
    case CamtNames.creditor: batch.creditor.name = partyName(0, bytes)
    case CamtNames.debtorAccount:
      batch.debtor.account = reader.account(at: 0, institution: nil, in: bytes)
    case CamtNames.creditorAccount:
      batch.creditor.account = reader.account(at: 0, institution: nil, in: bytes)
    default: break
    }
  }

  private func partyName(_ node: Int, _ bytes: Span<UInt8>) -> String {
    let direct = tree.text(CamtNames.name, from: node, in: bytes)
    let found =
      direct.isEmpty ? tree.text(CamtNames.party, CamtNames.name, from: node, in: bytes) : direct
    return found == "NOTPROVIDED" ? "" : found
  }

  private func date(_ name: XMLName, _ bytes: Span<UInt8>) -> String {
    tree.child(name, of: 0).map { date(of: $0, bytes) } ?? ""
  }

  /// Returns a date, which newer versions keep one element deeper.
  private func date(of node: Int, _ bytes: Span<UInt8>) -> String {
    for name in [CamtNames.date, CamtNames.dateTime] {
      let text = tree.text(name, from: node, in: bytes)
      if !text.isEmpty { return CamtDate.text(text) }
    }
    return CamtDate.text(tree.text(of: node, in: bytes))
  }

  // MARK: Payments

  private func money(_ node: Int?, _ bytes: Span<UInt8>) -> (amount: String, currency: String)? {
    guard let node else { return nil }
    return (
      ExactDecimal.plain(tree.text(of: node, in: bytes)),
      tree.attribute(CamtNames.currency, of: node, in: bytes)
    )
  }

  private func party(
    _ name: XMLName, account: XMLName, agent: XMLName, from level: CamtParty, _ bytes: Span<UInt8>
  ) -> CamtParty {
    var party = level
    if let node = tree.child(name, of: 0) {
      let found = partyName(node, bytes)
      if !found.isEmpty { party.name = found }
    }
    if let node = tree.child(account, of: 0) {
      party.account = CamtEntry(tree: tree).account(
        at: node, institution: tree.find(agent, CamtNames.institution, from: 0), in: bytes)
    }
    return party
  }

  private mutating func add(_ level: Level, isDebit: Bool, _ bytes: Span<UInt8>) {
    let start = tree.nodes[0].opening.start
    var entry = MessageEntry(
      bytes: start..<tree.nodes[0].end, line: lines.line(at: start, in: bytes),
      statement: message.statements.count)
    entry.number = message.entries.count
    let debtor = party(
      CamtNames.debtor, account: CamtNames.debtorAccount, agent: CamtNames.debtorAgent,
      from: level.debtor, bytes)
    let creditor = party(
      CamtNames.creditor, account: CamtNames.creditorAccount, agent: CamtNames.creditorAgent,
      from: level.creditor, bytes)
    // The row is that of a party with an account; of two, of the one whose message it is.
    let isPayees = isDebit ? !creditor.account.isEmpty : debtor.account.isEmpty
    let (own, other) = isPayees ? (creditor, debtor) : (debtor, creditor)
    var statement = MessageStatement()
    statement.account = own.account
    statement.holder = own.name
    statement.line = entry.line
    message.statements.append(statement)
    entry.direction = isPayees ? "credit" : "debit"
    (entry.name, entry.account) = (other.name, other.account)
    setAmounts(of: &entry, isPayees: isPayees, bytes)
    let dates = [
      date(Names.settlementDate, bytes), date(Names.executionDate, bytes),
      date(Names.collectionDate, bytes), level.date,
    ]
    entry.date = dates.first { !$0.isEmpty } ?? ""
    setReferences(of: &entry, bytes)
    if isOrdered { entry.status = OrderReader.status }
    if own.account.isEmpty { entry.direction = "a payment of which neither party has an account" }
    message.entries.append(entry)
  }

  /// The status of payments that were only ordered.
  static let status = "ORDR"

  private func setAmounts(of entry: inout MessageEntry, isPayees: Bool, _ bytes: Span<UInt8>) {
    let amounts = tree.child(CamtNames.amount, of: 0)
    let settled = money(tree.child(Names.settlementAmount, of: 0), bytes)
    let ordered = money(
      tree.child(Names.instructed, of: 0)
        ?? amounts.flatMap { tree.child(Names.instructed, of: $0) }, bytes)
    let equivalent = amounts.flatMap { tree.find(Names.equivalent, CamtNames.amount, from: $0) }
    let main = settled ?? ordered ?? money(equivalent, bytes)
    (entry.amount, entry.currency) = main ?? ("", "")
    if entry.amount.hasPrefix("-") { entry.direction += " of an amount below zero" }
    // What the payer gave and what arrived, where the two have different currencies.
    guard let settled, let ordered, settled.currency != ordered.currency,
      ExactDecimal(ordered.amount) != nil
    else { return }
    (entry.otherAmount, entry.otherCurrency) = ordered
    if !isPayees {
      (entry.amount, entry.otherAmount) = (entry.otherAmount, entry.amount)
      (entry.currency, entry.otherCurrency) = (entry.otherCurrency, entry.currency)
    }
  }

  private func setReferences(of entry: inout MessageEntry, _ bytes: Span<UInt8>) {
    if let ids = tree.child(Names.paymentID, of: 0) {
      func id(_ names: XMLName...) -> String {
        for name in names {
          let text = tree.text(name, from: ids, in: bytes)
          if !text.isEmpty, text != "NOTPROVIDED" { return text }
        }
        return ""
      }
      entry.id = id(CamtNames.uetr, CamtNames.transaction, CamtNames.instruction)
      entry.reference = id(CamtNames.endToEnd)
    }
    guard let remittance = tree.child(CamtNames.remittance, of: 0) else { return }
    var parts = tree.children(CamtNames.unstructured, of: remittance).map {
      tree.text(of: $0, in: bytes)
    }
    parts += tree.children(CamtNames.structured, of: remittance).map {
      tree.text(CamtNames.creditorReference, CamtNames.reference, from: $0, in: bytes)
    }
    entry.text = parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
