internal import PaymentGraph

/// Recognises files of one bank that show one account, although none of them names it.
///
/// Two such files show one account where both have a row with one id that the bank made, one moment and one amount; or
/// where they have the same rows, byte for byte and with their running balances, on all days that both cover. An id must
/// have the form of one: a number that counts rows is none, so two rows must agree where its form does not tell. Files
/// whose lines before the header name two accounts or holders show two accounts, whatever their rows are.
struct StandInStatements {
  /// The key that replaces each stand-in.
  private(set) var renamed: [String: String] = [:]
  /// The rows by which files were recognised: that of the account that gives way, and the other.
  private(set) var grounds: [(gone: String, row: Int, other: Int, reason: String)] = []

  private struct Record: Hashable {
    let profile: String
    let id: String
    let start: Int64
    let clock: Int64?
    let amount: Int64
    let currency: UInt8
  }

  private struct Ground {
    let one: String
    let other: String
    let row: Int
    let twin: Int
    let reason: String
  }

  private let posted: [PostedEntry]
  private let own: [String]
  /// The first moment of each file, by the stand-in for its account.
  private var first: [String: Int64] = [:]

  /// - Parameters:
  ///   - posted: the rows of statements.
  ///   - own: for each row, the key of the account whose statement has it.
  ///   - areApart: returns true where the files of two rows name two accounts before their rows.
  ///   - bytes: returns the bytes of a row, and the number of its file's header.
  init(
    _ posted: [PostedEntry], own: [String], areApart: (Int, Int) -> Bool = { _, _ in false },
    bytes: (Int) -> (header: Int, record: [UInt8])
  ) {
    self.posted = posted
    self.own = own
    var files: [String: [Int]] = [:]
    for index in posted.indices where StandInAccounts.isStandIn(own[index]) {
      guard posted[index].entry.record == nil else { continue }
      files[own[index], default: []].append(index)
    }
    guard files.count > 1 else { return }
    first = files.mapValues { rows in rows.map { posted[$0].entry.time.start }.min() ?? 0 }
    let found = byIds(files.values.flatMap { $0 }.sorted()) + byRows(files, bytes: bytes)
    unite(found.filter { !areApart($0.row, $0.twin) })
  }

  // MARK: Ids

  private func byIds(_ rows: [Int]) -> [Ground] {
    var records: [Record: [Int]] = [:]
    for row in rows {
      let entry = posted[row].entry
      guard let id = entry.id, StandInStatements.mayBeId(id) else { continue }
      records[
        Record(
          profile: posted[row].profile, id: id, start: entry.time.start, clock: entry.clock,
          amount: entry.amount, currency: entry.currency.index), default: []
      ].append(row)
    }
    var pairs: [[String]: [(row: Int, twin: Int)]] = [:]
    for found in records.values.sorted(by: { $0[0] < $1[0] }) where found.count > 1 {
      var rows: [String: Int] = [:]
      for row in found where rows[own[row]] == nil { rows[own[row]] = row }
      let ordered = rows.sorted { (first[$0.key] ?? 0, $0.key) < (first[$1.key] ?? 0, $1.key) }
      for ((one, row), (other, twin)) in zip(ordered, ordered.dropFirst()) {
        pairs[[min(one, other), max(one, other)], default: []]
          .append(one < other ? (row, twin) : (twin, row))
      }
    }
    return pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { keys, rows in
      let sure = rows.first { pair in
        posted[pair.row].entry.id.map(StandInStatements.isId) ?? false
      }
      let alike = rows.filter { haveOneText($0.row, $0.twin) }
      guard let ground = sure ?? (alike.count > 1 ? alike.first : nil),
        let id = posted[ground.row].entry.id
      else { return nil }
      return Ground(
        one: keys[0], other: keys[1], row: ground.row, twin: ground.twin,
        reason: "both have the bank's id \(id), with the same moment and amount")
    }
  }

  private func haveOneText(_ one: Int, _ other: Int) -> Bool {
    posted[one].entry.narration == posted[other].entry.narration
      && posted[one].entry.counter.name == posted[other].entry.counter.name
  }

  /// Returns true where a text may be an id, and is not the number of a row.
  private static func mayBeId(_ text: String) -> Bool {
    text.utf8.count > 6 && text.utf8.contains(where: IdentifierText.isDigit)
  }

  /// Returns true where a text has the form of an id that names one payment of all customers.
  ///
  /// Letters and digits must be mixed after a prefix, or twelve digits must not begin with a day.
  private static func isId(_ text: String) -> Bool {
    let parts: [Substring] = text.uppercased().split(whereSeparator: {
      !$0.isLetter && !$0.isNumber
    })
    guard let body = parts.max(by: { $0.count < $1.count }), body.utf8.count >= 6 else {
      return false
    }
    let letters = body.utf8.count(where: IdentifierText.isLetter)
    if letters == 0 {
      return body.utf8.count >= 12 && !body.hasPrefix("20") && !body.hasPrefix("19")
        && Set(body.utf8).count > 3
    }
    let tail = body.utf8.drop(while: IdentifierText.isLetter)
    return tail.contains(where: IdentifierText.isLetter) && tail.count >= 3
      && tail.contains(where: IdentifierText.isDigit)
  }

  // MARK: Rows

  private func byRows(
    _ files: [String: [Int]], bytes: (Int) -> (header: Int, record: [UInt8])
  ) -> [Ground] {
    // Only rows that print a balance tell accounts apart.
    let whole = files.filter { _, rows in
      rows.count > 1 && rows.allSatisfy { posted[$0].entry.balance != nil }
    }
    var equal: [Int: [Int]] = [:]
    for row in whole.values.flatMap({ $0 }).sorted() {
      var hasher = Hasher()
      hasher.combine(posted[row].profile)
      hasher.combine(bytes(row).record)
      equal[hasher.finalize(), default: []].append(row)
    }
    var counts: [[String]: Int] = [:]
    for rows in equal.values {
      // Of many exports of one account, each is compared with the next one only.
      let keys = Set(rows.map { own[$0] }).sorted { (first[$0] ?? 0, $0) < (first[$1] ?? 0, $1) }
      for (one, other) in zip(keys, keys.dropFirst()) {
        counts[[min(one, other), max(one, other)], default: 0] += 1
      }
    }
    var grounds: [Ground] = []
    for keys in counts.filter({ $0.value > 1 }).keys.sorted(by: {
      $0.lexicographicallyPrecedes($1)
    }) {
      guard let rows = whole[keys[0]], let twins = whole[keys[1]],
        let found = sameRows(rows, twins, bytes: bytes)
      else { continue }
      grounds.append(
        Ground(
          one: keys[0], other: keys[1], row: found.row, twin: found.twin,
          reason:
            "both have the same \(found.count) rows on the days that both cover, with the same balances"
        ))
    }
    return grounds
  }

  /// Returns the number of equal rows, and the first of them, where all rows of the days that both files cover are equal
  /// in one of them, and at least two are.
  private func sameRows(
    _ rows: [Int], _ twins: [Int], bytes: (Int) -> (header: Int, record: [UInt8])
  ) -> (count: Int, row: Int, twin: Int)? {
    func day(_ row: Int) -> Int { MatchWindow.day(posted[row].entry.time.start) }
    func span(_ rows: [Int]) -> ClosedRange<Int>? {
      let days = rows.map(day)
      guard let first = days.min(), let last = days.max() else { return nil }
      return first...last
    }
    guard let one = span(rows), let other = span(twins), one.overlaps(other) else { return nil }
    let days = one.clamped(to: other)
    let (left, right) = (
      rows.filter { days.contains(day($0)) }, twins.filter { days.contains(day($0)) }
    )
    let header = bytes(left[0]).header
    guard bytes(right[0]).header == header else { return nil }
    var known: [[UInt8]: [Int]] = [:]
    for twin in right.reversed() { known[bytes(twin).record, default: []].append(twin) }
    var pairs: [(row: Int, twin: Int)] = []
    for row in left {
      if let twin = known[bytes(row).record]?.popLast() { pairs.append((row, twin)) }
    }
    // The first and the last day may be cut.
    let (lefts, rights) = (Set(pairs.map(\.row)), Set(pairs.map(\.twin)))
    let isWhole =
      left.allSatisfy {
        lefts.contains($0) || [other.lowerBound, other.upperBound].contains(day($0))
      }
      && right.allSatisfy {
        rights.contains($0) || [one.lowerBound, one.upperBound].contains(day($0))
      }
    // The balance of an account's first payment is the payment itself, at anybody's.
    let telling = pairs.filter { posted[$0.row].entry.balance != posted[$0.row].entry.amount }
    guard isWhole, telling.count > 1, let first = pairs.first else { return nil }
    return (pairs.count, first.row, first.twin)
  }

  // MARK: Groups

  private mutating func unite(_ found: [Ground]) {
    for group in KeyGroups.joined(found.lazy.map { ($0.one, $0.other) }) {
      guard let kept = group.min() else { continue }
      for key in group where key != kept { renamed[key] = kept }
    }
    var told: Set<String> = []
    for ground in found {
      let isOther = renamed[ground.other] != nil
      let gone = isOther ? ground.other : ground.one
      guard renamed[gone] != nil, told.insert(gone).inserted else { continue }
      grounds.append(
        isOther
          ? (gone, ground.twin, ground.row, ground.reason)
          : (gone, ground.row, ground.twin, ground.reason))
    }
  }
}
