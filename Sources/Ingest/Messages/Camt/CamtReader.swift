internal import PaymentGraph

/// Reads the statements of a `camt.052`, `camt.053` or `camt.054` message, in any version and with any prefix.
///
/// It walks through the message once. Only one child of a statement is in memory at a time, and of an entry with many
/// payments only one payment. A ``MessageSink`` takes the entries, one after the other.
struct CamtReader<Sink: MessageSink> {
  private var sink: Sink
  private var tokens: XMLTokens
  private var tree = XMLTree()
  private var lines = LineCounter()
  private var message = BankMessage()
  private var entryCount = 0
  /// The number of transfers that the entries so far stand for.
  private var transferCount = 0
  /// False where the last page that was counted is not the message's last.
  private var isLastPage = true
  /// The number of entries with charges that cannot be taken out of their amounts.
  private var hidden = 0
  /// The number of entries without a booking date.
  private var undated = 0
  /// The balances of the statement that is being read, by their codes in the order of the message.
  private var balances: [(code: String, balance: MessageBalance)] = []

  /// Reads a message; where it breaks off, what stands before that place stays.
  ///
  /// - Returns: the message without its entries, which the sink has taken.
  static func read(_ bytes: Span<UInt8>, into sink: consuming Sink) -> (BankMessage, Sink) {
    var reader = CamtReader(
      sink: sink, tokens: XMLTokens(from: FileSignature.byteOrderMark(bytes)))
    do throws(XMLFault) {
      try reader.walk(bytes)
    } catch {
      reader.closeStatement()
      reader.message.tear = error
    }
    reader.finish()
    return (reader.message, reader.sink)
  }

  private init(sink: consuming Sink, tokens: XMLTokens) {
    self.sink = sink
    self.tokens = tokens
  }

  private mutating func walk(_ bytes: Span<UInt8>) throws(XMLFault) {
    var messageDepth: Int?
    while true {
      switch try tokens.next(in: bytes) {
      case .end: return
      case .close:
        if let depth = messageDepth, tokens.depth < depth { messageDepth = nil }
      case .open(let opening):
        if messageDepth == nil, CamtNames.messages.contains(opening.name), !opening.isEmpty {
          messageDepth = tokens.depth
        } else if let depth = messageDepth, tokens.depth == depth + 1, !opening.isEmpty,
          CamtNames.statements.contains(opening.name)
        {
          try readStatement(opening, bytes)
        } else if opening.name == CamtNames.groupHeader, !opening.isEmpty {
          try readTree(opening, bytes)
          for page in CamtNames.pages {
            if let node = tree.child(page, of: 0) { notePage(node, bytes) }
          }
        }
      }
    }
  }

  private mutating func readStatement(
    _ opening: XMLTokens.Opening, _ bytes: Span<UInt8>
  ) throws(XMLFault) {
    let depth = tokens.depth
    var statement = MessageStatement()
    statement.line = lines.line(at: opening.start, in: bytes)
    message.statements.append(statement)
    balances = []
    while true {
      switch try tokens.next(in: bytes) {
      case .end: return
      case .close:
        if tokens.depth < depth {
          closeStatement()
          return
        }
      case .open(let child):
        if child.name == CamtNames.entry {
          try readEntry(child, bytes)
        } else {
          try readTree(child, bytes)
          readPart(bytes)
        }
      }
    }
  }

  /// Reads an element with all that is in it.
  private mutating func readTree(
    _ opening: XMLTokens.Opening, _ bytes: Span<UInt8>
  ) throws(XMLFault) {
    tree.clear()
    _ = tree.add(.open(opening))
    while !tree.isComplete { _ = tree.add(try tokens.next(in: bytes)) }
  }

  /// Reads a part of a statement that is no entry.
  private mutating func readPart(_ bytes: Span<UInt8>) {
    guard let index = message.statements.indices.last else { return }
    if CamtNames.pages.contains(tree.nodes[0].name) { notePage(0, bytes) }
    switch tree.nodes[0].name {
    case CamtNames.account:
      // Read first: a statement that is changed while the reader is in use costs a copy of all.
      let (account, holder) = readAccount(bytes)
      message.statements[index].account = account
      message.statements[index].holder = holder
    case CamtNames.balance: readBalance(bytes)
    case CamtNames.fromTo:
      let period = readPeriod(bytes)
      message.statements[index].period = period
    case CamtNames.legalNumber:
      let number = tree.text(of: 0, in: bytes)
      message.statements[index].number = number
    case CamtNames.electronicNumber where message.statements[index].number.isEmpty:
      let number = tree.text(of: 0, in: bytes)
      message.statements[index].number = number
    default: break
    }
  }

  /// Notes whether the page that an element counts is the last one.
  private mutating func notePage(_ node: Int, _ bytes: Span<UInt8>) {
    switch tree.text(CamtNames.lastPage, from: node, in: bytes) {
    case "true", "1": isLastPage = true
    case "false", "0": isLastPage = false
    default: break
    }
  }

  private func readAccount(_ bytes: Span<UInt8>) -> (account: String, holder: String) {
    let currency = tree.text(CamtNames.currency, from: 0, in: bytes)
    let servicer = tree.find(
      CamtNames.accountServicer, CamtNames.institution, from: 0)
    let account = CamtEntry(tree: tree).account(
      at: 0, institution: servicer, isBritish: currency == "GBP", isOwn: true, in: bytes)
    let owner = tree.child(CamtNames.owner, of: 0)
    let name = owner.map { tree.text(CamtNames.name, from: $0, in: bytes) } ?? ""
    let party = owner.map {
      tree.text(CamtNames.party, CamtNames.name, from: $0, in: bytes)
    }
    return (account, name.isEmpty ? party ?? "" : name)
  }

  private mutating func readBalance(_ bytes: Span<UInt8>) {
    let code = tree.text(
      CamtNames.type, CamtNames.codeOrProprietary, CamtNames.code, from: 0, in: bytes)
    guard let node = tree.child(CamtNames.amount, of: 0),
      let amount = ExactDecimal(tree.text(of: node, in: bytes))
    else { return }
    let direction = tree.text(CamtNames.direction, from: 0, in: bytes)
    guard direction == "CRDT" || direction == "DBIT" else { return }
    let moment = tree.text(CamtNames.date, CamtNames.dateTime, from: 0, in: bytes)
    let day = tree.text(CamtNames.date, CamtNames.date, from: 0, in: bytes)
    balances.append(
      (
        code,
        MessageBalance(
          amount: amount.signed(isOut: direction == "DBIT"),
          currency: tree.attribute(CamtNames.currency, of: node, in: bytes),
          day: MessageDay.number(day.isEmpty ? moment : day),
          isTimed: day.isEmpty && CamtDate.isWithinDay(moment))
      ))
  }

  /// Returns the days of a statement; nil where it states no whole days.
  private func readPeriod(_ bytes: Span<UInt8>) -> ClosedRange<Int>? {
    func text(_ name: XMLName) -> String { tree.text(name, from: 0, in: bytes) }
    var from = MessageDay.number(text(CamtNames.fromDate))
    var to = MessageDay.number(text(CamtNames.toDate))
    // A period that begins within a day covers the next one whole, and one that ends so the day before.
    let (start, end) = (text(CamtNames.fromTime), text(CamtNames.toTime))
    if from == nil {
      from = MessageDay.number(start).map { $0 + (CamtDate.isWithinDay(start) ? 1 : 0) }
    }
    if to == nil { to = MessageDay.number(end).map { $0 - (CamtDate.isWithinDay(end) ? 1 : 0) } }
    guard let from, let to, from <= to else { return nil }
    return from...to
  }

  /// Settles which of a statement's balances open and close it: a page that is not the first opens with an interim
  /// balance, and one that is not the last closes with one.
  private mutating func closeStatement() {
    guard let index = message.statements.indices.last else { return }
    func first(_ code: String) -> MessageBalance? { balances.first { $0.code == code }?.balance }
    let interim = balances.filter { $0.code == "ITBD" }.map(\.balance)
    var opening = first("OPBD") ?? first("PRCD")
    var closing = balances.last { $0.code == "CLBD" }?.balance
    if opening == nil, interim.count > 1 || closing != nil { opening = interim.first }
    if closing == nil, interim.count > 1 || opening != nil && first("OPBD") ?? first("PRCD") != nil
    {
      closing = interim.last
    }
    message.statements[index].opening = opening
    message.statements[index].closing = closing
    message.statements[index].isLaterPage = first("OPBD") ?? first("PRCD") == nil
    message.statements[index].isEarlierPage = !balances.contains { $0.code == "CLBD" }
    balances = []
  }

  // MARK: Entries

  private mutating func readEntry(
    _ opening: XMLTokens.Opening, _ bytes: Span<UInt8>
  ) throws(XMLFault) {
    let line = lines.line(at: opening.start, in: bytes)
    var details: [CamtDetail] = []
    var charges: [CamtCharge] = []
    tree.clear()
    _ = tree.add(.open(opening))
    while !tree.isComplete {
      guard let closed = tree.add(try tokens.next(in: bytes)) else { continue }
      if tree.depth == 1, tree.nodes[closed].name == CamtNames.charges {
        var found = CamtEntry(tree: tree).charges(in: closed, in: bytes)
        place(&found, in: bytes)
        charges += found
      }
      guard tree.nodes[closed].name == CamtNames.detail else { continue }
      var detail = CamtEntry(tree: tree).detail(at: closed, in: bytes)
      detail.line = lines.line(at: tree.nodes[closed].opening.start, in: bytes)
      place(&detail.charges, in: bytes)
      details.append(detail)
      // What is read of it is kept; its elements are not.
      tree.remove(closed)
    }
    try add(line: line, details: details, charges: charges, bytes)
  }

  /// Finds the lines of charges.
  private mutating func place(_ charges: inout [CamtCharge], in bytes: Span<UInt8>) {
    for charge in charges.indices {
      charges[charge].line = lines.line(at: charges[charge].at, in: bytes)
    }
  }

  private mutating func add(
    line: Int, details: [CamtDetail], charges: [CamtCharge], _ bytes: Span<UInt8>
  ) throws(XMLFault) {
    guard let statement = message.statements.indices.last else { return }
    let reader = CamtEntry(tree: tree)
    var entry = reader.entry(in: bytes)
    entry.line = line
    entry.statement = statement
    entry.number = entryCount
    entryCount += 1
    if entry.date.isEmpty, !entry.valueDate.isEmpty {
      entry.date = entry.valueDate
      undated += 1
    }
    let own = message.statements[statement].account
    let split = CamtSplit(
      entry: entry, details: details, charges: charges,
      statedCount: reader.statedCount(in: bytes), own: own)
    if let problem = split.problem {
      message.problems.append(
        MessageProblem(
          code: .batchDiffers, severity: .warning, summary: problem,
          note: split.problemNote,
          remedy: "ask the bank for the payments of the entry (camt.054), or leave it as it is",
          entry: transferCount))
    }
    if split.hidesPayment { hidden += 1 }
    let transfers = split.transfers
    transferCount += transfers.count
    guard sink.take(transfers, of: message, in: bytes) else {
      throw XMLFault(words: "is not read on", at: tokens.at)
    }
  }

  private mutating func finish() {
    if !isLastPage {
      message.problems.append(
        MessageProblem(
          code: .statementMissing, severity: .note,
          summary: "the message says that it is not the last page of its statement",
          note: "what the further pages tell is not in this file",
          remedy: "load the further pages, or ask the bank for them"))
    }
    if hidden > 0 {
      message.decisions.append(
        "\(hidden) \(hidden == 1 ? "entry includes" : "entries include") a charge in another currency, or above the amount: the transfer has the entry's amount, and the payment's own is not known"
      )
    }
    if undated > 0 {
      message.decisions.append(
        "\(undated) \(undated == 1 ? "entry has" : "entries have") no booking date: the value date is taken"
      )
    }
  }
}

/// Takes the entries of a message as they are read.
protocol MessageSink {
  /// Takes the transfers that one entry stands for.
  ///
  /// - Parameter message: what is read of the message so far, without its entries.
  /// - Returns: false where nothing more need be read.
  mutating func take(
    _ transfers: [MessageEntry], of message: BankMessage, in bytes: Span<UInt8>
  ) -> Bool
}

/// Keeps all entries of a message.
struct HeldEntries: MessageSink {
  private(set) var entries: [MessageEntry] = []

  mutating func take(
    _ transfers: [MessageEntry], of message: BankMessage, in bytes: Span<UInt8>
  ) -> Bool {
    entries += transfers
    return true
  }
}

extension CamtReader<HeldEntries> {
  /// Reads a message with all its entries.
  static func read(_ bytes: Span<UInt8>) -> BankMessage {
    var (message, held) = read(bytes, into: HeldEntries())
    message.entries = held.entries
    return message
  }
}
