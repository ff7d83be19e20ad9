/// How strong the evidence is that one transfer passes another on.
///
/// Reference: the grades of a derived edge, A exact reference to X contradicted. A walk has the grade
/// of its worst link.
public enum Grade: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  /// Exact reference: the records themselves pair the two.
  case a
  /// Amount and time are exact and no other pairing fits.
  case b
  /// Consistent with amount and time; others are as well.
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

  /// What may be said of a receipt and a payout with this grade: the payout … the receipt.
  public var wording: String {
    switch self {
    case .a: "is recorded as passing on"
    case .b: "matches, and no other receipt or payout in the records fits"
    case .c: "is consistent with"
    case .d: "could include"
    case .x: "is contradicted by the records as passing on"
    }
  }

  /// The grade with this letter, in any case; nil for none.
  public init?(letter: some StringProtocol) {
    let wanted = letter.uppercased()
    guard let found = Grade.allCases.first(where: { $0.letter == wanted }) else { return nil }
    self = found
  }

  /// Stronger evidence comes first.
  public static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }
}
