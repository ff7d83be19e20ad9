internal import FundTracing

/// On what a stream rests: one out of a pooled account on links, any on the order of payments.
enum FlowEvidence: Sendable, Hashable, Comparable {
  /// It is not paid out of a pooled account, or records name each other (grade A or B).
  case recorded
  /// The records do not say that the money had come before it left.
  case openOrder
  /// Links of this grade.
  case inferred(Grade)
  /// No link at all.
  case unlinked

  init(_ grade: Grade?) {
    switch grade {
    case .a, .b: self = .recorded
    case .c, .d, .x: self = grade.map(FlowEvidence.inferred) ?? .unlinked
    case nil: self = .unlinked
    }
  }

  /// What is said of it; empty for what is recorded.
  var words: String {
    switch self {
    case .recorded: ""
    case .openOrder: "order not recorded"
    case .inferred(let grade): "link inferred, grade \(grade.letter)"
    case .unlinked: "no recorded link"
    }
  }
}
