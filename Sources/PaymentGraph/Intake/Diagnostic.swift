/// A problem in the user's data: a value, collected and reported, never thrown.
///
/// It says what is wrong (``summary``), where (``citation``, ``column``), what stands there
/// (``excerpt``), how the tool came to its view (``note``) and what to do (``remedy``).
public struct Diagnostic: Sendable, Hashable {
  /// A stable kebab-case name, `amount-unparseable`.
  public let code: String
  /// How much it matters.
  public let severity: Severity
  /// The fact in one phrase, with the value; it stands alone.
  public let summary: String
  /// Where the record stands; nil where the problem is not in a record.
  public let citation: Citation?
  /// The column of the first byte concerned, counted from 1 in bytes of the line; nil where the
  /// whole record is meant.
  public let column: Int?
  /// The name that the header gives the column concerned; nil where the record or several cells are
  /// meant.
  public let columnName: String?
  /// The bytes of the record's first line as they stand in the file, cut after 240.
  public let excerpt: [UInt8]
  /// How many bytes from ``column`` on are meant.
  public let length: Int
  /// How the tool came to its view; empty where the summary says all.
  public let note: String
  /// What to do about it.
  public let remedy: String

  /// A problem; see the properties.
  public init(
    code: String, severity: Severity, summary: String, citation: Citation? = nil,
    column: Int? = nil, columnName: String? = nil, excerpt: [UInt8] = [], length: Int = 0,
    note: String = "",
    remedy: String = ""
  ) {
    self.code = code
    self.severity = severity
    self.summary = summary
    self.citation = citation
    self.column = column
    self.columnName = columnName
    self.excerpt = excerpt
    self.length = length
    self.note = note
    self.remedy = remedy
  }
}
