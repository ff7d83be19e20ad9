internal import PaymentGraph

/// Compares two rows of one account in two files: whether their texts, numbers and balances are those of one booking.
///
/// Day, sign and amount are known to be equal. Banks write one booking in other words in each layout, so a difference
/// of words alone separates nothing; whole accounts and numbers of payments do.
struct BookingLikeness {
  /// The degree to which two rows speak for one booking.
  enum Degree: Int, Comparable {
    /// Both rows have words, and share none.
    case unlike
    /// One of them has no words.
    case open
    /// They share a word.
    case alike
    /// They share an account or a name.
    case same
    /// They share a balance, a reference or a number of one payment.
    case proven

    static func < (left: Degree, right: Degree) -> Bool { left.rawValue < right.rawValue }
  }

  private let rows: [PostedEntry]
  private let parties: RowParties
  private let apart: RowDecisions
  private var words: [Place: Set<String>] = [:]
  private var numbers: [Int: RowNumbers] = [:]

  init(_ rows: [PostedEntry], in builder: LedgerBuilder, apart: RowDecisions) {
    self.rows = rows
    self.apart = apart
    parties = RowParties(builder) { _ in [] }
  }

  /// Returns the degree; nil where the rows contradict each other, or somebody decided that they are two payments.
  mutating func degree(_ left: Int, _ right: Int) -> Degree? {
    let (one, other) = (rows[left], rows[right])
    guard !apart.areApart(one.transfer, other.transfer) else { return nil }
    let (party, twin) = (parties.other(one), parties.other(other))
    guard parties.fits(party, twin) || parties.fits(twin, party) else { return nil }
    let (known, others) = (numbers(left), numbers(right))
    guard known.contradiction(others) == nil else { return nil }
    if let balance = one.entry.balance, let twin = other.entry.balance {
      if balance == twin { return .proven }
      // One bank prints one balance for a booking in all files of one layout.
      if one.profile == other.profile { return nil }
    }
    if let id = one.entry.id.flatMap(PaymentReference.init),
      id == other.entry.id.flatMap(PaymentReference.init)
    {
      return .proven
    }
    if known.shared(others) != nil { return .proven }
    let isParty = party == twin && !parties.isStandIn(party)
    let names = [one.entry.counter.name, other.entry.counter.name].compactMap { $0 }
    let (some, more) = (words(left, ofName: names.count > 1), words(right, ofName: names.count > 1))
    let share = !some.isDisjoint(with: more)
    let areAlike = names.count > 1 && PartyNames.areAlike(names[0], names[1])
    // Two people may pay under one reference, which the one who is paid has given them.
    if names.count > 1, !some.isEmpty, !more.isEmpty, !share, !areAlike, !isParty { return .unlike }
    if !references(left).isDisjoint(with: references(right)) { return .proven }
    if isParty || areAlike { return .same }
    if some.isEmpty || more.isEmpty { return .open }
    return share ? .alike : .unlike
  }

  /// Returns the references by which the bank or the payer names the payment of a row, without fillers and counters.
  mutating func references(_ row: Int) -> Set<String> {
    let entry = rows[row].entry
    let written = [entry.id, entry.reference, entry.group, entry.counter.reference]
    return Set(written.compactMap { $0.flatMap(PaymentReference.init)?.text })
  }

  private mutating func numbers(_ row: Int) -> RowNumbers {
    if let known = numbers[row] { return known }
    let found = RowNumbers(rows[row].entry, profile: rows[row].profile)
    numbers[row] = found
    return found
  }

  /// Returns the words of a row by which parties are told apart.
  ///
  /// - Parameter ofName: true for those of the name alone: a narration has the words of many payers.
  private mutating func words(_ row: Int, ofName: Bool) -> Set<String> {
    let place = Place(row: row, isName: ofName)
    if let known = words[place] { return known }
    let entry = rows[row].entry
    let name = entry.counter.name ?? ""
    let text = (ofName ? name : "\(entry.narration) \(name)").uppercased()
    let parts: [Substring] = text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
    let found = Set(
      parts.map { String($0) }.filter {
        $0.count >= 3 && !BookingLikeness.plainWords.contains($0)
      })
    words[place] = found
    return found
  }

  private struct Place: Hashable {
    let row: Int
    let isName: Bool
  }

  /// Words that stand in the texts of all banks and name nobody.
  private static let plainWords: Set<String> = [
    "PAYMENT", "PAYMENTS", "TRANSFER", "FASTER", "BANK", "CARD", "DEBIT", "CREDIT", "DIRECT",
    "STANDING", "ORDER", "FROM", "REF", "REFERENCE", "THE", "AND", "FOR", "LTD", "LIMITED", "PLC",
    "GMBH", "INC", "LLC", "PVT", "GUTSCHRIFT", "LASTSCHRIFT", "UEBERWEISUNG", "ÜBERWEISUNG",
    "SEPA", "SVWZ", "EREF", "KREF", "MREF", "IBAN", "BIC", "PURCHASE", "POS", "ATM", "CASH",
    "WITHDRAWAL", "DEPOSIT", "NEFT", "IMPS", "RTGS", "UPI", "FEE", "ONLINE", "MOBILE", "ACCOUNT",
    "RECEIVED", "SENT", "NOTPROVIDED", "NONREF",
  ]
}

/// A reference by which one payment can be recognised: not a filler, and not a counter of rows.
struct PaymentReference: Hashable {
  /// The reference in capitals, without blanks.
  let text: String

  /// - Parameter written: the text of a column or a field for references or ids.
  init?(_ written: String) {
    let text = String(written.uppercased().filter { !$0.isWhitespace })
    guard !PaymentReference.isFiller(text), !BlankWords.contains(text), text.count >= 2,
      text.contains(where: \.isNumber) || text.count >= 4,
      !(text.count < 6 && text.allSatisfy(\.isNumber))
    else { return nil }
    self.text = text
  }

  /// Returns true for the words that stand in a field for references where there is none.
  static func isFiller(_ text: String) -> Bool {
    let letters = text.uppercased().filter(\.isLetter)
    let isOneSign = Set(text).count < 2
    return isOneSign || fillers.contains(letters) && !text.contains(where: \.isNumber)
  }

  private static let fillers: Set<String> = [
    "NOTPROVIDED", "NOTPROVIDE", "NONREF", "NOREF", "NOREFERENCE", "NONE", "NIL", "NA", "UNKNOWN",
    "KEINEREFERENZ", "KEINE", "NICHTANGEGEBEN", "PAYMENT", "TRANSFER", "REFERENCE", "REF",
    "SENTFROMREVOLUT", "UBERWEISUNG", "NONFOURNI", "NOTAVAILABLE", "NOTAPPLICABLE",
  ]
}
