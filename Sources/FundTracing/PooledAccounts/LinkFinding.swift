public import PaymentGraph

/// A link at a pooled account with the reasons for its grade.
public struct LinkFinding: Sendable, Hashable {
  /// A condition of grade B that a link does not meet.
  public enum Lack: String, Sendable, Hashable, CaseIterable {
    /// Other pairings explain the records as well.
    case otherPairings = "other pairings are possible"
    /// The amount is not exact under the fitted rule.
    case inexactAmount = "the amount is within tolerance only"
    /// No rule could be fitted or was stated.
    case noRule = "no fee rule is known"
    /// Too many recorded pairs do not obey the fitted rules, one receipt to one payout.
    case weakRule = "too few recorded pairs obey the fitted rule"
    /// No window could be fitted.
    case noWindow = "no window is fitted"
    /// The wait lies outside the fitted window.
    case outsideWindow = "the wait is outside the fitted window"
    /// The pooled account's records are not shown to be complete.
    case incompleteRecords = "the records of the pooled account are not shown to be complete"
    /// Coincidences are to be expected.
    case coincidences = "coincidences are expected"
    /// The number of coincidences to be expected is not known.
    case unknownCoincidences = "the number of expected coincidences is unknown"
    /// Not all candidates were compared.
    case cut = "not all candidates were compared"
    /// A set of receipts would explain the payout as well.
    case batchFits = "a set of receipts would fit as well"
    /// It is not certain that the payout passes on another receipt of the set.
    case uncertainSet = "another receipt of the set is not certain"
    /// The transfer has too many possible pairings to tell anything.
    case tooMany = "too many pairings are possible"
  }

  /// The link.
  public let link: Link
  /// The conditions of a better grade that the link does not meet; empty for grades A and B.
  public let lacks: [Lack]
  /// The number of payouts or sets expected to fit by chance; nil where it was not computed.
  public let coincidences: ExpectedCoincidences?
  /// The fee rule under which the amount fits; nil where none was needed.
  public let fee: FittedFee?
  /// The least and the most that remains of the receipt under that rule, in minor units of the receipt's currency.
  public let expected: ClosedRange<Int64>?
  /// Other receipts that the payout may pass on, in ledger order, at most ``mostListed``.
  public let otherReceipts: [TransferID]
  /// Other payouts that may pass the receipt on, in ledger order, at most ``mostListed``.
  public let otherPayouts: [TransferID]
  /// The number of other receipts and payouts beside those listed.
  public internal(set) var moreReceipts = 0, morePayouts = 0

  /// The most other receipts, and other payouts, that are listed with each link.
  public static let mostListed = 20

  /// Returns up to ``mostListed`` of some transfers without one of them, and the number of those not listed.
  static func listed(_ transfers: [Int], without own: Int) -> (listed: [TransferID], more: Int) {
    var listed: [TransferID] = []
    for transfer in transfers where transfer != own {
      guard listed.count < mostListed else { break }
      listed.append(TransferID(transfer))
    }
    return (listed, max(0, transfers.count - 1 - listed.count))
  }

  /// True where no record states the link: it rests on amounts and times.
  public var isInferred: Bool {
    switch link.basis {
    case .recordedLink, .sharedReference, .containedReference, .documentedGroup: false
    case .amountAndTime, .refund, .batch, .timeOnly: true
    }
  }
}
