/// Rows of a file that became no transfers, all for one reason.
public struct RowsSetAside: Sendable, Hashable {
  /// Why.
  public let reason: SetAsideReason
  /// The word of the rows that says so, such as a status; nil where no word does.
  public let word: String?
  /// How many.
  public internal(set) var count: Int
  /// The line of the first; nil where several files are summed up, or another file decides.
  public internal(set) var firstLine: Int?
}
