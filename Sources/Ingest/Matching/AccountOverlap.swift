internal import PaymentGraph

/// The bookings of one account in one currency, as all its files show them.
struct AccountOverlap {
  private(set) var doubts: [StatementOverlaps.Doubt] = []
  private var bookings: [Booking]
  private let account: UInt32
  private let rows: [PostedEntry]
  /// The files that show the account.
  let files: [Int]
  /// The first and the last day of each file.
  private let spans: [Int: ClosedRange<Int>]
  private let groups: FileGroups
  /// The balance before the bookings of each day, by file, where rows print it.
  private let openings: [Int: [Int: Int128]]

  /// The most days between two rows that have one reference.
  static let mostDays = 5
  /// The number of equal amounts of a day up to which all texts are compared.
  private static let crowd = 32

  init(_ bookings: [Booking], account: UInt32, rows: [PostedEntry]) {
    self.bookings = bookings
    self.account = account
    self.rows = rows
    spans = AccountOverlap.spans(bookings)
    files = spans.keys.sorted()
    groups = FileGroups(files.count > 1 ? bookings : [])
    openings = files.count > 1 ? DayOpenings.found(bookings, rows: rows) : [:]
  }

  static func spans(_ bookings: [Booking]) -> [Int: ClosedRange<Int>] {
    var spans: [Int: ClosedRange<Int>] = [:]
    for booking in bookings {
      for file in booking.files {
        let known = spans[file] ?? booking.day...booking.day
        spans[file] =
          min(known.lowerBound, booking.day)...max(known.upperBound, booking.day)
      }
    }
    return spans
  }

  /// Compares each file with each other whose days overlap.
  mutating func compare(_ likeness: inout BookingLikeness) {
    for (place, one) in files.enumerated() {
      for other in files[(place + 1)...] {
        guard let left = spans[one], let right = spans[other], left.overlaps(right) else {
          continue
        }
        let days = left.clamped(to: right)
        guard groups.haveOpenRows(one, other, days: days) else { continue }
        compare(one, with: other, days: days, by: &likeness)
      }
    }
  }

  private mutating func compare(
    _ one: Int, with other: Int, days: ClosedRange<Int>, by likeness: inout BookingLikeness
  ) {
    func open(_ file: Int, without twin: Int) -> [Int] {
      bookings.indices.filter {
        bookings[$0].parts.isEmpty && bookings[$0].files.contains(file)
          && !bookings[$0].files.contains(twin)
      }
    }
    let shared = bookings.count {
      $0.files.contains(one) && $0.files.contains(other) && days.contains($0.day)
    }
    var (left, right) = (open(one, without: other), open(other, without: one))
    guard
      left.contains(where: { days.contains(bookings[$0].day) })
        || right.contains(where: { days.contains(bookings[$0].day) })
    else { return }
    let pairs = pairs(
      left.filter { days.contains(bookings[$0].day) },
      with: right.filter { days.contains(bookings[$0].day) }, &likeness)
    let taken = accepted(
      pairs, of: one, other, days: days, shared: shared, left: left, right: right)
    for pair in taken { unite(pair.left, with: pair.right) }
    (left, right) = (open(one, without: other), open(other, without: one))
    var explained = uniteSums(left, parts: right, &likeness)
    (left, right) = (open(one, without: other), open(other, without: one))
    explained += uniteSums(right, parts: left, &likeness)
    (left, right) = (open(one, without: other), open(other, without: one))
    uniteShifted(left, with: right, days: days, &likeness)
    (left, right) = (open(one, without: other), open(other, without: one))
    addDoubt(
      one, other, days: days, left: left, right: right,
      common: shared + taken.count + explained)
  }

  // MARK: Pairs

  private struct Pair {
    let left: Int
    let right: Int
    let degree: BookingLikeness.Degree
  }

  private struct Change: Hashable {
    let day: Int
    let amount: Int128
  }

  /// Returns pairs of equal day, sign and amount, those whose rows share most first taken.
  private func pairs(
    _ left: [Int], with right: [Int], _ likeness: inout BookingLikeness
  ) -> [Pair] {
    var groups: [Change: [Int]] = [:]
    for index in right {
      groups[Change(day: bookings[index].day, amount: bookings[index].amount), default: []]
        .append(index)
    }
    var mine: [Change: [Int]] = [:]
    for index in left {
      let change = Change(day: bookings[index].day, amount: bookings[index].amount)
      if groups[change] != nil { mine[change, default: []].append(index) }
    }
    var found: [Pair] = []
    for (change, ones) in mine.sorted(by: { $0.value[0] < $1.value[0] }) {
      let others = groups[change] ?? []
      let isCrowded = ones.count > Self.crowd || others.count > Self.crowd
      var candidates: [(pair: Pair, distance: Int)] = []
      for (place, one) in ones.enumerated() {
        for (rank, other) in others.enumerated() where !isCrowded || place == rank {
          guard let degree = degree(one, other, by: &likeness) else { continue }
          candidates.append((Pair(left: one, right: other, degree: degree), abs(place - rank)))
        }
      }
      candidates.sort {
        ($1.pair.degree, $0.distance, $0.pair.left, $0.pair.right)
          < ($0.pair.degree, $1.distance, $1.pair.left, $1.pair.right)
      }
      var used: Set<Int> = []
      for (pair, _) in candidates where !used.contains(pair.left) && !used.contains(pair.right) {
        used.formUnion([pair.left, pair.right])
        found.append(pair)
      }
    }
    return found
  }

  private func degree(
    _ left: Int, _ right: Int, by likeness: inout BookingLikeness
  ) -> BookingLikeness.Degree? {
    var best: BookingLikeness.Degree?
    for one in bookings[left].rows {
      for other in bookings[right].rows {
        guard let degree = likeness.degree(one, other) else { return nil }
        best = max(best ?? degree, degree)
      }
    }
    return best
  }

  /// Returns the pairs that are certainly one booking.
  private func accepted(
    _ pairs: [Pair], of one: Int, _ other: Int, days: ClosedRange<Int>, shared: Int, left: [Int],
    right: [Int]
  ) -> [Pair] {
    guard !pairs.isEmpty else { return [] }
    let balances = balancesAgree(one, other, days: days)
    if balances == false { return [] }
    // Where one file ends and the other begins within a day, each may have another part of it.
    let isSeam =
      days.count == 1 && isEdge(days.lowerBound, of: one, within: other)
      && isEdge(days.lowerBound, of: other, within: one)
    if isSeam, balances != true { return pairs.filter { $0.degree == .proven } }
    let (lefts, rights) = (Set(pairs.map(\.left)), Set(pairs.map(\.right)))
    func isWhole(_ open: [Int], _ taken: Set<Int>, butEdgesOf file: Int? = nil) -> Bool {
      open.allSatisfy { index in
        !days.contains(bookings[index].day) || taken.contains(index)
          || file.map { isEdge(bookings[index].day, of: $0, within: $0 == one ? other : one) }
            ?? false
      }
    }
    let isWhole =
      isWhole(left, lefts) || isWhole(right, rights)
      || isWhole(left, lefts, butEdgesOf: other) && isWhole(right, rights, butEdgesOf: one)
    let agreeing = pairs.count { $0.degree >= .alike } + shared
    let amounts = Set(pairs.map { bookings[$0.left].amount }).count
    let haveOneSource =
      balances == true || agreeing > 0 && 2 * agreeing >= pairs.count + shared
      || amounts >= 3 && !pairs.contains { $0.degree == .unlike }
    guard isWhole, haveOneSource else {
      let allAgree = pairs.count > 1 && pairs.allSatisfy { $0.degree >= .alike }
      return pairs.filter { $0.degree >= (allAgree ? .alike : .same) }
    }
    // Where two files have one layout, the bank wrote a booking in the same words in both.
    return pairs.filter { $0.degree != .unlike || !haveOneLayout($0) }
  }

  private func haveOneLayout(_ pair: Pair) -> Bool {
    let profiles = [pair.left, pair.right].map { index in
      Set(bookings[index].rows.map { rows[$0].profile })
    }
    return !profiles[0].isDisjoint(with: profiles[1])
  }

  /// Returns true where a file begins or ends on a day within another one, so that it may have only a part of the day.
  private func isEdge(_ day: Int, of file: Int, within other: Int) -> Bool {
    guard let span = spans[file], let whole = spans[other] else { return false }
    return day == span.lowerBound && whole.lowerBound < day
      || day == span.upperBound && whole.upperBound > day
  }

  // MARK: Balances

  /// Returns true where two files have one balance at the beginning of a day, and false where they have others; nil
  /// where no day shows it.
  private func balancesAgree(_ one: Int, _ other: Int, days: ClosedRange<Int>) -> Bool? {
    var found: Bool?
    for (day, balance) in openings[one] ?? [:] where days.contains(day) {
      guard let twin = openings[other]?[day] else { continue }
      if balance == twin {
        found = found ?? true
      } else if day != spans[one]?.lowerBound, day != spans[other]?.lowerBound {
        return false
      }
    }
    return found
  }

  // MARK: Sums and other days

  private mutating func unite(_ one: Int, with other: Int) {
    bookings[one].rows += bookings[other].rows
    bookings[one].files.formUnion(bookings[other].files)
    bookings[other].parts = [one]
    bookings[other].rows = []
  }

  /// Unites rows with those that show their money one by one, under one reference of the bank.
  ///
  /// - Returns: the number of rows so explained.
  private mutating func uniteSums(
    _ singles: [Int], parts: [Int], _ likeness: inout BookingLikeness
  ) -> Int {
    guard !singles.isEmpty, parts.count > 1 else { return 0 }
    var roots: [String: [Int]] = [:]
    for part in parts {
      let found = Set(
        bookings[part].rows.flatMap { likeness.references($0) }.flatMap { reference in
          [reference, String(reference.prefix { $0 != "/" })]
        })
      for root in found { roots[root, default: []].append(part) }
    }
    var count = 0
    var used: Set<Int> = []
    for single in singles {
      let named = Set(bookings[single].rows.flatMap { likeness.references($0) })
      for reference in named.sorted() {
        let found = (roots[reference] ?? []).filter {
          !used.contains($0) && abs(bookings[$0].day - bookings[single].day) <= Self.mostDays
        }
        guard found.count > 1,
          found.reduce(Int128(0), { $0 + bookings[$1].amount }) == bookings[single].amount
        else { continue }
        used.formUnion(found)
        for part in found { bookings[part].files.formUnion(bookings[single].files) }
        bookings[single].parts = found
        count += 1
        break
      }
    }
    return count
  }

  /// Unites rows of equal amounts and close days that one reference tells apart from all others.
  private mutating func uniteShifted(
    _ left: [Int], with right: [Int], days: ClosedRange<Int>, _ likeness: inout BookingLikeness
  ) {
    struct Key: Hashable {
      let reference: String
      let amount: Int128
    }
    func keyed(_ list: [Int]) -> [Key: [Int]] {
      var found: [Key: [Int]] = [:]
      for index in list {
        for reference in Set(bookings[index].rows.flatMap({ likeness.references($0) }))
        where reference.count >= 4 {
          found[Key(reference: reference, amount: bookings[index].amount), default: []]
            .append(index)
        }
      }
      return found
    }
    let (ones, others) = (keyed(left), keyed(right))
    for (key, found) in ones.sorted(by: {
      ($0.value[0], $0.key.reference) < ($1.value[0], $1.key.reference)
    })
    where found.count == 1 {
      guard let twins = others[key], twins.count == 1, bookings[found[0]].parts.isEmpty,
        bookings[twins[0]].parts.isEmpty,
        abs(bookings[found[0]].day - bookings[twins[0]].day) <= Self.mostDays,
        days.contains(bookings[found[0]].day) || days.contains(bookings[twins[0]].day),
        let degree = degree(found[0], twins[0], by: &likeness), degree != .unlike
      else { continue }
      unite(found[0], with: twins[0])
    }
  }

  // MARK: Doubts

  private mutating func addDoubt(
    _ one: Int, _ other: Int, days: ClosedRange<Int>, left: [Int], right: [Int], common: Int
  ) {
    func within(_ list: [Int]) -> [Int] { list.filter { days.contains(bookings[$0].day) } }
    let (lefts, rights) = (within(left), within(right))
    let (near, far) = (
      DatedAmounts(right.map { bookings[$0] }), DatedAmounts(left.map { bookings[$0] })
    )
    func isNear(_ index: Int) -> Bool {
      near.has(bookings[index].amount, near: bookings[index].day)
    }
    func isFar(_ index: Int) -> Bool {
      far.has(bookings[index].amount, near: bookings[index].day)
    }
    let mayBeOne =
      lefts.contains(where: isNear) || rights.contains(where: isFar)
      || haveOneSum(lefts, rights)
    // A file that begins or ends within a day lacks the rest of it, and says nothing by that.
    let (ones, others) = (
      lefts.filter { !isEdge(bookings[$0].day, of: other, within: one) },
      rights.filter { !isEdge(bookings[$0].day, of: one, within: other) }
    )
    let signs = [ones, others].map { list in Set(list.map { bookings[$0].amount < 0 }) }
    guard mayBeOne || !signs[0].isDisjoint(with: signs[1]) else { return }
    doubts.append(
      StatementOverlaps.Doubt(
        one: one, other: other, accounts: [account], days: days,
        left: (lefts.isEmpty ? left.filter(isNear) : lefts).flatMap { bookings[$0].rows },
        right: (rights.isEmpty ? right.filter(isFar) : rights).flatMap { bookings[$0].rows },
        common: common))
  }

  /// Returns true where the open rows of a day have one sum in both files: one may be the batch of the others.
  private func haveOneSum(_ left: [Int], _ right: [Int]) -> Bool {
    func sums(_ list: [Int]) -> [Int: Int128] {
      list.reduce(into: [:]) { $0[bookings[$1].day, default: 0] += bookings[$1].amount }
    }
    let others = sums(right)
    return sums(left).contains { day, sum in sum != 0 && others[day] == sum }
  }

  // MARK: The result

  /// Returns the rows that are removed, and those kept for them.
  ///
  /// The row that tells most about the other party stays; among equal ones that of the file that tells more on the
  /// whole, so that one party keeps one name.
  ///
  /// - Parameter worth: ranks a row by what it tells about the other party.
  func unions(worth: (Int) -> Int) -> [StatementOverlaps.Union] {
    var scores: [Int: (worth: Int, length: Int)] = [:]
    for booking in bookings where booking.rows.count > 1 {
      for row in booking.rows {
        let known = scores[rows[row].file] ?? (0, 0)
        scores[rows[row].file] = (
          known.worth + worth(row), known.length + rows[row].entry.narration.utf8.count
        )
      }
    }
    func rank(_ row: Int) -> (Int, Int, Int, Int) {
      let score = scores[rows[row].file] ?? (0, 0)
      return (worth(row), score.worth, score.length, -row)
    }
    func keeper(_ index: Int) -> Int? {
      bookings[index].rows.max { rank($0) < rank($1) }
    }
    var unions: [StatementOverlaps.Union] = []
    for (index, booking) in bookings.enumerated() where !booking.rows.isEmpty {
      if booking.parts.isEmpty {
        guard booking.rows.count > 1, let kept = keeper(index) else { continue }
        for row in booking.rows where row != kept {
          unions.append(StatementOverlaps.Union(gone: row, kept: [kept]))
        }
      } else {
        let kept = wholes(booking.parts).compactMap(keeper)
        for row in booking.rows { unions.append(StatementOverlaps.Union(gone: row, kept: kept)) }
      }
    }
    return unions
  }

  /// Returns the bookings that stay for those that were united with others.
  private func wholes(_ parts: [Int]) -> [Int] {
    parts.flatMap { index in
      bookings[index].parts.isEmpty ? [index] : wholes(bookings[index].parts)
    }
  }
}
