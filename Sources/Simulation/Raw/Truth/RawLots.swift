internal import PaymentGraph

/// Plain lists of lots: receipts are put at the end, payments take from the front.
///
/// This is the truth beside the answers of a tracing rule, so it knows nothing of how the rule is
/// built.
struct RawLots {
  /// A minor unit in billionths.
  static let unit: Int128 = 1_000_000_000

  private struct Place: Hashable {
    let account: Int
    let currency: Currency
  }

  private struct Share: Hashable {
    let place: Place
    let victim: Int
  }

  private struct Lot {
    let victim: Int?
    var size: Int128
  }

  private var lots: [Place: [Lot]] = [:]
  private var received: [Share: Int128] = [:]

  /// Runs all payments through the lists.
  ///
  /// - Parameter openings: The balances of accounts before their statements begin, of unknown
  ///   origin.
  init(
    _ payments: [RawPayment], _ accounts: [RawAccount],
    openings: [(account: Int, money: Money)]
  ) {
    for opening in openings {
      lots[Place(account: opening.account, currency: opening.money.currency)] = [
        Lot(victim: nil, size: Int128(opening.money.minorUnits) * Self.unit)
      ]
    }
    for payment in payments {
      let taken: [Lot]
      if payment.isClaim {
        taken = [Lot(victim: payment.payer, size: Int128(payment.sent.minorUnits) * Self.unit)]
      } else if accounts[payment.payer].isVictim {
        // Money returned to a victim has come to rest; the victim's other payments are its own
        // money.
        taken = [Lot(victim: nil, size: Int128(payment.sent.minorUnits) * Self.unit)]
      } else {
        taken = take(
          Int128(payment.sent.minorUnits) * Self.unit,
          from: Place(account: payment.payer, currency: payment.sent.currency))
      }
      let place = Place(account: payment.payee, currency: payment.received.currency)
      for lot in taken {
        let size =
          lot.size * Int128(payment.received.minorUnits) / Int128(payment.sent.minorUnits)
        lots[place, default: []].append(Lot(victim: lot.victim, size: size))
        if let victim = lot.victim {
          received[Share(place: place, victim: victim), default: 0] += size
        }
      }
    }
  }

  /// Takes money from the front; the amount that the records do not show coming in is nobody's.
  private mutating func take(_ wanted: Int128, from place: Place) -> [Lot] {
    var wanted = wanted
    var taken: [Lot] = []
    var rest = lots[place] ?? []
    while wanted > 0, let first = rest.first {
      let size = min(first.size, wanted)
      taken.append(Lot(victim: first.victim, size: size))
      wanted -= size
      if size == first.size { rest.removeFirst() } else { rest[0].size -= size }
    }
    lots[place] = rest
    if wanted > 0 { taken.append(Lot(victim: nil, size: wanted)) }
    return taken
  }

  /// The sums by account, victim and currency, in the order of their numbers.
  var holdings: [RawHolding] {
    received.keys.sorted {
      ($0.place.account, $0.victim, $0.place.currency.code)
        < ($1.place.account, $1.victim, $1.place.currency.code)
    }.map { share in
      let held = (lots[share.place] ?? []).filter { $0.victim == share.victim }
      return RawHolding(
        account: share.place.account, victim: share.victim, currency: share.place.currency,
        received: received[share] ?? 0, held: held.reduce(0) { $0 + $1.size })
    }
  }
}
