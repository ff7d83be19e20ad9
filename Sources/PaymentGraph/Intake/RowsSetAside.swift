/// Rows of a file that became no transfers, all for one reason.
public struct RowsSetAside: Sendable, Hashable {
  /// The reason.
  public let reason: SetAsideReason
  /// The word in the rows that gives the reason, such as a status; nil where no word does.
  public let word: String?
  /// The number of rows.
  public internal(set) var count: Int
  /// The line of the first of the rows; nil where several files are summed up, or another file
  /// decides.
  public internal(set) var firstLine: Int?
}
