/// The result of loading: one ledger of all files, and how each was read.
public struct Intake: Sendable {
  /// Everything that could be loaded.
  public let ledger: Ledger
  /// How each file was read, in the order in which the files were named.
  public let files: [FileReading]

  /// The payments that victims claim, as the claims files list them, in ledger order; nil where no
  /// claims file was read.
  public let claims: [TransferID]?

  /// What rows have to do with each other: two that show one payment, a return and what it returns, two
  /// that may show one entry; by kind, then by the places of the rows.
  public let relations: [RowRelation]

  /// A ledger and the readings it came from.
  public init(
    ledger: Ledger, files: [FileReading], claims: [TransferID]? = nil,
    relations: [RowRelation] = []
  ) {
    self.ledger = ledger
    self.files = files
    self.claims = claims
    self.relations = relations
  }

  /// Where the rows of all files went.
  public var rows: RowBalance {
    files.reduce(into: RowBalance()) { $0.add($1.rows) }
  }

  /// The problems of all files, file after file.
  public var diagnostics: [Diagnostic] { files.flatMap(\.diagnostics) }
}
