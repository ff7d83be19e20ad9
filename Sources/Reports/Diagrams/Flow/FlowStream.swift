internal import PaymentGraph

/// Payments between two parties, drawn as one line.
struct FlowStream: Sendable, Hashable {
  /// What streams are told apart by.
  struct Key: Hashable {
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let isReturn: Bool
  }

  /// The positions of the parties.
  var from: Int
  var to: Int
  /// On what it rests.
  var evidence: FlowEvidence
  /// Whether it gives money back.
  var isReturn: Bool
  /// The transfers, in ledger order.
  var transfers: [TransferID] = []
}
