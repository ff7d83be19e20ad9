/// A named set of terms for the payment services of a planted case.
package enum Regime: String, Sendable, Hashable, CaseIterable {
  /// Every payout names its receipt.
  case reference
  /// One payout for each receipt, less a fee; one in five names it.
  case fee
  /// As ``fee``, but Indian accounts are paid in rupees; the records show both amounts.
  case fx
  /// As ``fx``, but the records of such payouts show the rupees only.
  case rupees
  /// Receipts for one beneficiary are paid out together; one payout in five names them.
  case batch
  /// The services differ: one names its receipts, one converts, one pays in batches; some quote the
  /// wrong receipt.
  case mixed

  /// The meaning of the regime, in one line.
  package var words: String {
    switch self {
    case .reference: "every payout names its receipt"
    case .fee: "one payout for each receipt, less a fee; one in five names its receipt"
    case .fx: "like fee, but Indian accounts are paid in rupees; both amounts are recorded"
    case .rupees: "like fx, but only the rupees are recorded"
    case .batch: "receipts of one payee are paid out together; one payout in five names them"
    case .mixed: "the services differ, and some payouts quote the wrong receipt"
    }
  }

  /// Returns the terms of the services, of which there are `count`.
  package func terms(count: Int) -> [ProcessorTerms] { (0..<count).map(terms(of:)) }

  private func terms(of number: Int) -> ProcessorTerms {
    let style = number % 2 == 0 ? ProcessorTerms.RecordStyle.link : .reference
    let fees = [
      ServiceFee(basisPoints: 340, fixed: 20), ServiceFee(basisPoints: 450, fixed: 50),
      ServiceFee(basisPoints: 290, fixed: 30), ServiceFee(basisPoints: 175, fixed: 0),
    ]
    var terms = ProcessorTerms(fee: fees[number % fees.count], style: style)
    switch self {
    case .reference: break
    case .fee: terms.recordedPerMille = 200
    case .fx, .rupees:
      terms.recordedPerMille = 200
      terms.converts = true
      terms.showsConversion = self == .fx
    case .batch:
      terms.recordedPerMille = 200
      terms.batch = BatchRule(days: number % 2 == 0 ? 14 : 7, maximumSize: 12)
    case .mixed:
      terms.converts = true
      terms.recordedPerMille = [900, 300, 200][number % 3]
      terms.misquotedPerMille = 10
      if number % 3 == 2 { terms.batch = BatchRule(days: 14, maximumSize: 12) }
    }
    return terms
  }
}
