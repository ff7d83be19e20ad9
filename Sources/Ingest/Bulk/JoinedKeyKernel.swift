extension KeyTable {
  /// Appends a key whose cells are joined by a slash instead of the delimiter; false, and nothing appended, where
  /// that takes more: a key of more than 24 bytes, or one with blanks or bytes beyond ASCII.
  ///
  /// Invariant: the words of a slot hold the key's bytes with zeros after them.
  func appendJoined(_ number: UInt32, delimiter: UInt8, to keys: inout [UInt8]) -> Bool {
    guard delimiter < 0x80, let (key, length) = inlineWords(number) else { return false }
    var words = key
    // Only what can be seen, and is ASCII, needs no trimming.
    var odd: UInt64 = 0
    for place in 0..<3 {
      let word = words[place]
      odd |=
        ~EightBytes.inRange(word, 0x21, 0x7F) & EightBytes.high
        & EightBytes.first(length &- place &* 8)
      // One bit a byte, so that multiplying puts the difference of delimiter and slash in its place.
      let isDelimiter = EightBytes.inRange(word, delimiter, delimiter) &>> 7
      words[place] = word ^ (isDelimiter &* UInt64(delimiter ^ 0x2F))
    }
    guard odd == 0 else { return false }
    withUnsafeBytes(of: words) { keys.append(contentsOf: $0.prefix(length)) }
    return true
  }
}
