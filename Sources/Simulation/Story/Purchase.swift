/// A payment into a payment service with its final beneficiary, whom only the service knows.
struct Purchase {
  let record: Int
  /// The number of the service among the services.
  let processor: Int
  /// The account to be paid.
  let payee: Int
}
