internal import PaymentGraph

/// Decisions that name rows: `v1.csv:3,same,m.csv:2`.
extension IntakeAssembly {
  /// Two rows that were decided to be one, as transfers.
  struct DecidedPair {
    let left: UInt32
    let right: UInt32
    let decision: PartyDecision
  }

  /// Returns true where a decision names rows of loaded files, and not accounts.
  func namesRows(_ decision: PartyDecision) -> Bool {
    [decision.account, decision.other].contains { !files(named: $0).isEmpty }
  }

  /// Returns the files that a text with a line names, by their numbers.
  private func files(named text: String) -> [Int] {
    guard let name = RowName(text) else { return [] }
    return name.files(among: transferFiles.map { inputs[$0.input].file.path })
      .map { transferFiles[$0].number }
  }

  /// Returns the decisions on rows: pairs that are one, in the order of their transfers, and pairs that are not.
  ///
  /// A decision that two rows are different wins over one that they are one.
  mutating func rowDecisions() -> (same: [DecidedPair], decisions: RowDecisions) {
    var apart = RowDecisions()
    let onRows = decisions.filter(namesRows)
    guard !onRows.isEmpty else { return ([], apart) }
    let places = places(of: onRows)
    var problems: [Diagnostic] = []
    var same: [DecidedPair] = []
    var different: [PartyDecision] = []
    for decision in onRows {
      let rows = [decision.account, decision.other].map {
        transfer($0, places: places, decision: decision, problems: &problems)
      }
      guard let left = rows[0], let right = rows[1] else { continue }
      guard left != right else {
        // Two files show the row, and it already counts once.
        if !decision.isSame {
          problems.append(refusal(decision, "the two rows are one record already"))
        }
        continue
      }
      if decision.isSame {
        same.append(
          DecidedPair(left: min(left, right), right: max(left, right), decision: decision))
      } else {
        apart.separate(left, right)
        different.append(decision)
      }
    }
    same.sort { ($0.left, $0.right) < ($1.left, $1.right) }
    same = same.filter { pair in
      guard apart.areApart(pair.left, pair.right) else { return true }
      let against = different.first { [$0.account, $0.other].contains(pair.decision.account) }
      let place = against.map { ", which \($0.citation) says" } ?? ""
      problems.append(refusal(pair.decision, "the two are declared different\(place)"))
      return false
    }
    report(problems)
    return (same, apart)
  }

  /// Returns the transfers of the rows that decisions name, by file and line.
  private func places(of decisions: [PartyDecision]) -> [[Int]: [UInt32]] {
    var places: [[Int]: [UInt32]] = [:]
    for text in decisions.flatMap({ [$0.account, $0.other] }) {
      guard let name = RowName(text) else { continue }
      for file in files(named: text) { places[[file, name.line]] = [] }
    }
    let columns = builder.columns
    for transfer in 0..<columns.count {
      let place = [Int(columns.file[transfer]), Int(columns.evidence[transfer].line)]
      if places[place] != nil { places[place]?.append(UInt32(transfer)) }
    }
    for (transfer, rows) in columns.moreEvidence {
      for row in rows where places[[Int(row.file), Int(row.line)]] != nil {
        places[[Int(row.file), Int(row.line)]]?.append(transfer)
      }
    }
    return places
  }

  private func transfer(
    _ text: String, places: [[Int]: [UInt32]], decision: PartyDecision,
    problems: inout [Diagnostic]
  ) -> UInt32? {
    func unknown(_ why: String) -> UInt32? {
      problems.append(
        diagnostic(
          .decisionUnknown, decision: decision, summary: "\(why), so the decision has no effect",
          note: "a decision names two accounts, or two rows by file and line",
          remedy: "correct the name, or load the file that has it"))
      return nil
    }
    guard let name = RowName(text) else { return unknown("\"\(text)\" is not a row") }
    let files = files(named: text)
    guard files.count == 1, let file = files.first else {
      return unknown(
        files.isEmpty
          ? "no file called \"\(name.file)\" was loaded"
          : "\(files.count) files are called \"\(name.file)\"")
    }
    // A row and the fee that it states are two transfers; the row's own comes first.
    let found = (places[[file, name.line]] ?? []).sorted()
    let columns = builder.columns
    let main = found.first { ![.fee, .feeRefund].contains(columns.kind[Int($0)]) } ?? found.first
    return main ?? unknown("line \(name.line) of \(name.file) is not a transfer")
  }

  /// Returns the problem of a decision that is not followed.
  func refusal(_ decision: PartyDecision, _ why: String) -> Diagnostic {
    diagnostic(
      .decisionConflict, decision: decision,
      summary: "\"\(decision.account)\" and \"\(decision.other)\" are not made one payment",
      note: why,
      remedy: "withdraw the decision, or correct the rows that it names")
  }

  private func diagnostic(
    _ code: DiagnosticCode, decision: PartyDecision, summary: String, note: String,
    remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: code.rawValue, severity: .warning, summary: summary, citation: decision.citation,
      excerpt: decision.excerpt, note: note, remedy: remedy)
  }

  /// Adds problems to the readings of the files that they cite.
  mutating func report(_ diagnostics: [Diagnostic]) {
    for (file, found) in Dictionary(grouping: diagnostics, by: \.citation?.file) {
      guard let index = readings.firstIndex(where: { $0?.file == file }) else { continue }
      readings[index]?.add(found)
    }
  }
}
