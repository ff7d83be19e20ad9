internal import PaymentGraph

/// Finds the rows of ledgers and of dumps of payment services that a statement shows as well.
///
/// A row of a ledger names both its accounts. Where one of them is a loaded statement's own, the payment is in that
/// statement too, and would count twice. The two rows are one payment where the account, the amount and the days fit,
/// and where
///
/// 1. both have one number of one payment, or the id or reference that the service gives its record, which no other
///    row of the loaded files has; or
/// 2. the statement's row names the ledger's other account, paired in order as in ``InOrder``.
///
/// Any other pair only may be one payment.
struct LedgerRowMatcher {
  /// A row of a ledger and a row of a statement.
  struct Match {
    /// The transfer of the ledger's row.
    let transfer: UInt32
    /// The index of the statement's row.
    let row: Int
    let ground: StatementMatch.Ground
    let reasons: [String]

    var isCertain: Bool { ground != .possible }
  }

  private let matcher: StatementMatcher
  private let builder: LedgerBuilder
  private let columns: TransferColumns
  /// The other row of each row that is united with one.
  private let partners: [Int: Int]
  private let decisions: RowDecisions
  /// The transfers of ledgers that touch a statement's own account, and the side that does.
  private let sides: [Side]

  private struct Side {
    let transfer: Int
    /// True where the statement's account pays.
    let isOut: Bool
    let own: UInt32
    let other: UInt32
  }

  private struct Place: Hashable {
    let own: UInt32
    let isOut: Bool
    let amount: StatementMatcher.Amount
  }

  init(
    _ matcher: StatementMatcher, in builder: LedgerBuilder, unions: [StatementMatch],
    decisions: RowDecisions
  ) {
    self.matcher = matcher
    self.builder = builder
    self.decisions = decisions
    columns = builder.columns
    var partners: [Int: Int] = [:]
    for union in unions {
      partners[union.out] = union.into
      partners[union.into] = union.out
    }
    self.partners = partners
    sides = LedgerRowMatcher.sides(matcher, builder.columns)
  }

  /// Returns the pairs, in the order of the ledger's rows.
  ///
  /// - Complexity: O(*t*) for the transfers where both kinds of files are loaded, and O(*n* log *n*) in the rows
  ///   that touch a statement's account.
  func matches() -> [Match] {
    guard !sides.isEmpty else { return [] }
    var rowsAt: [Place: [Int]] = [:]
    for row in matcher.rows.indices where matcher.isPayment(row) {
      for amount in matcher.amounts(row) {
        rowsAt[
          Place(own: matcher.own(row), isOut: matcher.rows[row].isOut, amount: amount), default: []
        ]
        .append(row)
      }
    }
    var taken: Set<Int> = []
    var done: Set<Int> = []
    var matches: [Match] = []
    for (side, match) in byToken(rowsAt) where taken.insert(match.row).inserted {
      matches.append(match)
      done.insert(side)
    }
    for (side, match) in byAccounts(rowsAt, taken: taken, done: done)
    where taken.insert(match.row).inserted {
      matches.append(match)
      done.insert(side)
    }
    matches += possible(rowsAt, taken: taken, done: done)
    return matches.sorted { ($0.transfer, $0.row) < ($1.transfer, $1.row) }
  }

  private static func sides(_ matcher: StatementMatcher, _ columns: TransferColumns) -> [Side] {
    let statements = Set(matcher.rows.map(\.file))
    let owners = Set(matcher.rows.map { matcher.parties.own($0) })
    guard let file = columns.file.uniform.map(Int.init), statements.contains(file) else {
      var sides: [Side] = []
      for transfer in 0..<columns.count {
        let (payer, payee) = (columns.payer[transfer], columns.beneficiary[transfer])
        let (pays, isPaid) = (owners.contains(payer), owners.contains(payee))
        guard pays != isPaid || pays && payer != payee,
          !statements.contains(Int(columns.file[transfer])), isPayment(columns, transfer)
        else { continue }
        if pays { sides.append(Side(transfer: transfer, isOut: true, own: payer, other: payee)) }
        if isPaid { sides.append(Side(transfer: transfer, isOut: false, own: payee, other: payer)) }
      }
      return sides
    }
    return []
  }

  private static func isPayment(_ columns: TransferColumns, _ transfer: Int) -> Bool {
    guard columns.precision[transfer] != .unknown, columns.precision[transfer] != .period,
      columns.aggregates[UInt32(transfer)] == nil
    else { return false }
    switch columns.kind[transfer] {
    case .payment, .funding, .withdrawal, .internal, .refund, .reversal, .chargeback: return true
    default: return false
    }
  }

  // MARK: Fitting rows

  private func amounts(_ transfer: Int) -> [StatementMatcher.Amount] {
    let sent = StatementMatcher.Amount(
      minorUnits: columns.sent[transfer], currency: columns.sentCurrency[transfer])
    let receipt = columns.receipt(transfer)
    let received = StatementMatcher.Amount(minorUnits: receipt.amount, currency: receipt.currency)
    return sent == received ? [sent] : [sent, received]
  }

  private func places(_ side: Side) -> [Place] {
    amounts(side.transfer).map { Place(own: side.own, isOut: side.isOut, amount: $0) }
  }

  private func day(_ transfer: Int) -> Int { MatchWindow.day(columns.start[transfer]) }

  /// Returns true where a ledger's row and a statement's can be one payment by their days, accounts, numbers and names.
  private func canBe(_ side: Side, _ row: Int, sharesToken: Bool) -> Bool {
    let days = matcher.day(row) - day(side.transfer)
    guard abs(days) <= MatchWindow.service, side.isOut || days >= -1,
      !decisions.areApart(UInt32(side.transfer), matcher.rows[row].transfer),
      matcher.parties.fits(matcher.other(row), side.other) || matcher.parties.isStandIn(side.other)
    else { return false }
    if let partner = partners[row], matcher.own(partner) != side.other { return false }
    if numbers(side).contradiction(matcher.numbers[row]) != nil { return false }
    guard !sharesToken, let name = matcher.rows[row].entry.counter.name else { return true }
    return matcher.parties.isCalled(side.other, name) ?? true
  }

  private func text(_ column: [UInt32], _ transfer: Int) -> String? {
    column.isEmpty || column[transfer] == 0 ? nil : builder.texts.key(at: Int(column[transfer]) - 1)
  }

  private func numbers(_ side: Side) -> RowNumbers {
    let key = matcher.parties.key(side.own)
    let classifier = NumberClassifier(
      habit: key.hasPrefix("in:") ? .indian : key.hasPrefix("gb:") ? .british : .other,
      day: day(side.transfer), isInstant: key.hasPrefix("in:"), isCleared: key.hasPrefix("in:"),
      isCard: false, isCheque: false,
      isPayPal: false, isWise: false)
    let texts = [text(columns.references, side.transfer), text(columns.ids, side.transfer)]
    return RowNumbers(texts.compactMap { $0 }.flatMap { classifier.findings(in: $0, .reference) })
  }

  /// Returns the words of id and reference that are long enough to belong to one record only.
  private func tokens(_ side: Side) -> Set<String> {
    var tokens: Set<String> = []
    for text in [text(columns.ids, side.transfer), text(columns.references, side.transfer)] {
      guard let text else { continue }
      let words = NumberWords(text).words
      guard words.count == 1, let word = words.first, !word.isAddress, word.bytes.count >= 8,
        word.digits >= 5, !NumberForms.isCompactDay(word.bytes), !NumberForms.isStamp(word.bytes),
        !["INV", "ORD", "BILL", "FLAT", "RENT"].contains(where: word.string.hasPrefix)
      else { continue }
      tokens.insert(word.string)
    }
    return tokens
  }

  // MARK: Grounds

  private func byToken(_ rowsAt: [Place: [Int]]) -> [(side: Int, match: Match)] {
    var sidesOf: [String: [Int]] = [:]
    for (place, side) in sides.enumerated() {
      for token in tokens(side) { sidesOf[token, default: []].append(place) }
    }
    guard !sidesOf.isEmpty else { return [] }
    var rowsOf: [String: [Int]] = [:]
    for row in matcher.rows.indices {
      let words = Set(matcher.numbers[row].all.map(\.value)).union(matcher.numbers[row].references)
      for word in words where sidesOf[word] != nil { rowsOf[word, default: []].append(row) }
    }
    var found: [(side: Int, match: Match)] = []
    for (token, rows) in rowsOf.sorted(by: { $0.key < $1.key }) {
      guard let places = sidesOf[token], Set(places.map { sides[$0].transfer }).count == 1 else {
        continue
      }
      for place in places {
        let side = sides[place]
        let own = rows.filter {
          matcher.own($0) == side.own && matcher.rows[$0].isOut == side.isOut
        }
        // No other row may have the token except the one with which this row is united.
        guard own.count == 1, let row = own.first,
          rows.allSatisfy({ $0 == row || partners[row] == $0 || matcher.own($0) == side.other }),
          !amounts(side.transfer).allSatisfy({ !matcher.amounts(row).contains($0) }),
          canBe(side, row, sharesToken: true)
        else { continue }
        found.append(
          (
            place,
            Match(
              transfer: UInt32(side.transfer), row: row,
              ground: .number(TypedNumber(type: .record, value: token)),
              reasons: ["both rows have the record's id \(SensitiveNumbers.masked(token))"])
          ))
      }
    }
    return found
  }

  private func byAccounts(
    _ rowsAt: [Place: [Int]], taken: Set<Int>, done: Set<Int>
  ) -> [(side: Int, match: Match)] {
    struct Movement: Hashable {
      let place: Place
      let other: UInt32
    }
    var groups: [Movement: [Int]] = [:]
    for (number, side) in sides.enumerated()
    where !done.contains(number) && !matcher.parties.isStandIn(side.other) {
      for place in places(side) {
        groups[Movement(place: place, other: side.other), default: []].append(number)
      }
    }
    var found: [(side: Int, match: Match)] = []
    for (movement, numbers) in groups {
      let rows = (rowsAt[movement.place] ?? []).filter { row in
        !taken.contains(row)
          && (matcher.other(row) == movement.other
            || partners[row].map { matcher.own($0) == movement.other } ?? false)
      }
      guard !rows.isEmpty else { continue }
      // The ledger's rows stand for the payer's side, the statement's for the other; the latter get an offset, so that
      // their numbers differ.
      let offset = sides.count
      let pairs = InOrder(
        outs: numbers, intos: rows.map { $0 + offset },
        day: { $0 < offset ? day(sides[$0].transfer) : matcher.day($0 - offset) },
        reach: { _ in MatchWindow.service }
      ) { canBe(sides[$0], $1 - offset, sharesToken: false) }.pairs
      for pair in pairs where pair.isCertain {
        found.append(
          (
            pair.out,
            Match(
              transfer: UInt32(sides[pair.out].transfer), row: pair.into - offset,
              ground: .accounts, reasons: ["each row names the other's account"])
          ))
      }
    }
    return found.sorted { ($0.side, $0.match.row) < ($1.side, $1.match.row) }
  }

  private func possible(
    _ rowsAt: [Place: [Int]], taken: Set<Int>, done: Set<Int>
  ) -> [Match] {
    var candidates: [Int: [Int]] = [:]
    var rivals: [Int: Int] = [:]
    for (number, side) in sides.enumerated() where !done.contains(number) {
      let rows = Set(places(side).flatMap { rowsAt[$0] ?? [] }).filter { !taken.contains($0) }
      guard rows.count <= StatementMatcher.crowd else { continue }
      let fitting = rows.sorted().filter { canBe(side, $0, sharesToken: false) }
      candidates[number] = fitting
      for row in fitting { rivals[row, default: 0] += 1 }
    }
    return candidates.sorted { $0.key < $1.key }.compactMap { number, rows in
      guard rows.count == 1, let row = rows.first, rivals[row] == 1 else { return nil }
      return Match(
        transfer: UInt32(sides[number].transfer), row: row, ground: .possible,
        reasons: ["both rows show the account and the amount, and no other row fits"])
    }
  }
}

/// Rows by their days, for counting and finding those of a few days among very many.
struct DatedRows {
  private let rows: [(day: Int, row: Int)]

  init(_ rows: [(day: Int, row: Int)]) {
    self.rows = rows.sorted { ($0.day, $0.row) < ($1.day, $1.row) }
  }

  /// Returns the rows of some days, by day and then in the order given.
  func rows(in days: ClosedRange<Int>) -> [Int] { rows[range(days)].map(\.row) }

  /// Returns the number of rows of some days.
  func count(in days: ClosedRange<Int>) -> Int { range(days).count }

  private func range(_ days: ClosedRange<Int>) -> Range<Int> {
    let first = BinarySearch.lowerBound(rows.indices) { rows[$0].day < days.lowerBound }
    return first..<BinarySearch.lowerBound(rows.indices) { rows[$0].day <= days.upperBound }
  }
}
