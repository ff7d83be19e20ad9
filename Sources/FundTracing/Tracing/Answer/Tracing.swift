public import PaymentGraph

/// The attribution of the money by one method: the answer to ``PaymentGraph/LedgerView/trace(of:by:terms:)``.
public struct Tracing: Sendable {
  /// One victim's share of a pool, or its exposure: the result of methods that are not traces.
  public struct Figure: Sendable, Hashable {
    /// The account; nil for the whole pool.
    public let account: AccountID?
    /// The victim.
    public let victim: AccountID
    /// The currency.
    public let currency: Currency
    /// The amount, in minor units: exact.
    public let amount: Fraction
  }

  /// The range of one figure over the orders of payments of the same time.
  public struct OrderRange: Sendable, Hashable {
    /// The account, bank or fee where the money is.
    public let place: Holding.Place
    /// The currency.
    public let currency: Currency
    /// The victim.
    public let victim: AccountID
    /// The least and the most that any of the tried orders gives, in minor units: exact.
    public let least: Fraction, most: Fraction
  }

  /// The transfers in scope.
  public let scope: LedgerView
  /// The method.
  public let method: TracingMethod
  /// The terms of the trace beside the method.
  public let terms: TracingTerms
  /// The accounts whose payments are claimed, in the order of their keys.
  public let victims: [AccountID]
  /// The claimed payments, in the ledger's order.
  public let claims: [TransferID]
  /// The money at the end, by account key, kind of site, currency and origin; empty for methods that are not traces.
  public let holdings: [Holding]
  /// The parts that every transfer carried, in the order of processing; empty for methods that are not traces.
  public let transfers: TracedTransfers
  /// The balances of accounts before the first transfer, stated or assumed; a debt is negative.
  public let openings: [(account: AccountID, money: MoneyTotal)]
  /// The debts of accounts to their banks at the end.
  public let overdrafts: [(account: AccountID, debt: Fraction, currency: Currency)]
  /// The shares of a pool or the exposures, for methods that are not traces: by account key and victim.
  public let figures: [Figure]
  /// The figures that change when payments of the same time are taken credits first, debits first or against the
  /// records; empty where none changes.
  public internal(set) var orderRanges: [OrderRange] = []
  /// The chargebacks of claimed payments and the parts of the claims that passed to payment services by them, in ledger
  /// order.
  public internal(set) var subrogations: [Subrogation] = []
  /// The payments that arrived later than they left, by the statements of payer and beneficiary: in the order of
  /// arrival, then those that had not arrived at the end, in the order in which they left.
  public internal(set) var latePayments: [LatePayment] = []
  /// The passages of each victim's money through each account, without the amounts held at the end.
  let passed: PassageTable
  /// The number of figures computed as fractions because bounds did not decide their rounding, and of bounds that still
  /// do not.
  package internal(set) var refinedCount = 0, undecidedCount = 0
  /// The notes that a reader must know beside the figures.
  public internal(set) var notes: [AnswerNote]

  /// Returns the balance of an account before the first transfer, in minor units; a debt is negative.
  public func opening(of account: AccountID, in currency: Currency) -> Int128 {
    openings.first { $0.account == account && $0.money.currency == currency }?.money.minorUnits ?? 0
  }
}

extension Tracing {
  /// Every victim's claims, the part charged back, and the rest: by account key, then currency.
  ///
  /// - Complexity: O(*c* log *c*) for *c* claims.
  public var claimStandings: [ClaimStatus] {
    struct Key: Hashable {
      let victim: AccountID
      let currency: Currency
    }
    let ledger = scope.ledger
    let ranks = ledger.keyRanks
    var claimed: [Key: Int128] = [:]
    for id in claims {
      let transfer = ledger.transfer(id)
      claimed[Key(victim: transfer.payer.id, currency: transfer.sent.currency), default: 0] +=
        Int128(transfer.sent.minorUnits)
    }
    var passed: [Key: [AccountID: Int128]] = [:]
    for one in subrogations {
      passed[Key(victim: one.victim, currency: one.amount.currency), default: [:]][
        one.processor, default: 0] += Int128(one.amount.minorUnits)
    }
    return claimed.keys.sorted {
      (ranks[$0.victim.position], $0.currency.code) < (ranks[$1.victim.position], $1.currency.code)
    }.map { key in
      ClaimStatus(
        victim: key.victim, currency: key.currency, claimed: claimed[key] ?? 0,
        chargedBack: (passed[key] ?? [:]).filter { $0.value > 0 }.sorted {
          ranks[$0.key.position] < ranks[$1.key.position]
        }.map { ClaimStatus.Part(processor: $0.key, amount: $0.value) })
    }
  }
}

/// A chargeback that a payment service funded, and the claim that passed to the service by it.
///
/// The service has repaid the victim from its own money, so for that amount the claim against whoever holds the
/// victim's money is now the service's. Both names are kept: the labels of a trace stay those of the victim, and every
/// figure of the claim is owned in the proportion of the net claim to the amount charged back.
public struct Subrogation: Sendable, Hashable {
  /// The payment of the service to the victim.
  public let chargeback: TransferID
  /// The claimed payment that it names.
  public let claim: TransferID
  /// The victim that made the claim.
  public let victim: AccountID
  /// The payment service that owns it now.
  public let processor: AccountID
  /// The amount that the chargeback paid, in the currency of the claim.
  public let paid: Money
  /// The amount that reversals took back of it, in the currency of the claim; never more than was paid.
  public let reversed: Money
  /// The amount for which the claim passed, in its currency: the amount paid less the amount reversed, and never more
  /// than earlier chargebacks left of the claim.
  public let amount: Money
  /// The rest of the claim afterwards, together with reversals of its chargebacks that are claimed themselves.
  public let left: Money
}

/// The payments that one victim claimed in one currency, the part charged back, and the part that is still the
/// victim's.
public struct ClaimStatus: Sendable, Hashable {
  /// The part of a claim that passed to one payment service.
  public struct Part: Sendable, Hashable {
    /// The payment service.
    public let processor: AccountID
    /// The amount of the claim that is now the service's, in minor units.
    public let amount: Int128
  }

  /// The victim.
  public let victim: AccountID
  /// The currency, that of the claimed payments.
  public let currency: Currency
  /// The sum of the claimed payments, in minor units.
  public let claimed: Int128
  /// The parts that passed to payment services, in the order of their account keys.
  public let chargedBack: [Part]

  /// The sum that passed to payment services, in minor units.
  public var subrogated: Int128 { chargedBack.reduce(0) { $0 + $1.amount } }
  /// The part of the claim that is still the victim's own, in minor units.
  public var net: Int128 { claimed - subrogated }
}
