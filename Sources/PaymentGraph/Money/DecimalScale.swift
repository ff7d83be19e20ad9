/// Conversion of amounts to another number of decimals.
package enum DecimalScale {
  /// A converted amount; `isExact` is true where no digit was left out.
  package struct Restated: Hashable, Sendable {
    package let value: Int64
    package let isExact: Bool
  }

  /// Converts an amount from one number of decimals to another; digits beyond those are cut off,
  /// towards zero.
  ///
  /// Nil where 64 bits cannot hold the result.
  package static func restated(_ units: Int64, from: Int, to: Int) -> Restated? {
    var value = units
    var isExact = true
    for _ in 0..<max(0, min(to - from, 20)) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    for _ in 0..<max(0, min(from - to, 20)) {
      if value % 10 != 0 { isExact = false }
      value /= 10
    }
    return Restated(value: value, isExact: isExact)
  }

  /// Returns the number of decimals, up to a wanted one, to which a sum fits in 64 bits with room
  /// to spare.
  ///
  /// - Parameter wholes: The sum of all amounts in whole units of the currency, each rounded up.
  package static func finest(_ wanted: Int, wholes: Int128) -> Int {
    var most = Int128(Int64.max) / 4
    var exponent = 0
    while exponent < wanted, wholes <= most / 10 {
      most /= 10
      exponent += 1
    }
    return exponent
  }
}
