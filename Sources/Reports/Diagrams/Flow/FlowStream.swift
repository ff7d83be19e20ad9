internal import PaymentGraph

/// Payments between two parties, drawn as one line.
struct FlowStream: Sendable, Hashable {
  /// The properties by which streams are told apart.
  struct Key: Hashable {
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let isReturn: Bool
  }

  /// The indices of the parties.
  var from: Int
  var to: Int
  /// The evidence for the stream.
  var evidence: FlowEvidence
  /// True where the stream gives money back.
  var isReturn: Bool
  /// The transfers, in ledger order.
  var transfers: [TransferID] = []
}
