internal import PaymentGraph

/// The kind of rows that fulfil a condition; of several rules the first that fits decides.
struct KindRule: Sendable {
  /// The side on which a rule holds.
  enum Direction: String, CaseIterable, Sendable { case out, `in` }

  let condition: RowCondition
  let kind: TransferKind
  /// The side on which the rule holds (cash is withdrawn where money went out); nil for both.
  var direction: Direction?

  /// A rule ready for matching.
  struct Compiled {
    let kind: TransferKind
    let direction: Direction?
    private let condition: RowCondition.Compiled

    init(_ rule: KindRule) {
      kind = rule.kind
      direction = rule.direction
      condition = rule.condition.compiled()
    }

    /// Returns true where a row, whose texts the closure returns by subject, is of the rule's kind.
    func holds(isOut: Bool, _ text: (RowCondition.Subject) -> String) -> Bool {
      if let direction, (direction == .out) != isOut { return false }
      return condition.holds(text)
    }
  }
}
