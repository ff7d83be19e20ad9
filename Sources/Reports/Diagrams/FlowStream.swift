internal import PaymentGraph

/// Payments between two parties, drawn as one line.
struct FlowStream: Sendable, Hashable {
  /// The positions of the parties.
  var from: Int
  var to: Int
  /// Whether no record links the payouts with receipts of the pooled account, or only weakly.
  var isInferred: Bool
  /// Whether it gives money back.
  var isReturn: Bool
  /// The transfers, in ledger order.
  var transfers: [TransferID] = []
}

/// What a stream is told apart by.
struct FlowStreamKey: Hashable {
  let from: Int
  let to: Int
  let isInferred: Bool
  let isReturn: Bool
}
