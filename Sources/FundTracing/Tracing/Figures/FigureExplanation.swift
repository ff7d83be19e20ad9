public import PaymentGraph

/// The lots of which a figure of a trace consists: the answer of
/// ``PaymentGraph/LedgerView/explainFigure(of:claiming:at:by:terms:)``.
public struct FigureExplanation: Sendable {
  /// An amount of one claim that came by one walk.
  public struct Lot: Sendable, Hashable {
    /// The claimed payment that the amount belongs to.
    public let claim: TransferID
    /// The account, bank or fee where the amount lies, and its currency.
    public let site: BoundTable.Site
    /// The transfers that carried it, the claimed payment first.
    public let transfers: [TransferID]
    /// The amount, in minor units of the currency in which it lies: exact.
    public let amount: Fraction
    /// The amount in minor units of the claim's currency: exact.
    public let value: Fraction
  }

  /// The amount that one transfer brought to the account or took from it.
  public struct Movement: Sendable, Hashable {
    /// The transfer.
    public let transfer: TransferID
    /// The claimed payment to which the amount belongs; nil where claims are not told apart by transfer.
    public let claim: TransferID?
    /// True where the amount came in; false where it went out.
    public let arrives: Bool
    /// The currency in which it came in or went out.
    public let currency: Currency
    /// The amount, in minor units of ``currency``: exact, or bounds.
    public let amount: Fraction
    /// The amount in minor units of the claim's currency: exact, or bounds.
    public let value: Fraction
  }

  /// The transfers in scope.
  public let scope: LedgerView
  /// The rule.
  public let rule: TracingRule
  /// The terms of the trace beside the rule.
  public let terms: TracingTerms
  /// The victims whose money is explained, in the order of account keys.
  public let victims: [AccountID]
  /// The account.
  public let account: AccountID
  /// The figures of the trace, by where the money is, currency and victim.
  public let figures: [VictimHolding]
  /// The lots of the figures, by where the money is, currency and claim; then by walk.
  ///
  /// Empty where there are too many lots to list; ``movements`` are given instead.
  public let lots: [Lot]
  /// The part of the claims that each transfer brought to the account or took from it, where there are too many lots to
  /// list.
  ///
  /// In ledger order; then by claim. A claimed payment brings its claim with it and takes nothing from its payer. Empty
  /// where ``lots`` are listed.
  public let movements: [Movement]
  /// The notes that a reader must know beside the figures.
  public let notes: [AnswerNote]

  private struct Key: Hashable {
    let site: BoundTable.Site
    let victim: AccountID
    let claimCurrency: Currency
  }

  /// The indices in ``lots`` of each figure's lots.
  private let numbers: [Key: [Int]]

  init(
    scope: LedgerView, rule: TracingRule, terms: TracingTerms, victims: [AccountID],
    account: AccountID, figures: [VictimHolding], lots: [Lot], movements: [Movement],
    notes: [AnswerNote]
  ) {
    self.scope = scope
    self.rule = rule
    self.terms = terms
    self.victims = victims
    self.account = account
    self.figures = figures
    self.lots = lots
    self.movements = movements
    self.notes = notes
    var numbers: [Key: [Int]] = [:]
    for (number, lot) in lots.enumerated() {
      let claim = scope.ledger.transfer(lot.claim)
      let key = Key(
        site: lot.site, victim: claim.payer.id, claimCurrency: claim.sent.currency)
      numbers[key, default: []].append(number)
    }
    self.numbers = numbers
  }

  /// Returns the lots of one figure.
  ///
  /// O(*l*) for *l* lots of it.
  public func lots(of figure: VictimHolding) -> [Lot] {
    let site = BoundTable.Site(place: figure.place, currency: figure.currency)
    return
      (numbers[
        Key(site: site, victim: figure.victim, claimCurrency: figure.claimCurrency)] ?? [])
      .map { lots[$0] }
  }

  /// True where there are too many lots to list.
  public var isByMovements: Bool { notes.contains { $0.code == .lotsNotListed } }

  /// True where claims are told apart by transfer, and no payment counts for an earlier debit.
  public var movementsCanBeAddedUp: Bool {
    terms.coordinated.isEmpty && movements.allSatisfy { $0.claim != nil }
  }

  /// True where the amounts that came in less those that went out equal the amounts that lie at the account and paid
  /// its debts.
  ///
  /// The sums are compared claim by claim in the claim's currency; bounds pass where they do not prove a difference.
  /// True also where the movements cannot be added up.
  public var movementsAddUp: Bool {
    let ledger = scope.ledger
    guard movementsCanBeAddedUp else { return true }
    struct Key: Hashable {
      let victim: AccountID
      let currency: Currency
    }
    var sums: [Key: Fraction] = [:]
    for one in movements {
      guard let claim = one.claim.map(ledger.transfer) else { continue }
      sums[Key(victim: claim.payer.id, currency: claim.sent.currency), default: .zero] +=
        one.arrives ? one.value : -one.value
    }
    for figure in figures {
      switch figure.place {
      case .fees, .onItsWay, .unseen: continue
      case .account, .bank: break
      }
      sums[Key(victim: figure.victim, currency: figure.claimCurrency), default: .zero] -=
        figure.value
    }
    return sums.values.allSatisfy { $0.mayEqual(.zero) }
  }

  /// True where the lots of every figure add up to it exactly, in both currencies; where there are too many lots to
  /// list, ``movementsAddUp``.
  ///
  /// Under proportional rules figures and lots are computed in different ways: figures from mixtures; lots by dividing
  /// every lot at every payment or, where there are many mixtures, by following each way through them.
  public var addsUp: Bool {
    if isByMovements { return movementsAddUp }
    return figures.allSatisfy { figure in
      let own = lots(of: figure)
      return own.reduce(Fraction.zero) { $0 + $1.amount }.mayEqual(figure.amount)
        && own.reduce(Fraction.zero) { $0 + $1.value }.mayEqual(figure.value)
    }
  }
}
