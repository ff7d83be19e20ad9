package import PaymentGraph

/// Plain lists of lots: receipts are put at the end, payments take from the front.
///
/// This is the truth beside the answers of a tracing rule, so it knows nothing of how the rule is
/// built.
struct RawLots {
  /// A minor unit in billionths.
  static let unit: Int128 = 1_000_000_000

  private struct Balance: Hashable {
    let account: Int
    let currency: Currency
  }

  private struct Share: Hashable {
    let balance: Balance
    let victim: Int
  }

  private struct Lot {
    let victim: Int?
    var size: Int128
  }

  private var lots: [Balance: [Lot]] = [:]
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
      lots[Balance(account: opening.account, currency: opening.money.currency)] = [
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
          from: Balance(account: payment.payer, currency: payment.sent.currency))
      }
      let balance = Balance(account: payment.payee, currency: payment.received.currency)
      for lot in taken {
        let size =
          lot.size * Int128(payment.received.minorUnits) / Int128(payment.sent.minorUnits)
        lots[balance, default: []].append(Lot(victim: lot.victim, size: size))
        if let victim = lot.victim {
          received[Share(balance: balance, victim: victim), default: 0] += size
        }
      }
    }
  }

  /// Takes money from the front; the amount that the records do not show coming in is nobody's.
  private mutating func take(_ wanted: Int128, from balance: Balance) -> [Lot] {
    var wanted = wanted
    var taken: [Lot] = []
    var rest = lots[balance] ?? []
    while wanted > 0, let first = rest.first {
      let size = min(first.size, wanted)
      taken.append(Lot(victim: first.victim, size: size))
      wanted -= size
      if size == first.size { rest.removeFirst() } else { rest[0].size -= size }
    }
    lots[balance] = rest
    if wanted > 0 { taken.append(Lot(victim: nil, size: wanted)) }
    return taken
  }

  /// The sums by account, victim and currency, in the order of their numbers.
  var holdings: [RawHolding] {
    received.keys.sorted {
      ($0.balance.account, $0.victim, $0.balance.currency.code)
        < ($1.balance.account, $1.victim, $1.balance.currency.code)
    }.map { share in
      let held = (lots[share.balance] ?? []).filter { $0.victim == share.victim }
      return RawHolding(
        account: share.balance.account, victim: share.victim, currency: share.balance.currency,
        received: received[share] ?? 0, held: held.reduce(0) { $0 + $1.size })
    }
  }
}

extension RawCase {
  /// An account that money of two or more victims reaches, in the order of time.
  package struct Shared: Sendable, Hashable {
    /// The number of the account.
    package let account: Int
    /// The numbers of the accounts of the victims whose money reaches it.
    package let victims: [Int]
    /// The number of payments on the walks that end there.
    package let paymentCount: Int
    /// The sum of these payments, currency by currency.
    package let received: [Money]
  }

  /// The accounts that two or more victims' claimed payments reach, most victims first, then by
  /// number.
  ///
  /// Each account keeps the victims whose money has come so far; a later payment carries all of
  /// them on. The victims themselves are no shared accounts.
  package var shared: [Shared] {
    var present: [Int: Set<Int>] = [:]
    var counts: [Int: Int] = [:]
    var sums: [Int: [Currency: Int64]] = [:]
    for payment in payments {
      var carried = present[payment.payer] ?? []
      if payment.isClaim { carried = [payment.payer] }
      if accounts[payment.payer].isVictim, !payment.isClaim { carried = [] }
      guard !carried.isEmpty else { continue }
      present[payment.payee, default: []].formUnion(carried)
      guard payment.payer != payment.payee else { continue }
      counts[payment.payee, default: 0] += 1
      sums[payment.payee, default: [:]][payment.received.currency, default: 0] +=
        payment.received.minorUnits
    }
    return present.filter { $0.value.count > 1 && !accounts[$0.key].isVictim }
      .map { account, victims in
        Shared(
          account: account, victims: victims.sorted(), paymentCount: counts[account] ?? 0,
          received: (sums[account] ?? [:]).sorted { $0.key < $1.key }.map {
            Money(minorUnits: $0.value, currency: $0.key)
          })
      }
      .sorted { ($1.victims.count, $0.account) < ($0.victims.count, $1.account) }
  }
}
