public import PaymentGraph

/// The transfers and the parts that each carried, in the order of processing; each element is made when it is read.
///
/// Until then a transfer's parts take a few machine words each, so that a trace of a million transfers costs only the
/// elements that are read. O(1) to reach an element, O(*p* log *p*) to make one of *p* parts.
public struct TracedTransfers: RandomAccessCollection, Sendable {
  let carried: CarriedParts
  private let transferOf: [Int32]
  private let origins: [MoneyOrigin]
  /// The rank of its origin among the parts of a transfer, by label.
  private let ranks: [Int32]

  /// Creates an empty list.
  init() {
    carried = CarriedParts()
    transferOf = []
    origins = []
    ranks = []
  }

  init(_ carried: CarriedParts, transferOf: [Int32], origins: [MoneyOrigin], ranks: [Int32]) {
    self.carried = carried
    self.transferOf = transferOf
    self.origins = origins
    self.ranks = ranks
  }

  /// The first index.
  public var startIndex: Int { 0 }
  /// The index after the last.
  public var endIndex: Int { carried.count }

  /// The transfer at an index, with its parts.
  public subscript(place: Int) -> TracedTransfer {
    let shares = carried[place].sorted { ranks[Int($0.label)] < ranks[Int($1.label)] }
    return TracedTransfer(
      transfer: transfer(place),
      parts: shares.map {
        TracedTransfer.Part(origin: origins[Int($0.label)], amount: $0.amount, value: $0.value)
      })
  }

  /// Returns the transfer at an index without its parts.
  public func transfer(_ place: Int) -> TransferID { TransferID(Int(transferOf[place])) }
}

extension TracedTransfers: Equatable {
  /// Returns true where both have the same transfers with the same parts.
  public static func == (left: TracedTransfers, right: TracedTransfers) -> Bool {
    left.count == right.count && left.elementsEqual(right)
  }
}

/// The parts that one transfer carried, under the rule of a trace.
public struct TracedTransfer: Sendable, Hashable {
  /// A part of a transfer.
  public struct Part: Sendable, Hashable {
    /// The origin of the part.
    public let origin: MoneyOrigin
    /// The amount, in minor units of the currency sent: exact.
    public let amount: Fraction
    /// The amount in minor units of the claim's currency: exact.
    public let value: Fraction
  }

  /// The transfer.
  public let transfer: TransferID
  /// The parts of the transfer; their amounts add up to the amount sent.
  ///
  /// Claims come first, in the ledger's order.
  public let parts: [Part]
}

/// A payment that arrived at its beneficiary later than it left its payer, by the statements of both; in between it was
/// on its way.
public struct LatePayment: Sendable, Hashable {
  /// The payment.
  public let transfer: TransferID
  /// The time in the beneficiary's statement.
  public let came: PostingTime
  /// The number of transfers of the trace that left before it arrived; nil where it had not arrived when the question
  /// ends.
  public let place: Int?
}
