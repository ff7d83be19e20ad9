/// The texts of a ledger that contain a text, whatever its case.
struct TextSearch {
  private let sought: SoughtText
  private let ledger: Ledger
  /// By number of a text among ids, references and links.
  private let texts: [Bool]
  /// By number of an account, true where the key, the name or the holder contains it.
  private(set) var accounts: [Bool]

  init(_ text: String, in ledger: Ledger) {
    sought = SoughtText(text)
    self.ledger = ledger
    texts = sought.matches(in: ledger.storage.texts)
    accounts = sought.matches(in: ledger.accountKeys)
    for (account, details) in ledger.storage.details where !accounts[Int(account)] {
      accounts[Int(account)] = isIn(details.name) || isIn(details.holder)
    }
  }

  func isIn(_ text: String?) -> Bool { text.map(sought.isIn) ?? false }

  /// Returns true where the id or the reference of a transfer contains the text.
  func isIn(idOrReferenceOf transfer: Int) -> Bool {
    isIn(ledger.columns.ids, transfer) || isIn(ledger.columns.references, transfer)
  }

  private func isIn(_ column: [UInt32], _ transfer: Int) -> Bool {
    !column.isEmpty && column[transfer] > 0 && texts[Int(column[transfer]) - 1]
  }
}

extension LedgerView {
  /// Returns those of ``accounts`` of which the key, a spelling, the name, the holder or the bank contains a text,
  /// whatever its case.
  ///
  /// ```swift
  /// for account in ledger.whole.accounts(mentioning: "mule") { print(account.key) }
  /// ```
  ///
  /// - Complexity: O(*t* + *b*) for *t* transfers and *b* bytes of all these texts.
  public func accounts(mentioning text: String) -> [Account] {
    let search = TextSearch(text, in: ledger)
    var found = search.accounts
    for (account, details) in ledger.storage.details where search.isIn(details.institution) {
      found[Int(account)] = true
    }
    for (account, spellings) in ledger.storage.aliases.spellings
    where spellings.contains(where: { search.isIn($0.spelling) }) {
      found[Int(account)] = true
    }
    return ordered(zip(found, withAccounts).map { $0 && $1 })
  }

  /// Returns the transfers of which the id or the reference contains a text, whatever its case, in the ledger's order.
  ///
  /// ```swift
  /// for transfer in ledger.whole.transfers(mentioning: "t5") { print(transfer) }
  /// ```
  ///
  /// - Complexity: O(*t* + *b*) for *t* transfers and *b* bytes of all these texts.
  public func transfers(mentioning text: String) -> [Transfer] {
    let search = TextSearch(text, in: ledger)
    return (0..<ledger.transferCount).filter { contains($0) && search.isIn(idOrReferenceOf: $0) }
      .map { ledger.transfer(TransferID($0)) }
  }
}
