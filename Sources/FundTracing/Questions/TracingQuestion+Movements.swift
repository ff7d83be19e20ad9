internal import PaymentGraph

extension TracingQuestion {
  /// What every transfer into and out of an account carried of some claims, in the order of the ledger, and by
  /// claim: what is known of a figure whose lots are too many to list.
  ///
  /// - Parameter answer: what every transfer carried.
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
        var claim: TransferID?
        if case .claim(let id) = part.origin { claim = id }
        if let claim, !claims.contains(claim.position) { continue }
        for isReceipt in [true, false] {
          // A claimed payment brings its claim with it: it takes nothing from what lies there.
          let leaves = columns.payer[position] == account.index && claim != step.transfer
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

  /// How much of what a transfer carried arrives, for each unit sent, and how much of its worth: a conversion changes
  /// the amount, a fee takes its share of both, and what arrives beyond what was sent is no claim's.
  private static func arriving(_ transfer: Transfer) -> (amount: Fraction, value: Fraction) {
    let (sent, received) = (transfer.sent, transfer.received)
    guard let share = Fraction(received.minorUnits, sent.minorUnits) else { return (.one, .one) }
    if sent.currency != received.currency { return (share, .one) }
    return received.minorUnits < sent.minorUnits ? (share, share) : (.one, .one)
  }

  /// Why there are no lots, and no exact fraction.
  static func lotsNotListed(_ figures: [VictimHolding]) -> AnswerNote {
    let bounded = figures.contains { !$0.amount.isExact || !$0.value.isExact }
    return AnswerNote(
      code: .lotsNotListed,
      text:
        "the money came by more different ways than are listed (\(MixEngine.mostWays) through mixtures, \(mostSteps) of divided "
        + "lots), or by ways too long to be followed one by one, so "
        + "that lots are not listed: what every transfer brought to the account and took from it stands instead"
        + (bounded
          ? "; a figure that is bounds has no exact fraction here because every mixing of payments multiplies "
            + "its denominator, which would have more than \(Fraction.mostDigits) digits: the exact value lies between the bounds"
          : ""))
  }
}
