/// The entries of an account in one currency as loaded statements tell them, and the days that their balances prove.
///
/// A day is proved where a statement leads by its entries from its opening to its closing balance and the day lies
/// within it: then nothing else was booked on that day. The day of an opening balance is proved only where the statement
/// says that it begins with that day, or has an entry of it: many banks date that balance by the evening before. The day
/// of a balance between two pages, or of one within a day, is proved only where another page goes on from there.
struct HeldBook: Sendable {
  /// An entry as a message tells it.
  struct Entry: Sendable {
    let day: Int?
    let change: ExactDecimal
    /// The bank's reference; empty where it gives none.
    let reference: String
    /// The accounts of the other parties.
    let parties: Set<String>
  }

  /// The place of an entry of another message among those of the statements.
  enum Place {
    /// A statement has the entry too.
    case told
    /// A statement has an entry of that day and amount, by another reference of the bank.
    case toldOtherwise
    /// The balances of a statement prove that its day has no such entry.
    case disproved
    /// A statement covers the day and lacks the entry, and its balances prove nothing.
    case lacking
    /// No statement covers the day.
    case open
  }

  /// A statement with its balances and entries in one currency.
  struct Part {
    let statement: MessageStatement
    let entries: [Entry]
  }

  private var entries: [Entry] = []
  private var byDay: [DayKey: [Int]] = [:]
  private var byReference: [ReferenceKey: [Int]] = [:]
  private var days: [ClosedRange<Int>] = []
  private var provedDays: [ClosedRange<Int>] = []
  /// The statement before, where its balances prove it, and the first day that it proves with those before it.
  private var before: (part: Part, first: Int?)?

  private struct DayKey: Hashable {
    let change: ExactDecimal
    let day: Int
  }

  private struct ReferenceKey: Hashable {
    let change: ExactDecimal
    let reference: String
  }

  /// The most days by which two messages differ on the booking day of an entry that one reference names.
  static let mostDaysApart = 7

  /// Adds a statement after the ones before, in the order of its message.
  mutating func add(_ part: Part) {
    for entry in part.entries {
      if let day = entry.day {
        byDay[DayKey(change: entry.change, day: day), default: []].append(entries.count)
      }
      if !entry.reference.isEmpty {
        let key = ReferenceKey(change: entry.change, reference: entry.reference)
        byReference[key, default: []].append(entries.count)
      }
      entries.append(entry)
    }
    let entryDays = part.entries.compactMap(\.day)
    let statement = part.statement
    let known = entryDays + [statement.opening?.day, statement.closing?.day].compactMap(\.self)
    if let first = [known.min(), part.statement.period?.lowerBound].compactMap(\.self).min(),
      let end = [known.max(), part.statement.period?.upperBound].compactMap(\.self).max()
    {
      days.append(first...end)
    }
    guard HeldBook.isProved(part) else {
      before = nil
      return
    }
    var first = HeldBook.firstDay(part, entryDays)
    if let before, HeldBook.goesOn(part, from: before.part) { first = before.first }
    before = (part, first)
    if let first, let end = HeldBook.lastDay(part, entryDays), first <= end {
      provedDays.append(first...end)
    }
  }

  private static func isProved(_ part: Part) -> Bool {
    guard let opening = part.statement.opening, let closing = part.statement.closing,
      opening.currency == closing.currency
    else { return false }
    return part.entries.map(\.change).reduce(opening.amount, +) == closing.amount
  }

  /// Returns true where a statement begins with the balance and on the day with which another one ends.
  private static func goesOn(_ part: Part, from before: Part) -> Bool {
    guard let closing = before.statement.closing, let opening = part.statement.opening,
      closing.amount == opening.amount, let end = closing.day, let start = opening.day
    else { return false }
    return start == end || start == end + 1
  }

  /// Returns the first day that a statement proves by itself.
  private static func firstDay(_ part: Part, _ entryDays: [Int]) -> Int? {
    let statement = part.statement
    let opened = statement.opening?.day
    if statement.isLaterPage { return (opened ?? entryDays.min()).map { $0 + 1 } }
    let afterBalance = opened.map { $0 == statement.closing?.day ? $0 : $0 + 1 }
    let first = statement.period?.lowerBound ?? afterBalance
    return [first, entryDays.min()].compactMap(\.self).min()
  }

  /// Returns the last day that a statement proves.
  private static func lastDay(_ part: Part, _ entryDays: [Int]) -> Int? {
    let closed = part.statement.closing?.day
    if part.statement.isEarlierPage || part.statement.closing?.isTimed == true {
      return (closed ?? entryDays.max()).map { $0 - 1 }
    }
    return [closed ?? part.statement.period?.upperBound, entryDays.max()].compactMap(\.self).max()
  }

  /// Finds the places of the entries of one message; each entry of the statements is taken once.
  ///
  /// The entry of the same reference, amount and day comes first, then that of the same amount and day whose parties do
  /// not contradict it, then that of the same reference and amount of the days around.
  func places(of others: [Entry]) -> [Place] {
    var search = Search(book: self, others: others)
    search.take(.told, among: sameReference) { $0.day == $1.day && !$0.contradicts($1) }
    search.take(.told, among: sameDay) {
      !$0.contradicts($1) && ($0.reference.isEmpty || $1.reference.isEmpty)
    }
    search.take(.told, among: sameReference) { one, other in
      guard let day = one.day, let same = other.day else { return false }
      return abs(day - same) <= HeldBook.mostDaysApart && !one.contradicts(other)
    }
    search.take(.toldOtherwise, among: sameDay) { !$0.contradicts($1) }
    let (proved, covered) = (DayRanges(provedDays), DayRanges(days))
    return zip(search.places, others).map { place, other in
      if let place { return place }
      guard let day = other.day else { return .open }
      if proved.contains(day) { return .disproved }
      return covered.contains(day) ? .lacking : .open
    }
  }

  private func sameDay(_ other: Entry) -> [Int] {
    other.day.flatMap { byDay[DayKey(change: other.change, day: $0)] } ?? []
  }

  private func sameReference(_ other: Entry) -> [Int] {
    guard !other.reference.isEmpty else { return [] }
    return byReference[ReferenceKey(change: other.change, reference: other.reference)] ?? []
  }

  /// The search for the entries of one message.
  private struct Search {
    let book: HeldBook
    let others: [Entry]
    private var taken: Set<Int> = []
    private(set) var places: [Place?]

    init(book: HeldBook, others: [Entry]) {
      (self.book, self.others) = (book, others)
      places = others.map { _ in nil }
    }

    /// Gives a place to the entries for which one is free; the nearest in time is taken.
    mutating func take(
      _ place: Place, among candidates: (Entry) -> [Int], where isSame: (Entry, Entry) -> Bool
    ) {
      for (number, other) in others.enumerated() where places[number] == nil {
        var nearest: (entry: Int, distance: Int)?
        for entry in candidates(other)
        where !taken.contains(entry) && isSame(book.entries[entry], other) {
          let distance = abs((book.entries[entry].day ?? 0) - (other.day ?? 0))
          if nearest.map({ distance < $0.distance }) ?? true { nearest = (entry, distance) }
        }
        guard let nearest else { continue }
        taken.insert(nearest.entry)
        places[number] = place
      }
    }
  }
}

extension HeldBook.Entry {
  /// Returns true where both name other parties.
  func contradicts(_ other: HeldBook.Entry) -> Bool {
    !parties.isEmpty && !other.parties.isEmpty && parties.isDisjoint(with: other.parties)
  }
}

/// Days that lie within some of several stretches.
private struct DayRanges {
  private var ranges: [ClosedRange<Int>] = []

  init(_ all: [ClosedRange<Int>]) {
    for range in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] =
          last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  func contains(_ day: Int) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < day { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(day)
  }
}
