/// The likeness of two texts: the share of characters that need not be changed to turn one into the other.
enum TextLikeness {
  /// The length in characters up to which texts are compared.
  private static let limit = 256

  /// Returns true where at least four of five characters agree in their order.
  ///
  /// - Complexity: O(product of the lengths), which are cut at 256.
  static func isNear(_ left: String, _ right: String) -> Bool {
    let (one, other) = (Array(left.prefix(limit)), Array(right.prefix(limit)))
    let length = max(one.count, other.count)
    guard length > 0, 5 * abs(one.count - other.count) <= length else { return false }
    return 5 * changes(one, other) <= length
  }

  /// Returns the least number of insertions, removals and exchanges (Levenshtein).
  static func changes(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (number, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = number + 1
      for place in right.indices {
        let above = row[place + 1]
        row[place + 1] = min(
          above + 1, row[place] + 1, diagonal + (character == right[place] ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
