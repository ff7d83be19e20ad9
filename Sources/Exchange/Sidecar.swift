internal import PaymentGraph
internal import Reports

/// The page beside an export: its question, its evidence, its sums, and what the format cannot carry.
struct Sidecar {
  let material: ExportMaterial
  let format: ExportFormat
  let files: [ExportFile]

  /// The lines that also stand within files of formats with comments.
  var head: [String] {
    var lines = [
      "Transfers of \(material.question == nil ? "a ledger" : "an answer"), by \(program)"
    ]
    if let question {
      lines.append("Question: \(question)")
    }
    lines += material.origin.map { "\($0.name): \(TerminalText.safe($0.text))" }
    if !material.view.leftOut.isEmpty {
      let words =
        material.mask == .none
        ? material.view.leftOut.words(in: material.view.ledger) : material.view.leftOut.counts
      lines.append("Left out as a hypothesis: \(TerminalText.safe(words))")
    }
    if material.view.period != Period() { lines.append("Period: \(material.view.period)") }
    if let currency = material.view.currency { lines.append("Currency: \(currency.code)") }
    lines += doubts
    lines.append("Mask: \(maskWords)")
    return lines
  }

  /// The doubts that answers print as notes: payments outside the limits or unread, and accounts united by decision.
  private var doubts: [String] {
    let view = material.view
    var lines: [String] = []
    if view.limitWords != nil {
      let (left, timeless) = view.outside
      let words = timeless == 0 ? "" : ", \(timeless) of them without a time"
      lines.append("Outside these limits: \(Plural.text(left, "transfer"))\(words)")
    }
    let undated = material.undatedCount
    if undated > 0 {
      lines.append(
        "Without a time: \(Plural.text(undated, "transfer")); first and last are the times of the others"
      )
    }
    let unread = view.ledger.rejectedRowCount
    if unread > 0 {
      lines.append("Not read: \(Plural.text(unread, "row")), so transfers may be missing")
    }
    lines += view.ledger.unreadFacts.words.map { "Not read: \($0)" }
    let decisions = view.ledger.accountDecisions
    if !decisions.isEmpty {
      let words =
        material.mask == .none ? decisions.joined(separator: "; ") : String(decisions.count)
      lines.append("Accounts united by decision, and by no record: \(TerminalText.safe(words))")
    }
    return lines
  }

  private var program: String { material.program.isEmpty ? "tributary" : material.program }

  /// A question may name accounts, so a mask shows its first word only.
  private var question: String? {
    guard let question = material.question else { return nil }
    let shown =
      material.mask == .none
      ? question : question.unicodeScalars.split(separator: " ").first.map { String($0) } ?? ""
    return TerminalText.safe(shown)
  }

  private var maskWords: String {
    switch material.mask {
    case .none: "none; account numbers, names and texts stand in full"
    case .accounts: "accounts; numbers are shortened, and identifiers of accounts are keyed digests"
    case .names:
      "names; numbers are shortened, persons and firms have pseudonyms, texts of rows are left out"
    case .all:
      "all; numbers, names, banks and names of files are replaced, texts of rows are left out"
    }
  }

  /// Writes the page.
  func text(
    _ tally: OutputTally, loss: ExportLoss, written: [(name: String, digest: String, bytes: Int)]
  ) -> String {
    var lines = head
    lines += ["", "Format: \(format.rawValue)"]
    for file in written { lines.append("  \(file.digest)  \(file.bytes) bytes  \(file.name)") }
    lines += ["", "Read back from these bytes:"]
    if format != .i2 { lines.append("  accounts: \(tally.accounts)") }
    lines.append("  transfers: \(tally.transfers)")
    if tally.rows != tally.transfers { lines.append("  rows: \(tally.rows)") }
    for sum in tally.sent.lines { lines.append("  sent: \(sum)") }
    for sum in tally.received.lines { lines.append("  received where it differs: \(sum)") }
    lines += [
      "", "Evidence (rows cite a file by its name, @, and the first 12 digits of its SHA-256):",
    ]
    for file in files {
      let kind = file.holdsTransfers ? "" : "  (accounts, claims or decisions)"
      lines.append(
        "  \(file.digest)  \(file.byteCount) bytes  \(TerminalText.safe(file.name))\(kind)")
    }
    if !notes.isEmpty { lines += ["", "Notes of the answer:"] + notes.map { "  - \($0)" } }
    lines += ["", "The format cannot carry:"] + format.limits(material).map { "  - \($0)" }
    let met = loss.lines
    lines += ["", met.isEmpty ? "No value met a limit of the format." : "Values that met a limit:"]
    lines += met.map { "  - \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private var notes: [String] {
    // Notes may name accounts.
    material.mask == .none
      ? (material.selection?.notes ?? []).map { TerminalText.safe($0) } : []
  }
}
