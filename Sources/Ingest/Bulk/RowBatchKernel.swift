/// A few rows whose keys are looked up together.
///
/// The memory of look-ups is fetched while others wait for theirs: first the slots of all keys are
/// touched, then the keys are compared. The rows themselves stand behind those of their chunk
/// already; only their accounts are missing.
///
/// Invariant: `2 * count` probes are initialised, and the chunk has `count` rows written behind those
/// that it counts.
struct RowBatch: ~Copyable {
  static let limit = 128

  private let probes: UnsafeMutablePointer<KeyTable.Probe>
  private(set) var count = 0

  init() {
    probes = .allocate(capacity: 2 * RowBatch.limit)
  }

  deinit { probes.deallocate() }

  var isFull: Bool { count == RowBatch.limit }

  /// Adds a row, which was written behind the chunk's rows and those of the batch.
  @inline(__always)
  mutating func append(_ payer: KeyTable.Bytes, _ beneficiary: KeyTable.Bytes) {
    KeyTable.Probe.put(payer, at: probes + (2 &* count))
    KeyTable.Probe.put(beneficiary, at: probes + (2 &* count &+ 1))
    count &+= 1
  }

  /// Looks up all keys and adds the rows to a chunk; true where one names nobody.
  mutating func finish(_ keys: KeyTable, _ rows: PlainRows) -> Bool {
    let table = keys.newest
    var touched: UInt64 = 0
    for number in 0..<2 &* count { touched |= table.touch(probes[number].hash) }
    var marks: UInt32 = 0
    let payers = rows.payer + rows.count
    let beneficiaries = rows.beneficiary + rows.count
    for number in 0..<count {
      let payer = keys.number(of: probes + (2 &* number), in: table)
      let beneficiary = keys.number(of: probes + (2 &* number &+ 1), in: table)
      payers[number] = payer
      beneficiaries[number] = beneficiary
      marks |= payer | beneficiary
    }
    rows.extend(by: count)
    count = 0
    // No mark has all bits: using `touched` keeps the loop.
    return marks & KeyTable.blankBit != 0 || touched == .max
  }
}
