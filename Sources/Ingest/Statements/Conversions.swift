internal import PaymentGraph

/// Finds the rows that are the sides of one conversion of an account's money from a currency into another.
///
/// 1. Rows that name one payment or each other, or that have one id, belong together. Those of one moment are one
///    conversion where all money that left is of one currency and all that came in is of another; so are the rest of
///    them where they are two rows, or lie within a minute.
/// 2. Rows that name nothing in common are one conversion where they are of one moment, and no third row could be a
///    side of it; then, where they are a minute apart or less. Rows that print only their day are of one moment on that
///    day.
///
/// The order of rows never decides. Where several rows could be a side, all stay apart.
struct ConversionPairs {
  /// A side of a conversion.
  struct Leg {
    /// The account; or the service, where its id names one conversion only.
    let own: String
    let currency: Currency
    /// The amount that came in (positive) or left (negative).
    let amount: Int64
    let time: PostingTime
    let id: String?
    let group: String?
    /// The currencies that the row's text names.
    let named: Set<String>
  }

  /// For each conversion, the indices of the rows by which money left, and of those by which it came in.
  private(set) var conversions: [(out: [Int], into: [Int])] = []
  /// The indices of rows that could be sides of several conversions.
  private(set) var doubtful: [Int] = []
  /// The indices of rows whose other side is missing.
  private(set) var lonely: [Int] = []

  private static let minute: Int64 = 60_000
  private let legs: [Leg]

  init(_ legs: [Leg]) {
    self.legs = legs
    var open: [Int] = []
    for cluster in clusters() {
      if cluster.count == 1 { open.append(cluster[0]) } else { resolve(cluster) }
    }
    takeOnly(&open) { $0.time == $1.time }
    takeOnly(&open) { ConversionPairs.areWithinMinute($0.time, $1.time) }
    for leg in open {
      if open.contains(where: { mayPair(leg, $0) && isNear(leg, $0) }) {
        doubtful.append(leg)
      } else {
        lonely.append(leg)
      }
    }
    conversions.sort { $0.out[0] < $1.out[0] }
    doubtful.sort()
    lonely.sort()
  }

  // MARK: Rows tied by names

  private func clusters() -> [[Int]] {
    var parent = Array(legs.indices)
    func root(_ leg: Int) -> Int {
      var leg = leg
      while parent[leg] != leg { leg = parent[leg] }
      return leg
    }
    var firsts: [String: Int] = [:]
    for (index, leg) in legs.enumerated() {
      for name in [leg.id, leg.group].compactMap({ $0 }) {
        let key = "\(leg.own)\u{1F}\(name)"
        if let first = firsts[key] {
          let (one, other) = (root(first), root(index))
          parent[max(one, other)] = min(one, other)
        } else {
          firsts[key] = index
        }
      }
    }
    return Dictionary(grouping: legs.indices, by: root).sorted { $0.key < $1.key }.map(\.value)
  }

  /// Divides the rows of one payment into conversions.
  private mutating func resolve(_ cluster: [Int]) {
    var rest: [Int] = []
    let moments = Dictionary(grouping: cluster) { legs[$0].time.start }
    for (_, rows) in moments.sorted(by: { $0.key < $1.key }) {
      if let conversion = conversion(rows) { conversions.append(conversion) } else { rest += rows }
    }
    guard !rest.isEmpty else { return }
    if let conversion = conversion(rest), rest.count == 2 || isWithinMinute(rest) {
      conversions.append(conversion)
    } else if Set(rest.map { legs[$0].amount < 0 }).count == 1 {
      lonely += rest
    } else {
      doubtful += rest
    }
  }

  /// Returns true for two times that are known more exactly than their days and lie a minute apart at most.
  static func areWithinMinute(_ one: PostingTime, _ other: PostingTime) -> Bool {
    one.precision != .day && other.precision != .day
      && abs(one.start &- other.start) <= minute
  }

  private func isWithinMinute(_ rows: [Int]) -> Bool {
    let starts = rows.map { legs[$0].time.start }
    return (starts.max() ?? 0) &- (starts.min() ?? 0) <= ConversionPairs.minute
  }

  /// Returns the conversion that rows form as a whole; currencies in between that gained and lost the same amount do
  /// not count.
  private func conversion(_ rows: [Int]) -> (out: [Int], into: [Int])? {
    var sums: [Currency: Int128] = [:]
    for row in rows { sums[legs[row].currency, default: 0] += Int128(legs[row].amount) }
    // A side that is more than an amount can be is none.
    guard sums.values.allSatisfy({ $0.magnitude <= Int64.max.magnitude }) else { return nil }
    let left = sums.filter { $0.value < 0 }
    let came = sums.filter { $0.value > 0 }
    guard left.count == 1, came.count == 1, let from = left.keys.first, let to = came.keys.first
    else { return nil }
    // The rows of a currency in between go with the side of their own direction.
    func side(_ currency: Currency, _ isOut: Bool) -> [Int] {
      let first = rows.filter { legs[$0].currency == currency }
      let through = rows.filter {
        legs[$0].currency != from && legs[$0].currency != to && (legs[$0].amount < 0) == isOut
      }
      return first + through
    }
    return (side(from, true), side(to, false))
  }

  // MARK: Rows tied only by time

  private mutating func takeOnly(_ open: inout [Int], _ isTied: (Leg, Leg) -> Bool) {
    var partners: [Int: [Int]] = [:]
    for leg in open {
      partners[leg] = open.filter { mayPair(leg, $0) && isTied(legs[leg], legs[$0]) }
    }
    for leg in open where legs[leg].amount < 0 {
      guard let found = partners[leg], found.count == 1, partners[found[0]] == [leg] else {
        continue
      }
      conversions.append(([leg], [found[0]]))
    }
    let taken = Set(conversions.flatMap { $0.out + $0.into })
    open.removeAll(where: taken.contains)
  }

  private func isNear(_ one: Int, _ other: Int) -> Bool {
    legs[one].time == legs[other].time
      || abs(legs[one].time.start &- legs[other].time.start) <= ConversionPairs.minute
  }

  /// Returns true where nothing speaks against two rows being sides of one conversion.
  private func mayPair(_ one: Int, _ other: Int) -> Bool {
    let (left, right) = (legs[one], legs[other])
    guard left.own == right.own, left.currency != right.currency,
      (left.amount < 0) != (right.amount < 0)
    else { return false }
    if let named = left.group, let other = right.group, named != other { return false }
    let both: Set<String> = [left.currency.code, right.currency.code]
    return left.named.isSubset(of: both) && right.named.isSubset(of: both)
  }
}

extension ConversionPairs.Leg {
  /// Takes the side of a conversion that a row shows.
  ///
  /// - Parameter own: the account, by any name that is the same for all rows compared.
  init(_ entry: StatementEntry, own: String) {
    let words = entry.narration.split { !$0.isLetter }.map(String.init)
    self.init(
      own: own, currency: entry.currency, amount: entry.amount, time: entry.localTime ?? entry.time,
      id: entry.id,
      group: entry.group,
      named: Set(words.filter { $0.count == 3 && $0 == $0.uppercased() && Currency($0) != nil }))
  }
}

/// Joins the rows of a conversion.
///
/// Several rows show a payment in a foreign currency: the payment, the money that left the account for it in its own
/// currency, and the money that this was changed into. Where the conversion is of the payment's whole amount, they
/// become one transfer: the amount sent in the account's currency, and the amount that the other party received. All
/// other conversions, also those of the rest that a fee has left of a payment, are one transfer of the account to
/// itself. ``ConversionPairs`` decides which rows are one conversion.
enum ConversionFolder {
  static func fold(_ entries: inout [StatementEntry]) {
    fold(entries.indices.filter { isOwn(entries[$0], .fx) }, &entries)
    // A transfer between balances of two currencies is a conversion too.
    fold(entries.indices.filter { isOwn(entries[$0], .internal) }, &entries)
  }

  /// Returns true where a row moves money of the account to itself.
  private static func isOwn(_ entry: StatementEntry, _ kind: TransferKind) -> Bool {
    guard entry.kind == kind, entry.role == .movement else { return false }
    return kind == .fx || entry.counter.account == entry.own
  }

  private static func fold(_ rows: [Int], _ entries: inout [StatementEntry]) {
    guard !rows.isEmpty else { return }
    let pairs = ConversionPairs(rows.map { ConversionPairs.Leg(entries[$0], own: entries[$0].own) })
    var payments: [String: Int] = [:]
    for (index, entry) in entries.enumerated()
    where entry.kind != .fx && entry.role == .movement {
      if let id = entry.id, payments[id] == nil { payments[id] = index }
    }
    for conversion in pairs.conversions {
      let (out, into) = (conversion.out.map { rows[$0] }, conversion.into.map { rows[$0] })
      join(out, into: into, entries: &entries)
      let groups = Set((out + into).map { entries[$0].group })
      if groups.count == 1, let payment = groups.first.flatMap({ $0 }).flatMap({ payments[$0] }) {
        fold(out, into: into, into: payment, entries: &entries)
      }
    }
    for place in pairs.lonely where entries[rows[place]].kind == .fx {
      readStated(rows[place], &entries)
    }
  }

  /// Makes one transfer of the account to itself out of the rows of a conversion.
  private static func join(_ out: [Int], into: [Int], entries: inout [StatementEntry]) {
    let (first, last) = (out[0], into[0])
    entries[first].conversion = StatementEntry.Conversion(
      sent: sum(out, of: entries[first].currency, entries),
      received: sum(into, of: entries[last].currency, entries))
    entries[first].kind = .fx
    entries[first].counter = PartyHint(account: entries[first].own)
    for row in out.dropFirst() + into {
      entries[row].role = .folded
      entries[first].furtherRows.append(entries[row].row)
    }
  }

  /// Makes one transfer out of a payment and the conversion of its whole amount.
  private static func fold(
    _ out: [Int], into: [Int], into payment: Int, entries: inout [StatementEntry]
  ) {
    guard let found = entries[out[0]].conversion, entries[payment].conversion == nil,
      entries[payment].fee == 0
    else { return }
    let whole = Money(minorUnits: abs(entries[payment].amount), currency: entries[payment].currency)
    guard whole == (entries[payment].amount < 0 ? found.received : found.sent) else { return }
    entries[payment].conversion = found
    for row in out + into {
      entries[row].role = .folded
      entries[payment].furtherRows.append(entries[row].row)
    }
  }

  private static func sum(
    _ rows: [Int], of currency: Currency, _ entries: [StatementEntry]
  ) -> Money {
    let own = rows.filter { entries[$0].currency == currency }
    return Money(
      minorUnits: abs(own.reduce(0) { $0 &+ entries[$1].amount }), currency: currency)
  }

  // MARK: Both sides in one row

  /// Reads both sides of a conversion from the text of one of its rows: `Converted 1,000.00 EUR to 1,089.15 USD`.
  ///
  /// The text is believed where one of the two amounts is that of the row, in its currency.
  private static func readStated(_ row: Int, _ entries: inout [StatementEntry]) {
    let entry = entries[row]
    let words = entry.narration.split { $0.isWhitespace }.map(String.init)
    for style in [
      AmountStyle(decimalMark: 0x2E, isSure: true), AmountStyle(decimalMark: 0x2C, isSure: true),
    ] {
      var sides: [Money] = []
      for (place, word) in words.enumerated().dropFirst() {
        let code = word.filter(\.isLetter)
        guard code.count == 3, let currency = Currency(code),
          case .amount(let units, _) = StatementAmount.read(
            words[place - 1], in: currency, style: style)
        else { continue }
        sides.append(Money(minorUnits: abs(units), currency: currency))
      }
      let own = Money(minorUnits: abs(entry.amount), currency: entry.currency)
      guard sides.count == 2, sides[0].currency != sides[1].currency, sides.contains(own)
      else { continue }
      let other = sides[0] == own ? sides[1] : sides[0]
      entries[row].conversion =
        entry.amount < 0
        ? StatementEntry.Conversion(sent: own, received: other, isOneSided: true)
        : StatementEntry.Conversion(sent: other, received: own, isOneSided: true)
      return
    }
  }
}
