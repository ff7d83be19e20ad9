public import PaymentGraph

/// A link at a pooled account with the reasons for its grade.
public struct LinkFinding: Sendable, Hashable {
  /// What a link would need for grade B and lacks.
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
    /// The hub's records are not shown to be complete.
    case incompleteRecords = "the records of the hub are not shown to be complete"
    /// Too many coincidences are to be expected.
    case coincidences = "coincidences are to be expected"
    /// How many coincidences are to be expected is not known.
    case unknownCoincidences = "how many coincidences are to be expected is not known"
    /// Not all candidates were compared.
    case cut = "not all candidates were compared"
    /// A set of receipts would explain the payout as well.
    case batchFits = "a set of receipts would fit as well"
    /// Another receipt of the set that the payout passes on is not certain.
    case uncertainSet = "another receipt of the set is not certain"
    /// The transfer has more possible pairings than say anything.
    case tooMany = "too many pairings are possible"
  }

  /// The link.
  public let link: Link
  /// What it would need for a better grade; empty for grades A and B.
  public let lacks: [Lack]
  /// How many payouts or sets would fit by chance; nil where that was not asked.
  public let coincidences: ExpectedCoincidences?
  /// The fee rule under which the amount fits; nil where none was needed.
  public let fee: FittedFee?
  /// The least and the most that the receipt leaves under that rule, in minor units of the receipt's currency.
  public let expected: ClosedRange<Int64>?
  /// Other receipts that may be what the payout passes on, in ledger order, ``mostListed`` of them at the most.
  public let otherReceipts: [TransferID]
  /// Other payouts that may pass the receipt on, in ledger order, ``mostListed`` of them at the most.
  public let otherPayouts: [TransferID]
  /// The number of other receipts and payouts beside those listed.
  public internal(set) var moreReceipts = 0, morePayouts = 0

  /// So many other receipts, and other payouts, are listed with each link.
  public static let mostListed = 20

  /// Those of some transfers that are not one of them, up to ``mostListed``, and how many more there are.
  static func listed(_ transfers: [Int], without own: Int) -> (listed: [TransferID], more: Int) {
    var listed: [TransferID] = []
    for transfer in transfers where transfer != own {
      guard listed.count < mostListed else { break }
      listed.append(TransferID(transfer))
    }
    return (listed, max(0, transfers.count - 1 - listed.count))
  }

  /// Whether no record states the link: it rests on amounts and times.
  public var isInferred: Bool {
    switch link.basis {
    case .recordedLink, .sharedReference, .containedReference, .documentedGroup: false
    case .amountAndTime, .refund, .batch, .timeOnly: true
    }
  }
}
