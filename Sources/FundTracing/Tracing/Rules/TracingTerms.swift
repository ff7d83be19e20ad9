public import PaymentGraph

/// The terms that decide a trace beside the rule: openings, elections, declarations, orders.
///
/// All of them are printed with the answer.
public struct TracingTerms: Sendable, Hashable {
  /// The stated balances before the first transfer.
  public var openings: [OpeningBalance] = []
  /// Payments for which own funds are treated otherwise than by the rule.
  public var overrides: [OwnFundsOverride] = []
  /// Debits on overdraft that later credits are declared to have paid.
  public var coordinated: [CoordinatedPayments] = []
  /// Accounts outside the case, whose money is proved not to be a claim.
  public var outside: Set<AccountID> = []
  /// The treatment of money that no record explains.
  public var unidentified = UnidentifiedMoney.own
  /// The order of transfers of the same time.
  public var order = ProcessingOrder.recorded
  /// The rule for passing pooled accounts; by default along links of grades A and B, because a figure that rests on one
  /// of several possible links says more than the records do.
  public var pooling = Pooling.links(minimumGrade: .b)
  /// The thresholds for links at pooled accounts, and the facts that are stated of those accounts.
  public var matching = MatchSettings()
  /// True where links that records state at ordinary accounts identify the money specifically.
  public var usesLinks = true
  /// The way in which a payment draws on the receipt that it names, under proportional rules.
  public var namedReceipts = NamedReceipts.inProportion
  /// Payments that left together, for `tiho`.
  public var batches: [[TransferID]] = []
  /// The accounts that are shared out, for `pariPassuExPost`.
  public var pool: [AccountID] = []
  /// True where contributions to a pool are counted net of the money that came back, for `pariPassuExPost`.
  public var contributionsAreNet = false

  /// True where figures under proportional rules stay fractions of up to ``Fraction/mostDigits`` digits however many
  /// payments mix; otherwise they are bounds of fixed width where there are many mixtures, which takes far less time.
  public var keepsFractions = false

  /// The rules of walks under these terms, for questions that accompany a trace.
  public var walkRules: WalkRules {
    var rules = WalkRules(pooling: pooling)
    rules.matching = matching
    return rules
  }

  /// Creates the tool's default terms.
  public init() {}

  /// Refuses declarations that the records contradict.
  func check(in ledger: Ledger) throws(FundTracingError) {
    let columns = ledger.columns
    for pair in coordinated {
      guard pair.debit < pair.credit,
        columns.payer[pair.debit.position] == columns.beneficiary[pair.credit.position]
      else { throw .notCoordinated(debit: pair.debit, credit: pair.credit) }
    }
  }
}
