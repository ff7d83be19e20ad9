public import PaymentGraph

/// The walks between two accounts: the answer of
/// ``PaymentGraph/LedgerView/walks(from:to:rules:)``.
public struct WalkAnswer: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The account at which walks start.
  public let from: AccountID
  /// The account at which they end.
  public let to: AccountID
  /// The finding for the question.
  public let finding: Finding
  /// The reason for the finding, in one sentence.
  public let reason: String
  /// The walk with the fewest hops, of several the one that arrives first; nil where there is none within the limits of
  /// the question.
  public let shortest: Walk?
  /// The walk that arrives first; of several the one with the fewest hops.
  public let earliest: Walk?
  /// The notes that a reader must know beside the walks.
  public let notes: [AnswerNote]

  /// Returns the answer with more notes before its own.
  func warning(_ notes: [AnswerNote]) -> WalkAnswer {
    WalkAnswer(
      scope: scope, rules: rules, from: from, to: to, finding: finding, reason: reason,
      shortest: shortest, earliest: earliest, notes: notes + self.notes)
  }

  /// Returns the reason why a walk is only possible: the links and the order of payments that it needs.
  static func reason(possible walk: Walk, _ grade: Grade, in ledger: Ledger) -> String {
    let open = walk.openOrders
    var needs: [String] = []
    if grade > .b { needs.append("with links graded \(grade.letter)") }
    if !open.isEmpty { needs.append("if \(OpenOrder.words(open, in: ledger))") }
    if let first = walk.openWaits.first {
      let more = walk.openWaits.count - 1
      needs.append(
        "if \(first.words(in: ledger))" + (more > 0 ? ", and so for \(more) more waits" : ""))
    }
    let decisions = walk.transfers.compactMap { ledger.transfer($0).decision }
    if let first = decisions.first {
      let more = decisions.count - 1
      needs.append(
        "if \(first)"
          + (more > 0
            ? "; \(more) more decision\(more == 1 ? " concerns" : "s concern") its rows" : ""))
    }
    return "a walk exists only \(needs.joined(separator: ", and "))"
      + (open.contains { !$0.isAgainstRows } ? "; the records do not say which was first" : "")
  }

  /// Returns the reason why a walk of a grade, B or better, is proof.
  static func reason(proven grade: Grade) -> String {
    "recorded transfers lead from one to the other; every link at a pooled account is graded "
      + (grade == .a ? "A" : "B or better")
  }
}

/// Transfers in time order, each of which starts at the account where the one before ended.
public struct Walk: Sendable, Hashable {
  /// The transfers.
  public let transfers: [TransferID]
  /// The links by which the walk passes pooled accounts, in its order.
  public let links: [Link]
  /// The grade of the worst link; A where the walk needs none, D where it passes a pooled account without a link.
  public let grade: Grade
  /// The steps whose order the records do not decide, in the order of the walk; empty where the records decide the
  /// order of every step.
  public let openOrders: [OpenOrder]

  /// The waits that may have been longer than the question allows; empty where the times of all are known.
  public let openWaits: [OpenWait]

  /// The number of transfers.
  public var hops: Int { transfers.count }
}

/// Two transfers of which a walk needs the first to precede the second, where the records do not say that it did.
public struct OpenOrder: Sendable, Hashable {
  /// The transfer that brings the money and would have to precede the other.
  public let first: TransferID
  /// The transfer that would have to follow it.
  public let second: TransferID
  /// True where the rows have the opposite order, and only the times leave the order open.
  public let isAgainstRows: Bool

  /// Returns the two transfers with the rows that show them, as answers print them.
  public func words(in ledger: Ledger) -> String {
    "\(OpenOrder.name(first, in: ledger)) came before \(OpenOrder.name(second, in: ledger))"
      + (isAgainstRows ? ", against the order of their rows" : "") + valueDateWords(in: ledger)
      + clockWords(in: ledger)
  }

  /// Returns the clocks that leave the order open, in words.
  private func clockWords(in ledger: Ledger) -> String {
    switch ledger.recordedOrder.openClocks(first.position, second.position) {
    case nil: ""
    case .unnamed(first: true, second: true): ", whose times name no zone"
    case .unnamed(first: true, second: _): ", of which only the second names the zone of its time"
    case .unnamed: ", of which only the first names the zone of its time"
    case .repeatedHour: ", in an hour that comes twice where clocks are set back that night"
    }
  }

  /// Returns the reason why the first can have come before the second although its bank booked it later: its value date.
  private func valueDateWords(in ledger: Ledger) -> String {
    guard let start = ledger.recordedOrder.valueStart(first.position),
      ledger.columns.start[first.position] >= ledger.columns.start[second.position]
    else { return "" }
    return ", as its value date " + CivilDate(milliseconds: start).iso8601
      + " allows, which is before its booking day"
  }

  fileprivate static func name(_ transfer: TransferID, in ledger: Ledger) -> String {
    let transfer = ledger.transfer(transfer)
    let rows = transfer.evidence.map(\.description).joined(separator: ", ")
    let id = transfer.recordedID.map { "\($0) " } ?? ""
    return rows.isEmpty ? "\(id)of \(transfer.time.iso8601)" : "\(id)(\(rows))"
  }

  /// Returns several open orders in one clause that names the first two.
  static func words(_ open: [OpenOrder], in ledger: Ledger) -> String {
    let named = open.prefix(2).map { $0.words(in: ledger) }.joined(separator: " and ")
    return open.count > 2 ? "\(named), and \(open.count - 2) more" : named
  }
}

/// Two transfers of which a walk needs the second to have left within a limit after the first, where their times allow a
/// longer wait.
public struct OpenWait: Sendable, Hashable {
  /// The transfer that brings the money.
  public let first: TransferID
  /// The transfer that would have to follow it in time.
  public let second: TransferID
  /// The longest wait that the question allows, in milliseconds.
  public let limit: Int64
  /// The shortest wait that the times allow, in milliseconds.
  public let least: Int64
  /// The longest wait that they allow, in milliseconds; nil where a transfer has no time.
  public let most: Int64?
  /// The reason why the times leave the wait open.
  let cause: Cause

  enum Cause: Sendable, Hashable {
    /// A transfer has a day, or a longer stretch, and no time of day.
    case noTimeOfDay
    /// A time of day names no zone, and is compared with that of another clock.
    case unnamedZone
    /// The clock of both may have been changed in between.
    case clockChange
    /// The rows that show a transfer give several times, or hours only.
    case severalRows
  }

  /// Returns the condition with the rows, as answers print it.
  public func words(in ledger: Ledger) -> String {
    "\(OpenOrder.name(second, in: ledger)) was within \(WalkRules.words(wait: limit)) of \(OpenOrder.name(first, in: ledger)): "
      + waitWords
  }

  /// The waits that the times allow, in words.
  public var waitWords: String {
    guard let most else { return "no time of it is recorded" }
    let hour: Int64 = 3_600_000
    let (from, to) = ((least + 60_000) / hour, (most + hour - 1) / hour)
    let reason =
      switch cause {
      case .noTimeOfDay: "no time of day is recorded"
      case .unnamedZone: "the times do not both name their zone"
      case .clockChange: "the clock, whose zone is not named, may have been changed in between"
      case .severalRows: "the records give no one time of each"
      }
    return "\(reason), so the wait was \(from) to \(to) hours"
  }
}
