/// The way in which a payment that names a receipt draws on the money of that receipt, under proportional rules.
///
/// Under all other rules the lots of a named receipt leave in the order in which they arrived, the oldest first.
public enum NamedReceipts: String, Sendable, Hashable, CaseIterable {
  /// Takes from every part of the receipt in proportion, as the rule takes money from an account: the default, on the
  /// authority for the rule itself (*United States v Banco Cafetero Panama*, averaging).
  case inProportion = "in-proportion"
  /// Takes the oldest part of the receipt first (*Clayton's Case*, within the receipt that the record names).
  case oldestFirst = "oldest-first"

  /// The choice in words, as answers print it.
  public var words: String {
    switch self {
    case .inProportion: "a payment that names a receipt takes from all parts of it in proportion"
    case .oldestFirst: "a payment that names a receipt takes the oldest part of it first"
    }
  }
}
