internal import PaymentGraph

/// Looks for what a mask hides in the texts of a finished drawing: the last check before it is
/// written.
///
/// Hidden values are the keys of accounts that the mask shortens, with every run of six or more digits
/// in them, and the names that it replaces. They are looked for as whole words, in any case, in every
/// text that the drawing shows or says. O(*n*) in the length of the texts.
struct LeakScan {
  /// Hidden values by their first two bytes.
  private var values: [UInt16: [[UInt8]]] = [:]

  init(_ ledger: Ledger, accounts: some Sequence<AccountID>, mask: DiagramMask) {
    guard mask != .none else { return }
    for id in accounts {
      let account = ledger.account(id)
      if AccountMask.hides(account.key) || mask == .all {
        add(AccountMask.withoutKind(account.key))
        AccountMask.longNumbers(in: account.key).forEach { add($0) }
      }
      let details = account.details
      if mask == .all || (mask == .names && !account.isPooled) {
        [details.name, details.holder].compactMap { $0 }.forEach { add($0) }
      }
      if mask == .all, let institution = details.institution { add(institution) }
    }
  }

  private mutating func add(_ value: String) {
    let bytes = Array(value.lowercased().utf8)
    // What is so short hides nothing: it would be found in every text.
    guard bytes.count >= 4 else { return }
    let start = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
    if values[start]?.contains(bytes) != true { values[start, default: []].append(bytes) }
  }

  /// The first hidden value that is found, as it stands; nil where none is.
  func leak(in texts: [String]) -> String? {
    guard !values.isEmpty else { return nil }
    func isPartOfWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
    for text in texts {
      let bytes = Array(text.lowercased().utf8)
      for index in bytes.indices.dropLast() {
        guard let found = values[UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])] else {
          continue
        }
        if index > 0, isPartOfWord(bytes[index - 1]) { continue }
        for value in found where bytes[index...].starts(with: value) {
          let end = index + value.count
          if end == bytes.count || !isPartOfWord(bytes[end]) {
            return String(decoding: value, as: UTF8.self)
          }
        }
      }
    }
    return nil
  }
}
