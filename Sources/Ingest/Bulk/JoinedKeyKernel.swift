extension KeyTable {
  /// Appends a key whose cells are joined by a slash instead of the delimiter; false, and nothing appended, where
  /// that takes more: a key of more than 24 bytes, or one with blanks or bytes beyond ASCII.
  ///
  /// Invariant: the words of a slot hold the key's bytes with zeros after them.
  func appendJoined(_ number: UInt32, delimiter: UInt8, to keys: inout [UInt8]) -> Bool {
    guard let (words, length) = inlineWords(number) else { return false }
    var joined = words
    var odd: UInt64 = 0
    for place in 0..<3 {
      let word = joined[place]
      let rest = length &- place &* 8
      let used: UInt64 = rest >= 8 ? .max : rest <= 0 ? 0 : (1 &<< UInt64(rest &* 8)) &- 1
      odd |= JoinedKeyKernel.odd(word) & used
      joined[place] = JoinedKeyKernel.replacing(delimiter, in: word)
    }
    guard odd == 0 else { return false }
    withUnsafeBytes(of: joined) { keys.append(contentsOf: $0.prefix(length)) }
    return true
  }
}

/// Works on the bytes of a word side by side.
private enum JoinedKeyKernel {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  /// The highest bit of each byte that is a blank, a control character or beyond ASCII.
  @inline(__always)
  static func odd(_ word: UInt64) -> UInt64 {
    // At least 0x21: the sum of seven bits and 0x5F has the highest bit.
    ~((word & ~high) &+ ones &* 0x5F) & high | (word & high)
  }

  /// A word with a slash wherever a byte was.
  @inline(__always)
  static func replacing(_ byte: UInt8, in word: UInt64) -> UInt64 {
    let other = word ^ (ones &* UInt64(byte))
    let isOther = ((other & ~high) &+ ~high) | other
    let isEqual = (~isOther & high) &>> 7
    return word ^ (isEqual &* UInt64(byte ^ 0x2F))
  }
}
