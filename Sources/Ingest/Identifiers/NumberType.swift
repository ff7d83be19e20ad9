/// The types of numbers that rows of statements print.
///
/// ``facts`` is the table of each type's form and issuer, of the thing it identifies and of what it can prove. Only a
/// number of one payment can unite two rows or tie a return to its payment. A number of no certain type is ``unknown``
/// and proves nothing alone.
enum NumberType: String, CaseIterable, Sendable {
  /// A NEFT or RTGS reference of an Indian bank, 16 or 22 characters.
  case utr
  /// The 12-digit retrieval reference of an IMPS, UPI or card payment.
  case rrn
  /// The long form of a UPI transaction id, as apps print it.
  case upiTransaction = "upi-transaction"
  /// The id of a British Faster Payment, printed on both sides.
  case fasterPayment = "faster-payment"
  /// The end-to-end id of a SEPA payment.
  case endToEnd = "end-to-end"
  /// The acquirer's reference of a card payment, 23 digits.
  case acquirerReference = "arn"
  /// An id of PayPal, 17 letters and digits.
  case payPal = "paypal"
  /// An id of Stripe: `ch_…`, `pi_…`, `po_…`, `re_…`.
  case stripe
  /// An id of Wise: `TRANSFER-123`, `BALANCE-77`, `CARD-5`.
  case wise
  /// The id that a payment service gives its own record, in a column declared to hold it.
  case record
  /// The number of a cheque: it names one payment only together with the account that it is drawn on.
  case cheque
  /// An address of the Indian Unified Payments Interface.
  case upiAddress = "upi"
  /// The number of an account at a bank.
  case account
  /// An international bank account number.
  case iban
  /// A masked number of an account: its last digits.
  case accountTail = "account-tail"
  /// A payment card, whole or masked.
  case card
  /// An e-mail address.
  case email
  /// A telephone number.
  case telephone
  /// The code of an Indian branch.
  case ifsc
  /// The code of a bank in international payments.
  case bic
  /// A British or Irish sort code.
  case sortCode = "sort-code"
  /// The id of a direct debit's mandate.
  case mandate
  /// The number of an invoice or an order.
  case invoice
  /// A day written without separators, or with a month's name.
  case date
  /// A time of day.
  case time
  /// An amount of money.
  case amount
  /// A number of no certain type.
  case unknown
}

/// A number of a row with its type.
struct TypedNumber: Sendable, Hashable {
  let type: NumberType
  /// The number in capitals, without separators.
  let value: String
}

extension TypedNumber: Comparable {
  static func < (left: TypedNumber, right: TypedNumber) -> Bool {
    (left.type.rawValue, left.value) < (right.type.rawValue, right.value)
  }
}
