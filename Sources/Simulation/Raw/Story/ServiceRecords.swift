internal import PaymentGraph

/// A user of the payment service.
struct ServiceUser {
  let number: Int
  let name: String
  let email: String
  /// The bank account from which a payer pays, or the seller's wallet.
  let account: String
  let country: String
  let opened: Int64
}

/// A row of the service's table of transactions.
struct ServiceTransaction {
  let id: String
  let moment: Int64
  let type: String
  let status: String
  let payer: Int
  let payee: Int
  let amount: Money
  let about: String
  /// The payment that the row shows; nil for a row that moves nothing.
  let payment: Int?
}

/// A row of the service's table of withdrawals.
struct ServiceWithdrawal {
  let id: String
  let moment: Int64
  let user: Int
  let sent: Money
  let received: Money
  let name: String
  let branch: String
  let account: String
  let reference: String
  let payment: Int
}
