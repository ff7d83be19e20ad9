/// A problem in the user's data: a value, collected and reported, never thrown.
///
/// It says what is wrong (``summary``), where (``citation``, ``column``), what the file has there
/// (``excerpt``), how the tool came to its view (``note``) and what to do (``remedy``).
public struct Diagnostic: Sendable, Hashable {
  /// A stable kebab-case name, `amount-unparseable`.
  public let code: String
  /// The severity of the problem.
  public let severity: Severity
  /// The fact in one phrase, with the value; it is clear without the rest.
  public let summary: String
  /// The record concerned; nil where the problem is not in a record.
  public let citation: Citation?
  /// The column of the first byte concerned, counted from 1 in bytes of the line; nil where the
  /// whole record is concerned.
  public let column: Int?
  /// The header's name for the column concerned; nil where the record or several cells are
  /// concerned.
  public let columnName: String?
  /// The bytes of the record's first line, as in the file, cut after 240.
  public let excerpt: [UInt8]
  /// The number of bytes concerned, from ``column`` on.
  public let length: Int
  /// The reasons for the tool's view; empty where the summary suffices.
  public let note: String
  /// The advice on how to deal with the problem.
  public let remedy: String

  /// Creates a problem; see the properties.
  package init(
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

/// The weight of a problem in the data.
public enum Severity: String, Sendable, Hashable, CaseIterable {
  /// The row is not in the ledger, so totals are affected.
  case error
  /// The row is in the ledger, but somebody should look.
  case warning
  /// A remark that asks for nothing.
  case note
}
