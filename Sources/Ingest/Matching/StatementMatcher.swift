internal import PaymentGraph

/// Finds the payments that two statements show: once on the account that paid, once on the account that was paid.
///
/// Two rows are one payment on one of three grounds, and on no other:
///
/// 1. **Both print one number of one payment** (see ``NumberType``), the amounts are equal, no row names an account or
///    a person that the other row's account is known not to be, and in all loaded files the number stands only in rows
///    of these two accounts, once on each side. The layout of both banks gives the number this meaning; a third account
///    with the number would show that it means something else.
/// 2. **Each names the other's whole account**, the amounts are equal, and either both have a reference that no other
///    of these rows has, at most five days apart or within the window of their payment system (``MatchWindow``), or both
///    stand on one day, and no two end-to-end ids of theirs differ. Several
///    equal payments of one day are paired in order where both sides have as many rows; else nobody can tell which rows
///    belong together, and they only may be one payment. So may rows whose days or whose bank's references differ.
/// 3. **A user decided it** in a file of decisions.
///
/// A single row that names the other's account is not proof, even where no other row fits: its payment can have come
/// back or have been posted elsewhere, and the row that names nobody can be a stranger's. People's own references,
/// amounts, days, last digits and names are reasons to look. All of these only *may be* one payment. A contradiction
/// (``Contradictions``) separates two rows for good.
struct StatementMatcher {
  /// The matches found.
  struct Findings {
    /// The rows that are one payment, in the order of the paying rows.
    var unions: [StatementMatch] = []
    /// The rows that may be one, in the same order.
    var possible: [StatementMatch] = []
    /// The paying rows that fit so many rows that none is listed.
    var unlisted: [Int] = []
  }

  /// The number of rows that may fit a row before none is listed without a reason beyond amount and day.
  static let crowd = 8

  let rows: [PostedEntry]
  let columns: TransferColumns
  let parties: RowParties
  let numbers: [RowNumbers]
  let contradictions: Contradictions
  private let decisions: RowDecisions

  /// - Parameters:
  ///   - rows: the rows of all statements, in the order of their transfers.
  ///   - different: pairs of accounts that were decided to be different, the lower number first.
  ///   - names: returns the names of an account and of its holder.
  init(
    _ rows: [PostedEntry], in builder: LedgerBuilder, decisions: RowDecisions = RowDecisions(),
    different: Set<[UInt32]> = [], names: @escaping (AccountID) -> Set<String>
  ) {
    self.rows = rows
    self.decisions = decisions
    columns = builder.columns
    parties = RowParties(builder, different: different, names: names)
    numbers = rows.map { RowNumbers($0.entry, profile: $0.profile) }
    contradictions = Contradictions(parties: parties)
  }

  /// Returns the pairs that are, or may be, one payment.
  ///
  /// - Complexity: O(*n* log *n*) in the rows, whatever amounts and days they share.
  func findings() -> Findings {
    var findings = Findings()
    var isTaken = Array(repeating: false, count: rows.count)
    var unclear: [StatementMatch] = []
    func take(_ match: StatementMatch) {
      isTaken[match.out] = true
      isTaken[match.into] = true
      findings.unions.append(match)
    }
    for pair in decisions.statementPairs { take(pair) }
    for match in byNumber(isTaken) {
      if match.isCertain { take(match) } else { unclear.append(match) }
    }
    for match in byAccounts(isTaken) {
      if match.isCertain { take(match) } else { unclear.append(match) }
    }
    let open = PossibleMatches(matcher: self, isTaken: isTaken, known: unclear).found()
    findings.possible = open.matches
    findings.unlisted = open.unlisted
    findings.unions.sort { ($0.out, $0.into) < ($1.out, $1.into) }
    return findings
  }

  // MARK: Rows

  /// An amount of money that a row shows.
  struct Amount: Hashable {
    let minorUnits: Int64
    let currency: UInt8
  }

  /// Returns the amounts sent and received, each once.
  func amounts(_ row: Int) -> [Amount] {
    let transfer = Int(rows[row].transfer)
    let sent = Amount(
      minorUnits: columns.sent[transfer], currency: columns.sentCurrency[transfer])
    guard let receipt = columns.received[transfer] else { return [sent] }
    let received = Amount(minorUnits: receipt.amount, currency: receipt.currency)
    return sent == received ? [sent] : [sent, received]
  }

  func isPayment(_ row: Int) -> Bool {
    guard rows[row].entry.time.precision != .unknown else { return false }
    switch rows[row].entry.kind {
    case .payment, .funding, .withdrawal, .internal, .refund, .reversal, .chargeback: return true
    default: return false
    }
  }

  func own(_ row: Int) -> UInt32 { parties.own(rows[row]) }

  func other(_ row: Int) -> UInt32 { parties.other(rows[row]) }

  func day(_ row: Int) -> Int { MatchWindow.day(rows[row].entry.time.start) }

  /// Returns true where the days of two rows fit one payment.
  func isInTime(_ out: Int, _ into: Int) -> Bool {
    let days = day(into) - day(out)
    return days >= -1 && days <= MatchWindow.days(rows[out].entry, rows[into].entry)
  }

  func haveOneAmount(_ out: Int, _ into: Int) -> Bool {
    let sent = amounts(out)
    return amounts(into).contains { sent.contains($0) }
  }

  /// Returns true where two rows are kept apart, by their contents or by a decision.
  func areApart(_ out: Int, _ into: Int) -> Bool {
    own(out) == own(into) || decisions.areApart(rows[out].transfer, rows[into].transfer)
      || contradictions.between(
        out: rows[out], numbers[out], into: rows[into], numbers[into]) != nil
  }

  // MARK: Numbers

  private func byNumber(_ isTaken: [Bool]) -> [StatementMatch] {
    var rowsOf: [TypedNumber: [Int]] = [:]
    for row in rows.indices {
      for number in numbers[row].all { rowsOf[number, default: []].append(row) }
    }
    var matches: [StatementMatch] = []
    for (number, found) in rowsOf.sorted(by: { ($0.value[0], $0.key) < ($1.value[0], $1.key) })
    where found.count > 1 && found.count <= Self.crowd {
      let owners = Set(found.map(own)).sorted()
      guard owners.count > 1 else { continue }
      for payer in owners {
        for payee in owners where payee != payer {
          let outs = found.filter {
            rows[$0].isOut && own($0) == payer && isPayment($0) && !isTaken[$0]
          }
          let intos = found.filter {
            !rows[$0].isOut && own($0) == payee && isPayment($0) && !isTaken[$0]
          }
          matches += pairs(
            number, outs: outs, intos: intos, isKnownElsewhere: owners.count > 2)
        }
      }
    }
    return settled(matches)
  }

  private func pairs(
    _ number: TypedNumber, outs: [Int], intos: [Int], isKnownElsewhere: Bool
  ) -> [StatementMatch] {
    let ground = "both rows print \(number.type.facts.name) \(number.value)"
    let equal = outs.flatMap { out in
      intos.filter { haveOneAmount(out, $0) && isInTime(out, $0) && !areApart(out, $0) }
        .map { (out, $0) }
    }
    if equal.count == 1, let (out, into) = equal.first {
      let isShared = !isKnownElsewhere && numbers[out].shared(numbers[into]) != nil
      let doubt =
        isShared
        ? contradictions.doubt(
          out: rows[out], numbers[out], into: rows[into], numbers[into]
        ).map { "but \($0)" }
        : "and so do rows of other accounts, or each has another"
      return [
        StatementMatch(
          out: out, into: into, ground: doubt == nil ? .number(number) : .possible,
          reasons: [doubt.map { "\(ground), \($0)" } ?? ground])
      ]
    }
    let pairs =
      equal.isEmpty
      ? outs.flatMap { out in intos.filter { !areApart(out, $0) }.map { (out, $0) } } : equal
    return pairs.map { out, into in
      let doubt =
        !equal.isEmpty
        ? "several rows have it"
        : haveOneAmount(out, into) ? "the days differ" : "the amounts differ"
      return StatementMatch(
        out: out, into: into, ground: .possible, reasons: ["\(ground), but \(doubt)"])
    }
  }

  /// Returns matches in which no certain pair shares a row: where different numbers tie a row to different rows, none
  /// is certain.
  private func settled(_ matches: [StatementMatch]) -> [StatementMatch] {
    var partners: [Int: Set<Int>] = [:]
    for match in matches where match.isCertain {
      partners[match.out, default: []].insert(match.into)
      partners[match.into, default: []].insert(match.out)
    }
    var seen: Set<[Int]> = []
    return matches.compactMap { match in
      guard seen.insert([match.out, match.into]).inserted else { return nil }
      guard match.isCertain else { return match }
      guard partners[match.out]?.count == 1, partners[match.into]?.count == 1 else {
        return StatementMatch(
          out: match.out, into: match.into, ground: .possible,
          reasons: match.reasons + ["another number connects one of them with another row"])
      }
      return match
    }
  }

  // MARK: Accounts

  private struct Movement: Hashable {
    let payer: UInt32
    let payee: UInt32
    let amount: Amount
  }

  private func byAccounts(_ isTaken: [Bool]) -> [StatementMatch] {
    var groups: [Movement: (outs: [Int], intos: [Int])] = [:]
    for row in rows.indices where isPayment(row) && !isTaken[row] && !parties.isStandIn(other(row))
    {
      for amount in amounts(row) {
        let movement =
          rows[row].isOut
          ? Movement(payer: own(row), payee: other(row), amount: amount)
          : Movement(payer: other(row), payee: own(row), amount: amount)
        if rows[row].isOut {
          groups[movement, default: ([], [])].outs.append(row)
        } else {
          groups[movement, default: ([], [])].intos.append(row)
        }
      }
    }
    var matches: [StatementMatch] = []
    for group in groups.values where !group.outs.isEmpty && !group.intos.isEmpty {
      // Rows that one reference tells apart from the others are paired by it, whatever the order of rows.
      let named = byReference(group.outs, group.intos)
      let (outs, intos) = (Set(named.map(\.out)), Set(named.map(\.into)))
      matches += named
      let inOrder = InOrder(
        outs: group.outs.filter { !outs.contains($0) },
        intos: group.intos.filter { !intos.contains($0) }, day: day,
        reach: { MatchWindow.days(rows[$0].entry) }
      ) { isInTime($0, $1) && !areApart($0, $1) }
      let ground = "each row names the other's account"
      matches += inOrder.pairs.map { pair in
        let doubt =
          !pair.isCertain
          ? "one statement has more such rows"
          : day(pair.out) != day(pair.into)
            ? "the days differ"
            : haveOtherReferences(pair.out, pair.into) ? "the references differ" : nil
        return StatementMatch(
          out: pair.out, into: pair.into, ground: doubt == nil ? .accounts : .possible,
          reasons: [doubt.map { "\(ground), but \($0)" } ?? ground])
      }
    }
    return settled(matches.sorted { ($0.out, $0.into) < ($1.out, $1.into) })
  }

  /// Returns pairs that share a reference which no other row of the two accounts with this amount has.
  private func byReference(_ outs: [Int], _ intos: [Int]) -> [StatementMatch] {
    func references(_ rows: [Int]) -> [String: [Int]] {
      rows.reduce(into: [:]) { found, row in
        var references = numbers[row].allReferences
        if let own = reference(row) { references.insert(own) }
        for reference in references { found[reference, default: []].append(row) }
      }
    }
    let (left, right) = (references(outs), references(intos))
    var matches: [StatementMatch] = []
    for (reference, rows) in left.sorted(by: { $0.key < $1.key }) where rows.count == 1 {
      guard let others = right[reference], others.count == 1,
        isInTime(rows[0], others[0])
          || abs(day(rows[0]) - day(others[0])) <= MatchWindow.reference,
        !areApart(rows[0], others[0])
      else { continue }
      matches.append(
        StatementMatch(
          out: rows[0], into: others[0], ground: .accounts,
          reasons: ["each row names the other's account, and both have reference \(reference)"]))
    }
    return settled(matches).filter(\.isCertain)
  }

  /// Returns the reference in the column or field for it; nil where it is a filler.
  private func reference(_ row: Int) -> String? {
    rows[row].entry.reference.flatMap { PaymentReference($0)?.text }
  }

  /// Returns true where both rows print references and share none, though both statements are of one bank, which prints
  /// one reference on both sides, or both give the end-to-end id, which goes with a payment from bank to bank.
  private func haveOtherReferences(_ out: Int, _ into: Int) -> Bool {
    if [out, into].allSatisfy({ rows[$0].profile.hasPrefix("camt.") }),
      let sent = reference(out), let received = reference(into)
    {
      return sent != received
    }
    let (left, right) = (numbers[out].allReferences, numbers[into].allReferences)
    return rows[out].profile == rows[into].profile && !left.isEmpty && !right.isEmpty
      && left.isDisjoint(with: right)
  }
}

/// Two rows that show, or may show, one payment: one in its payer's statement, the other in its beneficiary's.
struct StatementMatch: Sendable {
  /// The ground on which two rows are one payment.
  enum Ground: Sendable, Equatable {
    /// Both rows print this number of one payment.
    case number(TypedNumber)
    /// Each row names the other's account.
    case accounts
    /// A user decided it.
    case decision(String)
    /// Nothing proves it.
    case possible
  }

  /// The indices of the rows among those that were compared.
  let out: Int
  let into: Int
  let ground: Ground
  /// The reasons for the match, in words, the ground first.
  let reasons: [String]

  /// True where the rows are taken to be one payment.
  var isCertain: Bool { ground != .possible }
}

/// The number of days after which a payment that left one account may appear on another, by its payment system.
enum MatchWindow {
  /// Returns the most days between the two rows; the receiving row may also be a day early, because zones and banking
  /// days differ.
  static func days(_ out: StatementEntry, _ into: StatementEntry) -> Int {
    max(days(out), days(into))
  }

  /// The most days between two rows that name each other's account and have one reference.
  static let reference = 5

  /// The longest window of any payment system.
  static let longest = 14

  /// The most days between the record of a payment service and a bank's row of the payment.
  static let service = 7

  /// Returns the most days between a row and the other side's row.
  static func days(_ entry: StatementEntry) -> Int {
    switch entry.counter.channel {
    case "FPS", "IMPS", "UPI", "RTGS": return 1
    case "CARD": return 7
    case "SWIFT": return 10
    case "CHEQUE": return longest
    default:
      return entry.kind == .withdrawal || entry.kind == .funding ? 7 : 3
    }
  }

  /// Returns the days since 1970 of a moment.
  static func day(_ milliseconds: Int64) -> Int {
    Int(
      milliseconds >= 0
        ? milliseconds / 86_400_000 : (milliseconds - 86_399_999) / 86_400_000)
  }
}
