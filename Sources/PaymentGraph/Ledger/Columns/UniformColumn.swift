/// A column of a ledger whose values are mostly all the same: one value until a second one comes,
/// then one a transfer.
///
/// Public because only public code is inlined, or specialised for one type of value, in the targets
/// that read it; nobody else gets one.
public struct UniformColumn<Value: Hashable & Sendable>: Sendable {
  /// The value of all transfers, as long as `values` is empty.
  @usableFromInline var only: Value
  @usableFromInline var length = 0
  /// Empty while all values are the same.
  @usableFromInline var values: [Value] = []
  /// The number of values for which room was asked.
  private var room = 0

  /// Creates an empty column.
  ///
  /// - Parameter usual: The value that a column without values would hold.
  package init(_ usual: Value) { only = usual }

  @usableFromInline var count: Int { length }

  /// The value that all transfers share; nil where they differ and where there are none.
  package var uniform: Value? { values.isEmpty && length > 0 ? only : nil }

  /// The values of a column that has more than one; empty where they are all the same.
  var distinct: [Value] {
    get { values }
    _modify { yield &values }
  }

  /// The value of a transfer.
  @inlinable
  public internal(set) subscript(position: Int) -> Value {
    @inline(__always)
    get { values.isEmpty ? only : values[position] }
    set {
      if values.isEmpty {
        if newValue == only { return }
        spread()
      }
      values[position] = newValue
    }
  }

  package mutating func reserveCapacity(_ count: Int) {
    room = max(room, count)
    if !values.isEmpty { values.reserveCapacity(count) }
  }

  package mutating func append(_ value: Value) { append(repeating: value, count: 1) }

  /// Appends the same value for some transfers.
  package mutating func append(repeating value: Value, count: Int) {
    guard count > 0 else { return }
    if values.isEmpty {
      if length == 0 { only = value }
      if value == only {
        length += count
        return
      }
      spread()
    }
    values.append(contentsOf: repeatElement(value, count: count))
    length += count
  }

  /// Appends the values of some transfers.
  package mutating func append(contentsOf more: some Collection<Value>) {
    guard let first = more.first else { return }
    if values.isEmpty, length == 0 || first == only, more.allSatisfy({ $0 == first }) {
      append(repeating: first, count: more.count)
      return
    }
    if values.isEmpty { spread() }
    values.append(contentsOf: more)
    length += more.count
  }

  /// Returns true where a condition holds for any value.
  package func contains(where condition: (Value) -> Bool) -> Bool {
    if let uniform { return condition(uniform) }
    return values.contains(where: condition)
  }

  /// Returns the transfers for whose values a condition holds, in their order.
  package func positions(where condition: (Value) -> Bool) -> [Int] {
    if let uniform { return condition(uniform) ? Array(0..<length) : [] }
    return values.indices.filter { condition(values[$0]) }
  }

  /// Replaces every value.
  mutating func replaceAll(_ replacement: (Value) -> Value) {
    if values.isEmpty {
      only = replacement(only)
    } else {
      for position in values.indices { values[position] = replacement(values[position]) }
    }
  }

  /// Returns this column with its values in another order, or with some of them.
  func reordered(by order: [UInt32]) -> UniformColumn {
    var result = UniformColumn(only)
    if values.isEmpty {
      result.length = order.count
    } else {
      // The values that are left may be all the same.
      result.append(contentsOf: order.map { values[Int($0)] })
    }
    return result
  }

  /// Stores one value for each transfer.
  @usableFromInline mutating func spread() {
    values.reserveCapacity(max(room, length))
    values.append(contentsOf: repeatElement(only, count: length))
  }
}
