internal import PaymentGraph

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
  /// The place of the header; nil to find it.
  public var header: HeaderPlace?

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

  /// Why a field cannot have one value in all rows; nil where it can.
  public static func refusal(ofConstant field: Field, _ value: String) -> String? {
    switch field {
    case .id, .link:
      "\"\(field.rawValue)\" is another in every row, so it can have no constant value"
    case .memo, .until, .count, .receivedAmount, .receivedCurrency:
      "\"\(field.rawValue)\" is read from a column; no constant value can stand in for it"
    case .currency where Currency(value) == nil:
      "\"\(value)\" is no currency; use an ISO 4217 code such as GBP"
    case .kind where TransferKind(name: value) == nil:
      "\"\(value)\" is no kind; use one of "
        + TransferKind.allCases.map(\.name).joined(separator: ", ")
    case .fromRole where AccountRole(name: value) == nil,
      .toRole where AccountRole(name: value) == nil:
      "\"\(value)\" is no role"
    case .amount
    where value.wholeMatch(of: /0*[1-9]\d*(\.\d+)?|0*\.\d*[1-9]\d*|0+\.\d*[1-9]\d*/) == nil:
      "\"\(value)\" is no amount of the form 1234.56"
    case .time where PostingTime.isDay(value) == false:
      "\"\(value)\" is no time of the form 2010-03-04"
    case _ where value.allSatisfy(\.isWhitespace):
      "an empty value says nothing"
    default: nil
    }
  }

  /// True where all columns are named by their place alone, as for files without a header.
  var isPositional: Bool {
    !columns.isEmpty
      && columns.values.allSatisfy {
        $0.allSatisfy { Int($0.dropFirst()) != nil && $0.hasPrefix("#") }
      }
  }

  /// This mapping with what another says besides; of the two, the other wins.
  func merging(_ other: ColumnMapping?) -> ColumnMapping {
    guard let other else { return self }
    var merged = self
    merged.columns.merge(other.columns) { $1 }
    merged.constants.merge(other.constants) { $1 }
    return merged
  }

  /// Whether nothing is mapped, so that the header decides.
  public var isEmpty: Bool { columns.isEmpty && constants.isEmpty }
}

extension PostingTime {
  /// True where a text is a time with its year first.
  fileprivate static func isDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return TimeReader.read(bytes.span, Cell(start: 0, end: bytes.count), style: .yearFirst) != nil
  }
}
