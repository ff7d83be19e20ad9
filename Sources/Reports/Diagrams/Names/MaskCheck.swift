package import PaymentGraph

/// Searches the texts of a finished drawing for values that a mask hides: the last check before it
/// is written.
///
/// Hidden values are the keys of accounts that the mask shortens, with every run of six or more
/// digits in them, and the names that it replaces. They are searched for as whole words, in any
/// case, in every text of the drawing, visible or not, also where blanks or hyphens divide a
/// number; longer ones in the bytes of the finished file as well. O(*n*) in the length of the
/// texts.
///
/// A value that is one of a drawing's own words (``ownWords``), or a year, is not searched for: it
/// appears in drawings that know nothing of the account, so that finding it gives nothing away, and
/// refusing them would let one name stop all. So is a value that stands in a name which the mask shows: that of a
/// payment service, a bank or a country. The same holds for the number of a line behind the name of its file.
package struct MaskCheck {
  private var values: Set<[UInt8]> = []
  /// The lengths of the values that start with the same four bytes.
  private var lengths: [UInt32: [Int]] = [:]
  /// The names of files as the drawing shows them, in lower case, each with the colon before its lines.
  private let files: [[UInt8]]
  /// The number of bytes of a value that are compared.
  private static let longest = 64

  package init(_ ledger: Ledger, accounts: some Sequence<AccountID>, mask: DiagramMask) {
    let records = RecordWords(mask: mask)
    files = mask == .none ? [] : ledger.files.map { MaskCheck.lowered(records.name($0) + ":") }
    guard mask != .none else { return }
    // The texts that the drawing shows under its mask: what stands in them gives nothing away.
    var shown: Set<String> = []
    for id in accounts {
      let account = ledger.account(id)
      let details = account.details
      let hidesName = mask == .all || (mask == .names && !account.isPooled)
      let isHidden =
        hidesName
        ? AccountMask.hides(account.key, hidingNames: details.names)
        : AccountMask.hides(account.key)
      if isHidden || mask == .all {
        add(AccountMask.withoutKind(account.key))
        AccountMask.longNumbers(in: account.key).forEach { add($0) }
      }
      if hidesName {
        details.names.forEach { add($0) }
        if let host = AccountMask.host(of: account.key), !PublicHosts.contain(host) { add(host) }
      }
      if mask == .names {
        if account.isPooled {
          shown.formUnion(
            details.names.map { AccountMask.text($0) } + [AccountMask.masked(account.key)])
        }
        if let institution = details.institution { shown.insert(AccountMask.text(institution)) }
      }
      if mask.hidesNames, let country = details.country {
        let name = CountryName.of(country)
        if CountryName.isKnown(name) { shown.insert(name) }
      }
      if mask == .all, let institution = details.institution { add(institution) }
      if mask == .all, let country = details.country, !CountryName.isKnown(CountryName.of(country))
      {
        add(country)
      }
    }
    if mask == .all { ledger.files.forEach { add($0.name) } }
    let texts = shown.sorted()
    while let value = hiddenValue(in: texts, shortest: 4) { values.remove(value) }
  }

  private mutating func add(_ value: String) {
    let bytes = Array(value.prefix(MaskCheck.longest).lowercased().utf8.prefix(MaskCheck.longest))
    // A value this short hides nothing: every text would contain it.
    guard bytes.count >= 4, !MaskCheck.isOwnWord(bytes), values.insert(bytes).inserted else {
      return
    }
    let start = MaskCheck.start(bytes[...])
    if lengths[start]?.contains(bytes.count) != true {
      lengths[start, default: []].append(bytes.count)
    }
  }

  /// The words that titles, legends, cards and pseudonyms contain with any data.
  private static let ownWords: Set<String> = [
    "account", "accounts", "after", "amount", "amounts", "back", "bank", "banks", "before", "card",
    "cash",
    "chargeback", "claims", "date", "dates", "destination", "draw", "drawn", "evidence", "exhibit",
    "fees", "files", "first", "flow", "from", "given", "grade", "held", "hidden", "hops", "india",
    "ireland", "kingdom",
    "last", "line", "lines", "link", "linked", "masked", "merchant", "merchants", "money", "more",
    "mule", "mules",
    "names", "number", "numbers", "others", "paid", "payer", "payers", "payment", "payments",
    "pooled",
    "processor", "reach", "reached", "receipt", "receipts", "received", "receiving", "record",
    "records", "replaced",
    "returned", "rows", "rule", "sent", "service", "services", "several", "shared", "shown",
    "source", "sources",
    "stop", "stops", "that", "time", "total", "transfer", "transfers", "united", "unknown",
    "victim", "victims", "walk",
    "walks", "whole", "width", "with",
  ]

  /// Returns true for one of a drawing's own words, and for a year.
  private static func isOwnWord(_ value: [UInt8]) -> Bool {
    if value.count == 4, value.allSatisfy({ (0x30...0x39).contains($0) }),
      value.starts(with: "19".utf8) || value.starts(with: "20".utf8)
    {
      return true
    }
    return ownWords.contains(String(decoding: value, as: UTF8.self))
  }

  private static func start(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Returns the first hidden value that the text of a file contains; nil where there is none.
  ///
  /// Numbers and colours of the file are no words of the data: values of fewer than eight bytes are
  /// not searched for, because the check of the texts has done so.
  func leak(inFile bytes: [UInt8]) -> String? {
    guard !values.isEmpty else { return nil }
    return leak(in: [String(decoding: MaskCheck.unescaped(bytes), as: UTF8.self)], shortest: 8)
  }

  /// Returns the bytes with the escapes of SVG, HTML and DOT resolved.
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    let signs: [(written: [UInt8], sign: UInt8)] = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
      ("\\\\", "\\"),
    ].map { (Array($0.utf8), Array($1.utf8)[0]) }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x26 || byte == 0x5C,
        let found = signs.first(where: { bytes[index...].starts(with: $0.written) })
      {
        plain.append(found.sign)
        index += found.written.count
      } else {
        plain.append(byte)
        index += 1
      }
    }
    return plain
  }

  /// Returns the first hidden value that a text contains, in its own spelling; nil where there is
  /// none.
  package func leak(in texts: [String]) -> String? {
    if let leak = leak(in: texts, shortest: 4) { return leak }
    // Most texts have no divided number and need no second search.
    let joined = texts.compactMap { text in
      let joined = AccountMask.joiningNumbers(text)
      return joined == text ? nil : joined
    }
    return leak(in: joined, shortest: 8)
  }

  /// Returns the bytes of a text in lower case.
  private static func lowered(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: bytes.append(UInt8(truncatingIfNeeded: scalar.value | 0x20))
      case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      // Signs, the dots of masks among them, have no case.
      case 0x2000..<0x2100: bytes += String(scalar).utf8
      default: bytes += scalar.properties.lowercaseMapping.utf8
      }
    }
    return bytes
  }

  private func leak(in texts: [String], shortest: Int) -> String? {
    hiddenValue(in: texts, shortest: shortest).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns the bytes of the first hidden value that a text contains.
  private func hiddenValue(in texts: [String], shortest: Int) -> [UInt8]? {
    guard !values.isEmpty else { return nil }
    func isPartOfWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
    for text in texts {
      let bytes = MaskCheck.lowered(text)
      var start: UInt32 = 0
      for (last, byte) in bytes.enumerated() {
        start = start << 8 | UInt32(byte)
        guard last >= 3, let lengths = lengths[start] else { continue }
        let index = last - 3
        if index > 0, isPartOfWord(bytes[index - 1]), isPartOfWord(bytes[index]) { continue }
        for length in lengths where length >= shortest && index + length <= bytes.count {
          let end = index + length
          let isWhole =
            length == MaskCheck.longest || end == bytes.count || !isPartOfWord(bytes[end])
            || !isPartOfWord(bytes[end - 1])
          let value = Array(bytes[index..<end])
          if isWhole, values.contains(value), !isLine(value, at: index, in: bytes) {
            return value
          }
        }
      }
    }
    return nil
  }

  /// Returns true for the number of a line, as in `bank.csv:12, 100002 and 9 more`.
  private func isLine(_ value: [UInt8], at index: Int, in bytes: [UInt8]) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    guard value.allSatisfy(isDigit) else { return false }
    let start = bytes[..<index].lastIndex { !isDigit($0) && $0 != 0x2C && $0 != 0x20 }
    guard let start, bytes[start] == 0x3A else { return false }
    return files.contains { bytes[...start].ends(with: $0) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
