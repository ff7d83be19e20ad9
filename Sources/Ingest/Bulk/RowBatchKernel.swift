/// A few rows whose keys are looked up together.
///
/// A key's slot is prefetched when its row is added and looked at when the batch is full, so that no look-up waits for
/// memory. The rows themselves are already written after those of their chunk; only their accounts are missing.
///
/// Invariant: `2 * count` probes are initialised, and the chunk has `count` rows written after those that it counts.
struct RowBatch: ~Copyable {
  static let limit = 128

  private let keys: KeyTable
  private let probes: UnsafeMutablePointer<KeyTable.Probe>
  private let hash: KeyHash
  /// The table whose slots are prefetched.
  private var table: KeyTable.Table
  private(set) var count = 0

  init(_ keys: KeyTable) {
    self.keys = keys
    hash = keys.hash
    table = keys.newest
    probes = .allocate(capacity: 2 * RowBatch.limit)
  }

  deinit { probes.deallocate() }

  var isFull: Bool { count == RowBatch.limit }

  /// Adds a row, which was written after the chunk's rows and those of the batch.
  @inline(__always)
  mutating func append(_ payer: KeyTable.Bytes, _ beneficiary: KeyTable.Bytes) {
    let probe = probes + (2 &* count)
    KeyTable.Probe.put(payer, hash, at: probe)
    table.fetch(probe.pointee.hash)
    KeyTable.Probe.put(beneficiary, hash, at: probe + 1)
    table.fetch((probe + 1).pointee.hash)
    count &+= 1
  }

  /// Looks up all keys and adds the rows to a chunk; returns true where one names nobody.
  mutating func finish(_ rows: PlainRows) -> Bool {
    table = keys.newest
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
    return marks & KeyTable.blankBit != 0
  }
}
