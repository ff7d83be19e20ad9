/// A set of numbered elements joined into parts, one by one.
package struct PartUnion {
  private var parent: [Int32] = []

  package init() {}

  /// Adds an element, which is a part by itself, and returns its number.
  package mutating func add() -> Int {
    parent.append(Int32(parent.count))
    return parent.count - 1
  }

  /// Returns the number that represents an element's part.
  package mutating func root(_ thing: Int) -> Int {
    var at = thing
    while parent[at] != at {
      parent[at] = parent[Int(parent[at])]
      at = Int(parent[at])
    }
    return at
  }

  package mutating func join(_ one: Int, _ other: Int) {
    let (left, right) = (root(one), root(other))
    // The smaller number stays, so that equal input gives equal parts.
    parent[max(left, right)] = Int32(min(left, right))
  }
}
