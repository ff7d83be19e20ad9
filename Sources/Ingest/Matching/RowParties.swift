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
