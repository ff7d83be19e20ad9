internal import FundTracing

/// The evidence for a stream: links for payouts of a pooled account, the order of payments for all.
enum FlowEvidence: Sendable, Hashable, Comparable {
  /// The stream is no payout of a pooled account, or records name each other (grade A or B).
  case recorded
  /// The records do not show whether the money had arrived before it left.
  case openOrder
  /// The stream rests on links of this grade.
  case inferred(Grade)
  /// No link leads to the stream.
  case unlinked

  init(_ grade: Grade?) {
    switch grade {
    case .a, .b: self = .recorded
    case .c, .d, .x: self = grade.map(FlowEvidence.inferred) ?? .unlinked
    case nil: self = .unlinked
    }
  }

  /// The remark on the evidence; empty for a recorded stream.
  var words: String {
    switch self {
    case .recorded: ""
    case .openOrder: "order not recorded"
    case .inferred(let grade): "link inferred, grade \(grade.letter)"
    case .unlinked: "no recorded link"
    }
  }
}
