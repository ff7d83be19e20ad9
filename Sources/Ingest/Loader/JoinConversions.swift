internal import PaymentGraph

/// Makes one transfer of the two sides of a conversion that stand in different files of one account, and reports the
/// conversions of which only one side is known.
struct JoinConversions {
  func apply(to draft: inout LedgerDraft) {
    joinConversions(&draft)
    joinMoves(&draft)
  }

  /// Makes one transfer of the two sides of a move between parts of an account that stand in different files.
  private func joinMoves(_ draft: inout LedgerDraft) {
    var (rows, sides): ([PostedEntry], [PotMoves.Side]) = ([], [])
    for row in draft.posted
    where row.entry.kind == .internal && row.entry.furtherRows.isEmpty && isSelf(row, in: draft) {
      let part = "\(row.file)\u{1F}\(row.entry.pot)"
      let own = String(draft.ownAccount(of: row))
      guard let side = PotMoves.Side(row.entry, own: own, part: part) else { continue }
      rows.append(row)
      sides.append(side)
    }
    guard Set(rows.map(\.file)).count > 1 else { return }
    let pairs = PotMoves(sides)
    var merged: [(gone: UInt32, kept: UInt32)] = []
    for move in pairs.moves where rows[move.out].file != rows[move.into].file {
      let (out, into) = (rows[move.out].transfer, rows[move.into].transfer)
      guard let first = draft.citation(of: out), let second = draft.citation(of: into) else {
        continue
      }
      draft.relations.append(
        RowRelation(
          kind: .onePayment, first: first, second: second, isCertain: true,
          reasons: ["the two sides of one move between parts of the account"]))
      draft.report(
        .statementsMatched, severity: .note,
        summary: "the row shows the other side of the move at \(first); they are one transfer",
        at: second,
        note:
          "the rows have one account, one amount and one time, and no third row could be a side",
        remedy: "no action is needed")
      merged.append((into, out))
    }
    if !merged.isEmpty { draft.drop(merged) }
  }

  private func joinConversions(_ draft: inout LedgerDraft) {
    let rows = draft.posted.indices.filter { row in
      let entry = draft.posted[row].entry
      return (entry.kind == .fx || entry.kind == .internal && entry.record != nil)
        && isSelf(draft.posted[row], in: draft)
    }
    guard !rows.isEmpty else { return }
    let open = rows.filter { isOneSided(draft.posted[$0].entry) }
    let pairs = ConversionPairs(
      open.map { row in
        // An id that a service gives to one conversion only joins its sides, whatever the accounts of the files are
        // called.
        let entry = draft.posted[row].entry
        let isGlobal = entry.record?.hasOwnForm == true && entry.group == entry.record?.id
        return ConversionPairs.Leg(
          entry,
          own: isGlobal
            ? entry.record?.service ?? "" : String(draft.ownAccount(of: draft.posted[row])))
      })
    var merged: [(gone: UInt32, kept: UInt32)] = []
    for conversion in pairs.conversions {
      guard conversion.out.count == 1, conversion.into.count == 1 else { continue }
      let (out, into) = (
        draft.posted[open[conversion.out[0]]], draft.posted[open[conversion.into[0]]]
      )
      join(out, into, in: &draft)
      merged.append((into.transfer, out.transfer))
    }
    for (rows, isDoubtful) in [(pairs.doubtful, true), (pairs.lonely, false)] {
      reportOpen(
        rows.map { draft.posted[open[$0]] }.filter {
          $0.entry.conversion == nil && $0.entry.kind == .fx
        }, isDoubtful: isDoubtful, in: &draft)
    }
    if !merged.isEmpty { draft.drop(merged) }
  }

  /// Makes one transfer of a conversion in two files.
  private func join(_ out: PostedEntry, _ into: PostedEntry, in draft: inout LedgerDraft) {
    let transfer = Int(out.transfer)
    draft.builder.settle(
      transfer, beneficiary: AccountID(index: draft.ownAccount(of: into)),
      received: Money(minorUnits: into.entry.amount, currency: into.entry.currency))
    guard let first = draft.citation(of: out.transfer),
      let second = draft.citation(of: into.transfer)
    else {
      return
    }
    let id = out.entry.group ?? out.entry.id
    draft.relations.append(
      RowRelation(
        kind: .onePayment, first: first, second: second, isCertain: true,
        reasons: [
          id.map { "the two sides of conversion \($0)" }
            ?? "the two sides of the only conversion of that time"
        ]))
    draft.report(
      .statementsMatched, severity: .note,
      summary: "the row shows the same conversion as \(first); they are one transfer",
      at: second,
      note: id.map { "the two rows are \($0) and belong to one account" }
        ?? "the rows have one account and one time, and no third row could be a side of the conversion",
      remedy: "no action is needed")
  }

  private func reportOpen(
    _ rows: [PostedEntry], isDoubtful: Bool, in draft: inout LedgerDraft
  ) {
    var files: [Int: (first: PostedEntry, count: Int)] = [:]
    for row in rows {
      let known = files[row.file]
      files[row.file] = (known?.first ?? row, (known?.count ?? 0) + 1)
    }
    for (_, (first, count)) in files.sorted(by: { $0.key < $1.key }) {
      guard let row = draft.citation(of: first.transfer) else { continue }
      let money = Money(minorUnits: abs(first.entry.amount), currency: first.entry.currency)
      draft.report(
        .conversionOpen, severity: .warning,
        summary: count == 1
          ? "the row converts \(money), but the result is not known"
          : "\(count) rows convert money, but the results are not known; this is the first, \(money)",
        at: row,
        note: (isDoubtful
          ? "several rows could be its other side, and only their times connect them"
          : "no loaded row is its other side")
          + "; the money stays at \(first.entry.own) in its own currency",
        remedy: isDoubtful
          ? "ask the service for an export that gives the rows of a conversion one id"
          : "load the account's file in the other currency; if two files show one account, name it with --own-account"
      )
    }
  }

  private func isSelf(_ row: PostedEntry, in draft: LedgerDraft) -> Bool {
    let transfer = Int(row.transfer)
    return draft.builder.columns.payer[transfer] == draft.builder.columns.beneficiary[transfer]
  }

  /// Returns true where a row of a conversion shows one side of it; the other side stands only in its text, and in no
  /// row.
  private func isOneSided(_ entry: StatementEntry) -> Bool {
    entry.conversion == nil || entry.isStatedConversion
  }
}
