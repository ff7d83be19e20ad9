/// The rule by which a walk passes a pooled account.
public enum Pooling: Sendable, Hashable {
  /// Passes only from a receipt to a payout that is linked with it by evidence of at least this grade.
  case links(minimumGrade: Grade)
  /// Passes it as any other account; every result that rests on that is graded D.
  case asOrdinary
}
