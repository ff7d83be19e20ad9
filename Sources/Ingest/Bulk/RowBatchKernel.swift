/// A few rows whose keys are looked up together.
///
/// The memory of look-ups is fetched while others wait for theirs: first all slots are touched, then
/// all entries, then the keys are compared.
///
/// Invariant: `count` rows and `2 * count` probes are initialised.
struct RowBatch: ~Copyable {
  static let limit = 256

  private let rows: UnsafeMutablePointer<PlainRow>
  private let probes: UnsafeMutablePointer<KeyTable.Probe>
  private let slots: UnsafeMutablePointer<UInt64>
  private(set) var count = 0

  init() {
    rows = .allocate(capacity: RowBatch.limit)
    probes = .allocate(capacity: 2 * RowBatch.limit)
    slots = .allocate(capacity: 2 * RowBatch.limit)
  }

  deinit {
    rows.deallocate()
    probes.deallocate()
    slots.deallocate()
  }

  var isFull: Bool { count == RowBatch.limit }

  @inline(__always)
  mutating func append(
    _ row: PlainRow, _ payer: KeyTable.Probe, _ beneficiary: KeyTable.Probe
  ) {
    (rows + count).initialize(to: row)
    (probes + (2 * count)).initialize(to: payer)
    (probes + (2 * count + 1)).initialize(to: beneficiary)
    count &+= 1
  }

  /// Looks up all keys and adds the rows to a chunk; true where one names nobody.
  mutating func finish(_ keys: KeyTable, _ chunk: inout BulkChunk) -> Bool {
    let table = keys.newest
    for number in 0..<2 &* count {
      slots[number] = KeyTable.slot(table, probes[number].hash)
    }
    var touched: UInt32 = 0
    for number in 0..<2 &* count { touched |= keys.touch(slots[number]) }
    var marks: UInt32 = 0
    for number in 0..<count {
      let payer = keys.number(
        of: probes[2 &* number], in: table, firstSlot: slots[2 &* number])
      let beneficiary = keys.number(
        of: probes[2 &* number &+ 1], in: table, firstSlot: slots[2 &* number &+ 1])
      rows[number].payer = payer
      rows[number].beneficiary = beneficiary
      marks |= payer | beneficiary
    }
    chunk.rows.append(contentsOf: UnsafeBufferPointer(start: rows, count: count))
    count = 0
    // `touched` is 0 as no entry has that length; using it keeps the loop.
    return marks & KeyTable.blankBit != 0 || touched == .max
  }
}
