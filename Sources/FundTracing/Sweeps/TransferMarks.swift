/// By transfer: whether it lies on a walk from a victim to an account other than the victim's, and how
/// many victims' money it passes on that had reached its payer before.
///
/// A number for each transfer: its lowest bit says whether it lies on a walk, the rest counts. One byte
/// holds the 64 victims of one sweep, two bytes those of several; what does not fit is counted apart.
struct TransferMarks: Sendable {
  private var bytes: [UInt8]
  private var pairs: [UInt16]
  /// How often the number of a transfer ran over.
  private var overruns: [UInt32: Int]

  /// No transfer lies on a walk.
  ///
  /// - Parameter isAlone: whether there are at most 64 victims.
  init(transferCount: Int, isAlone: Bool) {
    bytes = isAlone ? Array(repeating: 0, count: transferCount) : []
    pairs = isAlone ? [] : Array(repeating: 0, count: transferCount)
    overruns = [:]
  }

  /// What one sweep for at most 64 victims marked.
  init(bytes: [UInt8]) {
    self.bytes = bytes
    pairs = []
    overruns = [:]
  }

  /// What sweeps marked, and how often the numbers of transfers ran over.
  init(pairs: [UInt16], overruns: [UInt32: Int]) {
    bytes = []
    self.pairs = pairs
    self.overruns = overruns
  }

  /// The number that says that a transfer lies on a walk, and passes on what so many victims paid.
  @inline(__always)
  static func number(passing count: Int) -> Int { count &<< 1 | 1 }

  /// Marks a transfer, which passes on what so many more victims paid, at most 64.
  mutating func mark(_ transfer: Int, passing count: Int) {
    if bytes.isEmpty {
      add(UInt16(truncatingIfNeeded: TransferMarks.number(passing: count)), at: transfer)
    } else {
      bytes[transfer] = (bytes[transfer] &+ UInt8(truncatingIfNeeded: count &<< 1)) | 1
    }
  }

  /// Whether a transfer lies on a walk.
  @inline(__always)
  subscript(transfer: Int) -> Bool {
    (bytes.isEmpty ? UInt8(truncatingIfNeeded: pairs[transfer]) : bytes[transfer]) & 1 != 0
  }

  /// How many victims' money a transfer passes on that had reached its payer before.
  func passed(_ transfer: Int) -> Int {
    guard bytes.isEmpty else { return Int(bytes[transfer] >> 1) }
    let more = overruns.isEmpty ? 0 : overruns[UInt32(truncatingIfNeeded: transfer)] ?? 0
    return Int(pairs[transfer] >> 1) + more << 15
  }

  /// By transfer: whether it lies on a walk.
  var flags: [Bool] {
    bytes.isEmpty ? pairs.map { $0 & 1 != 0 } : bytes.map { $0 & 1 != 0 }
  }

  /// Adds what was marked for other victims; both hold more than one sweep's.
  mutating func add(_ other: TransferMarks) {
    for transfer in other.pairs.indices where other.pairs[transfer] != 0 {
      add(other.pairs[transfer], at: transfer)
    }
    for (transfer, count) in other.overruns { overruns[transfer, default: 0] += count }
  }

  private mutating func add(_ number: UInt16, at transfer: Int) {
    let (sum, ranOver) = (pairs[transfer] & ~1).addingReportingOverflow(number & ~1)
    pairs[transfer] = sum | (pairs[transfer] | number) & 1
    if ranOver { overruns[UInt32(truncatingIfNeeded: transfer), default: 0] += 1 }
  }
}
