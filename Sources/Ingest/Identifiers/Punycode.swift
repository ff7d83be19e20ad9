/// The ASCII form of a label of a domain name (RFC 3492).
enum Punycode {
  /// Returns the label itself where it is ASCII, else `xn--` and its encoding; nil where it is too long.
  static func label(_ label: some StringProtocol) -> String? {
    let scalars = Array(label.unicodeScalars)
    if scalars.allSatisfy(\.isASCII) { return String(label) }
    guard scalars.count <= 63 else { return nil }
    return encoded(scalars.map(\.value)).map { "xn--" + String(decoding: $0, as: UTF8.self) }
  }

  private static func encoded(_ input: [UInt32]) -> [UInt8]? {
    var output = input.compactMap { $0 < 0x80 ? UInt8($0) : nil }
    let basic = output.count
    if basic > 0 { output.append(0x2D) }
    var next: UInt32 = 128
    var delta = 0
    var bias = 72
    var handled = basic
    while handled < input.count {
      guard let least = input.filter({ $0 >= next }).min() else { return nil }
      delta += Int(least - next) * (handled + 1)
      next = least
      for code in input {
        if code < next { delta += 1 }
        guard code == next else { continue }
        var rest = delta
        var place = 36
        while true {
          let threshold = min(max(place - bias, 1), 26)
          if rest < threshold { break }
          output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
          rest = (rest - threshold) / (36 - threshold)
          place += 36
        }
        output.append(digit(rest))
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      next += 1
    }
    return output
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var bias = 0
    while delta > 455 {
      delta /= 35
      bias += 36
    }
    return bias + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? value + 0x61 : value + 22) }
}
