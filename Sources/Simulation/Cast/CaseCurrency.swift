internal import PaymentGraph

/// The currencies of planted cases.
enum CaseCurrency {
  static let pounds = Currency("GBP") ?? .none
  static let euros = Currency("EUR") ?? .none
  static let rupees = Currency("INR") ?? .none
}
