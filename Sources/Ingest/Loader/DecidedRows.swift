internal import PaymentGraph

/// The decisions that name rows: `v1.csv:3,same,m.csv:2`.
///
/// A decision that two rows are different wins over one that they are one.
struct DecidedRows {
  /// The pairs that are one, in the order of their transfers.
  private(set) var same: [Pair] = []
  /// The pairs that are not.
  private(set) var apart = RowDecisions()
  /// The decisions that have no effect.
  private(set) var problems: [Diagnostic] = []

  /// Two rows that were decided to be one, as transfers.
  struct Pair {
    let left: UInt32
    let right: UInt32
    let decision: PartyDecision
  }

  init(_ decisions: [PartyDecision], in draft: LedgerDraft) {
    let onRows = decisions.filter { draft.namesRows($0) }
    guard !onRows.isEmpty else { return }
    let transfers = DecidedRows.transfers(of: onRows, in: draft)
    var different: [PartyDecision] = []
    for decision in onRows {
      let rows = [decision.account, decision.other].map {
        transfer($0, transfers: transfers, decision: decision, draft: draft)
      }
      guard let left = rows[0], let right = rows[1] else { continue }
      guard left != right else {
        // Two files show the row, and it already counts once.
        if !decision.isSame {
          problems.append(DecidedRows.refusal(decision, "the two rows are one record already"))
        }
        continue
      }
      if decision.isSame {
        same.append(
          Pair(left: min(left, right), right: max(left, right), decision: decision))
      } else {
        apart.separate(left, right)
        different.append(decision)
      }
    }
    same.sort { ($0.left, $0.right) < ($1.left, $1.right) }
    let contradicted = same.filter { apart.areApart($0.left, $0.right) }
    same.removeAll { apart.areApart($0.left, $0.right) }
    for pair in contradicted {
      let against = different.first { [$0.account, $0.other].contains(pair.decision.account) }
      let ground = against.map { ", which \($0.citation) says" } ?? ""
      problems.append(
        DecidedRows.refusal(pair.decision, "the two are declared different\(ground)"))
    }
  }

  /// Returns the transfers of the rows that decisions name, by file and line.
  private static func transfers(
    of decisions: [PartyDecision], in draft: LedgerDraft
  ) -> [[Int]: [UInt32]] {
    var found: [[Int]: [UInt32]] = [:]
    for text in decisions.flatMap({ [$0.account, $0.other] }) {
      guard let name = RowName(text) else { continue }
      for file in draft.files(named: text) { found[[file, name.line]] = [] }
    }
    let columns = draft.builder.columns
    for transfer in 0..<columns.count {
      let row = [Int(columns.file[transfer]), Int(columns.evidence[transfer].line)]
      if found[row] != nil { found[row]?.append(UInt32(transfer)) }
    }
    for (transfer, rows) in columns.moreEvidence {
      for row in rows where found[[Int(row.file), Int(row.line)]] != nil {
        found[[Int(row.file), Int(row.line)]]?.append(transfer)
      }
    }
    return found
  }

  private mutating func transfer(
    _ text: String, transfers: [[Int]: [UInt32]], decision: PartyDecision, draft: LedgerDraft
  ) -> UInt32? {
    func unknown(_ why: String) -> UInt32? {
      problems.append(
        DecidedRows.diagnostic(
          .decisionUnknown, decision: decision, summary: "\(why), so the decision has no effect",
          note: "a decision names two accounts, or two rows by file and line",
          remedy: "correct the name, or load the file that has it"))
      return nil
    }
    guard let name = RowName(text) else { return unknown("\"\(text)\" is not a row") }
    let files = draft.files(named: text)
    guard files.count == 1, let file = files.first else {
      return unknown(
        files.isEmpty
          ? "no file called \"\(name.file)\" was loaded"
          : "\(files.count) files are called \"\(name.file)\"")
    }
    // A row and the fee that it states are two transfers; the row's own comes first.
    let found = (transfers[[file, name.line]] ?? []).sorted()
    let columns = draft.builder.columns
    let main = found.first { ![.fee, .feeRefund].contains(columns.kind[Int($0)]) } ?? found.first
    return main ?? unknown("line \(name.line) of \(name.file) is not a transfer")
  }

  /// Returns the problem of a decision that is not followed.
  static func refusal(_ decision: PartyDecision, _ why: String) -> Diagnostic {
    diagnostic(
      .decisionConflict, decision: decision,
      summary: "\"\(decision.account)\" and \"\(decision.other)\" are not made one payment",
      note: why,
      remedy: "withdraw the decision, or correct the rows that it names")
  }

  private static func diagnostic(
    _ code: DiagnosticCode, decision: PartyDecision, summary: String, note: String,
    remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: code.rawValue, severity: .warning, summary: summary, citation: decision.citation,
      excerpt: decision.excerpt, note: note, remedy: remedy)
  }
}

extension LedgerDraft {
  /// Returns true where a decision names rows of loaded files, and not accounts.
  func namesRows(_ decision: PartyDecision) -> Bool {
    [decision.account, decision.other].contains { !files(named: $0).isEmpty }
  }

  /// Returns the files that a text with a line names, by their numbers.
  fileprivate func files(named text: String) -> [Int] {
    guard let name = RowName(text) else { return [] }
    return name.files(among: transferFiles.map { inputs[$0.input].file.path })
  }
}
