package import PaymentGraph

/// A fact that a reader must know beside an answer's figures: a limit that cut the search, a gap in the records, a
/// stated link that could not be followed.
public struct AnswerNote: Sendable, Hashable {
  /// The subject of a note.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// An account's ledger does not close to its statement.
    case statementDiffers = "statement-differs"
    /// Two statements of an account do not join: money moved between them that neither shows.
    case statementGap = "statement-gap"
    /// Two statements cover the same days of one account, and rows of both have no partners: payments may count twice.
    case statementsOverlap = "statements-overlap"
    /// Money counts as returned to victims who are known by name only.
    case returnedByName = "returned-by-name"
    /// Payments arrived later than they left, and payouts that name them left their beneficiary in between.
    case inTransit = "in-transit"
    /// Payments arrived later than they left, and were on their way in between.
    case onItsWay = "on-its-way"
    /// Walks could go on beyond the limit on hops.
    case cutByHops = "cut-by-hops"
    /// Walks could go on after a longer wait.
    case cutByWait = "cut-by-wait"
    /// Transfers outside the period, the currency or the accounts were not looked at.
    case limitedScope = "limited-scope"
    /// The ledger is an extract of a lake, which holds other transfers as well.
    case extract
    /// Accounts, transfers or files are left out as a hypothesis.
    case leftOut = "left-out"
    /// Claimed payments are in no figure, because a hypothesis leaves them out or they are of an account to itself.
    case claimsNotCounted = "claims-not-counted"
    /// Rows could not be read, so transfers may be missing.
    case rejectedRows = "rejected-rows"
    /// Some transfers have no named payer, and count for no payer.
    case unnamedPayers = "unnamed-payers"
    /// Stand-ins for parties whom no record names are not listed.
    case standInsLeftOut = "stand-ins-left-out"
    /// Money ends with beneficiaries known by name only, who may have any account.
    case knownByNameOnly = "known-by-name-only"
    /// Payments on a walk may be shown by rows that were loaded as other payments.
    case possibleRows = "possible-rows"
    /// Payments from an account to itself are left out.
    case selfTransfers = "self-transfers"
    /// A pattern needs a statement that was not made, and is left out.
    case skippedPattern = "skipped-pattern"
    /// The meaning of a rate of chance findings, or the reason why there is none.
    case chance
    /// All payments have one moment.
    case noTimeSpread = "no-time-spread"
    /// Some transfers have no time.
    case noTime = "no-time"
    /// Some accounts are reached only if payments took place in an order that the records do not say.
    case openOrder = "open-order"
    /// Some accounts are reached only by payments that rest on somebody's decision that two rows show one payment.
    case decidedRows = "decided-rows"
    /// Accounts are one by a decision and not by a record.
    case decidedAccounts = "decided-accounts"
    /// The order of rows keeps payments of the same time off all walks, or before the money that could have paid them.
    case rowOrder = "row-order"
    /// The records say of some payments only that they came after another.
    case openDay = "open-day"
    /// Some rows are totals of payments over a period.
    case periodTotals = "period-totals"
    /// Some times are those of clocks whose zone is not known.
    case localTimes = "local-times"
    /// Money reached a pooled account and no record says where it went on.
    case stoppedAtPooled = "stopped-at-pooled"
    /// Fees ended at the pooled account that took them.
    case feesKept = "fees-kept"
    /// Pooled accounts were passed without evidence.
    case pooledAsOrdinary = "pooled-as-ordinary"
    /// A link that a record states cannot be followed.
    case linkProblem = "link-problem"
    /// Walks pass a pooled account along links that no record states.
    case inferredLinks = "inferred-links"
    /// Not all candidates for links were compared.
    case cutCandidates = "cut-candidates"
    /// The records of a pooled account contradict the statement that they are complete.
    case completenessContradicted = "completeness-contradicted"
    /// The group with which victims were compared, or the reason why they were not.
    case surprise
    /// A source paid nothing in scope.
    case idleSources = "idle-sources"
    /// Own funds are treated against the rule for one payment.
    case ownFundsOverride = "own-funds-override"
    /// A later credit is taken to have paid an earlier debit.
    case coordinatedPayments = "coordinated-payments"
    /// The records do not show where an account's money came from.
    case assumedOpening = "assumed-opening"
    /// An account's opening balance is the one that its statement shows.
    case statementOpening = "statement-opening"
    /// Money that no record explains is counted as a claimant's.
    case unidentifiedMoney = "unidentified-money"
    /// Payments that were returned on the same day are left out.
    case bouncedPayments = "bounced-payments"
    /// Walks go on through accounts of victims.
    case passesVictims = "passes-victims"
    /// A victim's account received claimed money and later made payments that are not followed.
    case paidOnByVictims = "paid-on-by-victims"
    /// Victims got money of their own claims back and later made payments that are not followed.
    case returnedPaidOn = "returned-paid-on"
    /// A pooled account paid on in another currency than it received.
    case convertedWithin = "converted-within"
    /// A payment service paid chargebacks, and claims passed to it.
    case subrogation = "subrogation"
    /// Accounts count as two though their keys differ in capitals only.
    case alikeKeys = "alike-keys"
    /// Claimed payments were charged back out of the account that they had paid.
    case chargedBack = "charged-back"
    /// An account owes its bank at the end.
    case overdrawn = "overdrawn"
    /// Figures depend on the order of payments of the same time.
    case orderSensitive = "order-sensitive"
    /// Figures were shown not to depend on the order of payments of the same time.
    case orderInsensitive = "order-insensitive"
    /// Bounds over all rules were not computed everywhere, because that would have taken too long.
    case boundsLimited = "bounds-limited"
    /// No record shows the balances of accounts through which claimed money can have passed.
    case balancesUnknown = "balances-unknown"
    /// A reversal names no payment that it takes back, and is treated as an ordinary payment.
    case unnamedReversal = "unnamed-reversal"
    /// Exact fractions of some figures are so long that bounds are given instead.
    case enclosedFractions = "enclosed-fractions"
    /// Money that is not claimed has too many origins to be told apart.
    case othersTogether = "others-together"
    /// Claims of one account in one currency count as one, because there are too many to be told apart.
    case claimsByVictim = "claims-by-victim"
    /// Transfers carried too many parts of claims to be told apart.
    case claimsTogether = "claims-together"
    /// A figure has too many lots to list; the amounts that single transfers brought and took are given instead.
    case lotsNotListed = "lots-not-listed"
    /// Bounds of figures do not decide which of them gets the last minor unit of a column.
    case roundingUndecided = "rounding-undecided"
    /// Bounds over all rules leave declared co-ordinated payments out.
    case boundsOfCoordinated = "bounds-of-coordinated"
  }

  /// True where a reader must know the note before any figure.
  public var comesFirst: Bool {
    switch code {
    case .statementDiffers, .statementGap, .statementsOverlap, .returnedByName, .inTransit,
      .paidOnByVictims, .leftOut, .claimsNotCounted, .decidedAccounts, .chargedBack:
      true
    default: false
    }
  }

  /// The subject.
  public let code: Code
  /// The note in one sentence.
  public let text: String

  /// Writes a number with its noun: `1 payment`, `2 payments`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Writes a number of victims by their accounts: `1 victim's account`, `2 victims' accounts`.
  static func accounts(ofVictims number: Int) -> String {
    number == 1 ? "1 victim's account" : "\(number) victims' accounts"
  }

  /// Returns the note on what a view leaves out as a hypothesis; nil where it leaves nothing out.
  package static func leftOut(of view: LedgerView) -> AnswerNote? {
    guard !view.leftOut.isEmpty else { return nil }
    return AnswerNote(
      code: .leftOut,
      text:
        "left out as a hypothesis: \(view.leftOut.words(in: view.ledger)); so nothing that is not listed is excluded"
    )
  }

  /// Returns the note on the transfers that a view does not consider; nil where it considers all.
  ///
  /// A transfer without a time lies in no period, though it may have been made in it.
  package static func limits(of view: LedgerView) -> AnswerNote? {
    guard let words = view.limitWords else { return nil }
    let (left, withoutTime) = view.outside
    let timeless = view.period == Period() ? 0 : withoutTime
    let timelessWords =
      timeless == 0
      ? "" : " (\(timeless) of them because \(timeless == 1 ? "it has" : "they have") no time)"
    return AnswerNote(
      code: .limitedScope,
      text: "only transfers \(words) were considered, \(left) were not\(timelessWords), so "
        + "accounts that are not listed are not excluded")
  }

  /// Returns the note on the accounts that are one by decision; nil where none is.
  package static func decided(in ledger: Ledger) -> AnswerNote? {
    let decisions = ledger.accountDecisions
    guard !decisions.isEmpty else { return nil }
    let more = decisions.count > 3 ? "; and \(decisions.count - 3) more (check lists them)" : ""
    return AnswerNote(
      code: .decidedAccounts,
      text:
        "decided, and not shown by the records: \(decisions.prefix(3).joined(separator: "; "))\(more)"
    )
  }

  /// Returns the notes that every answer has, whatever it asks: on what a view leaves out, and on statements that may
  /// show payments twice.
  package static func general(of view: LedgerView) -> [AnswerNote] {
    let doubts = view.ledger.overlapDoubts
    var notes = [limits(of: view), leftOut(of: view), decided(in: view.ledger)].compactMap { $0 }
    if let alike = view.ledger.unreadFacts.alikeWords {
      notes.append(AnswerNote(code: .alikeKeys, text: alike))
    }
    notes += view.ledger.unreadFacts.words.map { AnswerNote(code: .rejectedRows, text: $0) }
    notes += doubts.prefix(mostOverlaps).map { doubt in
      AnswerNote(code: .statementsOverlap, text: doubt.words(in: view.ledger))
    }
    if doubts.count > mostOverlaps {
      notes.append(
        AnswerNote(
          code: .statementsOverlap,
          text:
            "\(doubts.count - mostOverlaps) more pairs of statements overlap, and payments may count twice"
        ))
    }
    return notes
  }

  /// The most overlapping statements that are named one by one.
  private static let mostOverlaps = 5

  package init(code: Code, text: String) {
    self.code = code
    self.text = text
  }
}

extension AnswerNote {
  /// Returns accounts whose balances no record shows, in words that name the first three.
  static func words(_ unknown: [AccountID], in ledger: Ledger) -> String {
    let names = unknown.prefix(3).map { ledger.account($0).key }.joined(separator: ", ")
    let more = unknown.count > 3 ? " and \(unknown.count - 3) more" : ""
    let whose =
      unknown.count == 1
      ? "1 account whose balance no record shows when it paid on"
      : "\(unknown.count) accounts whose balances no record shows when they paid on"
    return "\(whose) (\(names)\(more))"
  }
}
