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

  /// How cells are written, for all files and where they leave it open.
  public var forms: StatedForms

  /// The order of day, month and year; nil to find it.
  public var dates: DateOrder? {
    get { forms.dates }
    set { forms.dates = newValue }
  }

  /// The mark before decimals; nil to find it.
  public var decimal: DecimalMark? {
    get { forms.decimal }
    set { forms.decimal = newValue }
  }

  /// The order in which times give day, month and year.
  public enum DateOrder: String, Sendable, Hashable, CaseIterable {
    /// `04/03/2010` is the fourth of March.
    case dayFirst = "dmy"
    /// `04/03/2010` is the third of April.
    case monthFirst = "mdy"
    /// `10-03-04` is the fourth of March 2010.
    case yearFirst = "ymd"
  }

  /// The mark before decimals.
  public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
    /// `1,234.56`
    case point
    /// `1.234,56`
    case comma
  }

  /// A mapping; what is not named is not read, what is nil is found.
  public init(
    columns: [Field: [String]] = [:], constants: [Field: String] = [:], delimiter: UInt8? = nil,
    dates: DateOrder? = nil, decimal: DecimalMark? = nil
  ) {
    self.columns = columns
    self.constants = constants
    self.delimiter = delimiter
    forms = StatedForms(dates: dates, decimal: decimal)
  }

  /// Whether nothing is mapped, so that the header decides.
  public var isEmpty: Bool { columns.isEmpty && constants.isEmpty }
}
