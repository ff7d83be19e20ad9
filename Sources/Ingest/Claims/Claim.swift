internal import PaymentGraph

/// One payment that a victim claims, as a row of a claims file names it.
struct Claim {
  /// How a claim names its payment.
  enum Subject: Hashable {
    /// By the id of its record, or by its row as `FILE:LINE`.
    case name(String)
    /// By the account that paid, the day and the amount.
    case payment(Payment)
  }

  /// A payment by what a statement says of it.
  struct Payment: Hashable {
    let account: String
    let day: CivilDate
    /// The amount in units of ``exponent`` decimals.
    let units: Int64
    let exponent: Int
    /// The currency; nil where the claim does not say.
    let currency: Currency?

    /// True where an amount is this one.
    func isWorth(_ money: Money) -> Bool {
      if let currency, currency.index != money.currency.index { return false }
      let restated = DecimalScale.restated(units, from: exponent, to: money.currency.exponent)
      return restated.map { $0.isExact && $0.value == money.minorUnits } ?? false
    }
  }

  let subject: Subject
  let citation: Citation
  /// The bytes of the row, for reports.
  let excerpt: [UInt8]

  /// The claim in words: `"t7"`, or what it says of the payment.
  var words: String {
    switch subject {
    case .name(let text): "\"\(text)\""
    case .payment(let payment):
      "\(payment.account), \(payment.day.iso8601), "
        + Money(
          minorUnits: payment.units,
          currency: (payment.currency ?? .none).keeping(payment.exponent)
        ).decimalText + (payment.currency.map { " \($0.code)" } ?? "")
    }
  }
}
