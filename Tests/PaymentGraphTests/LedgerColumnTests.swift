import TestSupport
import Testing

@testable import PaymentGraph

/// The columns of a ledger against plain arrays that hold the same.
@Suite("Ledger columns")
struct LedgerColumnTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func aCompactColumnKeepsEveryNumber(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let isTime = seed % 2 == 0
    var column = isTime ? CompactColumn.times : .amounts
    var plain: [Int64] = []
    let odd: [Int64] = [
      .min, .max, -1, 0, Int64(UInt32.max), Int64(UInt32.max) - 1, Int64(UInt32.max) + 1,
      1_700_000_000_001,
      -1_576_800_000_000, -1_576_800_000_001, -1_576_801_000_000,
      -1_576_800_000_000 + 1_000 * Int64(UInt32.max),
      -1_576_800_000_000 + 1_000 * Int64(UInt32.max - 1),
    ]
    // None, few or many numbers that do not fit: the last make the column wide.
    let share = [0, 400, 2][Int(seed % 3)]
    func number() -> Int64 {
      if share > 0, random.next() % UInt64(share) == 0 {
        return odd[Int(random.next() % UInt64(odd.count))]
      }
      return isTime
        ? 1_600_000_000_000 + 1_000 * Int64(random.next() % 100) : Int64(random.next() % 1_000_000)
    }
    if share == 2 {
      let values = (0..<3 * CompactColumn.rareLimit).map { _ in number() }
      values.withUnsafeBufferPointer { column.append(contentsOf: $0) }
      plain += values
    }
    for _ in 0..<30 {
      if random.next() % 2 == 0 {
        let value = number()
        column.append(value)
        plain.append(value)
      } else {
        let values = (0..<Int(random.next() % 400)).map { _ in number() }
        values.withUnsafeBufferPointer { column.append(contentsOf: $0) }
        plain += values
      }
    }
    #expect(column.count == plain.count)
    #expect(plain.indices.allSatisfy { column[$0] == plain[$0] })
    #expect(share != 2 || !column.wide.isEmpty)
    #expect(share != 0 || column.wide.isEmpty && column.rare.isEmpty)
    let order = (0..<plain.count).map { _ in UInt32(random.next() % UInt64(plain.count)) }
    let moved = column.reordered(by: order)
    #expect(moved.count == order.count)
    #expect(order.indices.allSatisfy { moved[$0] == plain[Int(order[$0])] })
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func aUniformColumnKeepsEveryValue(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var column = UniformColumn(TimePrecision.unknown)
    var plain: [TimePrecision] = []
    column.reserveCapacity(Int(random.next() % 1_000))
    #expect(column.uniform == nil)
    for step in 0..<12 {
      let value: TimePrecision =
        seed % 3 == 0 && step > 4 && random.next() % 3 == 0 ? .second : .day
      switch random.next() % 4 {
      case 0:
        column.append(value)
        plain.append(value)
      case 1:
        column.append(repeating: value, count: step)
        plain += Array(repeating: value, count: step)
      case 2:
        let more = (0..<step).map { seed % 3 == 0 && $0 % 5 == 4 ? .minute : value }
        column.append(contentsOf: more)
        plain += more
      default:
        guard let place = plain.indices.last, seed % 3 != 1 else { continue }
        column[place] = value
        plain[place] = value
      }
    }
    #expect(column.count == plain.count)
    #expect(plain.indices.allSatisfy { column[$0] == plain[$0] })
    #expect(column.positions { $0 == .day } == plain.indices.filter { plain[$0] == .day })
    #expect(column.contains { $0 == .second } == plain.contains(.second))
    #expect(seed % 3 == 0 || column.uniform == .day)
    let order = (0..<plain.count).reversed().map { UInt32($0) }
    let moved = column.reordered(by: order)
    #expect(order.indices.allSatisfy { moved[$0] == plain[Int(order[$0])] })
    column.replaceAll { $0 == .day ? .hour : $0 }
    #expect(plain.indices.allSatisfy { column[$0] == (plain[$0] == .day ? .hour : plain[$0]) })
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func receivedAmountsAreFoundWhereverTheyWereSaid(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var column = ReceivedColumn()
    var plain: [Int: ReceivedColumn.Receipt] = [:]
    #expect(column.isEmpty && column[3] == nil)
    let count = Int(random.next() % 1_000) + 200
    func say(_ transfer: Int) {
      let receipt = ReceivedColumn.Receipt(
        amount: Int64(bitPattern: random.next()), currency: UInt8(random.next() % 256))
      column.set(transfer, amount: receipt.amount, currency: receipt.currency)
      plain[transfer] = receipt
    }
    for transfer in 0..<count where random.next() % (seed % 2 == 0 ? 2 : 90) == 0 {
      say(transfer)
      // Sets an earlier transfer, or the same one again.
      if seed % 5 == 0 { say(Int(random.next() % UInt64(transfer + 1))) }
    }
    func isEqual() -> Bool { (0..<count + 200).allSatisfy { column[$0] == plain[$0] } }
    #expect(isEqual())
    column.settle()
    #expect(isEqual() && column.isEmpty == plain.isEmpty)
    let order = (0..<count).map { _ in UInt32(random.next() % UInt64(count)) }
    let moved = column.reordered(by: order)
    #expect(order.indices.allSatisfy { moved[$0] == plain[Int(order[$0])] })
  }

  /// The state of the records of a random column.
  enum Standing: CaseIterable {
    case following, withGaps, overLines, newestFirst, longRecords, farApart, mixed
  }

  @Test(arguments: Standing.allCases, 1...12 as ClosedRange<UInt64>)
  func evidenceKeepsEveryPlace(standing: Standing, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var places: [RowLocation] = []
    var offset: Int64 = seed % 4 == 0 ? 5_000_000_000 : 40
    var line: UInt32 = seed % 5 == 0 ? .max - 300 : 2
    for _ in 0..<Int(random.next() % 600) {
      let now = standing == .mixed ? Standing.allCases[Int(random.next() % 6)] : standing
      var count = UInt32(random.next() % 200)
      var lines: UInt32 = 1
      switch now {
      case .following, .mixed, .newestFirst: break
      case .withGaps: offset += Int64(random.next() % 300)
      case .overLines: lines = UInt32(random.next() % 3)
      case .longRecords: if random.next() % 40 == 0 { count = UInt32(random.next() % 200_000) }
      case .farApart: offset += Int64(random.next() % 2) << Int64(random.next() % 50)
      }
      places.append(RowLocation(line: line, byteOffset: offset, byteCount: count))
      offset += Int64(count) + 1
      line = line > .max - lines ? .max : line + lines
    }
    if standing == .newestFirst { places.reverse() }
    var column = EvidenceColumn()
    // Row by row, and as chunks of a file come.
    var next = 0
    while next < places.count {
      let end = min(places.count, next + Int(random.next() % 300) + 1)
      if random.next() % 3 == 0 {
        for place in places[next..<end] { column.append(place) }
      } else {
        let first = places[next..<end].map(\.line).min() ?? 0
        let (offsets, counts, lines) = (
          places[next..<end].map(\.byteOffset), places[next..<end].map(\.byteCount),
          places[next..<end].map { $0.line - first }
        )
        offsets.withUnsafeBufferPointer { offsets in
          counts.withUnsafeBufferPointer { counts in
            lines.withUnsafeBufferPointer {
              column.append(offsets: offsets, counts: counts, lines: $0, from: first)
            }
          }
        }
      }
      next = end
    }
    func isEqual(_ column: EvidenceColumn, _ places: [RowLocation]) -> Bool {
      column.count == places.count && places.indices.allSatisfy { column[$0] == places[$0] }
    }
    #expect(isEqual(column, places))
    let isAscending = zip(places, places.dropFirst()).allSatisfy { $0.byteOffset < $1.byteOffset }
    #expect(column.isAscending == isAscending)
    let order = places.indices.map { UInt32($0) }.shuffled(using: &random)
    #expect(isEqual(column.reordered(by: order), order.map { places[Int($0)] }))
    guard !places.isEmpty else { return }
    let first = Int(random.next() % UInt64(places.count))
    func moved(_ place: RowLocation) -> RowLocation {
      RowLocation(
        line: place.line, byteOffset: place.byteOffset * 2, byteCount: place.byteCount / 2)
    }
    column.replace(from: first, moved)
    #expect(isEqual(column, places[..<first] + places[first...].map(moved)))
    for place in places { column.append(place) }
    #expect(isEqual(column, places[..<first] + places[first...].map(moved) + places))
  }

  @Test func recordsThatFollowEachOtherCostTwoBytes() {
    var column = EvidenceColumn()
    for number in 0..<640 {
      column.append(
        RowLocation(line: UInt32(number + 2), byteOffset: Int64(number) * 100 + 30, byteCount: 99))
    }
    #expect(column.words.count == 640 && column.blocks.count == 10)
    #expect(column.blocks.allSatisfy { $0.form == [] })
    column.replace(from: 0) {
      RowLocation(line: $0.line, byteOffset: $0.byteOffset * 7_000_000_000, byteCount: $0.byteCount)
    }
    #expect(column.words.count == 8 * 640 && column.blocks.allSatisfy { $0.form == .wide })
    #expect(column[639].byteOffset == 63_930 * 7_000_000_000)
  }
}
