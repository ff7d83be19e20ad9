internal import PaymentGraph

/// The facts that the cells of one column show, regardless of its name.
struct DraftColumn: Sendable {
  let name: String
  /// The name as it is compared with the usual names, which are short: of a longer one the beginning.
  let normalName: String
  /// The same without a currency in it: `Amount (EUR)` and `Betrag in EUR` become `amount` and `betrag`.
  let plainName: String
  /// The side of a payment that the name tells.
  let party: PartyWords
  /// The cells of all rows; empty where a row has none.
  let cells: [String]
  /// The cells that are not empty.
  let values: [String]
  /// The values once each, in the order of the file.
  let distinct: [String]
  /// True where at least seven of ten values are dates.
  let isDate: Bool
  /// True where at least seven of ten values are numbers with the marks of amounts, or marks of a missing amount.
  let isAmount: Bool
  /// True where every value is the code of a currency.
  let isCurrency: Bool
  /// True where nearly every value is a valid IBAN.
  let isIBAN: Bool
  /// True where nearly every value has the form of an account number: eight digits or more, with their separators.
  let isNumbered: Bool
  /// True where nearly every value names a party by itself: an address of mail, of a payment or of a coin, a telephone
  /// number with its country, an IBAN.
  let namesParties: Bool
  /// True where some values are IBANs and all others numbers of accounts, as where older accounts stand beside them.
  let mixesAccounts: Bool
  /// True where every row has a value.
  var isFull: Bool { values.count == cells.count }
  /// True where some value has a mark of decimals or of thousands.
  var hasMarks: Bool { values.contains { $0.utf8.contains { $0 == 0x2E || $0 == 0x2C } } }

  init(name: String, cells: [String]) {
    self.name = name
    let compared = String(String.UnicodeScalarView(name.unicodeScalars.prefix(200)))
    normalName = HeaderNames.normal(compared)
    party = PartyWords(compared)
    plainName = DraftColumn.plain(compared) ?? normalName
    self.cells = cells
    values = cells.filter { !$0.isEmpty }
    var seen: Set<String> = []
    distinct = values.filter { seen.insert($0).inserted }
    let count = values.count
    // A footer may stand in a column of dates or amounts, so seven of ten values are enough.
    isDate = count > 0 && values.count { CellKind.date.fits($0, dates: []) } * 10 >= count * 7
    isAmount =
      count > 0
      && values.count { CellKind.isAmount($0) || StatementAmount.isBlankMark($0) } * 10 >= count * 7
      && values.contains(where: CellKind.isAmount)
    // Bob and Ron are people, where BOB and RON are currencies.
    isCurrency =
      count > 0 && !DraftColumn.namesOtherWords(normalName)
      && values.allSatisfy {
        Currency($0) != nil && ($0 == $0.uppercased() || $0 == $0.lowercased())
      }
    isIBAN = count > 0 && values.count { (try? IBAN($0)) != nil } * 10 >= count * 9
    isNumbered = count > 0 && values.count(where: DraftColumn.isAccountNumber) * 10 >= count * 9
    mixesAccounts =
      !isIBAN && values.contains { (try? IBAN($0)) != nil }
      && values.allSatisfy { (try? IBAN($0)) != nil || DraftColumn.isPlainNumber($0) }
    namesParties =
      count > 0 && !isDate
      && values.count { AccountKey.canonical($0) != nil || DraftColumn.isCoinAddress($0) } * 10
        >= count * 9
  }

  /// True where all filled cells have one value.
  var isConstant: Bool { distinct.count == 1 }

  /// Returns true for the name of a column of parties, texts or kinds, whose short words may look like currencies.
  private static func namesOtherWords(_ name: String) -> Bool {
    ColumnWords.kinds.contains(name)
      || [ProfileDraft.Topic.party, .payerName, .payeeName, .narration].contains { topic in
        (ColumnWords.names[topic] ?? []).contains(name)
      }
  }

  /// Returns true for an address of a coin; the hash of a transaction is longer, or is written without letters of both
  /// sizes.
  private static func isCoinAddress(_ text: String) -> Bool {
    text.utf8.count >= 25
      && text.wholeMatch(
        of:
          /0x[0-9a-fA-F]{40}|(?:bc1|ltc1|addr1|cosmos1)[a-z0-9]{20,100}|[1-9A-HJ-NP-Za-km-z]{25,44}/
      ) != nil && text.contains(where: \.isNumber) && text.contains(where: \.isLetter)
  }

  /// True where every value has many digits and no words, as account numbers without a form of their own have.
  var looksLikeAccounts: Bool {
    !values.isEmpty && !isDate
      && values.allSatisfy { text in
        text.count(where: \.isNumber) >= 4 && text.count(where: \.isNumber) * 2 >= text.count
          && !text.contains(".")
      }
  }

  /// Returns a name without a currency in it; nil where nothing is left.
  private static func plain(_ name: String) -> String? {
    let plain = name.replacing(/\([^)]*\)|\[[^\]]*\]|[€£$¥₹]/, with: "")
    let words = plain.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let kept =
      words.count > 1
        && (Currency((words.last ?? "").uppercased()) != nil
          || ["euro", "euros"].contains((words.last ?? "").lowercased()))
      ? Array(words.dropLast()) : words
    let joined = kept.filter { $0.lowercased() != "in" || kept.count == 1 }.joined()
    return joined.isEmpty ? nil : HeaderNames.normal(joined)
  }

  /// The currency that the name gives in brackets or as its last word; nil where it gives none.
  var currencyOfName: Currency? {
    let words = name.split { !$0.isLetter }.map { $0.uppercased() }
    if let code = words.reversed().lazy.compactMap({ $0.count == 3 ? Currency($0) : nil }).first,
      words.count > 1
    {
      return code
    }
    // The name of a currency that only one has.
    if words.count > 1, words.contains(where: { ["EURO", "EUROS", "EURA"].contains($0) }) {
      return Currency("EUR")
    }
    return SureSigns.currency(in: name)
  }

  /// Returns true for digits, five or more, with the separators of account numbers.
  private static func isPlainNumber(_ text: String) -> Bool {
    text.count(where: \.isNumber) >= 5 && text.allSatisfy { $0.isNumber || " -/.".contains($0) }
  }

  static func isAccountNumber(_ text: String) -> Bool {
    let digits = text.count(where: \.isNumber)
    guard digits >= 8, !CellKind.date.fits(text, dates: []) else { return false }
    return text.allSatisfy { $0.isNumber || " -/.*".contains($0) }
  }
}

/// Signs that mean one currency, wherever they are written.
enum SureSigns {
  private static let signs: [(String, String)] = [
    ("US$", "USD"), ("A$", "AUD"), ("C$", "CAD"), ("NZ$", "NZD"), ("S$", "SGD"), ("HK$", "HKD"),
    ("R$", "BRL"), ("£", "GBP"), ("€", "EUR"), ("₹", "INR"), ("₦", "NGN"), ("₪", "ILS"),
    ("₩", "KRW"), ("₫", "VND"), ("₱", "PHP"), ("₺", "TRY"), ("₴", "UAH"), ("zł", "PLN"),
    ("Kč", "CZK"),
  ]

  /// Returns the currency of a sign in a text; nil where it has no sign that means one currency only.
  static func currency(in text: String) -> Currency? {
    signs.first { text.contains($0.0) }.flatMap { Currency($0.1) }
  }
}

extension StatementAmount {
  /// Returns true where a cell marks a missing amount.
  static func isBlankMark(_ text: String) -> Bool {
    ["-", "--", ".", "\u{2013}", "\u{2014}"].contains(text)
  }
}
