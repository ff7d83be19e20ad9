/// How a walk passes a pooled account.
public enum Pooling: Sendable, Hashable {
  /// Only from a receipt to a payout that is linked with it by evidence of at least this grade.
  case links(minimumGrade: Grade)
  /// As any other account; whatever rests on that is graded D.
  case asOrdinary
}
