// Settles the decimals to which the amounts of a ledger are kept: as many as the rows of a currency
// write.
extension LedgerBuilder {
  /// An amount that had more digits than can be kept beside the others of its currency.
  package struct CutAmount: Sendable {
    /// The transfer.
    package let transfer: Int
    /// The part of the amount that is kept.
    package let kept: Money
  }

  /// The outcome for amounts that are finer than their currency's minor unit.
  package struct Decimals: Sendable {
    /// The numbers of the currencies whose amounts are kept to more decimals than usual, or should
    /// have been.
    package var currencies: Set<UInt8> = []
    /// The amounts that are not kept whole, in the order of transfers.
    package var cut: [CutAmount] = []
  }

  /// Notes that the transfer added last is in finer units than its currencies themselves have.
  package mutating func noteFinerUnits(sent: Currency, received: Currency?) {
    let received = received ?? sent
    guard
      sent.exponent > sent.standardExponent || received.exponent > received.standardExponent
    else { return }
    columns.finer[UInt32(columns.sent.count - 1)] = FinerUnits(
      sent: UInt8(sent.exponent), received: UInt8(received.exponent))
  }

  /// True where any row is in finer units than its currencies themselves have.
  package var hasFinerRows: Bool { !columns.finer.isEmpty }

  /// Returns the currencies of the amounts sent and received, as the row itself writes them.
  package func writtenCurrencies(of transfer: Int) -> [Currency] {
    let written = columns.written(transfer)
    return [written.sent.currency] + (written.received.map { [$0.currency] } ?? [])
  }

  /// Returns the currency in which a transfer was sent, as its own row writes it.
  package func writtenCurrency(ofSent transfer: Int) -> Currency {
    let currency = columns.currency(columns.sentCurrency[transfer])
    guard !columns.finer.isEmpty, let units = columns.finer[UInt32(transfer)] else {
      return currency
    }
    return currency.keeping(Int(units.sent))
  }

  /// Brings all amounts of each currency to the finest decimals that its rows write.
  ///
  /// Where the sum of a currency's amounts would then need more than 64 bits, they are kept to as
  /// many decimals as fit, never fewer than the currency itself has; the digits of finer rows that
  /// are left out are reported.
  ///
  /// - Complexity: O(1) where no row is finer than its currency, else O(*t*).
  package mutating func settleDecimals() -> Decimals {
    var result = Decimals()
    guard !columns.finer.isEmpty else { return result }
    let old = columns
    var wanted = old.exponents
    for units in old.finer {
      let transfer = Int(units.key)
      let (sent, received) = (old.sentCurrency[transfer], old.receipt(transfer).currency)
      wanted[Int(sent)] = max(wanted[Int(sent)], units.value.sent)
      wanted[Int(received)] = max(wanted[Int(received)], units.value.received)
    }
    var wholes = Array(repeating: Int128(0), count: 256)
    for transfer in 0..<old.count {
      let written = old.written(transfer)
      wholes[Int(written.sent.currency.index)] += written.sent.wholesRoundedUp
      if let received = written.received {
        wholes[Int(received.currency.index)] += received.wholesRoundedUp
      }
    }
    for index in wanted.indices where wanted[index] > old.exponents[index] {
      result.currencies.insert(UInt8(index))
      // Half a yen is written as 0.50: where there are decimals, there are two.
      let fitting = DecimalScale.finest(max(2, Int(wanted[index])), wholes: wholes[index])
      columns.exponents[index] = max(old.exponents[index], UInt8(fitting))
    }
    columns.finer = [:]
    columns.sent = .amounts
    columns.sent.reserveCapacity(old.count)
    columns.received = ReceivedColumn()
    for transfer in 0..<old.count {
      let written = old.written(transfer)
      columns.sent.append(kept(written.sent, of: transfer, &result))
      if let received = written.received {
        let units = kept(received, of: transfer, &result)
        columns.received.set(transfer, amount: units, currency: received.currency.index)
      }
    }
    return result
  }

  /// Converts an amount to the ledger's units and reports digits that are left out.
  private func kept(_ money: Money, of transfer: Int, _ result: inout Decimals) -> Int64 {
    let currency = columns.currency(money.currency.index)
    let restated = DecimalScale.restated(
      money.minorUnits, from: money.currency.exponent, to: currency.exponent)
    // The amount fits, because the sum of all does.
    let units = restated?.value ?? money.minorUnits
    if restated?.isExact != true {
      result.cut.append(
        CutAmount(transfer: transfer, kept: Money(minorUnits: units, currency: currency)))
    }
    return units
  }
}

extension TransferColumns {
  /// Returns the amount that a row says was sent and, where it differs, the amount received.
  fileprivate func written(_ transfer: Int) -> (sent: Money, received: Money?) {
    let units = finer[UInt32(transfer)]
    func money(_ amount: Int64, index: UInt8, exponent: UInt8?) -> Money {
      Money(
        minorUnits: amount,
        currency: Currency(index: index, exponent: exponent ?? exponents[Int(index)]))
    }
    let sent = money(sent[transfer], index: sentCurrency[transfer], exponent: units?.sent)
    guard !received.isEmpty, let receipt = received[transfer] else { return (sent, nil) }
    return (sent, money(receipt.amount, index: receipt.currency, exponent: units?.received))
  }
}

extension Money {
  /// The number of whole units of the currency that the amount does not exceed, without sign.
  fileprivate var wholesRoundedUp: Int128 {
    let whole = (0..<currency.exponent).reduce(Int128(1)) { power, _ in power * 10 }
    return Int128(minorUnits.magnitude) / whole + 1
  }
}

/// The decimals in which one row writes its amounts, where they are more than the currencies
/// themselves have.
struct FinerUnits: Sendable, Hashable {
  /// The decimals of the amount sent.
  let sent: UInt8
  /// The decimals of the amount received.
  let received: UInt8
}
