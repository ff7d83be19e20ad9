internal import PaymentGraph

extension MixEngine {
  /// Converts the moving parts into the currency and amount that arrived; returns that amount.
  mutating func convert(_ position: Int, _ event: Int) -> Fraction {
    let sent = Fraction(columns.sent[position])
    guard !columns.received.isEmpty, let receipt = columns.received[position] else { return sent }
    let received = Fraction(receipt.amount)
    if columns.sentCurrency[position] != receipt.currency {
      scale(from: 0, by: received / sent)
    } else if received < sent {
      keepFee(received / sent, events.from[event])
    } else if received > sent {
      let account = AccountID(index: columns.payer[position])
      moving.append(part(received - sent, events.label(.unknown(account))))
    }
    return received
  }

  /// Converts parts into another currency; each keeps the worth of a unit in the currency before.
  mutating func scale(from start: Int, by factor: Fraction) {
    guard start < moving.count else { return }
    let rate = graph.rate(Fraction.one / factor)
    for index in start..<moving.count {
      moving[index] = converted(moving[index], factor: factor, rate: rate)
    }
  }

  private mutating func converted(
    _ part: MixPart, factor: Fraction, rate: Int32
  ) -> MixPart {
    var part = part
    if part.rate != 0 {
      // A part that was converted before first becomes a mixture of its own.
      var mix = Mix()
      graph.add(part, to: &mix)
      part = MixPart(
        amount: part.amount, node: graph.close(&mix), isClaimant: part.isClaimant)
    }
    part.amount = part.amount * factor
    part.rate = rate
    return part
  }

  /// Takes a fee on the way from every part of the payment in proportion.
  private mutating func keepFee(_ share: Fraction, _ place: Int32) {
    let rest = Fraction.one - share
    for index in moving.indices {
      var fee = moving[index]
      moving[index].amount = fee.amount * share
      fee.amount = fee.amount * rest
      graph.add(fee, to: &fees[place, default: Mix()], by: current)
    }
  }
}
