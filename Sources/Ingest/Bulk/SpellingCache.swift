/// The last spellings of a column whose values repeat, with their meanings.
struct SpellingCache<Value> {
  private struct Known {
    let start: Int
    let length: Int
    let value: Value
  }

  private var known: [Known?] = Array(repeating: nil, count: 64)

  /// Returns the index of the slot for a spelling: different spellings may share a slot, and then replace each other.
  @inline(__always)
  static func place(_ word: UInt64, _ length: Int) -> Int {
    let mixed = (word ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 58)
  }

  /// The spelling in a slot, as its offset in the file and its length, and its value.
  @inline(__always)
  subscript(place: Int) -> (start: Int, length: Int, value: Value)? {
    guard let entry = known[place] else { return nil }
    return (entry.start, entry.length, entry.value)
  }

  mutating func keep(_ start: Int, _ length: Int, _ value: Value, at place: Int) {
    known[place] = Known(start: start, length: length, value: value)
  }
}
