/// What each reason counts when two rows are compared, and from which sum on they are one payment.
///
/// Chosen with 4,804 generated twins (`MatchingTests`, eight seeds): pairs with and without numbers, references that
/// are shared by chance, equal amounts, shifted days. With these weights 3,548 are matched, none wrongly; with 6 for
/// a reference of their own 3,773, two of them wrongly.
enum MatchWeights {
  /// A payment's number that stands in these two rows only.
  static let number = 8
  /// One row names the other's account, or its last four digits.
  static let account = 5
  /// One row names who has the other's account, or the service that keeps it.
  static let holder = 3
  /// A reference of people that stands in these two rows and in no other.
  static let ownReference = 5
  /// A reference that up to two other rows have as well.
  static let sharedReference = 3
  /// Divided by the number of rows within the days with this amount on either side.
  static let amount = 3
  /// The same day.
  static let sameDay = 1
  /// Both rows have a payment's number of one form, and the numbers differ.
  static let otherNumber = -5
  /// Another pair of one of the rows that has nearly as much for it.
  static let rival = -2

  /// From this sum on two rows may be one payment.
  static let possible = 4
  /// From this sum on they are.
  static let certain = 8
  /// By how much a pair must be better than any other to be matched unasked.
  static let leastMargin = 3
}
