internal import PaymentGraph

/// What rows that fulfil a condition are; of several rules the first that fits decides.
struct KindRule: Sendable {
  let condition: RowCondition
  let kind: TransferKind
}
