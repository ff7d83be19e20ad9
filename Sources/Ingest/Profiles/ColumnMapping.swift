internal import PaymentGraph

/// The columns of files of transactions as the user gives them on the command line.
///
/// `from=account_id`, `to=bank_to+account_to` (joined by `/`), and constants as `currency=CZK`.
public struct ColumnMapping: Sendable, Hashable {
  /// The names of the columns that make up each field.
  public var columns: [Field: [String]]
  /// The value that a field has in every row.
  public var constants: [Field: String]
  /// The byte between cells; nil to detect it.
  public var delimiter: UInt8?

  /// The forms of cells, for all files, where the files leave them open.
  public var forms: StatedForms
  /// The position of the header; nil to detect it.
  public var header: HeaderPlace?

  /// The order of day, month and year; nil to detect it.
  public var dates: DateOrder? {
    get { forms.dates }
    set { forms.dates = newValue }
  }

  /// The mark before decimals; nil to detect it.
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

  /// Makes a mapping; fields that it does not name are not read, and nil values are detected.
  public init(
    columns: [Field: [String]] = [:], constants: [Field: String] = [:], delimiter: UInt8? = nil,
    dates: DateOrder? = nil, decimal: DecimalMark? = nil
  ) {
    self.columns = columns
    self.constants = constants
    self.delimiter = delimiter
    forms = StatedForms(dates: dates, decimal: decimal)
  }

  /// Returns the reason why a field cannot have one value in all rows; nil where it can.
  public static func refusal(ofConstant field: Field, _ value: String) -> String? {
    switch field {
    case .id, .link:
      "\"\(field.rawValue)\" differs in every row, so it cannot have a constant value"
    case .memo, .until, .count, .receivedAmount, .receivedCurrency:
      "\"\(field.rawValue)\" is read from a column; a constant value cannot replace it"
    case .currency where Currency(value) == nil:
      "\"\(value)\" is not a currency; use an ISO 4217 code such as GBP"
    case .kind where TransferKind(name: value) == nil:
      "\"\(value)\" is not a kind; use one of "
        + TransferKind.allCases.map(\.name).joined(separator: ", ")
    case .fromRole where AccountRole(name: value) == nil,
      .toRole where AccountRole(name: value) == nil:
      "\"\(value)\" is not a role"
    case .amount
    where value.wholeMatch(of: /0*[1-9]\d*(\.\d+)?|0*\.\d*[1-9]\d*|0+\.\d*[1-9]\d*/) == nil:
      "\"\(value)\" is not an amount of the form 1234.56"
    case .time where PostingTime.isDay(value) == false:
      "\"\(value)\" is not a time of the form 2010-03-04"
    case _ where value.allSatisfy(\.isWhitespace):
      "the value is empty"
    default: nil
    }
  }

  /// True where all columns are named only by their numbers, as for files without a header.
  var isPositional: Bool {
    !columns.isEmpty
      && columns.values.allSatisfy {
        $0.allSatisfy { Int($0.dropFirst()) != nil && $0.hasPrefix("#") }
      }
  }

  /// Returns this mapping joined with another one, which wins where both have a value.
  func merging(_ other: ColumnMapping?) -> ColumnMapping {
    guard let other else { return self }
    var merged = self
    merged.columns.merge(other.columns) { $1 }
    merged.constants.merge(other.constants) { $1 }
    return merged
  }

  /// True where nothing is mapped, so that the header decides.
  public var isEmpty: Bool { columns.isEmpty && constants.isEmpty }
}

extension PostingTime {
  /// Returns true where a text is a time with its year first.
  fileprivate static func isDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return TimeReader.read(bytes.span, Cell(start: 0, end: bytes.count), style: .yearFirst) != nil
  }
}
