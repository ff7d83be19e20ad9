internal import PaymentGraph

extension TracingQuestion {
  /// Returns the amounts of some claims that every transfer brought to an account and took from it, in ledger order and
  /// by claim, for figures with too many lots to list.
  ///
  /// - Parameter answer: the trace with the parts of every transfer.
  /// - Complexity: O(transfers + parts).
  func movements(
    at account: AccountID, of claims: Set<Int>, in answer: Tracing
  ) -> [FigureExplanation.Movement] {
    let ledger = view.ledger
    var found: [FigureExplanation.Movement] = []
    let onTheWay = Set(answer.latePayments.filter { $0.place == nil }.map(\.transfer))
    let columns = ledger.columns
    for place in answer.transfers.indices {
      let position = answer.transfers.transfer(place).position
      let arrives =
        columns.beneficiary[position] == account.index
        && !onTheWay.contains(answer.transfers.transfer(place))
      guard arrives || columns.payer[position] == account.index else { continue }
      let step = answer.transfers[place]
      let transfer = ledger.transfer(step.transfer)
      for part in step.parts where part.origin.isClaim {
        let claim = part.origin.claim
        if let claim, !claims.contains(claim.position) { continue }
        for isReceipt in [true, false] {
          // A claimed payment brings its claim with it and takes nothing from the account's balance.
          let leaves =
            columns.payer[position] == account.index && !claims.contains(position)
          guard isReceipt ? arrives : leaves else { continue }
          let share = isReceipt ? TracingQuestion.arriving(transfer) : (.one, .one)
          found.append(
            FigureExplanation.Movement(
              transfer: step.transfer, claim: claim, arrives: isReceipt,
              currency: isReceipt ? transfer.received.currency : transfer.sent.currency,
              amount: part.amount * share.amount, value: part.value * share.value))
        }
      }
    }
    return found
  }

  /// Returns the part of a transfer's amount that arrives, and of its value: a conversion changes the amount, a fee
  /// takes its share of both, and an excess over the amount sent belongs to no claim.
  private static func arriving(_ transfer: Transfer) -> (amount: Fraction, value: Fraction) {
    let (sent, received) = (transfer.sent, transfer.received)
    guard let share = Fraction(received.minorUnits, sent.minorUnits) else { return (.one, .one) }
    if sent.currency != received.currency { return (share, .one) }
    return received.minorUnits < sent.minorUnits ? (share, share) : (.one, .one)
  }

  /// Returns the note on the reason why there are no lots, and no exact fractions.
  static func lotsNotListed(_ figures: [VictimHolding]) -> AnswerNote {
    let bounded = figures.contains { !$0.amount.isExact || !$0.value.isExact }
    return AnswerNote(
      code: .lotsNotListed,
      text:
        "lots are not listed, because the money came by too many ways (more than \(MixtureEngine.mostWays) through mixtures, or "
        + "\(mostSteps) of divided lots) or by ways too long to follow one by one: "
        + "instead the table shows what each transfer brought to the account and took from it"
        + (bounded
          ? "; a figure shown as bounds has no exact fraction here, because every mixing of payments multiplies "
            + "the denominator, which would have more than \(Fraction.mostDigits) digits: the exact value lies between the bounds"
          : ""))
  }
}
