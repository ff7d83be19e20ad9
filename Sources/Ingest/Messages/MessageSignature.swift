/// Recognises bank messages by their beginning, whatever their names end in.
enum MessageSignature {
  static let openExchange = MessageKind(family: .openExchange, name: "OFX")
  static let quicken = MessageKind(family: .quicken, name: "QIF")
  static let cashManagement = MessageKind(family: .cashManagement, name: "BAI2")

  /// The messages that are read, for sentences of advice.
  private static let readKinds =
    "Tributary reads statements (camt.053), account reports (camt.052), notifications of debits and credits (camt.054), transfers between banks (pacs.008) and payment instructions (pain.001, pain.008)"

  // MARK: ISO 20022

  /// Returns the kind of a message of ISO 20022; nil for other XML.
  static func standard(_ text: Substring) -> TextSignature.Kind? {
    let lower = text.lowercased()
    if let match = lower.firstMatch(
      of:
        /(?:iso:20022:|urn:swift:)[^"'\s]*?((camt|pain|pacs|admi|acmt|auth|remt|seev|sese|semt)\.(\d{3})(\.\d{3})?(\.\d{2})?)/
    ) {
      let name = String(match.1)
      let short = String(name.prefix(8))
      let isOrder = ["pacs.008", "pain.001", "pain.008"].contains(short)
      if isOrder || ["camt.052", "camt.053", "camt.054"].contains(short) {
        if lower.contains("<!doctype") {
          return .other(
            "is a bank message in XML (\(short)) with a DOCTYPE, which could change its text while it is read; "
              + "bank messages never have one, so ask the bank for the original file")
        }
        return .message(MessageKind(family: isOrder ? .orders : .camt, name: name))
      }
      return .other(advice(short))
    }
    // Some programs leave the namespace out; the element that only this message has names it.
    guard !lower.contains("xmlns") else { return nil }
    let roots = [
      ("<bktocstmrstmt", "camt.053"), ("<bktocstmracctrpt", "camt.052"),
      ("<bktocstmrdbtcdtntfctn", "camt.054"),
    ]
    for (root, name) in roots where lower.contains(root) && !lower.contains("<!doctype") {
      return .message(MessageKind(family: .camt, name: name))
    }
    return nil
  }

  private static func advice(_ name: String) -> String {
    let meaning =
      switch name.prefix(4) {
      case "pain":
        "is a payment instruction in XML (ISO 20022 \(name)): it says what was ordered, not what was booked"
      case "pacs":
        "is a message between banks in XML (ISO 20022 \(name)), which tells no bookings of an account"
      case "camt" where name == "camt.029":
        "is the answer to an inquiry in XML (ISO 20022 \(name)), which tells no bookings of an account"
      default:
        "is a bank message in XML (ISO 20022 \(name)), which tells no bookings of an account"
      }
    return "\(meaning); \(readKinds)"
  }

  // MARK: Cash management

  /// Recognises BAI2 by its first two kinds of record: a file (01) that holds a group (02).
  static func isCashManagement(_ text: Substring) -> Bool {
    var lines = text.split(whereSeparator: \.isNewline).prefix(12).map {
      IdentifierText.trimmed($0)
    }[...]
    guard let first = lines.popFirst(), first.hasPrefix("01,"), first.hasSuffix("/"),
      first.utf8.count(where: { $0 == 0x2C }) >= 4
    else { return false }
    while lines.first?.hasPrefix("88,") == true { lines.removeFirst() }
    return lines.first?.hasPrefix("02,") == true
  }

  // MARK: The SWIFT network

  /// Returns the kind of a text that is a message of the SWIFT network, from its beginning.
  static func network(_ text: String, in bytes: Span<UInt8>) -> TextSignature.Kind {
    var tags: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      // The blocks of the network may stand before the first tag of a line.
      let rest = line.split(separator: "{4:", omittingEmptySubsequences: false).last ?? line
      guard let tag = rest.prefixMatch(of: /:(\d{2}[A-Z]?):/) else { continue }
      tags.insert(String(tag.1))
    }
    let hasBalance = !tags.isDisjoint(with: ["60F", "60M", "62F", "62M"])
    let isInterim = !tags.isDisjoint(with: ["34F", "13D", "90C", "90D"])
    if text.contains(/\{2:[IO]942/) || isInterim && !hasBalance {
      return .message(MessageKind(family: .swift, name: "MT942"))
    }
    let isStatement = !tags.isDisjoint(with: ["25", "25P", "28", "28C", "61", "64", "65"])
    if text.contains(/\{2:[IO]94[01]/) || hasBalance || isStatement {
      return .message(MessageKind(family: .swift, name: "MT940"))
    }
    return .other(
      "is a message of the SWIFT network other than a statement (MT103 and the like), which Tributary cannot read; "
        + "ask the bank for the statement of the account as MT940 or CSV")
  }
}
