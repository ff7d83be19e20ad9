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

/// The fields that a column can hold: the words of the canonical CSV, which mappings use too.
public enum Field: String, CaseIterable, Sendable, Hashable {
  case id, time, from, to, amount, currency
  case receivedAmount = "received_amount"
  case receivedCurrency = "received_currency"
  case reference, link, kind, memo
  case fromRole = "from_role"
  case toRole = "to_role"
  case fromName = "from_name"
  case toName = "to_name"
  case fromInstitution = "from_institution"
  case toInstitution = "to_institution"
  case fromCountry = "from_country"
  case toCountry = "to_country"
  /// The last day of a row that is a total over a period.
  case until
  /// The number of payments that a row stands for, where it is a total.
  case count
  /// `open` where the order of a row among rows of its time does not show which was first; empty where it does.
  case order
  /// The decision by which two rows were taken for one payment, in words; empty where records show that they are one.
  case decision
  /// The number of a row in a list of transfers, by which other rows of the list name it.
  case listNumber = "list_number"
  /// The numbers of rows of the list that may show the payment of this one once more.
  case mayShow = "may_show"
  /// The number of the row of the list that this one gives back.
  case givesBack = "gives_back"
  /// The account to which the payer's or the payee's address led in another payment.
  case fromLeadsTo = "from_leads_to"
  case toLeadsTo = "to_leads_to"
  /// The number of rows that could not be read in the files from which a list was written, the same
  /// in each of its rows.
  case rowsUnread = "rows_unread"
}

/// The position of a file's header.
public enum HeaderPlace: Sendable, Hashable {
  /// There is no header: the first row is data.
  case none
  /// The line of the header, counted from 1.
  case line(Int)

  /// Reads the value as it is written: `none` or a number from 1.
  public init?(_ text: String) {
    if text == "none" {
      self = .none
    } else if let number = Int(text), number > 0 {
      self = .line(number)
    } else {
      return nil
    }
  }
}
