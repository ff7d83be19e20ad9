internal import PaymentGraph

/// One payment that a victim claims, as a row of a claims file names it.
struct Claim {
  /// The way in which a claim names its payment.
  enum Subject: Hashable {
    /// The id of the payment's record, or its row as `FILE:LINE`.
    case name(String)
    /// The account that paid, the day and the amount.
    case payment(Payment)
  }

  /// A payment as a statement describes it.
  struct Payment: Hashable {
    let account: String
    let day: CivilDate
    /// The amount in units of ``exponent`` decimals.
    let units: Int64
    let exponent: Int
    /// The currency; nil where the claim does not say.
    let currency: Currency?

    /// Returns true where an amount equals that of the payment.
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

  /// The claim in words: `"t7"`, or the facts that it states of the payment.
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
