/// The strength of the evidence that one transfer passes another on.
///
/// Grades run from A, an exact reference, to X, contradicted. A walk has the grade of its worst link.
public enum Grade: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  /// Exact reference: the records themselves pair the two.
  case a
  /// Amount and time are exact and no other pairing fits.
  case b
  /// Consistent with amount and time, as other pairings are.
  case c
  /// Merely possible.
  case d
  /// Contradicted by the records.
  case x

  /// The letter.
  public var letter: String {
    switch self {
    case .a: "A"
    case .b: "B"
    case .c: "C"
    case .d: "D"
    case .x: "X"
    }
  }

  /// The statement that a grade allows of a payout and a receipt, to stand between the two: the payout … the receipt.
  public var wording: String {
    switch self {
    case .a: "is recorded as passing on"
    case .b: "matches, and no other receipt or payout in the records fits"
    case .c: "is consistent with"
    case .d: "could include"
    case .x: "is contradicted by the records as passing on"
    }
  }

  /// Finds the grade with a letter, in any case; nil where there is none.
  public init?(letter: some StringProtocol) {
    let wanted = letter.uppercased()
    guard let found = Grade.allCases.first(where: { $0.letter == wanted }) else { return nil }
    self = found
  }

  /// Orders grades from the strongest evidence to the weakest.
  public static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }
}
