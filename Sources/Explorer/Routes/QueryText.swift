/// The query of an address, from which a route takes its own parameters; the rest belongs to the question.
struct QueryText {
  private var pairs: [String]

  init(_ text: String) {
    pairs = text.utf8.split(separator: UInt8(ascii: "&")).compactMap { String($0) }
  }

  /// The parameters that were not taken, as they were written.
  var rest: String { pairs.joined(separator: "&") }

  /// Takes a parameter.
  ///
  /// - Throws: ``ExplorerFailure`` where it is given twice, or is not text.
  mutating func take(_ name: String) throws(ExplorerFailure) -> String? {
    let own = pairs.filter { $0.hasPrefix("\(name)=") }
    guard own.count < 2 else {
      throw ExplorerFailure(.wrong, code: "repeated-option", message: "\(name) is given twice")
    }
    guard let pair = own.first else { return nil }
    pairs.removeAll { $0 == pair }
    guard let value = QueryText.decoded(String(pair.dropFirst(name.count + 1))) else {
      throw ExplorerFailure(.wrong, code: "not-text", message: "\(name) is not text in UTF-8")
    }
    return value
  }

  /// Takes a whole number in a range.
  mutating func takeNumber(
    _ name: String, in range: ClosedRange<Int>, default usual: Int? = nil
  ) throws(ExplorerFailure) -> Int {
    let text = try take(name)
    guard let text else {
      if let usual { return usual }
      throw ExplorerFailure(.wrong, code: "missing-option", message: "\(name) is missing")
    }
    guard let number = Int(text), "\(number)" == text, range.contains(number) else {
      throw ExplorerFailure(
        .wrong, code: "wrong-value",
        message: "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Refuses parameters that nobody took.
  func end() throws(ExplorerFailure) {
    guard let first = pairs.first else { return }
    throw ExplorerFailure(
      .wrong, code: "unknown-option", message: "this address has no parameter \(first.prefix(40))")
  }

  /// Reads the bytes behind per cent signs; nil where they are not UTF-8, or a sign has no digits.
  static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
