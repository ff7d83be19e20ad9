public import PaymentGraph

/// What a figure of a trace is made of: the answer of
/// ``PaymentGraph/LedgerView/explainFigure(of:claiming:at:by:terms:)``.
public struct FigureExplanation: Sendable {
  /// A sum that came all by one way.
  public struct Lot: Sendable, Hashable {
    /// The claimed payment that it was.
    public let claim: TransferID
    /// Where it lies, and in which currency.
    public let site: BoundTable.Site
    /// The transfers that carried it, the claimed payment first.
    public let transfers: [TransferID]
    /// How much of it there is, in minor units of the currency in which it lies: exact.
    public let amount: Fraction
    /// How much of the claim it is, in minor units of the claim's currency: exact.
    public let value: Fraction
  }

  /// What one transfer brought to the account, or took from it.
  public struct Movement: Sendable, Hashable {
    /// The transfer.
    public let transfer: TransferID
    /// The claimed payment that it was of; nil where claims are not told apart by transfer.
    public let claim: TransferID?
    /// Whether it came in; otherwise it went out.
    public let arrives: Bool
    /// The currency in which it came in or went out.
    public let currency: Currency
    /// How much, in minor units of ``currency``: exact, or bounds.
    public let amount: Fraction
    /// How much of the claim it is, in minor units of the claim's currency: exact, or bounds.
    public let value: Fraction
  }

  /// What was looked at.
  public let scope: LedgerView
  /// The rule.
  public let rule: TracingRule
  /// Everything else that decided.
  public let terms: TracingTerms
  /// Whose money is explained, in the order of account keys.
  public let victims: [AccountID]
  /// Where.
  public let account: AccountID
  /// What the trace says, by place, currency and victim.
  public let figures: [VictimHolding]
  /// What the figures are made of, by place, currency and claim; then by way.
  ///
  /// Empty where they are too many to list: then ``movements`` says what is known.
  public let lots: [Lot]
  /// Where the lots are too many to list, what every transfer into and out of the account carried of the claims.
  ///
  /// In the order of the ledger; then by claim. A claimed payment brings its claim with it, and takes none from its
  /// payer. Empty where ``lots`` are listed.
  public let movements: [Movement]
  /// What a reader must know beside the figures.
  public let notes: [AnswerNote]

  private struct Key: Hashable {
    let site: BoundTable.Site
    let victim: AccountID
    let claimCurrency: Currency
  }

  /// By figure: its lots, as numbers in ``lots``.
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

  /// The lots of one figure.
  ///
  /// O(lots of it).
  public func lots(of figure: VictimHolding) -> [Lot] {
    let site = BoundTable.Site(place: figure.place, currency: figure.currency)
    return
      (numbers[
        Key(site: site, victim: figure.victim, claimCurrency: figure.claimCurrency)] ?? [])
      .map { lots[$0] }
  }

  /// Whether the lots are too many to list.
  public var isByMovements: Bool { notes.contains { $0.code == .lotsNotListed } }

  /// Whether claims are told apart by transfer, and none took the place of an earlier debit.
  public var movementsCanBeAddedUp: Bool {
    terms.coordinated.isEmpty && movements.allSatisfy { $0.claim != nil }
  }

  /// Whether what came in less what went out is what lies at the account and paid its debts.
  ///
  /// Claim by claim and in the currency of the claim; of bounds, that they do not prove otherwise. True where that
  /// cannot be asked.
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
      case .fees, .onItsWay: continue
      case .account, .bank: break
      }
      sums[Key(victim: figure.victim, currency: figure.claimCurrency), default: .zero] -=
        figure.value
    }
    return sums.values.allSatisfy { $0.mayEqual(.zero) }
  }

  /// Whether the lots of every figure add up to it exactly, in both currencies; where lots are too many to list, whether
  /// ``movementsAddUp``.
  ///
  /// Under proportional rules the two come from different computations: the figure from mixtures, the
  /// lots from dividing every lot at every payment, or where mixtures are many from following each way through them.
  public var addsUp: Bool {
    if isByMovements { return movementsAddUp }
    return figures.allSatisfy { figure in
      let own = lots(of: figure)
      return own.reduce(Fraction.zero) { $0 + $1.amount }.mayEqual(figure.amount)
        && own.reduce(Fraction.zero) { $0 + $1.value }.mayEqual(figure.value)
    }
  }
}
