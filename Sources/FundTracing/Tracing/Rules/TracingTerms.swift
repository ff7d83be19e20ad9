public import PaymentGraph

/// Everything beside the rule that decides a trace: openings, elections, declarations, orders.
///
/// All of it is printed with the answer.
public struct TracingTerms: Sendable, Hashable {
  /// What is stated of balances before the first transfer.
  public var openings: [OpeningBalance] = []
  /// Payments for which own funds are treated otherwise.
  public var overrides: [OwnFundsOverride] = []
  /// Debits on overdraft that later credits count as having paid.
  public var coordinated: [CoordinatedPayments] = []
  /// Accounts outside the case, whose money is proved not to be a claim.
  public var outside: Set<AccountID> = []
  /// How money is treated that no record explains.
  public var unidentified = UnidentifiedMoney.own
  /// The order of transfers of the same time.
  public var order = ProcessingOrder.recorded
  /// How pooled accounts are passed; by default along links of grade A and B, because a figure that
  /// rests on one of several possible links says more than the records do.
  public var pooling = Pooling.links(minimumGrade: .b)
  /// What links at pooled accounts are asked for, and what is known of the accounts.
  public var matching = MatchSettings()
  /// Whether links that records state at ordinary accounts identify the money specifically.
  public var usesLinks = true
  /// How a payment takes what the receipt that it names brought, under proportional rules.
  public var namedReceipts = NamedReceipts.inProportion
  /// Payments that left together, for `tiho`.
  public var batches: [[TransferID]] = []
  /// The accounts that are shared out, for `pariPassuExPost`.
  public var pool: [AccountID] = []
  /// Whether contributions to a pool are counted net of what came back, for `pariPassuExPost`.
  public var contributionsAreNet = false

  /// True where figures under proportional rules stay fractions of up to ``Fraction/mostDigits`` digits however many
  /// payments mix; else they are bounds of fixed width where mixtures are many, which takes far less time.
  public var keepsFractions = false

  /// What counts as a walk where these terms hold: what an answer beside a trace is asked with.
  public var walkRules: WalkRules {
    var rules = WalkRules(pooling: pooling)
    rules.matching = matching
    return rules
  }

  /// The tool's defaults.
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
