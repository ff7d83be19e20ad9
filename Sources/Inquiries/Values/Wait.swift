/// A length of time as it is written: `3d`, `12h`, `90m`, `30s`, `2w`.
public struct Wait: Hashable, Sendable, Comparable {
  /// The units, the longest first; weeks are written only where days would be too many.
  private static let units: [(sign: Unicode.Scalar, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("w", 604_800_000),
  ]
  /// The most units that are read.
  private static let most: Int64 = 1_000_000

  /// The length in milliseconds.
  public let milliseconds: Int64

  /// Creates a length of whole seconds; nil for one that no text can state.
  public init?(milliseconds: Int64) {
    guard milliseconds >= 0, Wait.text(milliseconds) != nil else { return nil }
    self.milliseconds = milliseconds
  }

  /// Compares lengths.
  public static func < (one: Wait, other: Wait) -> Bool { one.milliseconds < other.milliseconds }

  private static func text(_ milliseconds: Int64) -> String? {
    let unit = units.first {
      milliseconds % $0.milliseconds == 0 && milliseconds / $0.milliseconds <= most
    }
    return unit.map { "\(milliseconds / $0.milliseconds)\($0.sign)" }
  }
}

extension Wait: WrittenValue {
  package static var form: String { "a length of time: 3d, 12h, 90m, 30s or 2w" }

  package var written: String { Wait.text(milliseconds) ?? "" }

  package init?(written: String) {
    guard let sign = written.unicodeScalars.last,
      let unit = Wait.units.first(where: { $0.sign == sign }),
      let number = Int64(String(written.unicodeScalars.dropLast())),
      (0...Wait.most).contains(number)
    else { return nil }
    milliseconds = number * unit.milliseconds
  }
}

/// A range of lengths of time: `2h..7d`.
public struct WaitRange: Hashable, Sendable {
  /// The shortest and the longest.
  public let ends: ClosedRange<Wait>

  /// Creates a range.
  public init(_ ends: ClosedRange<Wait>) { self.ends = ends }
}

extension WaitRange: WrittenValue {
  package static var form: String { "a range of times: 2h..7d" }

  package var written: String { "\(ends.lowerBound.written)..\(ends.upperBound.written)" }

  package init?(written: String) {
    let parts = written.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let shortest = Wait(written: parts[0]),
      let longest = Wait(written: parts[1]), shortest <= longest
    else { return nil }
    ends = shortest...longest
  }
}
