/// The mark before the decimals of a download's amounts: a point, or a comma as some banks write it.
///
/// Amounts that can be read in one way only decide it for the others: `12,5` and `1.234,56` have a comma before the
/// decimals, `12.50` and `1,234.56` a point. Three digits behind one mark alone show nothing.
struct AmountMarks {
  private var commas = 0
  private var points = 0
  private var hasOpen = false

  /// True where any amount has a comma.
  var hasCommas: Bool { commas > 0 || hasOpen }

  /// Takes the evidence of an amount, without its sign.
  mutating func add(_ text: String) {
    switch AmountMarks.decimalMark(of: Array(text.utf8)) {
    case AmountMarks.comma?: commas += 1
    case AmountMarks.point?: points += 1
    default: hasOpen = hasOpen || text.utf8.contains(AmountMarks.comma)
    }
  }

  /// Returns an amount with a point before its decimals and no other mark; the text as it is where its marks can be
  /// read in two ways, so that its row is rejected.
  func plain(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let own = AmountMarks.decimalMark(of: bytes)
    let decimal: UInt8
    switch (commas > 0, points > 0) {
    case (true, false): decimal = AmountMarks.comma
    case (false, true): decimal = AmountMarks.point
    default:
      // Without evidence, or with evidence of both, each amount stands for itself; the format's own mark is the point.
      guard let mark = own ?? (bytes.contains(AmountMarks.comma) ? nil : AmountMarks.point) else {
        return AmountMarks.open(text)
      }
      decimal = mark
    }
    let parts = bytes.split(separator: decimal, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = AmountMarks.ungrouped(parts[0]) else {
      return text
    }
    let decimals = parts.count == 2 ? Array(parts[1]) : []
    guard decimals.allSatisfy(IdentifierText.isDigit), !whole.isEmpty || !decimals.isEmpty else {
      return text
    }
    let read = (whole.isEmpty ? [0x30] : whole) + (decimals.isEmpty ? [] : [0x2E] + decimals)
    return ExactDecimal.plain(String(decoding: read, as: UTF8.self))
  }

  /// An amount that may mean two: no reader of amounts takes it for either.
  private static func open(_ text: String) -> String { "\(text) (thousands or decimals)" }

  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")

  /// Returns the mark that can only stand before decimals; nil where the amount has none, or leaves it open.
  private static func decimalMark(of bytes: [UInt8]) -> UInt8? {
    let marks = bytes.indices.filter { bytes[$0] == comma || bytes[$0] == point }
    guard let last = marks.last else { return nil }
    let same = marks.count { bytes[$0] == bytes[last] }
    if same < marks.count { return same == 1 ? bytes[last] : nil }
    // A mark that comes twice stands between thousands, and the other one before decimals.
    if same > 1 { return bytes[last] == comma ? point : comma }
    return bytes.count - last - 1 == 3 && last > 0 ? nil : bytes[last]
  }

  /// Returns digits without the marks between their thousands; nil where they do not stand there.
  private static func ungrouped(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let groups = bytes.split(omittingEmptySubsequences: false) { $0 == comma || $0 == point }
    guard groups.allSatisfy({ $0.allSatisfy(IdentifierText.isDigit) }) else { return nil }
    guard groups.count > 1 else { return Array(bytes) }
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
      return nil
    }
    return Array(groups.joined())
  }
}
