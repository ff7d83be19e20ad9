internal import Glibc
internal import PaymentGraph

/// The plain rows of a chunk, with one array for each property, as the ledger keeps them.
///
/// Accounts are numbers in the file's ``KeyTable`` until ``ChunkMerger`` replaces them by the ledger's numbers.
///
/// Invariant: the first `count` elements of all arrays are initialised, and room for `capacity` elements is allocated.
/// Only one thread at a time has the chunk.
final class FastRows: @unchecked Sendable {
  private(set) var count = 0
  private(set) var capacity: Int
  private(set) var start: UnsafeMutablePointer<Int64>
  private(set) var amount: UnsafeMutablePointer<Int64>
  /// The offset of the record in the file.
  private(set) var offset: UnsafeMutablePointer<Int64>
  private(set) var payer: UnsafeMutablePointer<UInt32>
  private(set) var beneficiary: UnsafeMutablePointer<UInt32>
  private(set) var length: UnsafeMutablePointer<UInt32>
  /// The number of lines between the start of the chunk and the record.
  private(set) var line: UnsafeMutablePointer<UInt32>
  private(set) var precision: UnsafeMutablePointer<TimePrecision>
  private(set) var currency: UnsafeMutablePointer<UInt8>
  private(set) var kind: UnsafeMutablePointer<TransferKind>

  init() {
    capacity = 64
    start = .allocate(capacity: capacity)
    amount = .allocate(capacity: capacity)
    offset = .allocate(capacity: capacity)
    payer = .allocate(capacity: capacity)
    beneficiary = .allocate(capacity: capacity)
    length = .allocate(capacity: capacity)
    line = .allocate(capacity: capacity)
    precision = .allocate(capacity: capacity)
    currency = .allocate(capacity: capacity)
    kind = .allocate(capacity: capacity)
  }

  deinit {
    start.deallocate()
    amount.deallocate()
    offset.deallocate()
    payer.deallocate()
    beneficiary.deallocate()
    length.deallocate()
    line.deallocate()
    precision.deallocate()
    currency.deallocate()
    kind.deallocate()
  }

  /// Makes room for more rows after the first `count`.
  @inline(__always)
  func reserve(_ more: Int) {
    if count &+ more > capacity { grow(count &+ more) }
  }

  @inline(never)
  private func grow(_ least: Int) {
    let old = capacity
    capacity = max(least, 2 * old)
    func moved<Value>(_ column: UnsafeMutablePointer<Value>) -> UnsafeMutablePointer<Value> {
      let new = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
      // The values are trivial: those that a batch wrote beyond `count` are copied too.
      UnsafeMutableRawPointer(new).copyMemory(
        from: column, byteCount: old * MemoryLayout<Value>.stride)
      column.deallocate()
      return new
    }
    start = moved(start)
    amount = moved(amount)
    offset = moved(offset)
    payer = moved(payer)
    beneficiary = moved(beneficiary)
    length = moved(length)
    line = moved(line)
    precision = moved(precision)
    currency = moved(currency)
    kind = moved(kind)
  }

  /// Counts rows that were written after the first `count`.
  @inline(__always)
  func extend(by rows: Int) { count &+= rows }

  /// Keeps the first rows only.
  func keepFirst(_ rows: Int) { count = rows }

  /// Moves a row to another index and overwrites the row there.
  func move(_ from: Int, to: Int) {
    start[to] = start[from]
    amount[to] = amount[from]
    offset[to] = offset[from]
    payer[to] = payer[from]
    beneficiary[to] = beneficiary[from]
    length[to] = length[from]
    line[to] = line[from]
    precision[to] = precision[from]
    currency[to] = currency[from]
    kind[to] = kind[from]
  }

  // MARK: Joining

  /// Adds the amounts of a range of rows to sums by the index of their currency.
  func addAmounts(in range: Range<Int>, to sums: inout [Int128]) {
    // A currency's index is a byte: there is a sum for each.
    guard sums.count == 256 else { return }
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      for row in range { base[Int(currency[row])] &+= Int128(amount[row]) }
    }
  }

  /// Gives every account of a range of rows its number in the ledger.
  ///
  /// - Parameters:
  ///   - accounts: the account + 1 by number in the key table, 0 for a key of which no row was taken yet.
  ///   - makeAccounts: makes the accounts of new keys, in the order in which rows name them.
  func numberAccounts(
    in range: Range<Int>, _ accounts: inout [UInt32], _ makeAccounts: ([UInt32]) -> [UInt32]
  ) {
    accounts.withUnsafeMutableBufferPointer { accounts in
      guard let known = accounts.baseAddress else { return }
      // The new keys, in order, and the rows that name them, which get their accounts last.
      var new: [UInt32] = []
      var open: [Int] = []
      for row in range {
        let (from, to) = (known[Int(payer[row])], known[Int(beneficiary[row])])
        // Neither account is unknown (0) or was just noted as new (all ones).
        if from &- 1 < .max &- 1, to &- 1 < .max &- 1 {
          payer[row] = from &- 1
          beneficiary[row] = to &- 1
          continue
        }
        open.append(row)
        if from == 0 {
          known[Int(payer[row])] = .max
          new.append(payer[row])
        }
        if known[Int(beneficiary[row])] == 0 {
          known[Int(beneficiary[row])] = .max
          new.append(beneficiary[row])
        }
      }
      guard !open.isEmpty else { return }
      for (key, account) in zip(new, makeAccounts(new)) { known[Int(key)] = account &+ 1 }
      for row in open {
        payer[row] = known[Int(payer[row])] &- 1
        beneficiary[row] = known[Int(beneficiary[row])] &- 1
      }
    }
  }

  /// Appends a range of rows, whose accounts have the ledger's numbers.
  ///
  /// - Parameter firstLine: the line on which the chunk starts.
  func append(_ range: Range<Int>, line firstLine: Int, to columns: inout TransferColumns) {
    func part<Value>(_ column: UnsafeMutablePointer<Value>) -> UnsafeBufferPointer<Value> {
      UnsafeBufferPointer(start: column + range.lowerBound, count: range.count)
    }
    columns.start.append(contentsOf: part(start))
    append(part(precision), to: &columns.precision)
    columns.payer.append(contentsOf: part(payer))
    columns.beneficiary.append(contentsOf: part(beneficiary))
    columns.sent.append(contentsOf: part(amount))
    columns.sentCurrency.append(contentsOf: part(currency))
    append(part(kind), to: &columns.kind)
    columns.evidence.append(
      offsets: part(offset), counts: part(length), lines: part(line),
      from: UInt32(clamping: firstLine))
  }

  /// Appends values that are mostly the same.
  private func append<Value>(
    _ values: UnsafeBufferPointer<Value>, to column: inout UniformColumn<Value>
  ) {
    guard let first = values.baseAddress, let value = values.first else { return }
    // Each byte equals the one after it, so all are equal; the values are single bytes.
    if MemoryLayout<Value>.size == 1,
      memcmp(first, UnsafeRawPointer(first) + 1, values.count - 1) == 0
    {
      column.append(repeating: value, count: values.count)
    } else {
      column.append(contentsOf: values)
    }
  }
}
