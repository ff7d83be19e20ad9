/// Finds the account that a statement shows.
struct OwnAccountFinder {
  let plan: StatementPlan
  /// The lines before the header.
  let preamble: [String]
  let path: String
  /// The account that the user names for this file.
  let stated: String?
  /// The key for an account that nothing names: one for each file.
  var unknown = ""

  /// An account and the ground on which it was found.
  struct Finding {
    let key: String
    /// The account as it stands in the file.
    let written: String
    let reason: String
    /// True where nothing in the file names the account.
    var isStandIn = false
  }

  /// Returns the account of the whole file; nil where each row has its own or nothing names it.
  func ofFile(_ lines: [StatementFile.Line]) -> Finding? {
    if let stated { return named(stated, reason: "as requested") }
    for rule in plan.profile.account {
      switch rule.place {
      case .preamble: if let found = inPreamble(preamble, rules: [rule]) { return found }
      case .fileName(let pattern):
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if let groups = pattern.compiled().groups(in: name), !groups.contains(where: isStamp),
          let key = key(groups.joined(separator: " "), rule)
        {
          return Finding(
            key: key, written: groups.joined(separator: " "),
            reason: reason("the file's name says so", rule))
        }
      case .frequent(let columns):
        if let found = mostFrequent(columns, lines: lines, rule: rule) { return found }
      case .columns: continue
      }
    }
    return nil
  }

  /// Returns the account that the first of some lines names as those before the header do.
  ///
  /// - Parameter rules: the rules that apply; nil for all.
  func inPreamble(_ lines: [String], rules: [OwnAccountRule]? = nil) -> Finding? {
    for rule in rules ?? plan.profile.account {
      guard case .preamble(let pattern) = rule.place else { continue }
      let compiled = pattern.compiled()
      for (number, line) in lines.enumerated() {
        guard let groups = compiled.groups(in: line),
          let key = key(groups.joined(separator: " "), rule)
        else { continue }
        return Finding(
          key: key, written: groups.joined(separator: " "),
          reason: reason("line \(number + 1) says so", rule))
      }
    }
    return nil
  }

  /// Returns true for a day, or a day and a time, in a file's name: 20240304123456.
  private func isStamp(_ digits: String) -> Bool {
    digits.prefixMatch(of: /(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/) != nil
  }

  /// Returns an account that the user names.
  func named(_ account: String, reason: String) -> Finding {
    let key = AccountKey.canonical(account, country: plan.profile.country)?.key.description
    return Finding(key: key ?? account, written: account, reason: reason)
  }

  /// Returns the account that a row names as its own; nil where it names none.
  func ofRow(_ cells: [String]) -> Finding? {
    guard stated == nil else { return nil }
    for rule in plan.profile.account {
      guard case .columns(let names) = rule.place else { continue }
      let positions = names.compactMap { StatementPlan.position(of: $0, in: plan.header) }
      guard positions.count == names.count, positions.allSatisfy({ $0 < cells.count }) else {
        continue
      }
      let text = positions.map { unquoted(cells[$0]) }
        .joined(separator: rule.kind == .banked ? "/" : " ")
      if let key = key(text, rule) {
        return Finding(key: key, written: text, reason: "each row says so")
      }
    }
    return nil
  }

  /// Returns the name of the account's holder in the lines before the header.
  func holder() -> String? {
    for case .preamble(let pattern) in plan.profile.holder {
      let compiled = pattern.compiled()
      for line in preamble {
        guard let written = compiled.groups(in: line)?.first,
          let name = holderName(written)
        else { continue }
        return name
      }
    }
    return nil
  }

  /// Returns the name of the account's holder in a row's own column.
  func holder(ofRow cells: [String]) -> String? {
    for case .column(let column) in plan.profile.holder {
      guard let position = StatementPlan.position(of: column, in: plan.header),
        position < cells.count, let name = holderName(unquoted(cells[position]))
      else { continue }
      return name
    }
    return nil
  }

  private func holderName(_ written: String) -> String? {
    let marks: Set<Character> = ["\"", "'", ",", ";", "|", ":", "-", " ", "\t"]
    var text = written[...]
    while let first = text.first, marks.contains(first) { text = text.dropFirst() }
    while let last = text.last, marks.contains(last) { text = text.dropLast() }
    return PartyName(text).text
  }

  /// Returns the text of a row's cells for its own account, though it is not an account; nil where they are empty.
  func writtenOfRow(_ cells: [String]) -> (text: String, column: Int, kind: String)? {
    guard stated == nil else { return nil }
    for rule in plan.profile.account {
      guard case .columns(let names) = rule.place else { continue }
      let positions = names.compactMap { StatementPlan.position(of: $0, in: plan.header) }
      guard positions.count == names.count, positions.allSatisfy({ $0 < cells.count }),
        let column = positions.first(where: { !unquoted(cells[$0]).isEmpty })
      else { continue }
      let text = positions.map { unquoted(cells[$0]) }.filter { !$0.isEmpty }
      return (text.joined(separator: " "), column, rule.kind.words)
    }
    return nil
  }

  private func unquoted(_ text: String) -> String {
    text.hasPrefix("'") ? String(text.dropFirst()) : text
  }

  private func mostFrequent(
    _ columns: [String], lines: [StatementFile.Line], rule: OwnAccountRule
  ) -> Finding? {
    let positions = columns.compactMap { StatementPlan.position(of: $0, in: plan.header) }
    var counts: [String: Int] = [:]
    var spellings: [String: String] = [:]
    var rows = 0
    for line in lines where line.use == .entry {
      rows += 1
      let cells = positions.filter { $0 < line.cells.count }.map { line.cells[$0] }
      for text in Set(cells.map { $0.lowercased() }) where !text.isEmpty {
        counts[text, default: 0] += 1
        if spellings[text] == nil { spellings[text] = cells.first { $0.lowercased() == text } }
      }
    }
    let ranked = counts.filter { !isOpposed($0.key, in: lines) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let best = ranked.first, rows > 0,
      ranked.count == 1 || ranked[1].value < best.value, let written = spellings[best.key],
      let key = key(written, rule)
    else { return nil }
    return Finding(
      key: key, written: written, reason: "it is in \(best.value) of \(rows) rows")
  }

  /// Returns true for a party that most rows show on the other side: it receives what went out, and sends what came in.
  private func isOpposed(_ party: String, in lines: [StatementFile.Line]) -> Bool {
    guard case .signed = plan.profile.fields.amount, !plan.profile.fields.isOutPositive,
      let amount = plan.amounts.first, let payer = plan.payer, let payee = plan.payee
    else { return false }
    var (agreeing, opposed) = (0, 0)
    for line in lines where line.use == .entry {
      guard max(amount, payer, payee) < line.cells.count else { continue }
      let text = line.cells[amount]
      let sides = [payer, payee].map { line.cells[$0].lowercased() == party }
      guard text.contains(where: { ("1"..."9").contains($0) }), sides[0] != sides[1] else {
        continue
      }
      if sides[0] == StatementAmount.isNegative(text) { agreeing += 1 } else { opposed += 1 }
    }
    return opposed > agreeing
  }

  private func key(_ written: String, _ rule: OwnAccountRule) -> String? {
    if rule.kind == .label {
      return written.isEmpty ? nil : "\(unknown):\(StatementText.squeezed(written))"
    }
    // The last digits of a number are those of many accounts, so they tell accounts apart within one file only.
    if rule.kind == .plain, rule.bank.isEmpty, OwnAccountFinder.isMasked(written) {
      return "\(unknown):\(StatementText.squeezed(written))"
    }
    guard rule.kind == .indian else { return rule.kind.key(of: written, bank: rule.bank) }
    switch statedBank(rule) {
    case .ofProfile: return rule.kind.key(of: written, bank: rule.bank)
    case .other(let bank, _): return rule.kind.key(of: written, bank: bank)
    case .unnamed: return nil
    }
  }

  /// Returns true for a number of which signs replace a part: `XXXXXX1234`, `021000021/****1234`.
  private static func isMasked(_ written: String) -> Bool {
    guard let number = written.split(separator: "/").last else { return false }
    return ["XXX", "***", "###", "•••", "xxx"].contains { number.contains($0) }
  }

  private func statedBank(_ rule: OwnAccountRule) -> StatedBank {
    StatedBank(preamble, bank: rule.bank, title: plan.profile.title)
  }

  /// Returns the ground for an account, with the line that names its bank where that is not the profile's.
  private func reason(_ words: String, _ rule: OwnAccountRule) -> String {
    guard rule.kind == .indian, case .other(let bank, let line) = statedBank(rule) else {
      return words
    }
    return "\(words), and line \(line) names a branch of \(bank), not of the profile's bank"
  }
}

extension OwnAccountRule.Kind {
  /// Returns the key of an account of this kind; nil where the text is none.
  func key(of written: String, bank: String) -> String? {
    let text = written.trimmingPrefix { $0 == "_" || $0 == " " }
    guard !text.isEmpty else { return nil }
    switch self {
    case .british: return (try? SortCodeAccount(text, country: .unitedKingdom))?.key.description
    case .irish: return (try? SortCodeAccount(text, country: .ireland))?.key.description
    case .indian: return (try? IndianAccount(text, bank: bank))?.key.description
    case .email: return (try? EmailAddress(text))?.key.description
    case .iban: return AccountKey.canonical(text)?.key.description
    case .label: return nil
    case .plain: return bank.isEmpty ? String(text) : "\(bank):\(text)"
    case .banked:
      // A number without the code of its bank is the account of no bank in particular.
      let parts = text.split(separator: "/").map { $0.filter { !$0.isWhitespace } }
      guard parts.count > 1, parts.allSatisfy({ $0.contains(where: \.isNumber) }) else {
        return nil
      }
      return AccountKey.canonical(parts.joined(separator: " "))?.key.description
        ?? parts.joined(separator: "/")
    }
  }
}

/// A part of a statement that names its account.
struct OwnAccountRule: Sendable {
  /// The part to search.
  enum Place: Sendable {
    /// The lines before the header.
    case preamble(TextPattern)
    /// The name of the file.
    case fileName(TextPattern)
    /// Columns of each row.
    case columns([String])
    /// The value that most rows have in one of these columns.
    case frequent([String])
  }

  /// The kind of text.
  enum Kind: String, CaseIterable, Sendable {
    /// A British sort code and account number.
    case british = "gb"
    /// An Irish one.
    case irish = "ie"
    /// The number of an Indian account; the bank is that of the rule.
    case indian = "in"
    /// An e-mail address.
    case email
    /// An IBAN.
    case iban
    /// A number that only the service itself knows.
    case plain
    /// The code of a bank and the number of an account, each in a column of its own.
    case banked
    /// A word that tells accounts of one file apart, and is not an account in other files: `Savings`.
    case label

    /// The kind in words, for human readers.
    var words: String {
      switch self {
      case .british: "a British sort code and account number"
      case .irish: "an Irish sort code and account number"
      case .indian: "the number of an Indian account"
      case .email: "an e-mail address"
      case .iban: "an IBAN"
      case .plain: "a number of the service"
      case .banked: "the code of a bank with the number of an account"
      case .label: "a name of an account"
      }
    }
  }

  let place: Place
  let kind: Kind
  /// The four letters of an Indian bank, or the name of a service.
  let bank: String

  /// The same rule, with Irish accounts where it has British ones.
  var irish: OwnAccountRule {
    OwnAccountRule(place: place, kind: kind == .british ? .irish : kind, bank: bank)
  }
}

/// The other party's account as a column of its own gives it.
///
/// A number whose form is known by itself (an IBAN, a sort code with an account, an address) has that form's key. Any
/// other number becomes a key without blanks, as where a ledger names it as its payer: so one number in two files is
/// one account, and two numbers are two. The bank of such a number is unknown, so it is not taken for the account of
/// that number at an Indian bank, where a statement names the bank. A number of fewer than eight characters tells
/// accounts apart within one statement and never unites accounts of two; a masked number tells less.
enum DeclaredAccount: Equatable {
  /// The key of an account.
  case key(String)
  /// A number that is too short to be one account everywhere.
  case number(String)
  /// The last digits after a mask.
  case tail(String)

  /// The fewest letters and digits by which a number is one account in all files.
  static let leastLength = 8

  /// - Returns: nil where the text is not the number of an account.
  init?(_ written: String, country: String?) {
    if written.hasPrefix(MessageAccount.unknownBank) {
      let number = written.dropFirst(MessageAccount.unknownBank.count).filter { !$0.isWhitespace }
      guard number.contains(where: { $0.isNumber && $0 != "0" }) else { return nil }
      self = .number(number)
      return
    }
    if let key = AccountKey.canonical(written, country: country)?.key.description {
      self = .key(key)
      return
    }
    let text = written.filter { !$0.isWhitespace && $0 != "'" }
    let digits = text.filter { $0.isASCII && $0.isNumber }
    guard digits.contains(where: { $0 != "0" }), !text.contains("@") else { return nil }
    let known = text.filter { $0.isLetter || $0.isNumber }
    if text.contains("*") || text.contains("…") || text.contains("•")
      || text.uppercased().hasPrefix("XX")
    {
      guard digits.count >= 2 else { return nil }
      self = .tail(String(digits.suffix(6)))
      return
    }
    // A word with a digit in it ("Flat 7") is a name and no number; an address of a coin or an id has no blanks.
    let isID =
      known.count >= Self.leastLength && !written.contains(where: \.isWhitespace)
      && text.contains(where: \.isLetter)
    guard digits.count * 2 >= known.count || isID else { return nil }
    self = known.count < Self.leastLength ? .number(text) : .key(text)
  }
}
