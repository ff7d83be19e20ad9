public import PaymentGraph

/// The links at pooled accounts: the answer of
/// ``PaymentGraph/LedgerView/matches(at:settings:)``.
public struct HubMatches: Sendable {
  /// The transfers in scope: links are found in the whole ledger, and those of transfers in scope are shown.
  public let scope: LedgerView
  /// The thresholds, and the facts that the user stated of the pooled accounts.
  public let settings: MatchSettings
  /// The matches of each pooled account, in the order of account keys.
  public let hubs: [HubMatch]
  /// The notes that a reader must know beside the links.
  public let notes: [AnswerNote]
}

extension HubMatches {
  /// Keeps the part of an answer that names one transfer.
  public init(_ answer: HubMatches, of transfer: TransferID) {
    self.init(answer) { $0.contains(transfer) }
  }

  /// Keeps the part of an answer that names both a receipt and a payout, and the breaks at either of them.
  public init(_ answer: HubMatches, from receipt: TransferID, to payout: TransferID) {
    self.init(answer) { named in
      named.count == 1
        ? [receipt, payout].contains(named[0]) : named.contains(receipt) && named.contains(payout)
    }
  }

  private init(_ answer: HubMatches, naming isWanted: ([TransferID]) -> Bool) {
    scope = answer.scope
    settings = answer.settings
    notes = answer.notes
    func isNamed(_ finding: LinkFinding) -> Bool {
      isWanted([finding.link.inbound, finding.link.outbound])
    }
    hubs = answer.hubs.map { hub in
      HubMatch(
        hub: hub.hub, receiptCount: hub.receiptCount, payoutCount: hub.payoutCount, fees: hub.fees,
        window: hub.window, completeness: hub.completeness,
        findings: hub.findings.filter(isNamed), contradicted: hub.contradicted.filter(isNamed),
        blocks: hub.blocks.filter { isWanted($0.receipts + $0.payouts) },
        breaks: hub.breaks.filter { isWanted([$0.transfer]) }, leftOutCount: hub.leftOutCount,
        cutReceiptCount: hub.cutReceiptCount)
    }
  }
}

/// The links at one pooled account: which payouts pass on which receipts.
public struct HubMatch: Sendable {
  /// The pooled account.
  public let hub: AccountID
  /// The number of receipts.
  public let receiptCount: Int
  /// The number of payouts.
  public let payoutCount: Int
  /// The fitted or stated fee rules: by currency, the one with the most pairs first.
  public let fees: [FittedFee]
  /// The shortest and the longest wait between a receipt and its payout.
  public let window: LagWindow
  /// The periods, by currency, in which the records are shown to be complete.
  public let completeness: Completeness
  /// The links, in ledger order of the payouts, then of the receipts.
  public let findings: [LinkFinding]
  /// Links that the records state and contradict (grade X), in the same order; they are never followed.
  public let contradicted: [LinkFinding]
  /// Closed blocks, in ledger order of their first receipts.
  public let blocks: [ClosedBlock]
  /// The transfers at which the trail ends, in ledger order.
  public let breaks: [HubBreak]
  /// The number of transfers that took no part: totals of several payments, rows without a time, fees.
  public let leftOutCount: Int
  /// The number of receipts with more than ``mostCandidates`` candidates, of which not all were compared.
  public let cutReceiptCount: Int

  /// The most candidates of one receipt that are compared.
  public static let mostCandidates = 64
  /// The number of a receipt's candidates that are examined further where more than ``mostCandidates`` fit.
  public static let mostCandidatesOfMany = 8

  /// Returns the number of links with a grade.
  public func count(_ grade: Grade) -> Int { findings.count { $0.link.grade == grade } }
}

/// A link at a pooled account with the reasons for its grade.
public struct LinkFinding: Sendable, Hashable {
  /// A condition of grade B that a link does not meet.
  public enum Lack: String, Sendable, Hashable, CaseIterable {
    /// Other pairings explain the records as well.
    case otherPairings = "other pairings are possible"
    /// The amount is not exact under the fitted rule.
    case inexactAmount = "the amount is within tolerance only"
    /// No rule could be fitted or was stated.
    case noRule = "no fee rule is known"
    /// Too many recorded pairs do not obey the fitted rules, one receipt to one payout.
    case weakRule = "too few recorded pairs obey the fitted rule"
    /// No window could be fitted.
    case noWindow = "no window is fitted"
    /// The wait lies outside the fitted window.
    case outsideWindow = "the wait is outside the fitted window"
    /// The pooled account's records are not shown to be complete.
    case incompleteRecords = "the records of the pooled account are not shown to be complete"
    /// Coincidences are to be expected.
    case coincidences = "coincidences are expected"
    /// The number of coincidences to be expected is not known.
    case unknownCoincidences = "the number of expected coincidences is unknown"
    /// Not all candidates were compared.
    case cut = "not all candidates were compared"
    /// A set of receipts would explain the payout as well.
    case batchFits = "a set of receipts would fit as well"
    /// It is not certain that the payout passes on another receipt of the set.
    case uncertainSet = "another receipt of the set is not certain"
    /// The transfer has too many possible pairings to tell anything.
    case tooMany = "too many pairings are possible"
  }

  /// The link.
  public let link: Link
  /// The conditions of a better grade that the link does not meet; empty for grades A and B.
  public let lacks: [Lack]
  /// The number of payouts or sets expected to fit by chance; nil where it was not computed.
  public let coincidences: ExpectedCoincidences?
  /// The fee rule under which the amount fits; nil where none was needed.
  public let fee: FittedFee?
  /// The least and the most that remains of the receipt under that rule, in minor units of the receipt's currency.
  public let expected: ClosedRange<Int64>?
  /// Other receipts that the payout may pass on, in ledger order, at most ``mostListed``.
  public let otherReceipts: [TransferID]
  /// Other payouts that may pass the receipt on, in ledger order, at most ``mostListed``.
  public let otherPayouts: [TransferID]
  /// The number of other receipts and payouts beside those listed.
  public internal(set) var moreReceipts = 0, morePayouts = 0

  /// The most other receipts, and other payouts, that are listed with each link.
  public static let mostListed = 20

  /// Returns up to ``mostListed`` of some transfers without one of them, and the number of those not listed.
  static func listed(_ transfers: [Int], without own: Int) -> (listed: [TransferID], more: Int) {
    var listed: [TransferID] = []
    for transfer in transfers where transfer != own {
      guard listed.count < mostListed else { break }
      listed.append(TransferID(transfer))
    }
    return (listed, max(0, transfers.count - 1 - listed.count))
  }

  /// True where no record states the link: it rests on amounts and times.
  public var isInferred: Bool { link.basis.isInferred }
}

/// The pooled accounts of a ledger that were matched with some settings.
///
/// A trace asks four questions that follow links (the figures, their bounds, their grades, the missing documents), and
/// so do a drawing and a list of sinks: the first of them does the matching.
struct MatchedHubs: Sendable {
  private let settings: MatchSettings
  private var matches: [Int: HubMatch] = [:]

  private init(_ settings: MatchSettings) { self.settings = settings }

  /// Returns the matches at some pooled accounts, in their order.
  static func matches(
    at hubs: [Int], in ledger: Ledger, _ settings: MatchSettings
  ) -> [HubMatch] {
    // An extract without the whole books of its pooled accounts cannot show which links are the only ones.
    guard !settings.recordedOnly else { return [] }
    if let extract = ledger.extract {
      guard extract.manifest.covers.links == .books else { return [] }
      let whole = hubs.filter { extract.books.contains(AccountID($0)) }
      guard whole.count == hubs.count else { return matches(at: whole, in: ledger, settings) }
    }
    var known = ledger.cache.value(MatchedHubs.self)
    if known?.settings != settings { known = nil }
    var matched = known ?? MatchedHubs(settings)
    let missing = hubs.filter { matched.matches[$0] == nil }
    if !missing.isEmpty {
      let matcher = HubMatcher(ledger, recorded: RecordedLinks.find(in: ledger), settings: settings)
      for hub in missing { matched.matches[hub] = matcher.match(hub) }
      ledger.cache.keep(matched)
    }
    return hubs.compactMap { matched.matches[$0] }
  }
}
