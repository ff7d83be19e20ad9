/// Which columns hold what, as the user says on the command line.
///
/// `from=account_id`, `to=bank_to+account_to` (joined by `/`), and constants as `currency=CZK`.
public struct ColumnMapping: Sendable, Hashable {
  /// For each field the names of the columns that make it up.
  public var columns: [Field: [String]]
  /// For each field the value that every row has.
  public var constants: [Field: String]
  /// The byte between cells; nil to find it.
  public var delimiter: UInt8?

  /// A mapping; what is not named is not read.
  public init(
    columns: [Field: [String]] = [:], constants: [Field: String] = [:], delimiter: UInt8? = nil
  ) {
    self.columns = columns
    self.constants = constants
    self.delimiter = delimiter
  }

  /// Whether nothing is mapped, so that the header decides.
  public var isEmpty: Bool { columns.isEmpty && constants.isEmpty }
}
