internal import PaymentGraph

/// Finds rows that may be one payment, though nothing proves it.
///
/// Rows of equal amount within the window are compared where few fit; where more than ``StatementMatcher/crowd`` do,
/// only rows that share a reference, or of which one names the other's account. A pair is listed where its rows have
/// nothing better, and, where only amount and day speak for it, no other row fits either of them within a day.
struct PossibleMatches {
  let matcher: StatementMatcher
  let isTaken: [Bool]
  /// The pairs that share a number or name each other, and are not certain.
  let known: [StatementMatch]

  private struct Pair {
    let out: Int
    let into: Int
    let strength: Int
    let reasons: [String]
  }

  private typealias Amount = StatementMatcher.Amount

  /// Returns the pairs in the order of their paying rows, and the paying rows that too many rows fit.
  func found() -> (matches: [StatementMatch], unlisted: [Int]) {
    var pairs = known.filter { !isTaken[$0.out] && !isTaken[$0.into] }
      .map { Pair(out: $0.out, into: $0.into, strength: 6, reasons: $0.reasons) }
    var seen = Set(pairs.map { [$0.out, $0.into] })
    var unlisted: [Int] = []
    let (outs, intos) = (dated(isOut: true), dated(isOut: false))
    let index = Index(matcher, intos.rows)
    for (row, amount) in outs.rows {
      guard let receipts = intos.byAmount[amount] else { continue }
      let day = matcher.day(row)
      let days = day - 1...day + MatchWindow.longest
      let count = receipts.count(in: days)
      guard count > 0 else { continue }
      let isCrowded = count > StatementMatcher.crowd
      let candidates =
        isCrowded
        ? index.candidates(row, amount: amount, matcher: matcher) : receipts.rows(in: days)
      var hasOne = false
      for into in candidates where seen.insert([row, into]).inserted {
        guard matcher.isInTime(row, into), !matcher.areApart(row, into) else { continue }
        let pair = pair(row, into)
        if isCrowded, pair.strength < 2 { continue }
        pairs.append(pair)
        hasOne = true
      }
      if isCrowded, !hasOne { unlisted.append(row) }
    }
    return (listed(pairs), unlisted)
  }

  /// Returns the open rows of one direction, and their days by amount.
  private func dated(isOut: Bool) -> (
    rows: [(row: Int, amount: Amount)], byAmount: [Amount: DatedRows]
  ) {
    var rows: [(row: Int, amount: Amount)] = []
    var days: [Amount: [(day: Int, row: Int)]] = [:]
    for row in matcher.rows.indices
    where matcher.rows[row].isOut == isOut && !isTaken[row] && matcher.isPayment(row) {
      for amount in matcher.amounts(row) {
        rows.append((row, amount))
        days[amount, default: []].append((matcher.day(row), row))
      }
    }
    return (rows, days.mapValues { DatedRows($0) })
  }

  private func listed(_ pairs: [Pair]) -> [StatementMatch] {
    var best: [Int: Int] = [:]
    var rivals: [Int: Int] = [:]
    for pair in pairs {
      for row in [pair.out, pair.into] { best[row] = max(best[row] ?? 0, pair.strength) }
    }
    for pair in pairs {
      for row in [pair.out, pair.into] where pair.strength <= 1 { rivals[row, default: 0] += 1 }
    }
    var shown: [Int: Int] = [:]
    var matches: [StatementMatch] = []
    for pair in pairs.sorted(by: { ($0.out, $0.into) < ($1.out, $1.into) }) {
      guard best[pair.out] == pair.strength, best[pair.into] == pair.strength else { continue }
      if pair.strength <= 1 {
        guard rivals[pair.out] == 1, rivals[pair.into] == 1,
          abs(matcher.day(pair.out) - matcher.day(pair.into)) <= 1
        else { continue }
      }
      guard shown[pair.out, default: 0] < StatementMatcher.crowd else { continue }
      shown[pair.out, default: 0] += 1
      matches.append(
        StatementMatch(out: pair.out, into: pair.into, ground: .possible, reasons: pair.reasons))
    }
    return matches
  }

  // MARK: Reasons for a pair

  private func pair(_ out: Int, _ into: Int) -> Pair {
    var reasons: [String] = []
    var strength = 0
    func add(_ weight: Int, _ reason: String) {
      strength = max(strength, weight)
      reasons.append(reason)
    }
    let (payer, payee) = (matcher.own(out), matcher.own(into))
    let (left, right) = (matcher.numbers[out], matcher.numbers[into])
    if matcher.other(out) == payee || matcher.other(into) == payer {
      add(5, "one row names the other's account")
    }
    if namesTail(right, of: payer) || namesTail(left, of: payee) {
      add(4, "one row has the last digits of the other's account")
    }
    if namesHolder(out, of: into) || namesHolder(into, of: out) {
      add(3, "one row names the holder or bank of the other's account")
    }
    if !left.cheques.isDisjoint(with: right.cheques) {
      add(3, "both rows have the cheque's number")
    }
    if let reference = left.references.intersection(right.references).min() {
      add(2, "both rows have the reference \(SensitiveNumbers.masked(reference))")
    }
    let days = abs(matcher.day(out) - matcher.day(into))
    if days == 0 {
      add(1, "equal amount and day")
    } else {
      reasons.append("equal amount, \(days) \(days == 1 ? "day" : "days") apart")
    }
    return Pair(out: out, into: into, strength: strength, reasons: reasons)
  }

  private func namesTail(_ numbers: RowNumbers, of account: UInt32) -> Bool {
    guard !numbers.tails.isEmpty else { return false }
    let digits = matcher.parties.key(account).filter(\.isNumber)
    return digits.count >= 6 && numbers.tails.contains { digits.hasSuffix($0) }
  }

  /// Returns true where a row names the holder of another row's account, or the service that keeps it.
  private func namesHolder(_ row: Int, of other: Int) -> Bool {
    let service = matcher.rows[other].profile.split(separator: ".").first.map(String.init) ?? ""
    if service.utf8.count > 3, service != "bench",
      NumberWords(matcher.rows[row].entry.narration).words
        .contains(where: { $0.string.hasPrefix(service.uppercased()) })
    {
      return true
    }
    guard let name = matcher.rows[row].entry.counter.name else { return false }
    return matcher.parties.isCalled(matcher.own(other), name) == true
  }

  /// Receipts by the words and accounts that only few of them have.
  private struct Index {
    private struct Key: Hashable {
      let amount: Amount
      let word: String
    }

    private var byReference: [Key: [Int]] = [:]
    private var byPayer: [Key: [Int]] = [:]
    private var byOwner: [Key: [Int]] = [:]

    init(_ matcher: StatementMatcher, _ rows: [(row: Int, amount: Amount)]) {
      for (row, amount) in rows {
        for word in matcher.numbers[row].references {
          byReference[Key(amount: amount, word: word), default: []].append(row)
        }
        if !matcher.parties.isStandIn(matcher.other(row)) {
          let key = Key(amount: amount, word: String(matcher.other(row)))
          byPayer[key, default: []].append(row)
        }
        byOwner[Key(amount: amount, word: String(matcher.own(row))), default: []].append(row)
      }
    }

    /// Returns the receipts that share with a payment something that few others have.
    func candidates(_ out: Int, amount: Amount, matcher: StatementMatcher) -> [Int] {
      var lists = matcher.numbers[out].references.sorted()
        .map { byReference[Key(amount: amount, word: $0)] ?? [] }
      lists.append(byPayer[Key(amount: amount, word: String(matcher.own(out)))] ?? [])
      lists.append(byOwner[Key(amount: amount, word: String(matcher.other(out)))] ?? [])
      let few = lists.filter { $0.count <= StatementMatcher.crowd }
      return Set(few.joined()).sorted()
    }
  }
}

/// Equal payments between the same two accounts, paired in order.
///
/// The rows of both sides are divided into stretches: where the next row is further away than any window, a new one
/// begins. In a stretch in which both sides have as many rows that fit pairwise, the pairing is certain: any other
/// would give the same payments. Otherwise only the pairs with one candidate on either side are given, as possible
/// ones.
struct InOrder {
  struct Pair {
    let out: Int
    let into: Int
    let isCertain: Bool
  }

  private(set) var pairs: [Pair] = []

  /// - Parameters:
  ///   - day: returns the day of a row.
  ///   - reach: returns the number of days by which the other row may precede a receipt, or follow a payment.
  ///   - fits: returns true where a paying and a receiving row can be one payment.
  /// - Complexity: O(*n* log *n*).
  init(
    outs: [Int], intos: [Int], day: (Int) -> Int, reach: (Int) -> Int, fits: (Int, Int) -> Bool
  ) {
    let ordered =
      (outs.map { (day: day($0), isOut: true, row: $0) }
      + intos.map { (day: day($0), isOut: false, row: $0) })
      .sorted { ($0.day, $0.row) < ($1.day, $1.row) }
    var stretch: (outs: [Int], intos: [Int]) = ([], [])
    // The last day on which a payment of the stretch can still appear, and the last day of a payment.
    var end = Int.min
    var lastOut = Int.min
    for next in ordered {
      let touches =
        next.day <= end || !next.isOut && lastOut > .min && next.day - reach(next.row) <= lastOut
      if !touches {
        take(stretch.outs, intos: stretch.intos, fits: fits)
        stretch = ([], [])
      }
      if next.isOut {
        stretch.outs.append(next.row)
        lastOut = next.day
        end = max(end, next.day + max(1, reach(next.row)))
      } else {
        stretch.intos.append(next.row)
        end = max(end, next.day + 1)
      }
    }
    take(stretch.outs, intos: stretch.intos, fits: fits)
  }

  private mutating func take(_ outs: [Int], intos: [Int], fits: (Int, Int) -> Bool) {
    guard !outs.isEmpty, !intos.isEmpty else { return }
    if outs.count == intos.count, zip(outs, intos).allSatisfy({ fits($0, $1) }) {
      pairs += zip(outs, intos).map { Pair(out: $0, into: $1, isCertain: true) }
      return
    }
    guard outs.count <= StatementMatcher.crowd, intos.count <= StatementMatcher.crowd else {
      return
    }
    for out in outs {
      for into in intos where fits(out, into) {
        pairs.append(Pair(out: out, into: into, isCertain: false))
      }
    }
  }
}
