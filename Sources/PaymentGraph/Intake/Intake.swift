/// The result of loading: one ledger of all files, and how each was read.
public struct Intake: Sendable {
  /// Everything that could be loaded.
  public let ledger: Ledger
  /// How each file was read, in the order in which the files were named.
  public let files: [FileReading]

  /// A ledger and the readings it came from.
  public init(ledger: Ledger, files: [FileReading]) {
    self.ledger = ledger
    self.files = files
  }

  /// Where the rows of all files went.
  public var rows: RowBalance {
    files.reduce(into: RowBalance()) { $0.add($1.rows) }
  }

  /// The problems of all files, file after file.
  public var diagnostics: [Diagnostic] { files.flatMap(\.diagnostics) }
}
