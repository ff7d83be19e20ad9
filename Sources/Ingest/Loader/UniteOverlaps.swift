internal import PaymentGraph

/// Makes one account of files of one bank that show one account, although none of them names it.
struct UniteStandIns {
  func apply(to draft: inout LedgerDraft) {
    guard draft.transferFiles.count > 1 else { return }
    let own = draft.posted.map { draft.builder.accountKeys.key(at: Int(draft.ownAccount(of: $0))) }
    let files = draft.transferFiles
    let (rows, builder, readings) = (draft.posted, draft.builder, draft.readings)
    var titles: [Int: StatementTitle] = [:]
    func title(_ file: Int) -> StatementTitle {
      if let known = titles[file] { return known }
      let title = files[file].rows.text.title(before: readings[files[file].input]?.headerLine)
      titles[file] = title
      return title
    }
    let stands = StandInStatements(
      rows, own: own, areApart: { title(rows[$0].file).contradicts(title(rows[$1].file)) }
    ) { index in
      let evidence = builder.evidence(of: Int(rows[index].transfer))
      let start = Int(evidence.byteOffset)
      let file = files[Int(evidence.file)].rows
      return (file.header, file.text.record(in: start..<start + Int(evidence.byteCount)))
    }
    guard !stands.renamed.isEmpty else { return }
    for ground in stands.grounds {
      guard let other = draft.citation(of: draft.posted[ground.other].transfer),
        let row = draft.citation(of: draft.posted[ground.row].transfer),
        let kept = stands.renamed[ground.gone]
      else { continue }
      draft.report(
        .accountsUnited, severity: .note,
        summary: "the file shows the same account as \(other.file.path): \(kept)",
        at: row, note: "\(ground.reason), in \(other)",
        remedy: "no action is needed; --own-account names the account of a file")
    }
    draft.unite(standIns: stands.renamed)
  }
}

extension LedgerDraft {
  /// Makes one account of files that show one, and of the parties that stand beside each of them.
  ///
  /// - Parameter renamed: the key that replaces each stand-in for an account.
  mutating func unite(standIns renamed: [String: String]) {
    var keys: [UInt32: String] = [:]
    for account in 0..<builder.accountKeys.count {
      let key = builder.accountKeys.key(at: account)
      guard key.hasPrefix("?:") else { continue }
      if let kept = renamed[key] {
        keys[UInt32(account)] = kept
      } else if let end = key.firstRange(of: ":own:") {
        // The stand-ins of parties begin with the account beside which they stand.
        let gone = "\(key[key.index(key.startIndex, offsetBy: 2)..<end.lowerBound]):own"
        if let kept = renamed[gone] {
          keys[UInt32(account)] = "?:\(kept)" + key.dropFirst(2 + gone.count)
        }
      }
    }
    rename(keys, keepsSpelling: false)
    posted = posted.map { row in
      guard let kept = renamed[row.entry.own] else { return row }
      var row = row
      row.entry.own = kept
      return row
    }
  }
}

/// Counts once the bookings that several files of one account show in different layouts, and reports those that may be
/// counted twice.
struct UniteOverlaps {
  private let decisions: [PartyDecision]

  /// - Parameter decisions: the decisions on rows that are different payments.
  init(_ decisions: [PartyDecision]) { self.decisions = decisions }

  func apply(to draft: inout LedgerDraft) {
    guard Set(draft.posted.map(\.file)).count > 1 else { return }
    let decided = DecidedRows(decisions, in: draft)
    let overlaps = StatementOverlaps(draft.posted, in: draft.builder, apart: decided.apart)
    let doubts = overlaps.doubts.filter { !isSettled($0, by: decided, in: draft) }
    for doubt in doubts {
      let kept = OverlapDoubt(
        accounts: doubt.accounts, files: [doubt.one, doubt.other],
        days: day(doubt.days.lowerBound)...day(doubt.days.upperBound),
        rows: [doubt.left.count, doubt.right.count])
      draft.builder.overlapDoubts.append(kept)
      report(doubt, days: kept.daysText, in: &draft)
    }
    unite(overlaps.unions, in: &draft)
  }

  // MARK: Uniting

  private func unite(_ unions: [StatementOverlaps.Union], in draft: inout LedgerDraft) {
    guard !unions.isEmpty else { return }
    let posted = draft.posted
    var placeholders: Set<UInt32> = []
    var renamed: [UInt32: Set<UInt32>] = [:]
    for union in unions {
      let (gone, kept) = (posted[union.gone], union.kept.map { posted[$0] })
      let party = draft.otherParty(of: gone)
      placeholders.insert(party)
      for row in kept.dropFirst() {
        let evidence = draft.builder.evidence(of: Int(gone.transfer))
        draft.builder.addEvidence(evidence, to: Int(row.transfer))
        for more in draft.builder.columns.moreEvidence[gone.transfer] ?? [] {
          draft.builder.addEvidence(more, to: Int(row.transfer))
        }
      }
      guard kept.count == 1, let name = gone.entry.counter.name,
        let called = kept[0].entry.counter.name,
        StatementText.normal(name) == StatementText.normal(called)
      else { continue }
      renamed[party, default: []].insert(draft.otherParty(of: kept[0]))
    }
    let merged = unions.compactMap { union in
      union.kept.first.map { kept in
        RowUnion.Merged(
          gone: posted[union.gone].transfer, kept: posted[kept].transfer,
          goneFile: posted[union.gone].file, keptFile: posted[kept].file)
      }
    }
    let keys = draft.builder.accountKeys
    func isStandIn(_ account: UInt32) -> Bool { keys.key(at: Int(account)).hasPrefix("?:") }
    // One name in two layouts of one account is one party.
    let names = renamed.compactMapValues { found -> String? in
      guard found.count == 1, let kept = found.first, isStandIn(kept), renamed[kept] == nil else {
        return nil
      }
      return keys.key(at: Int(kept))
    }.filter { isStandIn($0.key) && keys.key(at: Int($0.key)) != $0.value }
    draft.countOnce(merged.sorted { $0.gone < $1.gone }, reason: .sameBookings)
    if !names.isEmpty {
      let numbers = draft.rename(names, keepsSpelling: false)
      placeholders = Set(placeholders.map { numbers[Int($0)] })
    }
    let left = draft.builder.accountKeys
    let numbers = draft.builder.forgetUnused(
      among: placeholders.filter { left.key(at: Int($0)).hasPrefix("?:") })
    draft.facts.renumber(numbers)
  }

  // MARK: Doubts

  /// Returns true where decisions settle all rows of one of the files.
  private func isSettled(
    _ doubt: StatementOverlaps.Doubt, by decided: DecidedRows, in draft: LedgerDraft
  ) -> Bool {
    let same = Set(decided.same.flatMap { [$0.left, $0.right] })
    let lists = [doubt.left, doubt.right].map { rows in rows.map { draft.posted[$0].transfer } }
    return [(lists[0], lists[1]), (lists[1], lists[0])].contains { rows, others in
      !rows.isEmpty
        && rows.allSatisfy { row in
          same.contains(row) || others.contains { decided.apart.areApart(row, $0) }
        }
    }
  }

  private func day(_ number: Int) -> CivilDate {
    CivilDate(milliseconds: Int64(number) * 86_400_000)
  }

  private func report(
    _ doubt: StatementOverlaps.Doubt, days: String, in draft: inout LedgerDraft
  ) {
    let rows = [doubt.left, doubt.right].map { list in
      list.compactMap { draft.citation(of: draft.posted[$0].transfer) }
    }
    guard let first = rows[0].first ?? rows[1].first, let last = rows[1].first ?? rows[0].first,
      let one = file(doubt.one, in: draft), let other = file(doubt.other, in: draft)
    else { return }
    let accounts = doubt.accounts.map { draft.builder.accountKeys.key(at: Int($0)) }
    if accounts.count > 1 {
      let start =
        StandInAccounts.isStandIn(accounts[0])
        ? "the file names no account" : "the file names its account \(accounts[0]) without a bank"
      draft.report(
        .statementsOverlap, severity: .warning,
        summary: "\(start) and may show the account of \(other.path), "
          + "\(accounts[1]): both cover \(days), and \(rowCount(rows[0].count)) \(rows[0].count == 1 ? "has" : "have") "
          + "equal days and amounts in both, so payments may count twice",
        at: first, note: "the first is \(last); both files are loaded as separate accounts",
        remedy: "if it is one account, name it: --own-account \(first.file.name)=\(accounts[1])")
      return
    }
    let common =
      doubt.common == 0
      ? "no row stands in both"
      : "\(rowCount(doubt.common)) \(doubt.common == 1 ? "stands" : "stand") in both and \(doubt.common == 1 ? "counts" : "count") once"
    draft.report(
      .statementsOverlap, severity: .warning,
      summary: "\(one.path) and \(other.path) both cover \(days) of \(accounts[0]), but "
        + "\(rowCount(rows[0].count)) of the one and \(rowCount(rows[1].count)) of the other have no partner: payments may count twice",
      at: last,
      note:
        "\(common); the first without a partner \(first == last ? "is \(first)" : "are \(first) and \(last)")",
      remedy:
        "compare the two for these days, and load only one of them, or decide row by row in a "
        + "decisions file: \(last.file.name):\(last.line),same,\(first.file.name):\(first.line)")
  }

  private func rowCount(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }

  private func file(_ number: Int, in draft: LedgerDraft) -> SourceFile? {
    guard draft.transferFiles.indices.contains(number) else { return nil }
    return draft.inputs[draft.transferFiles[number].input].source
  }
}
