public import PaymentGraph

/// The statement that an outbound transfer of a pooled account passes an inbound one on.
///
/// A payout may pay on several receipts (a batch), and a receipt may be paid on by several payouts
/// (a split): each pair is one link. A pair has one link, the strongest that the records give.
public struct Link: Sendable, Hashable {
  /// The transfer into the pooled account.
  public let inbound: TransferID
  /// The transfer out of it.
  public let outbound: TransferID
  /// The strength of the evidence.
  public let grade: Grade
  /// The kind of the evidence.
  public let basis: LinkBasis
  /// The part of the payout, as sent, that the receipt pays for; nil where the records do not say.
  ///
  /// The shares of a payout never exceed it. A payout with one link has it whole.
  public let share: Money?

  /// Creates a link; see the properties.
  public init(
    inbound: TransferID, outbound: TransferID, grade: Grade, basis: LinkBasis, share: Money? = nil
  ) {
    self.inbound = inbound
    self.outbound = outbound
    self.grade = grade
    self.basis = basis
    self.share = share
  }
}

/// The strength of the evidence that one transfer passes another on.
///
/// Grades run from A, an exact reference, to X, contradicted. A walk has the grade of its worst link.
public enum Grade: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  /// Exact reference: the records themselves pair the two.
  case a
  /// Amount and time are exact and no other pairing fits.
  case b
  /// Consistent with amount and time, as other pairings are.
  case c
  /// Merely possible.
  case d
  /// Contradicted by the records.
  case x

  /// The letter.
  public var letter: String {
    switch self {
    case .a: "A"
    case .b: "B"
    case .c: "C"
    case .d: "D"
    case .x: "X"
    }
  }

  /// The statement that a grade allows of a payout and a receipt, to stand between the two: the payout … the receipt.
  public var wording: String {
    switch self {
    case .a: "is recorded as passing on"
    case .b: "matches, and no other receipt or payout in the records fits"
    case .c: "is consistent with"
    case .d: "could include"
    case .x: "is contradicted by the records as passing on"
    }
  }

  /// Finds the grade with a letter, in any case; nil where there is none.
  public init?(letter: some StringProtocol) {
    let wanted = letter.uppercased()
    guard let found = Grade.allCases.first(where: { $0.letter == wanted }) else { return nil }
    self = found
  }

  /// Orders grades from the strongest evidence to the weakest.
  public static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }
}

/// The evidence on which a link rests.
public enum LinkBasis: String, Sendable, Hashable, CaseIterable {
  /// The payout's record names the id of the receipt.
  case recordedLink = "recorded link"
  /// Both records carry the same reference.
  case sharedReference = "shared reference"
  /// One record's reference contains the reference or the id of the other.
  case containedReference = "reference contained in the other record"
  /// Several receipts carry the payout's reference, and add up to it.
  case documentedGroup = "reference of a group"
  /// The amount is the rest of the receipt under the fitted rule, and the time fits.
  case amountAndTime = "amount and time"
  /// The payer got back exactly what it had paid.
  case refund = "refund to the payer"
  /// A set of receipts adds up to the payout.
  case batch = "set of receipts"
  /// Only time and size fit.
  case timeOnly = "time only"

  /// True where no record states the link: it rests on amounts and times.
  var isInferred: Bool {
    switch self {
    case .recordedLink, .sharedReference, .containedReference, .documentedGroup: false
    case .amountAndTime, .refund, .batch, .timeOnly: true
    }
  }
}

/// A link that the records state and that cannot be followed.
public struct LinkProblem: Sendable, Hashable {
  /// The reasons why a link cannot be followed.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No transfer has the id.
    case unknown = "no loaded transfer has the id"
    /// Several transfers have the id.
    case ambiguousID = "several transfers have the id"
    /// The transfer with the id was not paid into this account.
    case elsewhere = "the transfer with the id was paid into another account"
    /// Several receipts carry the reference.
    case ambiguousReference = "several receipts carry the reference"
    /// The receipt is later than the payout.
    case later = "the receipt is later than the payout"
    /// The payouts on the link exceed the receipt.
    case tooMuch = "more was paid out on it than came in (grade X)"
    /// The shares that a payout states exceed the payout.
    case sharesTooMuch = "the stated shares exceed the payout (grade X)"
    /// The amount of the payout is not the rest of the receipt under the pooled account's fee rule.
    case otherAmount = "reference matches, amount contradicts the fitted fee rule (grade X)"
  }

  /// The payout.
  public let outbound: TransferID
  /// The receipt that the records pair it with; nil where they name none, or none that exists.
  public let inbound: TransferID?
  /// The reason why the link cannot be followed.
  public let reason: Reason
  /// The id in the record, where its `link` cell names several; nil where the whole cell is meant.
  public let id: String?
}
