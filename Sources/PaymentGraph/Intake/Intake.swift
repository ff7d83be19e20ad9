/// The result of loading: one ledger of all files, and an account of how each was read.
public struct Intake: Sendable {
  /// Everything that could be loaded.
  public let ledger: Ledger
  /// The readings of the files, in the order in which the files were named.
  public let files: [FileReading]

  /// The payments that victims claim, as the claims files list them, in ledger order; nil where no
  /// claims file was read.
  public let claims: [TransferID]?

  /// The relations between rows: two that show one payment, a return and the payment it returns,
  /// two that may show one entry; by kind, then by the rows' files and positions.
  public let relations: [RowRelation]

  /// Creates an intake of a ledger and the readings that it came from.
  public init(
    ledger: Ledger, files: [FileReading], claims: [TransferID]? = nil,
    relations: [RowRelation] = []
  ) {
    self.ledger = ledger
    self.files = files
    self.claims = claims
    self.relations = relations
  }

  /// The numbers of rows of all files: loaded, kept as memo, skipped and rejected.
  public var rows: RowBalance {
    files.reduce(into: RowBalance()) { $0.add($1.rows) }
  }

  /// The problems of all files, file after file.
  public var diagnostics: [Diagnostic] { files.flatMap(\.diagnostics) }
}
