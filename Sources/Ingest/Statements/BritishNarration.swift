/// Reads the narrations of British and Irish banks.
///
/// Banks print name, reference and stamp of a payment in one text: divided by commas (NatWest), by runs
/// of blanks (Barclays), or by the long number that is the payment's own (Lloyds). The number is printed
/// on both sides of a Faster Payment.
struct BritishNarration {
  /// What a narration and the row's type say of the other party.
  func read(_ text: String, type: String) -> PartyHint {
    var hint = PartyHint()
    var rest = text
    hint.channel = Self.channels[StatementText.normal(type)]
    if let match = rest.firstMatch(of: /\s([A-Z]{2,3})$/),
      let known = Self.channels[String(match.1)]
    {
      hint.channel = hint.channel ?? known
      rest = String(rest[..<match.range.lowerBound])
    }
    if let match = rest.firstMatch(of: /^(DD|SO|CR|DR|ATM|VIS|BP|TFR|OBP|CHQ)\s+/) {
      hint.channel = hint.channel ?? Self.channels[String(match.1)]
      rest = String(rest[match.range.upperBound...])
    }
    if hint.channel == "ATM" { return hint }
    let parts = divided(rest)
    var name = parts.first ?? ""
    var remaining = Array(parts.dropFirst())
    if let match = name.firstMatch(of: /\s(\d{15,})(\s|$)/) {
      hint.reference = String(match.1)
      let after = StatementText.squeezed(String(name[match.range.upperBound...]))
      name = String(name[..<match.range.lowerBound])
      if let words = reference(after) { remaining.insert(words, at: 0) }
    } else if name.firstMatch(of: /^\d{4}\s+\d{2}[A-Z]{3}\d{2}$/) != nil, let next = remaining.first
    {
      // A card's last digits and the day; the shop follows.
      hint.channel = hint.channel ?? "CARD"
      name = next
      remaining.removeFirst()
    }
    name = name.replacing(/\s+CD\s+\d{4}\s*$/, with: "")
      .replacing(/\s+\d{2}[A-Z]{3}\d{2}(\s+\d{2}:\d{2})?\s*$/, with: "")
    hint.name = StatementText.squeezed(name)
    if hint.name?.contains(where: \.isLetter) != true { hint.name = nil }
    if hint.reference == nil, let words = remaining.compactMap(reference).first {
      hint.reference = words
    }
    return hint
  }

  /// Pieces between ` , ` or runs of blanks.
  private func divided(_ text: String) -> [String] {
    let pieces =
      text.contains(" , ")
      ? text.split(separator: " , ").map(String.init)
      : text.split(separator: /\s{3,}/).map(String.init)
    return pieces.map(StatementText.squeezed).filter { !$0.isEmpty }
  }

  /// The reference that payer or payee wrote; nil for stamps, days and sort codes.
  private func reference(_ text: String) -> String? {
    var text = text.replacing(/\s*\b\d{6}\b.*$/, with: "")
    text = text.replacing(/^ON\s+\d{2}\s+[A-Z]{3}\b.*$/, with: "")
    text = StatementText.squeezed(text)
    if text.firstMatch(of: /^(FP\s|\d{1,2}[\/.]\d{1,2}[\/.]\d{2})/) != nil { return nil }
    return text.contains(where: \.isLetter) && text.contains(where: \.isNumber) ? text : nil
  }

  private static let channels: [String: String] = [
    "BGC": "BACS", "BAC": "BACS", "BACS": "BACS", "BP": "BILL", "BBP": "BILL", "DD": "DD",
    "D/D": "DD",
    "DDR": "DD", "SO": "SO", "S/O": "SO", "FPI": "FPS", "FPO": "FPS", "FT": "FPS",
    "FASTER PAYMENT": "FPS",
    "CPM": "CARD", "BCC": "CARD", "DEB": "CARD", "POS": "CARD", "VIS": "CARD",
    "CARD PAYMENT": "CARD",
    "CD": "CARD", "CPT": "ATM", "ATM": "ATM", "C/L": "ATM", "CHQ": "CHEQUE", "TFR": "TRANSFER",
    "CR": "CREDIT", "DR": "DEBIT", "OBP": "BILL", "DEP": "CASH", "CSH": "CASH", "INT": "INTEREST",
    "CHG": "CHARGE", "FEE": "CHARGE",
  ]
}
