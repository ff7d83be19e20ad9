public import PaymentGraph

/// The transfers with what each carried, in the order of processing: a list whose elements are made when they are looked at.
///
/// A transfer's parts take a few machine words each until then, so that a trace of a million transfers costs what is
/// read of it. O(1) to reach an element, O(*p* log *p*) to make one of *p* parts.
public struct TracedTransfers: RandomAccessCollection, Sendable {
  let carried: CarriedParts
  private let transferOf: [Int32]
  private let origins: [MoneyOrigin]
  /// By label: where its origin comes among the parts of a transfer.
  private let ranks: [Int32]

  /// None.
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

  /// The first place.
  public var startIndex: Int { 0 }
  /// The place after the last.
  public var endIndex: Int { carried.count }

  /// The transfer at a place, with what it carried.
  public subscript(place: Int) -> TracedTransfer {
    let shares = carried[place].sorted { ranks[Int($0.label)] < ranks[Int($1.label)] }
    return TracedTransfer(
      transfer: transfer(place),
      parts: shares.map {
        TracedTransfer.Part(origin: origins[Int($0.label)], amount: $0.amount, value: $0.value)
      })
  }

  /// The transfer at a place alone.
  public func transfer(_ place: Int) -> TransferID { TransferID(Int(transferOf[place])) }
}

extension TracedTransfers: Equatable {
  /// True where both have the same transfers with the same parts.
  public static func == (left: TracedTransfers, right: TracedTransfers) -> Bool {
    left.count == right.count && left.elementsEqual(right)
  }
}
