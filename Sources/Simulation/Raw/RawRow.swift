/// A row of a file of a raw case.
public struct RawRow: Sendable, Hashable, CustomStringConvertible {
  /// The file's name.
  public let file: String
  /// The line on which the row begins, counted from 1.
  public let line: Int

  /// The row as answers print it: `barclays.csv:12`.
  public var description: String { "\(file):\(line)" }
}
