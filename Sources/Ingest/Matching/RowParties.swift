internal import PaymentGraph

/// The parties of the rows that are compared: the account whose statement has the row, and the account on the other
/// side.
struct RowParties {
  private let columns: TransferColumns
  private let keys: TextTable
  /// Returns the names by which an account or its holder is known.
  private let names: (AccountID) -> Set<String>
  /// The pairs of accounts that were decided to be different, the lower number first.
  private let different: Set<[UInt32]>

  init(
    _ builder: LedgerBuilder, different: Set<[UInt32]> = [],
    names: @escaping (AccountID) -> Set<String>
  ) {
    columns = builder.columns
    keys = builder.accountKeys
    self.different = different
    self.names = names
  }

  /// True where rows of statements can show payments that other rows show too: those of another account's statement,
  /// which may stand in the same file, or those of another file.
  static func canMeet(_ draft: LedgerDraft) -> Bool {
    guard let first = draft.posted.first else { return false }
    if draft.transferFiles.count > 1 { return true }
    let columns = draft.builder.columns
    func own(_ row: PostedEntry) -> UInt32 {
      let transfer = Int(row.transfer)
      return row.isOut ? columns.payer[transfer] : columns.beneficiary[transfer]
    }
    return draft.posted.contains { own($0) != own(first) }
  }

  /// Returns the account whose statement has the row.
  func own(_ row: PostedEntry) -> UInt32 {
    row.isOut ? columns.payer[Int(row.transfer)] : columns.beneficiary[Int(row.transfer)]
  }

  /// Returns the account on the other side, or the stand-in for it.
  func other(_ row: PostedEntry) -> UInt32 {
    row.isOut ? columns.beneficiary[Int(row.transfer)] : columns.payer[Int(row.transfer)]
  }

  func key(_ account: UInt32) -> String { keys.key(at: Int(account)) }

  /// Returns true where an account stands in for a party that is unnamed, or known only by a name.
  func isStandIn(_ account: UInt32) -> Bool {
    keys.withBytes(of: Int(account)) { $0.count > 1 && $0[0] == 0x3F && $0[1] == 0x3A }
  }

  /// Returns true where an account is an address that stands for an account without naming it: a UPI address, an e-mail
  /// address, a telephone number.
  func isAddress(_ account: UInt32) -> Bool {
    ["upi:", "email:", "phone:"].contains { key(account).hasPrefix($0) }
  }

  /// Returns true where the account that a row names on the other side is, or may be, the given one.
  ///
  /// A number without its bank may be that of any bank, so it fits, and names nothing; so does an address.
  func fits(_ named: UInt32, _ account: UInt32) -> Bool {
    if named == account { return true }
    if !different.isEmpty, different.contains([min(named, account), max(named, account)]) {
      return false
    }
    if isStandIn(named) || isAddress(named) { return true }
    // The statement's account is not known by its number, so it can be any.
    if isStandIn(account) || isAddress(account) && !key(account).hasPrefix("email:") { return true }
    let (one, two) = (AccountNumber(key(named)), AccountNumber(key(account)))
    guard let one, let two, one.bank == nil || two.bank == nil || one.bank == two.bank else {
      return false
    }
    return one.digits == two.digits
  }

  /// Returns true where an account's number may end in one of some digits, or is not known.
  func mayEnd(_ account: UInt32, in tails: Set<String>) -> Bool {
    guard !isStandIn(account), !isAddress(account), let number = AccountNumber(key(account)) else {
      return true
    }
    return tails.contains { number.digits.hasSuffix($0) }
  }

  /// Returns the names of an account or of its holder.
  func names(of account: UInt32) -> Set<String> { names(AccountID(index: account)) }

  /// Returns true where a name can be one of the known names of an account; nil where none is known.
  func isCalled(_ account: UInt32, _ name: String) -> Bool? {
    let known = names(of: account)
    guard !known.isEmpty else { return nil }
    return known.contains { PartyNames.areAlike($0, name) }
  }
}

/// The number of an account without its prefixes, and its bank where the key has it.
private struct AccountNumber {
  let bank: String?
  let digits: String

  init?(_ key: String) {
    let parts = key.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.last else { return nil }
    let pieces = last.split(separator: "/")
    let number = (pieces.last ?? last).drop { $0 == "0" }
    guard number.utf8.count >= 6, number.utf8.allSatisfy(IdentifierText.isDigit) else { return nil }
    digits = String(number)
    if pieces.count > 1 {
      bank = String(pieces[0])
    } else {
      bank = parts.count > 2 ? String(parts[parts.count - 2]) : nil
    }
  }
}

/// The reasons why two rows cannot show one payment, however well amount and day fit.
struct Contradictions {
  let parties: RowParties

  /// Returns, in words, what separates two rows for good; nil where nothing does.
  ///
  /// Besides the contradictions that the rows print (``printed(out:_:into:_:)``), these are cards or cash on both
  /// sides, where a shop, a machine or a counter stands between the two, and names that cannot be one party's. Neither
  /// counts where both rows have one number of one payment: banks, shops and payers call one account by many names.
  func between(
    out: PostedEntry, _ outNumbers: RowNumbers, into: PostedEntry, _ intoNumbers: RowNumbers
  ) -> String? {
    if let found = printed(out: out, outNumbers, into: into, intoNumbers) { return found }
    let (payer, payee) = (parties.own(out), parties.own(into))
    if outNumbers.shared(intoNumbers) != nil { return nil }
    if isCash(out) || isCash(into) { return "cash has no other account" }
    if out.entry.counter.channel == "CARD", into.entry.counter.channel == "CARD" {
      return "each row names a shop"
    }
    return thirdParty(out, into: into, payer: payer, payee: payee)
  }

  /// Returns, in words, why two rows that print one number of one payment may still be two payments; nil where nothing
  /// speaks against it.
  ///
  /// A row then names a party, or the last digits of an account, that does not fit the other row's own account.
  func doubt(
    out: PostedEntry, _ outNumbers: RowNumbers, into: PostedEntry, _ intoNumbers: RowNumbers
  ) -> String? {
    for (row, numbers, account, word) in [
      (out, outNumbers, parties.own(into), "payee"), (into, intoNumbers, parties.own(out), "payer"),
    ] {
      if let tail = numbers.tails.min(), !parties.mayEnd(account, in: numbers.tails) {
        return "the \(word)'s account does not end in \(tail)"
      }
      // An account that the row names is better known than a name.
      guard parties.other(row) != account, let name = row.entry.counter.name,
        parties.isCalled(account, name) == false
      else { continue }
      return "the \(word)'s account has a name other than \(name)"
    }
    return nil
  }

  /// Describes the numbers or accounts that two rows print and that cannot belong to one payment.
  ///
  /// These are two different numbers of one payment type, or an account that is not the other row's. No decision
  /// overrides them.
  func printed(
    out: PostedEntry, _ outNumbers: RowNumbers, into: PostedEntry, _ intoNumbers: RowNumbers
  ) -> String? {
    if let found = outNumbers.contradiction(intoNumbers) {
      return "one row has \(found.type.facts.name) \(found.left), the other \(found.right)"
    }
    for (row, account) in [(out, parties.own(into)), (into, parties.own(out))]
    where !parties.fits(parties.other(row), account) {
      return
        "one row names \(parties.key(parties.other(row))), which is not \(parties.key(account))"
    }
    return nil
  }

  /// Describes a party that the rows name and that owns neither account.
  private func thirdParty(
    _ out: PostedEntry, into: PostedEntry, payer: UInt32, payee: UInt32
  ) -> String? {
    let (named, from) = (parties.other(out), parties.other(into))
    // Both rows name the same third account, so neither shows the other's payment.
    if named == from, named != payee, !parties.isStandIn(named) {
      return "both rows name \(parties.key(named))"
    }
    let (paid, payedBy) = (name(out), name(into))
    let isPayee = paid.flatMap { parties.isCalled(payee, $0) }
    let isPayer = payedBy.flatMap { parties.isCalled(payer, $0) }
    let namesEachOther = named == payee && from == payer
    if namesEachOther { return nil }
    if isPayee == false, named != payee { return "the payee's account has another name" }
    if isPayer == false, from != payer { return "the payer's account has another name" }
    if let paid, let payedBy, isPayee != true, isPayer != true, areOne(paid, payedBy) {
      return "both rows name \(paid)"
    }
    return nil
  }

  /// Returns true where two names are one party's, or one service's: `PAYPAL *A` and `PAYPAL *B`.
  private func areOne(_ left: String, _ right: String) -> Bool {
    if PartyNames.areAlike(left, right) { return true }
    let services = [left, right].map { text in
      text.contains("*") ? StatementText.normal(String(text.prefix { $0 != "*" })) : ""
    }
    return !services[0].isEmpty && services[0] == services[1]
  }

  private func name(_ row: PostedEntry) -> String? { row.entry.counter.name }

  private func isCash(_ row: PostedEntry) -> Bool {
    row.entry.kind == .cash || ["ATM", "CASH"].contains(row.entry.counter.channel)
  }
}
