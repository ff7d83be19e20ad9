internal import PaymentGraph

/// The accounts that messages name by the code of a bank and a number: `37040044/0532013000`.
///
/// The code and the number, filled with noughts between them, are the national part of an IBAN. Where an account of the
/// ledger has that IBAN, the two are one account. No IBAN is made up: some banks give numbers another one than the rule
/// of their country would.
struct BankNumbers {
  private let keys: TextTable
  /// The accounts, by code and number without the noughts before it.
  private var accounts: [String: [UInt32]] = [:]

  init(_ keys: TextTable) {
    self.keys = keys
    for account in 0..<keys.count {
      let parts = keys.withBytes(of: account) { BankNumbers.parts($0) }
      if let parts {
        accounts["\(parts.bank)/\(parts.number)", default: []].append(UInt32(account))
      }
    }
  }

  /// The keys that accounts have by an IBAN, or by another spelling of the same number, by account.
  var renamed: [UInt32: String] {
    guard !accounts.isEmpty else { return [:] }
    let ibans = ibans()
    var renamed: [UInt32: String] = [:]
    for (text, members) in accounts {
      let spelled = members.map { keys.key(at: Int($0)) }
      // The longest spelling has all its noughts.
      let longest = spelled.max {
        ($0.utf8.count, $1) < ($1.utf8.count, $0)
      }
      guard let key = ibans[text] ?? longest else { continue }
      for (account, known) in zip(members, spelled) where known != key { renamed[account] = key }
    }
    return renamed
  }

  /// The IBANs whose national part is one of the accounts; none where two countries' are.
  private func ibans() -> [String: String] {
    var found: [String: [String]] = [:]
    for account in 0..<keys.count {
      let isIBAN = keys.withBytes(of: account) {
        $0.count > 9 && $0[0] == UInt8(ascii: "i") && $0[1] == UInt8(ascii: "b")
          && $0[4] == UInt8(ascii: ":")
      }
      guard isIBAN else { continue }
      let key = keys.key(at: account)
      guard let iban = try? IBAN(key.dropFirst("iban:".count)) else { continue }
      let national = Array(iban.national.utf8)
      guard national.allSatisfy(IdentifierText.isDigit) else { continue }
      // Codes of banks have five to eight digits in the countries that write accounts so.
      for length in 5...8 where national.count > length {
        let bank = String(decoding: national[..<length], as: UTF8.self)
        let number = String(
          decoding: national[length...].drop { $0 == UInt8(ascii: "0") }, as: UTF8.self)
        guard accounts["\(bank)/\(number)"] != nil else { continue }
        found["\(bank)/\(number)", default: []].append(key)
      }
    }
    return found.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  /// Returns the code and the number of a key that has them; nil for any other.
  private static func parts(_ key: Span<UInt8>) -> (bank: String, number: String)? {
    var at = 0
    while at < key.count, IdentifierText.isDigit(key[at]) { at += 1 }
    guard (5...8).contains(at), at + 1 < key.count, key[at] == UInt8(ascii: "/") else { return nil }
    let bank = (0..<at).map { key[$0] }
    at += 1
    let number = (at..<key.count).map { key[$0] }
    guard number.count <= 17, number.allSatisfy(IdentifierText.isDigit) else { return nil }
    let digits = number.drop { $0 == UInt8(ascii: "0") }
    guard digits.count >= 3 else { return nil }
    return (String(decoding: bank, as: UTF8.self), String(decoding: digits, as: UTF8.self))
  }
}
