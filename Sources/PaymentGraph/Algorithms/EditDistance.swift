/// The number of changes that turn one text into another, for all modules.
package enum EditDistance {
  /// Returns the fewest insertions, removals and replacements (Levenshtein), with exchanges of neighbours where they
  /// count as one change (optimal string alignment); any number above the limit where they are more.
  ///
  /// - Complexity: O(product of the lengths).
  @inlinable
  package static func between<Element: Equatable>(
    _ left: [Element], _ right: [Element], countsExchanges: Bool = false, limit: Int = .max
  ) -> Int {
    var beforeLast = Array(repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in left.indices {
      var current = Array(repeating: row + 1, count: right.count + 1)
      var least = row + 1
      for column in right.indices {
        let isSame = left[row] == right[column]
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
        if countsExchanges, row > 0, column > 0, left[row] == right[column - 1],
          left[row - 1] == right[column]
        {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current[column + 1] = best
        least = min(least, best)
      }
      if least > limit { return limit + 1 }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }

  /// Returns the fewest changes that turn one text into another, byte by byte.
  package static func between(_ left: String, _ right: String) -> Int {
    between(Array(left.utf8), Array(right.utf8))
  }
}
