/// The origin of a fact: a file, a line, and the bytes of the record.
public struct Citation: Hashable, Sendable {
  /// The file.
  public let file: SourceFile
  /// The line on which the record starts, counted from 1.
  public let line: Int
  /// The bytes of the record within the file, without its line end.
  public let byteRange: Range<Int>

  /// Cites a record of a file.
  public init(file: SourceFile, line: Int, byteRange: Range<Int>) {
    self.file = file
    self.line = line
    self.byteRange = byteRange
  }
}

extension Citation: CustomStringConvertible {
  /// The citation in words, such as `payments.csv:14`.
  public var description: String { "\(file.path):\(line)" }
}
