internal import PaymentGraph

/// The column plan without reference-counted storage, as reading a row needs it.
struct BulkColumns {
  /// The columns of a party, and whether they are neighbours.
  struct Party {
    let first: Int
    let last: Int
    let isOne: Bool
    let areNeighbours: Bool

    init(_ positions: [Int]) {
      first = positions.first ?? 0
      last = positions.last ?? 0
      isOne = positions.count == 1
      areNeighbours = zip(positions, positions.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }
  }

  let width: Int
  let payer: Party
  let beneficiary: Party
  let amount: Int
  let time: Int
  let currency: Int
  let receivedAmount: Int
  let receivedCurrency: Int
  let kind: Int
  let reversal: Int
  let constantCurrency: Currency?
  let constantTime: PostingTime?
  let timeStyle: TimeReader.Style
  let timeOrder: TimeForms.Order?
  let amountStyle: AmountStyle
  let writesExponents: Bool
  let keepsTexts: Bool

  init(_ plan: BulkPlan) {
    let columns = plan.columns
    width = columns.width
    payer = Party(columns.from)
    beneficiary = Party(columns.to)
    amount = columns.amount
    time = columns.time
    currency = columns.currency
    receivedAmount = columns.receivedAmount
    receivedCurrency = columns.receivedCurrency
    kind = columns.kind
    reversal = columns.reversal
    constantCurrency = columns.constantCurrency
    constantTime = columns.constantTime
    timeStyle = columns.timeForms.style
    timeOrder = columns.timeForms.order
    amountStyle = columns.amountStyle
    writesExponents = columns.profile.writesExponents
    keepsTexts = plan.keepsTexts
  }
}
