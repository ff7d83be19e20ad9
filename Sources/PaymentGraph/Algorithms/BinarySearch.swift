/// The binary search, for all modules.
package enum BinarySearch {
  /// Returns the first index of a range at which a condition fails that holds at the indices before it; the end of the
  /// range where it never fails.
  ///
  /// - Complexity: O(log *n*) calls of the condition.
  @inlinable
  package static func lowerBound(_ range: Range<Int>, isBelow: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if isBelow(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Returns the first index below a count at which a condition fails that holds at the indices before it; the count where
  /// it never fails.
  @inlinable
  package static func lowerBound(_ count: Int, isBelow: (Int) -> Bool) -> Int {
    lowerBound(0..<count, isBelow: isBelow)
  }
}
