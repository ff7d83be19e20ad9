internal import PaymentGraph

/// Makes one account of all spellings of one identifier, and of accounts that are one by decision.
struct UniteSpellings {
  private let looks: KeyLooks
  private let companions: ReadCompanions.Found
  /// True where a bank message is loaded: only those name accounts by bank and number.
  private let hasMessages: Bool

  /// The outcome.
  struct United {
    /// Accounts that may be others, by their keys.
    var alike: [(key: String, other: String)]
    /// True where any key has changed.
    var haveChanged: Bool
  }

  /// - Parameter looks: the accounts whose keys the rules on numbers concern.
  init(_ looks: KeyLooks, _ companions: ReadCompanions.Found, hasMessages: Bool) {
    self.looks = looks
    self.companions = companions
    self.hasMessages = hasMessages
  }

  func apply(to draft: inout LedgerDraft) -> United {
    let merged = AccountMerger.merge(in: &draft.builder, &draft.facts, among: looks.spellings)
    var united = United(alike: merged.alike, haveChanged: merged.hasRenamed)
    if readNationalAccounts(in: &draft) { united.haveChanged = true }
    if hasMessages {
      let renamed = BankNumbers(draft.builder.accountKeys).renamed
      if !renamed.isEmpty {
        draft.rename(renamed)
        united.haveChanged = true
      }
    }
    let onAccounts = companions.decisions.filter { !draft.namesRows($0) }
    guard !onAccounts.isEmpty else { return united }
    let resolution = PartyResolution(
      onAccounts, accounts: draft.builder.accountKeys, aliases: draft.builder.aliases)
    if !resolution.renamed.isEmpty {
      draft.rename(resolution.renamed)
      united.haveChanged = true
    }
    draft.report(resolution.diagnostics)
    for words in resolution.words { draft.builder.note(accountDecision: words) }
    return united
  }

  /// Reads the accounts of accounts files in the notation of one country's banks; returns true where any key has
  /// changed.
  private func readNationalAccounts(in draft: inout LedgerDraft) -> Bool {
    let keys = draft.builder.accountKeys
    var renamed: [UInt32: String] = [:]
    func number(_ key: String) -> UInt32? {
      let bytes = Array(key.utf8)
      return keys.find(bytes.span)
    }
    for account in companions.national {
      guard let written = number(account.written),
        let key = account.key(among: { number($0) != nil })
      else { continue }
      renamed[written] = key
    }
    if !renamed.isEmpty { draft.rename(renamed) }
    return !renamed.isEmpty
  }
}
