import PaymentGraph
import TestSupport

/// A small ledger of several files, made from a seed, in which some payments stand in two files and the order of
/// many is open; and all orders that its rows allow, found one by one.
struct OrderedCase {
  /// One row of a file.
  struct Row {
    let file: Int
    /// Its place in the file.
    let place: Int
  }

  struct Payment {
    let payer: Int
    let beneficiary: Int
    let time: PostingTime
    let rows: [Row]
  }

  let payments: [Payment]
  let accountCount: Int
  let fileCount: Int

  /// True where some rows give days and others moments.
  var mixesClocks: Bool {
    payments.contains { $0.time.precision == .day }
      && payments.contains { $0.time.precision == .second }
  }

  init(seed: UInt64, most: Int = 6) {
    var random = SplitMix64(seed: seed)
    accountCount = Int.random(in: 3...5, using: &random)
    fileCount = Int.random(in: 1...3, using: &random)
    let day: Int64 = 86_400_000
    var payments: [Payment] = []
    // Payments are made in the order in which they took place, so that the rows never contradict each other.
    var days: [Int64] = []
    for _ in 0..<Int.random(in: 2...most, using: &random) {
      days.append(Int64.random(in: 0...1, using: &random))
    }
    days.sort()
    var second: Int64 = 0
    for number in days {
      let payer = Int.random(in: 0..<accountCount, using: &random)
      let beneficiary = (payer + Int.random(in: 1..<accountCount, using: &random)) % accountCount
      second += 1
      var time = PostingTime(start: number * day, precision: .day)
      let form = Int.random(in: 0..<10, using: &random)
      if form == 0 { time = .unknown }
      if form == 1 {
        time = PostingTime(start: number * day + second * 1_000, precision: .second)
      }
      let file = Int.random(in: 0..<fileCount, using: &random)
      var rows = [Row(file: file, place: payments.count)]
      if fileCount > 1, form > 1, Int.random(in: 0..<3, using: &random) == 0 {
        let other = (file + Int.random(in: 1..<fileCount, using: &random)) % fileCount
        rows.append(Row(file: other, place: payments.count))
      }
      payments.append(
        Payment(payer: payer, beneficiary: beneficiary, time: time, rows: rows))
    }
    self.payments = payments
  }

  /// The ledger; payments are added in any order, and files have any digests.
  ///
  /// - Parameters:
  ///   - digests: the digest of each file.
  ///   - showsBoth: true to load the second rows of payments.
  ///   - unrelated: the number of rows of others before all rows of every file.
  func ledger(
    digests: [UInt8] = [1, 2, 3], showsBoth: Bool = true, unrelated: Int = 0,
    order: [Int]? = nil
  ) -> Ledger {
    var builder = LedgerBuilder()
    for file in 0..<fileCount {
      _ = builder.add(
        SourceFile(
          path: "f\(file).csv", digest: FileDigest(bytes: [digests[file]]), byteCount: 1))
    }
    func draft(_ number: Int, _ row: Row) -> TransferDraft {
      let payment = payments[number]
      return TransferDraft(
        payer: builder.account("n\(payment.payer)"),
        beneficiary: builder.account("n\(payment.beneficiary)"),
        sent: Money(minorUnits: 100, currency: Currency("EUR") ?? .none), time: payment.time,
        id: "t\(number)", file: row.file, line: row.place + 1,
        byteRange: (row.place + 10) * 100..<(row.place + 10) * 100 + 90)
    }
    for account in 0..<accountCount { _ = builder.account("n\(account)") }
    for file in 0..<fileCount {
      for number in 0..<unrelated {
        builder.add(
          TransferDraft(
            payer: builder.account("x\(file)"), beneficiary: builder.account("y\(file)"),
            sent: Money(minorUnits: 1, currency: Currency("EUR") ?? .none),
            time: PostingTime(start: 0, precision: .day), id: "u\(file)-\(number)", file: file,
            line: 1, byteRange: number..<number + 1))
      }
    }
    var merged: [(gone: UInt32, kept: UInt32)] = []
    for number in order ?? Array(payments.indices) {
      let kept = UInt32(builder.transferCount)
      builder.add(draft(number, payments[number].rows[0]))
      if showsBoth, payments[number].rows.count > 1 {
        merged.append((UInt32(builder.transferCount), kept))
        builder.add(draft(number, payments[number].rows[1]))
      }
    }
    builder.merge(
      merged, sides: Dictionary(uniqueKeysWithValues: merged.map { ($0.gone, .arrival) }))
    return builder.build()
  }

  /// True where rows or times put one payment before another.
  private func isBefore(_ one: Int, _ other: Int, showsBoth: Bool) -> Bool {
    let (left, right) = (payments[one], payments[other])
    if isEarlier(left, right, showsBoth: showsBoth) { return true }
    guard left.time == right.time, left.time.precision != .unknown else { return false }
    let (rows, others) = showsBoth ? (left.rows, right.rows) : ([left.rows[0]], [right.rows[0]])
    return rows.contains { row in
      others.contains { $0.file == row.file && row.place < $0.place }
    }
  }

  /// True where times put one payment before another: days and moments of one file are compared as they are, of
  /// several by what the zones of the world allow.
  private func isEarlier(_ left: Payment, _ right: Payment, showsBoth: Bool) -> Bool {
    let (rows, others) = showsBoth ? (left.rows, right.rows) : ([left.rows[0]], [right.rows[0]])
    func isDay(_ time: PostingTime) -> Bool { time.precision == .day }
    let isOneFile = rows.contains { row in others.contains { $0.file == row.file } }
    guard left.time.precision != .unknown, right.time.precision != .unknown, !isOneFile,
      isDay(left.time) != isDay(right.time)
    else { return left.time.end <= right.time.start }
    let hours: Int64 = isDay(left.time) ? 12 : 14
    return left.time.end + hours * 3_600_000 <= right.time.start
  }

  /// True where a walk leads from one account to another in every order that the rows allow, and in any.
  func walks(from source: Int, to target: Int, showsBoth: Bool = true) -> (all: Bool, any: Bool) {
    let count = payments.count
    let before = (0..<count).map { other in
      (0..<count).filter { isBefore($0, other, showsBoth: showsBoth) }
    }
    var (all, any) = (true, false)
    var isPlaced = Array(repeating: false, count: count)
    func go(_ placed: Int, _ reached: Set<Int>) {
      if placed == count {
        if reached.contains(target) { any = true } else { all = false }
        return
      }
      for next in 0..<count
      where !isPlaced[next] && before[next].allSatisfy({ isPlaced[$0] }) {
        isPlaced[next] = true
        let moves = payments[next].payer == source || reached.contains(payments[next].payer)
        go(placed + 1, moves ? reached.union([payments[next].beneficiary]) : reached)
        isPlaced[next] = false
      }
    }
    go(0, [])
    return (all, any)
  }
}
