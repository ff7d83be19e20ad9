internal import PaymentGraph

/// Counts once the payments that two exports of one account of a service show.
struct UniteExports {
  func apply(to draft: inout LedgerDraft) {
    guard draft.hasSeveralExports else { return }
    let union = ExportUnion(draft.posted, in: draft.builder)
    for conflict in union.conflicts {
      let (one, other) = (draft.posted[conflict.one], draft.posted[conflict.other])
      guard let first = draft.citation(of: one.transfer),
        let second = draft.citation(of: other.transfer)
      else { continue }
      func money(_ entry: StatementEntry) -> String {
        let sum = Money(minorUnits: entry.amount, currency: entry.currency).description
        guard entry.fee != 0 else { return sum }
        return
          "\(sum) with a fee of \(Money(minorUnits: entry.fee, currency: entry.currency))"
      }
      let id = one.entry.record?.id ?? ""
      draft.report(
        .exportConflict, severity: .warning,
        summary:
          "\(id) is \(money(other.entry)) here and \(money(one.entry)) in \(first); both are loaded",
        at: second,
        note: "one id of a service is one payment, but the two exports contradict each other",
        remedy:
          "ask the service which is right, and leave the other file out; until then sums count the payment twice"
      )
    }
    for (row, payment) in union.returned { draft.posted[row].entry.group = payment }
    for (transfer, money) in union.received {
      let transfer = Int(transfer)
      let beneficiary = AccountID(index: draft.builder.columns.beneficiary[transfer])
      draft.builder.settle(transfer, beneficiary: beneficiary, received: money)
    }
    let renamed = names(union.named, in: draft)
    draft.countOnce(union.merged, reason: .sameID, besides: union.besides)
    if !renamed.isEmpty { draft.rename(renamed, keepsSpelling: false) }
  }

  /// Returns the keys of parties that stand for nobody in one export and are named by another, by account.
  private func names(
    _ pairs: [(nameless: Int, named: Int)], in draft: LedgerDraft
  ) -> [UInt32: String] {
    var renamed: [UInt32: String] = [:]
    for pair in pairs {
      let gone = draft.otherParty(of: draft.posted[pair.nameless])
      let kept = draft.otherParty(of: draft.posted[pair.named])
      guard gone != kept, StatementPosting.isNameless(draft.builder.accountKeys.key(at: Int(gone)))
      else {
        continue
      }
      renamed[gone] = draft.builder.accountKeys.key(at: Int(kept))
    }
    return renamed
  }
}

/// Makes one account of files that show one account of a service, where some do not name it.
struct UniteServiceAccounts {
  func apply(to draft: inout LedgerDraft) {
    guard draft.hasSeveralExports else { return }
    let own = draft.posted.map { draft.builder.accountKeys.key(at: Int(draft.ownAccount(of: $0))) }
    let stands = StandInAccounts(draft.posted, own: own)
    guard !stands.renamed.isEmpty else { return }
    for ground in stands.grounds {
      guard let other = draft.citation(of: draft.posted[ground.other].transfer),
        let row = draft.citation(of: draft.posted[ground.row].transfer),
        let kept = stands.renamed[ground.gone],
        let id = draft.posted[ground.row].entry.record?.id
      else { continue }
      draft.report(
        .accountsUnited, severity: .note,
        summary: "the file shows the same account as \(other.file.path): \(kept)",
        at: row, note: "both have the record \(id), in \(other) with the same payment",
        remedy: "no action is needed; --own-account names the account of a file")
    }
    draft.unite(standIns: stands.renamed)
  }
}

extension LedgerDraft {
  /// True where several files of services were loaded.
  var hasSeveralExports: Bool {
    var file: Int?
    for row in posted where row.entry.record != nil {
      if let file, file != row.file { return true }
      file = row.file
    }
    return false
  }

  /// Returns the account whose statement has a row.
  func ownAccount(of row: PostedEntry) -> UInt32 {
    let transfer = Int(row.transfer)
    return row.isOut ? builder.columns.payer[transfer] : builder.columns.beneficiary[transfer]
  }

  /// Returns the account of the other party of a row.
  func otherParty(of row: PostedEntry) -> UInt32 {
    let transfer = Int(row.transfer)
    return row.isOut ? builder.columns.beneficiary[transfer] : builder.columns.payer[transfer]
  }
}
