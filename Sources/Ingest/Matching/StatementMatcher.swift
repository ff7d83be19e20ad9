internal import PaymentGraph

/// Finds the payments that two statements show: once on the account that paid, once on the one that was
/// paid.
///
/// Two rows can be one payment where they stand on different own accounts with opposite signs, the amounts are
/// equal in one currency, the days lie within the window of the way the money took, and neither row names
/// another account than the other's. What speaks for a pair is added up:
///
/// | reason | weight |
/// |---|---|
/// | a payment's number that stands in these two rows only | 8 |
/// | a reference that stands in these two rows only | 5 |
/// | one row names the other's account, or its last four digits | 5 |
/// | one row names who has the other's account, or the service that keeps it | 3 |
/// | a reference that up to two other rows have as well | 3 |
/// | no other row within the days has the amount; 1 where two or three have it | 3 |
/// | the same day | 1 |
/// | each other pair of one of the rows that has nearly as much for it (less than 3 below) | -2 |
/// | both rows have a payment's number of one form, and the numbers differ | -5 |
///
/// Within each group of rows that compete the assignment with the greatest sum is taken. From 8 on, where
/// no other pair comes within 3, the rows are one transfer; from 4 on they are named to the user. See
/// ``MatchWeights``.
struct StatementMatcher {
  private let rows: [PostedEntry]
  private let columns: TransferColumns
  private let keys: TextTable
  private let names: (AccountID) -> Set<String>
  private let tokens: [MatchTokens]
  private let strongCounts: [String: Int]
  private let weakCounts: [String: Int]

  /// - Parameters:
  ///   - rows: the rows of all statements, in the order of their transfers.
  ///   - names: the names of an account and of who has it.
  init(
    _ rows: [PostedEntry], in builder: LedgerBuilder, names: @escaping (AccountID) -> Set<String>
  ) {
    self.rows = rows
    columns = builder.columns
    keys = builder.accountKeys
    self.names = names
    let tokens = rows.map { MatchTokens($0.entry) }
    self.tokens = tokens
    var strong: [String: Int] = [:]
    var weak: [String: Int] = [:]
    for row in tokens {
      for token in row.strong { strong[token, default: 0] += 1 }
      for token in row.weak { weak[token, default: 0] += 1 }
    }
    strongCounts = strong
    weakCounts = weak
  }

  /// The pairs that are, or may be, one payment, in the order of the paying rows.
  ///
  /// - Complexity: O(*n* log *n*) in the rows, and O(*k*³) in the rows of a group that compete.
  func matches() -> [StatementMatch] {
    let pairs = scored()
    var best: [Int: [(score: Int, other: Int)]] = [:]
    for pair in pairs {
      best[pair.out, default: []].append((pair.score, pair.into))
      best[pair.into, default: []].append((pair.score, pair.out))
    }
    var matches: [StatementMatch] = []
    for group in groups(pairs) {
      for pair in assigned(group) where pair.score >= MatchWeights.possible {
        let others =
          (best[pair.out] ?? []).filter { $0.other != pair.into }
          + (best[pair.into] ?? []).filter { $0.other != pair.out }
        let margin = pair.score - max(0, others.map(\.score).max() ?? 0)
        matches.append(
          StatementMatch(
            out: pair.out, into: pair.into, score: pair.score, margin: margin,
            reasons: pair.reasons))
      }
    }
    return matches.sorted { ($0.out, $0.into) < ($1.out, $1.into) }
  }

  // MARK: Pairs

  private struct Pair {
    let out: Int
    let into: Int
    var score: Int
    var reasons: [String]
  }

  private struct Amount: Hashable {
    let minorUnits: Int64
    let currency: UInt8
  }

  private func scored() -> [Pair] {
    var incoming: [Amount: [(day: Int, row: Int)]] = [:]
    var outgoing: [Amount: [(day: Int, row: Int)]] = [:]
    for row in rows.indices where isPayment(row) {
      for amount in amounts(row) {
        if rows[row].isOut {
          outgoing[amount, default: []].append((day(row), row))
        } else {
          incoming[amount, default: []].append((day(row), row))
        }
      }
    }
    let into = incoming.mapValues { DatedRows($0) }
    let out = outgoing.filter { into[$0.key] != nil }.mapValues { DatedRows($0) }
    var pairs: [Pair] = []
    for row in rows.indices where rows[row].isOut && isPayment(row) {
      var seen: Set<Int> = []
      for amount in amounts(row) {
        guard let receipts = into[amount], let payments = out[amount] else { continue }
        let days = day(row) - 1...day(row) + MatchWindow.longest
        for other in receipts.rows(in: days) where seen.insert(other).inserted {
          let window = MatchWindow.days(rows[row].entry, rows[other].entry)
          guard day(other) - day(row) <= window, canPair(row, other) else { continue }
          // Equal amounts within the days are what the two could be taken for instead.
          let equal = max(
            receipts.count(in: day(row) - 1...day(row) + window),
            payments.count(in: day(other) - window...day(other) + 1))
          pairs.append(pair(row, other, equalAmounts: equal))
        }
      }
    }
    // What clearly has less for it is no rival: a number that only two rows share stands among any amount
    // of equal payments.
    var byRow: [Int: [Int]] = [:]
    for pair in pairs {
      byRow[pair.out, default: []].append(pair.score)
      byRow[pair.into, default: []].append(pair.score)
    }
    for place in pairs.indices {
      let pair = pairs[place]
      let near = ((byRow[pair.out] ?? []) + (byRow[pair.into] ?? []))
        .count { $0 > pair.score - MatchWeights.leastMargin }
      let rivals = near - 2
      guard rivals > 0 else { continue }
      let weight = MatchWeights.rival * rivals
      pairs[place].score += weight
      pairs[place].reasons.append("\(rivals) other pair\(rivals == 1 ? "" : "s") (\(weight))")
    }
    return pairs
  }

  /// What was sent and what arrived, each once.
  private func amounts(_ row: Int) -> [Amount] {
    let transfer = Int(rows[row].transfer)
    let sent = Amount(
      minorUnits: columns.sent[transfer], currency: columns.sentCurrency[transfer])
    guard let receipt = columns.received[transfer] else { return [sent] }
    let received = Amount(
      minorUnits: receipt.amount, currency: receipt.currency)
    return sent == received ? [sent] : [sent, received]
  }

  private func isPayment(_ row: Int) -> Bool {
    guard rows[row].entry.time.precision != .unknown else { return false }
    switch rows[row].entry.kind {
    case .payment, .funding, .withdrawal, .internal, .refund, .reversal, .chargeback: return true
    default: return false
    }
  }

  private func own(_ row: Int) -> UInt32 {
    let transfer = Int(rows[row].transfer)
    return rows[row].isOut ? columns.payer[transfer] : columns.beneficiary[transfer]
  }

  private func other(_ row: Int) -> UInt32 {
    let transfer = Int(rows[row].transfer)
    return rows[row].isOut ? columns.beneficiary[transfer] : columns.payer[transfer]
  }

  private func isPlaceholder(_ account: UInt32) -> Bool {
    keys.withBytes(of: Int(account)) { $0.count > 1 && $0[0] == 0x3F && $0[1] == 0x3A }
  }

  private func canPair(_ out: Int, _ into: Int) -> Bool {
    let (payer, payee) = (own(out), own(into))
    return payer != payee && (other(out) == payee || isPlaceholder(other(out)))
      && (other(into) == payer || isPlaceholder(other(into)))
  }

  private func day(_ row: Int) -> Int {
    let start = rows[row].entry.time.start
    return Int(start >= 0 ? start / 86_400_000 : (start - 86_399_999) / 86_400_000)
  }

  private func pair(_ out: Int, _ into: Int, equalAmounts: Int) -> Pair {
    var pair = Pair(out: out, into: into, score: 0, reasons: [])
    func add(_ weight: Int, _ reason: String) {
      pair.score += weight
      pair.reasons.append("\(reason) (\(weight > 0 ? "+" : "")\(weight))")
    }
    let strong = tokens[out].strong.intersection(tokens[into].strong)
      .filter { strongCounts[$0] == 2 }
    if let number = strong.min() {
      add(
        MatchWeights.number,
        "number \(SensitiveNumbers.masked(number)) stands in these two rows only")
    } else if tokens[out].contradicts(tokens[into]) {
      add(MatchWeights.otherNumber, "the rows have different numbers of one form")
    }
    if names(out, account: own(into)) || names(into, account: own(out)) {
      add(MatchWeights.account, "one row names the other's account")
    }
    if namesHolder(out, of: into) || namesHolder(into, of: out) {
      add(MatchWeights.holder, "one row names who has or keeps the other's account")
    }
    if strong.isEmpty { addReference(out, into, add) }
    let rarity = MatchWeights.amount / max(1, equalAmounts)
    if rarity > 0 {
      add(rarity, equalAmounts == 1 ? "no other row has the amount" : "few rows have the amount")
    }
    if day(out) == day(into) { add(MatchWeights.sameDay, "same day") }
    return pair
  }

  private func addReference(_ out: Int, _ into: Int, _ add: (Int, String) -> Void) {
    let shared = tokens[out].weak.intersection(tokens[into].weak)
    if let reference = shared.filter({ weakCounts[$0] == 2 }).min() {
      add(
        MatchWeights.ownReference,
        "reference \(SensitiveNumbers.masked(reference)) stands in these two rows only")
    } else if let reference = shared.filter({ (weakCounts[$0] ?? 0) <= 4 }).min() {
      add(
        MatchWeights.sharedReference, "both have reference \(SensitiveNumbers.masked(reference))")
    }
  }

  /// Whether a row names an account, whole or by its last four digits behind a mask.
  private func names(_ row: Int, account: UInt32) -> Bool {
    if other(row) == account { return true }
    let digits = keys.key(at: Int(account)).filter(\.isNumber)
    guard digits.count >= 6 else { return false }
    let narration = rows[row].entry.narration
    return narration.matches(of: /[Xx*]{2,}(\d{4})\b/).contains { $0.1 == digits.suffix(4) }
  }

  /// Whether a row names who has the account of another row, or the service that keeps it.
  private func namesHolder(_ row: Int, of other: Int) -> Bool {
    let service = rows[other].profile.split(separator: ".").first ?? ""
    if service.count > 2, service != "bench",
      rows[row].entry.narration.uppercased().contains(service.uppercased())
    {
      return true
    }
    guard let written = rows[row].entry.counter.name.map(StatementText.normal) else { return false }
    return names(AccountID(index: own(other))).contains { name in
      let known = StatementText.normal(name)
      // Banks cut names; what they leave must be long enough to tell people apart.
      return known == written || written.count >= 8 && known.hasPrefix(written)
    }
  }

  // MARK: Groups

  /// The pairs divided into groups that share no row, in the order of their first rows.
  private func groups(_ pairs: [Pair]) -> [[Pair]] {
    var leader: [Int: Int] = [:]
    func find(_ row: Int) -> Int {
      var row = row
      while let next = leader[row], next != row { row = next }
      return row
    }
    for pair in pairs {
      let (left, right) = (find(pair.out), find(pair.into))
      leader[max(left, right)] = min(left, right)
      if leader[min(left, right)] == nil { leader[min(left, right)] = min(left, right) }
    }
    var groups: [Int: [Pair]] = [:]
    for pair in pairs { groups[find(pair.out), default: []].append(pair) }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The pairs of a group that fit best together, each row in one.
  private func assigned(_ group: [Pair]) -> [Pair] {
    let outs = Set(group.map(\.out)).sorted()
    let intos = Set(group.map(\.into)).sorted()
    // Among very many equal amounts only what stands alone can be told.
    guard outs.count <= 200, intos.count <= 200 else {
      return group.filter { pair in
        !group.contains { other in
          (other.out == pair.out) != (other.into == pair.into) && other.score >= pair.score
        }
      }
    }
    var scores = Array(repeating: Array(repeating: 0, count: intos.count), count: outs.count)
    var places: [Int: Int] = [:]
    for (place, into) in intos.enumerated() { places[into] = place }
    var rowOf: [Int: Int] = [:]
    for (place, out) in outs.enumerated() { rowOf[out] = place }
    for pair in group {
      if let row = rowOf[pair.out], let column = places[pair.into] {
        scores[row][column] = max(0, pair.score)
      }
    }
    let best = Assignment.best(scores)
    return group.filter { pair in
      guard let row = rowOf[pair.out], let column = places[pair.into] else { return false }
      return best[row] == column
    }
  }
}
