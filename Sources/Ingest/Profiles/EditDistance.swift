/// Counts the bytes that must change to turn one name into another.
enum EditDistance {
  static func between(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    var before = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var now = [row + 1]
      for (column, other) in right.enumerated() {
        now.append(
          min(before[column + 1] + 1, now[column] + 1, before[column] + (letter == other ? 0 : 1)))
      }
      before = now
    }
    return before[right.count]
  }
}
