internal import PaymentGraph

/// Payments from one lane to another, drawn as one arrow.
struct TimelineArrow: Sendable, Hashable {
  /// The indices of the lanes.
  let from: Int
  let to: Int
  let evidence: FlowEvidence
  let isReturn: Bool
  /// The payments, in ledger order.
  var transfers: [TransferID] = []
  /// The streams of the flow for which the arrow stands.
  var streams: [Int] = []
  /// True where the money of one of the payments stops where it arrives.
  var stops = false
  /// The moments between which the payments took place, in milliseconds: for one payment its own
  /// time, for several the stretch for which they were summed up.
  var period: Range<Int64>
}
