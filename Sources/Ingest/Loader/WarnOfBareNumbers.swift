internal import PaymentGraph

/// Reports statements that are taken as those of one account because they have one number, where nothing tells the bank
/// and nothing else shows that they are of one account; and other parties that are taken as one for the same reason.
///
/// Two banks may have an account of one number. Statements of one layout are of one bank, unless they name two holders or
/// are messages, which all banks send; those of two layouts are of one account where the balance of the one continues
/// that of the other.
struct WarnOfBareNumbers {
  func apply(to draft: inout LedgerDraft) {
    var rows: [UInt32: [Int: PostedEntry]] = [:]
    for row in draft.posted {
      let account = draft.ownAccount(of: row)
      if rows[account]?[row.file] == nil { rows[account, default: [:]][row.file] = row }
    }
    var balances: [UInt32: [Int: Set<Int128>]] = [:]
    for row in draft.posted {
      guard let balance = row.entry.balance else { continue }
      balances[draft.ownAccount(of: row), default: [:]][row.file, default: []]
        .insert(Int128(balance))
    }
    for (account, files) in rows.sorted(by: { $0.key < $1.key }) where files.count > 1 {
      let key = draft.builder.accountKeys.key(at: Int(account))
      guard WarnOfBareNumbers.isBare(key) else { continue }
      let ordered = files.values.sorted { $0.file < $1.file }
      for (place, row) in ordered.enumerated().dropFirst() {
        let others = ordered[..<place].filter { other in
          row.profile != other.profile || MessageKind.formats.contains(row.profile)
            || row.entry.holder != nil && other.entry.holder != nil
              && row.entry.holder != other.entry.holder
        }
        guard others.count == place, let other = others.first else { continue }
        let known = draft.builder.statementBalances.filter { $0.account == account }
        let continues = others.contains { other in
          known.contains { one in
            let twin = Int(one.file) == row.file ? other.file : row.file
            return [row.file, other.file].contains(Int(one.file))
              && balances[account]?[twin]?.contains(one.opening) == true
          }
        }
        if !continues { report(row, other, key: key, in: &draft) }
      }
    }
    reportOthers(in: &draft)
  }

  /// Returns true for a number or an id alone, without the code of a bank, a country or a service.
  private static func isBare(_ key: String) -> Bool {
    key.contains(where: \.isNumber) && !key.contains { ":/@".contains($0) }
  }

  /// Reports the accounts of other parties that statements of two layouts name by one number, without a bank and without
  /// one name.
  private func reportOthers(in draft: inout LedgerDraft) {
    var known: [UInt32: PostedEntry] = [:]
    var found: [UInt32: (first: PostedEntry, second: PostedEntry)] = [:]
    for row in draft.posted where row.entry.role == .movement {
      let other = draft.otherParty(of: row)
      guard found[other] == nil else { continue }
      guard let before = known[other] else {
        known[other] = row
        continue
      }
      let names = [before, row].map { $0.entry.counter.name.map(StatementText.normal) }
      guard before.profile != row.profile, names[0] == nil || names[0] != names[1],
        WarnOfBareNumbers.isBare(draft.builder.accountKeys.key(at: Int(other)))
      else { continue }
      found[other] = (before, row)
    }
    let ordered = found.sorted { $0.value.second.transfer < $1.value.second.transfer }
    guard let (account, rows) = ordered.first,
      let place = draft.citation(of: rows.second.transfer),
      let twin = draft.citation(of: rows.first.transfer)
    else { return }
    let key = draft.builder.accountKeys.key(at: Int(account))
    let more = ordered.count - 1
    draft.report(
      .accountsUnited, severity: .warning,
      summary:
        "the other party is taken to be that of \(twin.file.path):\(twin.line), because both have the number \(key)",
      at: place,
      note:
        "the number tells no bank, and profiles \(rows.first.profile) and \(rows.second.profile) may be those of two"
        + (more == 0
          ? "" : "; so it is with \(more) more \(more == 1 ? "account" : "accounts")"),
      remedy: "compare the originals: a number of two banks is two accounts")
  }

  private func report(
    _ row: PostedEntry, _ other: PostedEntry, key: String, in draft: inout LedgerDraft
  ) {
    guard let place = draft.citation(of: row.transfer),
      let twin = draft.citation(of: other.transfer)
    else { return }
    let reason =
      row.profile == other.profile
      ? MessageKind.formats.contains(row.profile)
        ? "banks of all kinds send such messages" : "the two name other holders"
      : "profiles \(other.profile) and \(row.profile) may be those of two banks"
    draft.report(
      .accountsUnited, severity: .warning,
      summary:
        "the file is taken to show the same account as \(twin.file.path), because both have the number \(key)",
      at: place,
      note: "the number tells no bank, \(reason), and no balance of the one continues the other",
      remedy: "if they are two accounts, name one: --own-account \(place.file.name)=NAME")
  }
}
