internal import PaymentGraph

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
    var renamed: [UInt32: String] = [:]
    for account in 0..<draft.builder.accountKeys.count {
      let key = draft.builder.accountKeys.key(at: account)
      guard key.hasPrefix("?:") else { continue }
      if let kept = stands.renamed[key] {
        renamed[UInt32(account)] = kept
      } else if let gone = stands.renamed.keys.first(where: { key.hasPrefix("?:\($0):") }),
        let kept = stands.renamed[gone]
      {
        renamed[UInt32(account)] = "?:\(kept)" + key.dropFirst(2 + gone.count)
      }
    }
    draft.rename(renamed, keepsSpelling: false)
    draft.posted = draft.posted.map { row in
      guard let kept = stands.renamed[row.entry.own] else { return row }
      var row = row
      row.entry.own = kept
      return row
    }
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
