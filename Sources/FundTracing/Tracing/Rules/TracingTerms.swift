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

/// A declaration that a payment out of an overdrawn account and a later payment into it belong
/// together, so that the later money counts as having paid the earlier debit.
///
/// The tool never finds such payments itself: whoever declares them states the evidence, which is printed.
///
/// Reference: *Federal Republic of Brazil v Durant International* [2015] UKPC 35.
public struct CoordinatedPayments: Sendable, Hashable {
  /// The payment made on the overdraft.
  public let debit: TransferID
  /// The later payment in, which discharged it.
  public let credit: TransferID
  /// The evidence that the two were co-ordinated.
  public let evidence: String

  /// Creates a declaration; see the properties.
  public init(debit: TransferID, credit: TransferID, evidence: String) {
    self.debit = debit
    self.credit = credit
    self.evidence = evidence
  }
}

/// The way in which a payment that names a receipt draws on the money of that receipt, under proportional rules.
///
/// Under all other rules the lots of a named receipt leave in the order in which they arrived, the oldest first.
public enum NamedReceipts: String, Sendable, Hashable, CaseIterable {
  /// Takes from every part of the receipt in proportion, as the rule takes money from an account: the default, on the
  /// authority for the rule itself (*United States v Banco Cafetero Panama*, averaging).
  case inProportion = "in-proportion"
  /// Takes the oldest part of the receipt first (*Clayton's Case*, within the receipt that the record names).
  case oldestFirst = "oldest-first"

  /// The choice in words, as answers print it.
  public var words: String {
    switch self {
    case .inProportion: "a payment that names a receipt takes from all parts of it in proportion"
    case .oldestFirst: "a payment that names a receipt takes the oldest part of it first"
    }
  }
}

/// A balance of an account before its first transfer, as somebody states it.
///
/// Several balances of one account lie in the order given, the oldest first. To state any balance, even zero, is to say
/// that the account's records are complete: any payment beyond its money is then an overdraft. Where nothing is stated,
/// the tool assumes the least opening balance that makes all payments possible, with an unknown owner.
public struct OpeningBalance: Sendable, Hashable {
  /// The owner of the money.
  public enum Owner: String, Sendable, Hashable, CaseIterable {
    /// Proved to be the account holder.
    case own
    /// Not known.
    case unknown
  }

  /// The account.
  public let account: AccountID
  /// The amount; negative for an account that is overdrawn.
  public let money: Money
  /// The owner of the money.
  public let owner: Owner

  /// Creates a balance; see the properties.
  public init(account: AccountID, money: Money, owner: Owner = .own) {
    self.account = account
    self.money = money
    self.owner = owner
  }
}

/// One payment for which the rule's treatment of own funds is set aside, with the reason.
///
/// The election of *Re Oatway*: the beneficiary claims the purchase that survives although the
/// holder's own money would have paid for it. Every override is printed with its reason.
public struct OwnFundsOverride: Sendable, Hashable {
  /// The payment.
  public let transfer: TransferID
  /// The treatment that applies to it instead.
  public let ownFunds: OwnFunds
  /// The reason.
  public let reason: String

  /// Creates an override; see the properties.
  public init(transfer: TransferID, ownFunds: OwnFunds, reason: String) {
    self.transfer = transfer
    self.ownFunds = ownFunds
    self.reason = reason
  }
}

/// The order in which transfers are processed whose times do not say which was first.
///
/// ``recorded``, and the orders that are tried beside it, keep what rows decide; another order that a question asks for
/// overrides the order of rows.
public enum ProcessingOrder: String, Sendable, Hashable, CaseIterable {
  /// The order that rows decide, by the position in the file (on a statement the order of posting) and a payment's
  /// positions in both statements; the ledger's order where nothing decides.
  case recorded
  /// Transfers into an account before those out of it.
  case creditsFirst = "credits-first"
  /// Transfers out of an account before those into it.
  case debitsFirst = "debits-first"
  /// The reverse of the ledger's order: the test of whether the order matters.
  case reversed

  /// The order in words, as answers print it.
  public var words: String {
    switch self {
    case .recorded: "payments of the same time are taken in the order of the records"
    case .creditsFirst: "for payments of the same time, credits are taken before debits"
    case .debitsFirst: "for payments of the same time, debits are taken before credits"
    case .reversed: "payments of the same time are taken against the order of the records"
    }
  }
}

/// The treatment of money that no record explains: payments of an account beyond everything known to have come in, and
/// payments of a pooled account without a link.
///
/// Unknown is not own: such a credit in a mule's account may well be another victim's. The choice makes a difference
/// only under rules that put own funds first or last.
public enum UnidentifiedMoney: String, Sendable, Hashable, CaseIterable {
  /// The money is the holder's own: it is spent before claims under own-first rules.
  case own
  /// The money is another claimant's: it shares with claims.
  case claimant

  /// The choice in words, as answers print it.
  public var words: String {
    switch self {
    case .own: "money that no record explains counts as the account holder's own"
    case .claimant: "money that no record explains counts as another claimant's"
    }
  }
}
