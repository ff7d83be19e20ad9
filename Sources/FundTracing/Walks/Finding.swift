/// The answer of the records to the question whether money can have gone from one account to another.
public enum Finding: String, Sendable, Hashable {
  /// A walk of recorded transfers, each in an order that the records decide, with links graded A or B.
  case proven
  /// A walk needs weaker links, or an order that the records leave open, or lies beyond a limit of the question, or a
  /// record is missing.
  case possible
  /// No walk exists on these records, whatever the limits, in any order that they leave open.
  case excluded = "excluded on these records"
}
