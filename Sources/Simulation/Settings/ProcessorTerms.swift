/// The terms of one payment service of a planted case.
package struct ProcessorTerms: Sendable, Hashable {
  /// The way in which a payout's record names the receipt that it passes on, where it does.
  package enum RecordStyle: Sendable, Hashable {
    /// The record has the receipt's id in the `link` column.
    case link
    /// Both records have the same reference.
    case reference
  }

  /// The fee that the service keeps.
  package var fee: ServiceFee
  /// True where the service pays Indian accounts in rupees.
  package var converts: Bool
  /// True where the records of converted payouts show both amounts, false where they show the
  /// rupees only.
  package var showsConversion: Bool
  /// The rule by which receipts are paid out together; nil where each is paid on alone.
  package var batch: BatchRule?
  /// The way in which payouts name their receipts.
  package var style: RecordStyle
  /// The number of payouts in a thousand that name their receipts.
  package var recordedPerMille: Int
  /// The number of receipts in a thousand that are paid back to the payer.
  package var refundedPerMille: Int
  /// The number of receipts in a thousand that are refused and never leave.
  package var heldPerMille: Int
  /// The number of single payouts in a thousand that carry the reference of another receipt, whose
  /// amount contradicts them.
  package var misquotedPerMille: Int

  /// Creates terms; a property that is not given is that of a plain service that names every
  /// receipt.
  package init(
    fee: ServiceFee = ServiceFee(basisPoints: 340, fixed: 20), converts: Bool = false,
    showsConversion: Bool = true, batch: BatchRule? = nil, style: RecordStyle = .link,
    recordedPerMille: Int = 1_000, refundedPerMille: Int = 30, heldPerMille: Int = 15,
    misquotedPerMille: Int = 0
  ) {
    self.fee = fee
    self.converts = converts
    self.showsConversion = showsConversion
    self.batch = batch
    self.style = style
    self.recordedPerMille = recordedPerMille
    self.refundedPerMille = refundedPerMille
    self.heldPerMille = heldPerMille
    self.misquotedPerMille = misquotedPerMille
  }
}

/// The rule by which a payment service pays several receipts out together.
package struct BatchRule: Sendable, Hashable {
  /// The number of days between payouts to one beneficiary.
  package var days: Int
  /// The most receipts in one payout; more make several payouts.
  package var maximumSize: Int

  /// Creates a rule of payouts every so many days, of at most so many receipts.
  package init(days: Int, maximumSize: Int) {
    self.days = days
    self.maximumSize = maximumSize
  }
}

/// The part of each payment that a payment service keeps: a share and a fixed amount.
package struct ServiceFee: Sendable, Hashable, CustomStringConvertible {
  /// The share in hundredths of a per cent: 340 is 3.4 per cent.
  package var basisPoints: Int
  /// The fixed part in minor units of the payment's currency.
  package var fixed: Int64

  /// Creates a fee of a share, in hundredths of a per cent, and a fixed amount, in minor units.
  package init(basisPoints: Int, fixed: Int64) {
    self.basisPoints = basisPoints
    self.fixed = fixed
  }

  /// Reads a fee such as `3.4%+0.20` or `2%`; nil for any other text, and for fees of 50 per cent
  /// and more.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].hasSuffix("%"),
      let share = ServiceFee.hundredths(parts[0].dropLast()),
      let fixed = parts.count == 2 ? ServiceFee.hundredths(parts[1]) : 0, share < 5_000,
      fixed < 10_000
    else { return nil }
    self.init(basisPoints: share, fixed: Int64(fixed))
  }

  /// Returns a payment less the fee, which is rounded half up to the minor unit.
  package func net(of gross: Int64) -> Int64 {
    max(0, gross - ExactMath.halfUp(gross, Int64(basisPoints), over: 10_000) - fixed)
  }

  /// The fee as text, `3.4%+0.20`.
  package var description: String {
    var share = ServiceFee.decimal(Int64(basisPoints))
    while share.last == "0" || share.last == "." {
      let wasPoint = share.removeLast() == "."
      if wasPoint { break }
    }
    return "\(share)%+\(ServiceFee.decimal(fixed))"
  }

  private static func decimal(_ hundredths: Int64) -> String {
    "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private static func hundredths(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
      parts[0].count <= 6, let whole = Int(parts[0])
    else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard (1...2).contains(parts[1].count), let fraction = Int(parts[1]) else { return nil }
    return whole * 100 + (parts[1].count == 1 ? fraction * 10 : fraction)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
