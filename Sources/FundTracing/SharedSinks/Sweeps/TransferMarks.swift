/// The transfers on walks from victims.
///
/// For each transfer they hold whether it lies on a walk from a victim to an account other than the victim's, and the
/// number of victims whose money had already reached its payer and passes on with it.
///
/// Each transfer has a number: its lowest bit is set where the transfer lies on a walk, the rest is the count. One byte
/// holds the 64 victims of one sweep, two bytes those of several; overflow is counted apart. Where few transfers lie on
/// walks, their numbers are listed, and one bit a transfer marks them.
struct TransferMarks: Sendable {
  private var bytes: [UInt8]
  private var pairs: [UInt16]
  /// The number of overflows of a transfer's number.
  private var overruns: [UInt32: Int]
  /// The transfers on walks, where they are few: a bit for each, their list in ledger order, and their numbers.
  private var bits: [UInt64] = []
  private var listed: [UInt32] = []
  private var numbers: [UInt8] = []

  /// Creates marks without any transfer on a walk.
  ///
  /// - Parameter isAlone: true for at most 64 victims.
  init(transferCount: Int, isAlone: Bool) {
    bytes = isAlone ? Array(repeating: 0, count: transferCount) : []
    pairs = isAlone ? [] : Array(repeating: 0, count: transferCount)
    overruns = [:]
  }

  /// Creates the marks of one sweep for at most 64 victims.
  init(bytes: [UInt8]) {
    self.bytes = bytes
    pairs = []
    overruns = [:]
  }

  /// Creates the marks of a pass for at most 64 victims that marked few transfers.
  ///
  /// - Parameters:
  ///   - listed: the transfers, in ledger order.
  ///   - numbers: their numbers; see ``number(passing:)``.
  init(transferCount: Int, _ listed: [UInt32], _ numbers: [UInt8]) {
    bytes = []
    pairs = []
    overruns = [:]
    bits = Array(repeating: 0, count: transferCount / 64 + 1)
    for transfer in listed { bits[Int(transfer >> 6)] |= 1 &<< UInt64(transfer & 63) }
    self.listed = listed
    self.numbers = numbers
  }

  /// Creates the marks of several sweeps, with the overflows of transfers' numbers.
  init(pairs: [UInt16], overruns: [UInt32: Int]) {
    bytes = []
    self.pairs = pairs
    self.overruns = overruns
  }

  /// Returns the number of a transfer that lies on a walk and passes on the money of so many victims.
  @inline(__always)
  static func number(passing count: Int) -> Int { count &<< 1 | 1 }

  /// Marks a transfer that passes on the money of so many more victims, at most 64.
  mutating func mark(_ transfer: Int, passing count: Int) {
    if bytes.isEmpty {
      add(UInt16(truncatingIfNeeded: TransferMarks.number(passing: count)), at: transfer)
    } else {
      bytes[transfer] = (bytes[transfer] &+ UInt8(truncatingIfNeeded: count &<< 1)) | 1
    }
  }

  /// Returns true where a transfer lies on a walk.
  @inline(__always)
  subscript(transfer: Int) -> Bool {
    guard bits.isEmpty else { return bits[transfer >> 6] &>> UInt64(transfer & 63) & 1 != 0 }
    return (bytes.isEmpty ? UInt8(truncatingIfNeeded: pairs[transfer]) : bytes[transfer]) & 1 != 0
  }

  /// Returns the number of victims whose money had already reached the payer of a transfer and passes on with it.
  func passed(_ transfer: Int) -> Int {
    guard bits.isEmpty else {
      guard self[transfer] else { return 0 }
      return Int(numbers[LinkSet.lowerBound(listed.count) { listed[$0] < transfer }] >> 1)
    }
    guard bytes.isEmpty else { return Int(bytes[transfer] >> 1) }
    let more = overruns.isEmpty ? 0 : overruns[UInt32(truncatingIfNeeded: transfer)] ?? 0
    return Int(pairs[transfer] >> 1) + more << 15
  }

  /// The transfers on walks in ledger order, where they are few; nil where they are not listed.
  var list: [UInt32]? { bits.isEmpty ? nil : listed }

  /// Returns, by transfer, true where it lies on a walk.
  ///
  /// - Parameter count: the number of transfers.
  func flags(_ count: Int) -> [Bool] {
    guard bits.isEmpty else { return (0..<count).map { self[$0] } }
    return bytes.isEmpty ? pairs.map { $0 & 1 != 0 } : bytes.map { $0 & 1 != 0 }
  }

  /// Adds the marks for other victims; both must hold those of several sweeps.
  mutating func add(_ other: TransferMarks) {
    for start in stride(from: 0, to: pairs.count, by: 1 << 12) {
      let part = start..<min(start + 1 << 12, pairs.count)
      if !addTogether(other, part) {
        for transfer in part where other.pairs[transfer] != 0 {
          add(other.pairs[transfer], at: transfer)
        }
      }
    }
    for (transfer, count) in other.overruns { overruns[transfer, default: 0] += count }
  }

  /// Adds the numbers of some transfers, many at a time; returns false, and adds nothing, where one could overflow.
  private mutating func addTogether(_ other: TransferMarks, _ part: Range<Int>) -> Bool {
    var mine = pairs.mutableSpan
    let others = other.pairs.span
    var either: UInt16 = 0
    for transfer in part { either |= mine[transfer] | others[transfer] }
    // The sum of two counts below half the range does not overflow.
    guard either < 1 << 15 else { return false }
    for transfer in part {
      let (number, more) = (mine[transfer], others[transfer])
      mine[transfer] = (number & ~1) &+ (more & ~1) | (number | more) & 1
    }
    return true
  }

  private mutating func add(_ number: UInt16, at transfer: Int) {
    let (sum, ranOver) = (pairs[transfer] & ~1).addingReportingOverflow(number & ~1)
    pairs[transfer] = sum | (pairs[transfer] | number) & 1
    if ranOver { overruns[UInt32(truncatingIfNeeded: transfer), default: 0] += 1 }
  }
}
