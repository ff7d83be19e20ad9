internal import PaymentGraph

/// Makes one account of all spellings of one identifier.
///
/// Only some keys are touched: identifiers that are known for certain by themselves
/// (``AccountKey/canonical(_:country:)``), addresses whose case means nothing, numbers in the forms of spreadsheets
/// (``SpreadsheetNumber``), and names whose accents are encoded in two ways. Every other key stays word for word as in
/// the file. ``KeyLooks`` finds the candidates in its one pass over all keys.
enum AccountMerger {
  /// Gives the accounts their canonical keys.
  ///
  /// - Parameter candidates: all accounts whose keys may have another spelling.
  /// - Returns: the accounts that stay although they may be others, by their keys; and whether any key has changed.
  static func merge(
    in builder: inout LedgerBuilder, _ facts: inout AccountFacts, among candidates: [UInt32]
  ) -> (alike: [(key: String, other: String)], hasRenamed: Bool) {
    var renamed: [UInt32: String] = [:]
    var composed: [String: [UInt32]] = [:]
    var numbers: [(account: UInt32, form: SpreadsheetNumber)] = []
    let keys = builder.accountKeys
    for account in candidates {
      let written = keys.key(at: Int(account))
      if let key = AccountKey.canonical(written)?.key.description
        ?? CaselessAddress.canonical(written)
      {
        if key != written { renamed[account] = key }
      } else if let form = SpreadsheetNumber(written) {
        numbers.append((account, form))
      } else if !written.utf8.allSatisfy({ $0 < 0x80 }) {
        // Swift strings are equal where they have the same characters, however accents are put on letters.
        composed[written, default: []].append(account)
      }
    }
    var alike: [(key: String, other: String)] = []
    if !numbers.isEmpty {
      let forms = SpreadsheetForms(numbers, among: keys)
      renamed.merge(forms.renamed) { first, _ in first }
      alike = forms.alike.map { (keys.key(at: Int($0.account)), $0.other) }
    }
    for numbers in composed.values where numbers.count > 1 {
      let keys = numbers.map { builder.accountKeys.key(at: Int($0)) }
      let shortest = keys.min { left, right in
        left.utf8.count != right.utf8.count
          ? left.utf8.count < right.utf8.count
          : left.utf8.lexicographicallyPrecedes(right.utf8)
      }
      for (number, key) in zip(numbers, keys) {
        guard let shortest, !key.utf8.elementsEqual(shortest.utf8) else { continue }
        renamed[number] = shortest
      }
    }
    if !renamed.isEmpty { facts.renumber(builder.rename(renamed)) }
    return (alike, !renamed.isEmpty)
  }

  /// Returns true where bytes could be an identifier: they have an at sign or a colon after a kind, start with `+` or
  /// an apostrophe, or like an IBAN or IFSC; or are a number in a form of spreadsheets.
  static func isCandidate(_ key: Span<UInt8>) -> Bool {
    guard key.count >= 2 else { return false }
    if SpreadsheetNumber.isCandidate(key) || CaselessAddress.isCandidate(key) { return true }
    let first = key[0]
    if first == 0x2B || first == 0x27 || first == 0x3C || first >= 0x80 { return true }
    let head = key.extracting(0..<min(key.count, 80))
    if KeyBytesKernel.holdsAtSignOrBeyondASCII(head) { return true }
    guard key.count >= 5, isLetter(first), isLetter(key[1]) else { return false }
    // "DE89…", "DE 89…", "IBAN …", "in:…", "iban:…", "HDFC0…"
    for position in 2..<6 where position < key.count && !isLetter(key[position]) {
      return position == 2 || key[position] == 0x3A || key[position] == 0x20
        || position == 4 && key[position] == 0x30
    }
    return false
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
