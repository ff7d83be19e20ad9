internal import PaymentGraph

/// Payments from one lane to another, drawn as one arrow.
struct TimelineArrow: Sendable, Hashable {
  /// The positions of the lanes.
  let from: Int
  let to: Int
  let evidence: FlowEvidence
  let isReturn: Bool
  /// The payments, in ledger order.
  var transfers: [TransferID] = []
  /// The streams of the flow that it stands for.
  var streams: [Int] = []
  /// Whether the money of one of them stops where it arrives.
  var stops = false
  /// Between which moments they took place, in milliseconds: of one payment its own time, of several
  /// the stretch that they were summed up for.
  var period: Range<Int64>
}
