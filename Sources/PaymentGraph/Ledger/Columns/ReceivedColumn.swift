/// The amounts that beneficiaries received where they differ from those sent, with their
/// currencies; other transfers take no room.
///
/// One bit a transfer tells whether it was converted, and counts of bits lead from a transfer to
/// its index among those that were: a look-up costs no search.
///
/// Public because only public code is inlined in the targets that read it; nobody else gets one.
public struct ReceivedColumn: Sendable {
  /// One bit a transfer, up to the last that was converted.
  @usableFromInline var marks: [UInt64] = []
  /// The number of bits set before each word of marks.
  private var before: [UInt32] = []
  private var amounts: [Int64] = []
  private var currencies: [UInt8] = []
  /// The amounts that were set for transfers after later ones were marked; ``settle()`` merges
  /// them.
  @usableFromInline var late: [UInt32: Receipt] = [:]

  /// The amount that one transfer brought.
  @usableFromInline package struct Receipt: Hashable, Sendable {
    package let amount: Int64
    package let currency: UInt8
  }

  package init() {}

  /// True where every beneficiary received the amount sent.
  @inlinable public var isEmpty: Bool { marks.isEmpty && late.isEmpty }

  /// The amount received, where it differs from the amount sent.
  package subscript(transfer: Int) -> Receipt? {
    @inline(__always)
    get { receipt(transfer) }
  }

  @inline(__always)
  private func receipt(_ transfer: Int) -> Receipt? {
    if !late.isEmpty, let receipt = late[UInt32(truncatingIfNeeded: transfer)] { return receipt }
    let word = transfer >> 6
    guard word < marks.count else { return nil }
    let bit = UInt64(1) << UInt64(transfer & 63)
    guard marks[word] & bit != 0 else { return nil }
    let index = Int(before[word]) + (marks[word] & (bit - 1)).nonzeroBitCount
    return Receipt(amount: amounts[index], currency: currencies[index])
  }

  /// Makes room for more transfers that were converted.
  package mutating func reserveCapacity(_ additional: Int) {
    amounts.reserveCapacity(amounts.count + additional)
    currencies.reserveCapacity(currencies.count + additional)
  }

  /// Sets the amount received of a transfer.
  ///
  /// - Complexity: O(1) for a transfer after all that were marked before, else O(1) and once
  ///   O(*t*).
  package mutating func set(_ transfer: Int, amount: Int64, currency: UInt8) {
    let word = transfer >> 6
    let bit = UInt64(1) << UInt64(transfer & 63)
    guard word > marks.count - 1 || word == marks.count - 1 && marks[word] < bit else {
      late[UInt32(truncatingIfNeeded: transfer)] = Receipt(amount: amount, currency: currency)
      return
    }
    if word >= marks.count {
      let missing = word + 1 - marks.count
      before.append(
        contentsOf: repeatElement(UInt32(truncatingIfNeeded: amounts.count), count: missing))
      marks.append(contentsOf: repeatElement(0, count: missing))
    }
    marks[word] |= bit
    amounts.append(amount)
    currencies.append(currency)
  }

  /// Merges the amounts that were set late into their order.
  mutating func settle() {
    guard !late.isEmpty else { return }
    var result = ReceivedColumn()
    let last = max(marks.count * 64, (late.keys.max().map(Int.init) ?? 0) + 1)
    for transfer in 0..<last {
      guard let receipt = self[transfer] else { continue }
      result.set(transfer, amount: receipt.amount, currency: receipt.currency)
    }
    self = result
  }

  /// Returns this column with its transfers in another order, or with some of them.
  func reordered(by order: [UInt32]) -> ReceivedColumn {
    var result = ReceivedColumn()
    if isEmpty { return result }
    for (new, old) in order.enumerated() {
      guard let receipt = self[Int(old)] else { continue }
      result.set(new, amount: receipt.amount, currency: receipt.currency)
    }
    return result
  }
}
