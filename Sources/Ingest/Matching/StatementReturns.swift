internal import PaymentGraph

/// The rows of one statement that give back others of it, found by numbers of one payment and by the statement as a
/// whole.
///
/// - A row that repeats the number of an earlier payment in the other direction, and its amount, gives it back, whether
///   or not it says so. Another amount is reported.
/// - A text such as `UNPAID WORK LTD` may be a payment that came back or a payer of that name: it gives a payment back
///   where the statement shows one of the amount to the rest of the name, or the bank names the payment system by which
///   it was to be paid.
struct StatementReturns {
  /// The indices of the rows that give an earlier one back.
  private(set) var found: [Int] = []
  /// The indices of the rows that only sound like returns, with the payer's whole name.
  private(set) var names: [(index: Int, name: String)] = []
  /// The indices of the rows that repeat an earlier payment's number with another amount, and of those payments.
  private(set) var differing: [(index: Int, of: Int, number: String)] = []

  private let drafts: [StatementRows.Draft]
  private let profile: String
  private let isNewestFirst: Bool?
  /// Tells whether no row beside the drafts has a word.
  private let isWhole: (String) -> Bool

  /// - Parameters:
  ///   - isNewestFirst: true where the newest row stands first; nil where nothing shows the direction.
  ///   - isWhole: tells whether no row of the statement beside the drafts has a word; true for all rows of a statement.
  init(
    _ drafts: [StatementRows.Draft], _ plan: StatementPlan, isNewestFirst: Bool?,
    isWhole: @escaping (String) -> Bool = { _ in true }
  ) {
    self.drafts = drafts
    self.isNewestFirst = isNewestFirst
    self.isWhole = isWhole
    profile = plan.profile.name
    if plan.profile.service == nil || plan.profile.service == "wise" { takeNumbers() }
    takeDoubtful()
  }

  // MARK: Numbers that stand twice

  private mutating func takeNumbers() {
    var rows: [String: (out: [Int], into: [Int])] = [:]
    for (index, draft) in drafts.enumerated()
    where StatementReturns.mayBeReturn(draft.entry) {
      for word in StatementReturns.words(draft.entry) where isWhole(word) {
        if draft.entry.amount < 0 {
          rows[word, default: ([], [])].out.append(index)
        } else {
          rows[word, default: ([], [])].into.append(index)
        }
      }
    }
    var pairs: [Int: (first: Int, number: String)] = [:]
    for (_, sides) in rows.sorted(by: { $0.key < $1.key })
    where sides.out.count == 1 && sides.into.count == 1 {
      let (out, into) = (sides.out[0], sides.into[0])
      let (one, other) = (drafts[out].entry, drafts[into].entry)
      guard one.own == other.own, one.currency == other.currency,
        let number = RowNumbers(one, profile: profile).shared(RowNumbers(other, profile: profile)),
        let isFirst = isEarlier(out, into)
      else { continue }
      pairs[isFirst ? into : out] = (isFirst ? out : into, number.value)
    }
    for (index, pair) in pairs.sorted(by: { $0.key < $1.key }) {
      if abs(drafts[index].entry.amount) == abs(drafts[pair.first].entry.amount) {
        found.append(index)
      } else {
        differing.append((index, pair.first, pair.number))
      }
    }
  }

  /// Returns true for a payment, which may give another one back or be given back.
  static func mayBeReturn(_ entry: StatementEntry) -> Bool {
    entry.kind == .payment && entry.role == .movement && entry.amount != 0
  }

  /// Returns the words of a row that may be numbers of payments.
  static func words(_ entry: StatementEntry) -> Set<String> {
    let texts = [entry.narration, entry.reference, entry.counter.reference, entry.id, entry.group]
    var words: Set<String> = []
    for text in texts {
      guard let text, text.utf8.count(where: IdentifierText.isDigit) >= 6 else { continue }
      if text.utf8.allSatisfy({ $0 < 0x80 }) {
        takeWords(Array(text.utf8), into: &words)
        continue
      }
      for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
        if word.utf8.count >= 8, word.utf8.count(where: IdentifierText.isDigit) >= 6 {
          words.insert(word.uppercased())
        }
      }
    }
    return words
  }

  /// Takes the words of a text without characters beyond ASCII.
  private static func takeWords(_ text: [UInt8], into words: inout Set<String>) {
    var (start, digits) = (0, 0)
    for at in 0...text.count {
      let byte = at < text.count ? text[at] : 0
      if IdentifierText.isDigit(byte) {
        digits += 1
      } else if !IdentifierText.isLetter(byte & ~0x20) {
        if at - start >= 8, digits >= 6 {
          words.insert(String(decoding: text[start..<at], as: UTF8.self).uppercased())
        }
        (start, digits) = (at + 1, 0)
      }
    }
  }

  /// Returns true where a row was before another; nil where nothing shows it.
  private func isEarlier(_ one: Int, _ other: Int) -> Bool? {
    let (left, right) = (drafts[one].entry.time, drafts[other].entry.time)
    guard left.precision != .unknown, right.precision != .unknown else { return nil }
    if left.start != right.start { return left.start < right.start }
    return isNewestFirst.map { $0 ? one > other : one < other }
  }

  // MARK: Words that may be a name

  private mutating func takeDoubtful() {
    for (index, draft) in drafts.enumerated() {
      guard let whole = draft.entry.counter.doubtfulName, draft.entry.kind == .reversal,
        draft.entry.role == .movement, !isBorneOut(index)
      else { continue }
      names.append((index, whole))
    }
  }

  /// Returns true where the statement shows the payment that a row gives back.
  private func isBorneOut(_ index: Int) -> Bool {
    let entry = drafts[index].entry
    if ["DD", "SO", "CHEQUE", "BP"].contains(entry.counter.channel ?? "") { return true }
    guard let name = entry.counter.name.map(StatementText.normal) else { return true }
    return drafts.indices.contains { other in
      let candidate = drafts[other].entry
      guard other != index, candidate.role == .movement, candidate.own == entry.own,
        candidate.currency == entry.currency, candidate.amount == -entry.amount,
        candidate.time.start <= entry.time.start,
        let paid = candidate.counter.name.map(StatementText.normal)
      else { return false }
      return paid == name || paid.hasPrefix(name) || name.hasPrefix(paid)
    }
  }

  // MARK: Messages

  func report(_ bytes: Span<UInt8>, log: inout DiagnosticLog) {
    for (index, first, number) in differing {
      func money(_ index: Int) -> String {
        let entry = drafts[index].entry
        return Money(minorUnits: abs(entry.amount), currency: entry.currency).description
      }
      log.add(
        .returnDiffers, severity: .warning,
        summary:
          "the row repeats the number \(number) of line \(drafts[first].row.line) in the other direction: \(money(index)) here, \(money(first)) there",
        in: drafts[index].row, bytes: bytes,
        note: "it may return a part of that payment; it is loaded as a separate payment",
        remedy: "ask the bank about the two rows, and record the answer in a decisions file")
    }
  }
}
