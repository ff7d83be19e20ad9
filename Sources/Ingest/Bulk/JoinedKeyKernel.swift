extension KeyTable {
  /// Writes a key with a slash for every delimiter between its cells, and returns its length.
  ///
  /// It returns nil and writes nothing for a key of more than 24 bytes, or one of several cells with blanks or bytes
  /// beyond ASCII.
  ///
  /// Invariant: the words of a slot hold the key's bytes with zeros after them. All 24 bytes are written, whatever the
  /// length, and only where `keys` has room for them.
  ///
  /// - Parameter delimiter: the byte between the cells; nil where a key is one cell, which is written unchanged.
  func put(
    _ number: UInt32, joinedAt delimiter: UInt8?, into keys: inout [UInt8], at start: Int
  ) -> Int? {
    guard start >= 0, start &+ KeyTable.inlineLength <= keys.count,
      let (key, length) = inlineWords(number)
    else { return nil }
    var words = key
    if let delimiter {
      guard delimiter < 0x80 else { return nil }
      // Only visible ASCII characters need no trimming.
      var odd: UInt64 = 0
      for place in 0..<3 {
        let word = words[place]
        odd |=
          ~EightBytes.inRange(word, first: 0x21, last: 0x7F) & EightBytes.high
          & EightBytes.first(length &- place &* 8)
        // One bit in each matching byte, so that multiplying turns each delimiter into a slash.
        let isDelimiter = EightBytes.inRange(word, first: delimiter, last: delimiter) &>> 7
        words[place] = word ^ (isDelimiter &* UInt64(delimiter ^ 0x2F))
      }
      guard odd == 0 else { return nil }
    }
    keys.withUnsafeMutableBytes { bytes in
      for place in 0..<3 {
        bytes.storeBytes(of: words[place], toByteOffset: start &+ place &* 8, as: UInt64.self)
      }
    }
    return length
  }
}
