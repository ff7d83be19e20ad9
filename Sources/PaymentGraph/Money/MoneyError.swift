/// A reason why amounts could not be added.
public enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The amounts are in two currencies, which never mix silently.
  case mixedCurrencies(Currency, Currency)
  /// The sum does not fit in 64 bits of minor units.
  case tooLarge(Currency)

  /// The cause in one sentence.
  public var description: String {
    switch self {
    case .mixedCurrencies(let left, let right):
      "amounts in \(left) and \(right) cannot be added: state a conversion first"
    case .tooLarge(let currency):
      "a sum in \(currency) is larger than 64 bits of minor units can hold"
    }
  }
}
