/// Things joined into parts, added one by one.
package struct PartUnion {
  private var parent: [Int32] = []

  package init() {}

  /// Adds a thing, which is a part by itself, and gives its number.
  package mutating func add() -> Int {
    parent.append(Int32(parent.count))
    return parent.count - 1
  }

  /// The number that stands for a thing's part.
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
