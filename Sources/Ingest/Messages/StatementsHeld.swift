internal import PaymentGraph

/// The entries of accounts that the loaded statements tell, for messages that tell them before their statement does.
///
/// An account report or a notification (`camt.052`, `camt.054`, `MT942`) tells the entries of a day early, and the
/// statement tells them again. Where both are loaded, only the statement's entries move money. An entry is set aside
/// where the statement has it too, and where the balances of a statement in the same currency prove that its day has no
/// such entry. Any other entry is loaded, and a warning says so.
struct StatementsHeld: Sendable {
  private var books: [ProvedBook: HeldBook] = [:]
  /// The payments of entries that notifications and reports tell one by one.
  private(set) var notified = NotifiedPayments()

  /// Makes a value that covers nothing.
  init() {}

  /// True where no report or notification was loaded.
  private(set) var isEmpty = true

  /// Reads the entries of all statements, where any message needs them.
  init(_ inputs: [InputFile], kinds: [Int: HeaderFinder.Finding]) {
    let messages = kinds.compactMapValues(\.message)
    guard messages.values.contains(where: \.isInterim) else { return }
    isEmpty = false
    notified = NotifiedPayments(inputs, messages: messages)
    for index in messages.keys.sorted() {
      guard let kind = messages[index], kind.isStatement else { continue }
      let message = inputs[index].file.withBytes { MessageReader.message(kind, in: $0) }
      let entries = Dictionary(grouping: StatementsHeld.booked(in: message), by: \.statement)
      for (number, statement) in message.statements.enumerated() where !statement.account.isEmpty {
        add(statement, entries[number] ?? [])
      }
    }
  }

  private mutating func add(_ statement: MessageStatement, _ entries: [Booked]) {
    let byCurrency = Dictionary(grouping: entries, by: \.currency)
    let stated = [statement.opening, statement.closing].compactMap { $0?.currency }
    for currency in Set(byCurrency.keys).union(stated) {
      var part = statement
      if part.opening?.currency != currency { part.opening = nil }
      if part.closing?.currency != currency { part.closing = nil }
      let book = ProvedBook(account: statement.account, currency: currency)
      books[book, default: HeldBook()].add(
        HeldBook.Part(statement: part, entries: (byCurrency[currency] ?? []).map(\.told)))
    }
  }

  /// A booked entry: the sum of the payments that it was divided into.
  private struct Booked {
    let statement: Int
    let currency: String
    let told: HeldBook.Entry
    let members: Range<Int>
  }

  private static func booked(in message: BankMessage) -> [Booked] {
    // Transfers that move nothing divide an entry.
    let groups = message.entryRanges.flatMap { range in
      range.split { message.entries[$0].change == nil }
    }
    return groups.map { members in
      let parts = message.entries[members]
      let first = message.entries[members.lowerBound]
      return Booked(
        statement: first.statement, currency: first.currency,
        told: HeldBook.Entry(
          day: MessageDay.number(first.date),
          change: parts.compactMap(\.change).reduce(.zero, +),
          reference: first.bankReference,
          parties: Set(parts.map(\.account).filter { !$0.isEmpty })),
        members: members)
    }
  }

  /// Sets aside the entries of a message that a loaded statement of the account has.
  func setAside(in message: inout BankMessage) {
    guard !books.isEmpty else { return }
    let entries = StatementsHeld.booked(in: message)
    let groups = Dictionary(grouping: entries.indices) { number in
      ProvedBook(
        account: message.statements[entries[number].statement].account,
        currency: entries[number].currency)
    }
    var found: [(number: Int, place: HeldBook.Place)] = []
    for (book, numbers) in groups {
      guard let places = books[book]?.places(of: numbers.map { entries[$0].told }) else { continue }
      found += zip(numbers, places).map { ($0, $1) }
    }
    found.sort { $0.number < $1.number }
    var (count, lacking, disproved, otherwise) = (0, [Int](), [Int](), [Int]())
    for (number, place) in found {
      let members = entries[number].members
      switch place {
      case .open: continue
      case .lacking:
        lacking.append(members.lowerBound)
        continue
      case .disproved: disproved.append(members.lowerBound)
      case .toldOtherwise: otherwise.append(members.lowerBound)
      case .told: break
      }
      for member in members { message.entries[member].status = StatementsHeld.status }
      count += members.count
    }
    warn(lacking: lacking, disproved: disproved, otherwise: otherwise, in: &message)
    guard count > 0 else { return }
    message.decisions.append(
      "\(count) \(count == 1 ? "transfer is" : "transfers are") of days that a loaded statement of the account covers: that statement counts"
    )
  }

  private func warn(
    lacking: [Int], disproved: [Int], otherwise: [Int], in message: inout BankMessage
  ) {
    func warn(of found: [Int], summary: String, note: String) {
      guard let first = found.first else { return }
      let count = found.count == 1 ? "1 entry is" : "\(found.count) entries are"
      message.problems.append(
        MessageProblem(
          code: .statementLacksEntry, severity: .warning, summary: "\(count) \(summary)",
          note: note, remedy: "compare the two, and leave out the file that is wrong", entry: first)
      )
    }
    let stray = "of days that a loaded statement of the account covers, and not in it"
    warn(
      of: lacking, summary: stray,
      note: "the balances do not prove the statement complete: the "
        + (lacking.count == 1 ? "entry is loaded" : "entries are loaded"))
    warn(
      of: disproved, summary: stray,
      note: "the balances prove that nothing else was booked on those days: the "
        + (disproved.count == 1 ? "entry moves no money" : "entries move no money"))
    warn(
      of: otherwise,
      summary: "in a loaded statement of the account too, by another reference of the bank",
      note: "the statement has an entry of the same day and amount, and only that counts")
  }

  /// The status of an entry that a statement tells again.
  private static let status = "HELD"
}

extension MessageEntry {
  /// The reference by which the bank names the whole entry; empty where it gives none.
  var bankReference: String {
    let word = whole.id.uppercased().filter(\.isLetter)
    return ["NOTPROVIDED", "NONREF", "NOREF"].contains(word) ? "" : whole.id
  }
}
