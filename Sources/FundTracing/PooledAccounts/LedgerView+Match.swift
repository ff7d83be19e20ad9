public import PaymentGraph

extension LedgerView {
  /// Finds the payouts of pooled accounts that pass on receipts, with the evidence, and the breaks of the trail; see
  /// <doc:LinksAtPooledAccounts>.
  ///
  /// Links rest on all records of a pooled account, so the whole ledger is examined; the scope only selects the links
  /// and breaks to report: those whose payout (or receipt, for a break) is in it.
  ///
  /// ```swift
  /// let matches = try ledger.whole.matches(at: [service])
  /// for hub in matches.hubs {
  ///   print(hub.receiptCount, "receipts,", hub.breaks.count, "places where the trail ends")
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - hubs: the pooled accounts; nil for all.
  ///   - settings: the thresholds, and the facts known of the pooled accounts.
  /// - Returns: the matches of the pooled accounts, in the order of account keys.
  /// - Throws: ``FundTracingError`` where an account is not pooled.
  /// - Complexity: O(*m* log *m*) for *m* transfers of the pooled accounts, and the candidates that fit.
  public func matches(
    at hubs: [AccountID]? = nil, settings: MatchSettings = MatchSettings()
  ) throws(FundTracingError) -> HubMatches {
    for hub in hubs ?? [] {
      guard hub.position < ledger.accountCount else { throw .unknownAccount(hub) }
      guard ledger.pooled[hub.position] else { throw .notPooled(hub) }
    }
    let ranks = ledger.keyRanks
    let chosen = Set((hubs ?? ledger.pooledAccounts).map(\.position))
      .sorted { ranks[$0] < ranks[$1] }
    let found = MatchedHubs.matches(at: chosen, in: ledger, settings).map { $0.limited(to: self) }
    var notes: [AnswerNote] = []
    for match in found where match.cutReceiptCount > 0 {
      notes.append(
        AnswerNote(
          code: .cutCandidates,
          text: match.cutText(in: ledger)))
    }
    for text in found.compactMap({ $0.contradictionText(in: ledger) }) {
      notes.append(AnswerNote(code: .completenessContradicted, text: text))
    }
    return HubMatches(scope: self, settings: settings, hubs: found, notes: notes)
  }
}

extension Ledger {
  /// The accounts at which the money of many customers is mixed.
  var pooledAccounts: [AccountID] {
    pooled.indices.filter { pooled[$0] }.map { AccountID($0) }
  }
}

extension HubMatch {
  /// Returns the text of the note that not all candidates were compared.
  func cutText(in ledger: Ledger) -> String {
    "\(cutReceiptCount) receipt\(cutReceiptCount == 1 ? "" : "s") of \(ledger.account(hub).key) "
      + "\(cutReceiptCount == 1 ? "has" : "have") more than \(HubMatch.mostCandidates) candidates; "
      + "only that many were compared, and no link connected with them is graded above C"
  }

  /// Returns the text of the note that the records contradict the statement that they are complete; nil where they do
  /// not.
  func contradictionText(in ledger: Ledger) -> String? {
    guard !completeness.contradictions.isEmpty else { return nil }
    return "\(ledger.account(hub).key): \(completeness.contradictionText(in: ledger))"
  }

  /// Returns the part of the match whose transfers are in a view.
  func limited(to view: LedgerView) -> HubMatch {
    guard view.included != nil else { return self }
    return HubMatch(
      hub: hub, receiptCount: receiptCount, payoutCount: payoutCount, fees: fees, window: window,
      completeness: completeness, findings: findings.filter { view.contains($0.link.outbound) },
      contradicted: contradicted.filter { view.contains($0.link.outbound) },
      blocks: blocks.filter { $0.payouts.contains(where: view.contains) },
      breaks: breaks.filter { view.contains($0.transfer) }, leftOutCount: leftOutCount,
      cutReceiptCount: cutReceiptCount)
  }
}
