internal import PaymentGraph

/// The union of several exports of one payment service.
extension IntakeAssembly {
  /// Makes one account of files that show one account of a service, where some do not name it.
  mutating func uniteServiceAccounts() {
    guard hasSeveralExports else { return }
    let own = posted.map { builder.accountKeys.key(at: Int(ownAccount(of: $0))) }
    let stands = StandInAccounts(posted, own: own)
    guard !stands.renamed.isEmpty else { return }
    for ground in stands.grounds {
      guard let other = citation(of: posted[ground.other].transfer),
        let place = citation(of: posted[ground.row].transfer),
        let kept = stands.renamed[ground.gone],
        let id = posted[ground.row].entry.record?.id
      else { continue }
      report(
        .accountsUnited, .note, "the file shows the same account as \(other.file.path): \(kept)",
        at: place, note: "both have the record \(id), in \(other) with the same payment",
        remedy: "no action is needed; --own-account names the account of a file")
    }
    var renamed: [UInt32: String] = [:]
    for account in 0..<builder.accountKeys.count {
      let key = builder.accountKeys.key(at: account)
      guard key.hasPrefix("?:") else { continue }
      if let kept = stands.renamed[key] {
        renamed[UInt32(account)] = kept
      } else if let gone = stands.renamed.keys.first(where: { key.hasPrefix("?:\($0):") }),
        let kept = stands.renamed[gone]
      {
        renamed[UInt32(account)] = "?:\(kept)" + key.dropFirst(2 + gone.count)
      }
    }
    facts.renumber(builder.rename(renamed, keepsSpelling: false))
    posted = posted.map { row in
      guard let kept = stands.renamed[row.entry.own] else { return row }
      var row = row
      row.entry.own = kept
      return row
    }
  }

  /// Counts once the payments that two exports of one account of a service show.
  mutating func uniteExports() {
    guard hasSeveralExports else { return }
    let union = ExportUnion(posted, in: builder)
    for conflict in union.conflicts {
      let (one, other) = (posted[conflict.one], posted[conflict.other])
      guard let first = citation(of: one.transfer), let second = citation(of: other.transfer)
      else { continue }
      func money(_ entry: StatementEntry) -> String {
        let sum = Money(minorUnits: entry.amount, currency: entry.currency).description
        guard entry.fee != 0 else { return sum }
        return
          "\(sum) with a fee of \(Money(minorUnits: entry.fee, currency: entry.currency))"
      }
      let id = one.entry.record?.id ?? ""
      report(
        .exportConflict, .warning,
        "\(id) is \(money(other.entry)) here and \(money(one.entry)) in \(first); both are loaded",
        at: second,
        note: "one id of a service is one payment, but the two exports contradict each other",
        remedy:
          "ask the service which is right, and leave the other file out; until then sums count the payment twice"
      )
    }
    for (place, payment) in union.returned { posted[place].entry.group = payment }
    for (transfer, money) in union.received {
      let place = Int(transfer)
      builder.settle(
        place, beneficiary: AccountID(index: builder.columns.beneficiary[place]), received: money)
    }
    let renamed = names(union.named)
    countOnce(union.merged, isRecorded: true, besides: union.besides)
    if !renamed.isEmpty { facts.renumber(builder.rename(renamed, keepsSpelling: false)) }
  }

  /// Returns the keys of parties that stand for nobody in one export and are named by another, by account.
  private func names(_ pairs: [(nameless: Int, named: Int)]) -> [UInt32: String] {
    var renamed: [UInt32: String] = [:]
    for pair in pairs {
      let (gone, kept) = (otherParty(of: posted[pair.nameless]), otherParty(of: posted[pair.named]))
      guard gone != kept, StatementPosting.isNameless(builder.accountKeys.key(at: Int(gone))) else {
        continue
      }
      renamed[gone] = builder.accountKeys.key(at: Int(kept))
    }
    return renamed
  }

  /// Makes one transfer of the two sides of a conversion that stand in different files of one account, and reports the
  /// conversions of which only one side is known.
  mutating func joinConversions() {
    let rows = posted.indices.filter { place in
      let entry = posted[place].entry
      return (entry.kind == .fx || entry.kind == .internal && entry.record != nil)
        && isSelf(posted[place])
    }
    guard !rows.isEmpty else { return }
    let open = rows.filter { isOneSided(posted[$0].entry) }
    let pairs = ConversionPairs(
      open.map { place in
        // An id that a service gives to one conversion only joins its sides, whatever the accounts of the files are
        // called.
        let entry = posted[place].entry
        let isGlobal = entry.record?.hasOwnForm == true && entry.group == entry.record?.id
        return ConversionPairs.Leg(
          entry, own: isGlobal ? entry.record?.service ?? "" : String(ownAccount(of: posted[place]))
        )
      })
    var merged: [(gone: UInt32, kept: UInt32)] = []
    for conversion in pairs.conversions {
      guard conversion.out.count == 1, conversion.into.count == 1 else { continue }
      let (out, into) = (posted[open[conversion.out[0]]], posted[open[conversion.into[0]]])
      join(out, into)
      merged.append((into.transfer, out.transfer))
    }
    for (places, isDoubtful) in [(pairs.doubtful, true), (pairs.lonely, false)] {
      reportOpen(
        places.map { posted[open[$0]] }.filter {
          $0.entry.conversion == nil && $0.entry.kind == .fx
        }, isDoubtful)
    }
    if !merged.isEmpty { drop(merged) }
  }

  // MARK: One conversion in two files

  private mutating func join(_ out: PostedEntry, _ into: PostedEntry) {
    let transfer = Int(out.transfer)
    builder.settle(
      transfer, beneficiary: AccountID(index: ownAccount(of: into)),
      received: Money(minorUnits: into.entry.amount, currency: into.entry.currency))
    guard let first = citation(of: out.transfer), let second = citation(of: into.transfer) else {
      return
    }
    let id = out.entry.group ?? out.entry.id
    relations.append(
      RowRelation(
        kind: .onePayment, first: first, second: second, isCertain: true,
        reasons: [
          id.map { "the two sides of conversion \($0)" }
            ?? "the two sides of the only conversion of that time"
        ]))
    report(
      .statementsMatched, .note,
      "the row shows the same conversion as \(first); they are one transfer",
      at: second,
      note: id.map { "the two rows are \($0) and belong to one account" }
        ?? "the rows have one account and one time, and no third row could be a side of the conversion",
      remedy: "no action is needed")
  }

  private mutating func reportOpen(_ rows: [PostedEntry], _ isDoubtful: Bool) {
    var files: [Int: (first: PostedEntry, count: Int)] = [:]
    for row in rows {
      let known = files[row.file]
      files[row.file] = (known?.first ?? row, (known?.count ?? 0) + 1)
    }
    for (_, (first, count)) in files.sorted(by: { $0.key < $1.key }) {
      guard let place = citation(of: first.transfer) else { continue }
      let money = Money(minorUnits: abs(first.entry.amount), currency: first.entry.currency)
      report(
        .conversionOpen, .warning,
        count == 1
          ? "the row converts \(money), but the result is not known"
          : "\(count) rows convert money, but the results are not known; this is the first, \(money)",
        at: place,
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

  // MARK: Rows of services

  /// True where several files of services were loaded.
  private var hasSeveralExports: Bool {
    var file: Int?
    for row in posted where row.entry.record != nil {
      if let file, file != row.file { return true }
      file = row.file
    }
    return false
  }

  private func ownAccount(of row: PostedEntry) -> UInt32 {
    let transfer = Int(row.transfer)
    return row.isOut ? builder.columns.payer[transfer] : builder.columns.beneficiary[transfer]
  }

  private func otherParty(of row: PostedEntry) -> UInt32 {
    let transfer = Int(row.transfer)
    return row.isOut ? builder.columns.beneficiary[transfer] : builder.columns.payer[transfer]
  }

  private func isSelf(_ row: PostedEntry) -> Bool {
    let transfer = Int(row.transfer)
    return builder.columns.payer[transfer] == builder.columns.beneficiary[transfer]
  }

  /// Returns true where a row of a conversion shows one side of it; the other side stands only in its text, and in no
  /// row.
  private func isOneSided(_ entry: StatementEntry) -> Bool {
    entry.conversion == nil || entry.isStatedConversion
  }
}
