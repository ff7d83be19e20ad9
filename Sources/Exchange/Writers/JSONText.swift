/// Text within JSON, by scalars.
enum JSONText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Adds a text in quotes.
  static func put(_ text: String, to sink: ByteSink) {
    sink.put(0x22)
    // 0xE2 begins the line separators, 0xC2 the controls beyond ASCII, which some readers take for line ends.
    let isPlain = !text.utf8.contains {
      $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F || $0 == 0xE2 || $0 == 0xC2
    }
    if isPlain {
      sink.put(text)
    } else {
      for scalar in text.unicodeScalars { put(scalar, to: sink) }
    }
    sink.put(0x22)
  }

  private static func put(_ scalar: Unicode.Scalar, to sink: ByteSink) {
    switch scalar.value {
    case 0x22: sink.put("\\\"")
    case 0x5C: sink.put("\\\\")
    case 0x0A: sink.put("\\n")
    case 0x0D: sink.put("\\r")
    case 0x09: sink.put("\\t")
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
      sink.put("\\u")
      for shift in [12, 8, 4, 0] as [UInt32] { sink.put(digits[Int(scalar.value >> shift & 15)]) }
    default: sink.put(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// The largest whole number that every reader of JSON holds exactly.
  static let largestNumber: Int64 = 1 << 53

  /// Adds a value of a field; whole numbers beyond 2⁵³ are text, because readers would round them.
  static func put(_ value: FieldValue, to sink: ByteSink) {
    switch value {
    case .text(let text): put(text, to: sink)
    case .number(let number) where number.magnitude > largestNumber.magnitude:
      sink.put(0x22)
      sink.put(number: number)
      sink.put(0x22)
    case .number(let number): sink.put(number: number)
    case .flag(let flag): sink.put(flag ? "true" : "false")
    }
  }
}
