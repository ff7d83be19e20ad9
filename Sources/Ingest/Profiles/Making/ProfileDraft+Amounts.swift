internal import PaymentGraph

/// Files with several columns of amounts: billed, in the shop's currency, in the account's currency.
extension ProfileDraft {
  /// Parts of names that mean amounts.
  private static let amountWords = [
    "amount", "amt", "betrag", "umsatz", "bedrag", "belopp", "beløp", "beløb", "kwota", "částka",
    "importe", "monto",
    "importo", "valor", "montant", "tutar", "summa", "сумма", "金额", "金額", "금액", "value", "total",
    "sum", "billed",
    "charged",
  ]

  /// Parts of names of numbers beside the amount that are not the payment's.
  private static let besideWords = [
    "fee", "charge ", "commission", "tax", "vat", "rate", "points", "cashback", "quantity",
    "balance", "saldo", "limit",
    "gebühr", "gst", "kurs", "discount", "tip", "date", "count",
  ]

  /// Words of a name that do not tell whose amount or currency it is.
  private static let plainWords: Set<String> = [
    "amount", "amt", "currency", "ccy", "curr", "code", "betrag", "währung", "value", "sum", "the",
    "of", "in", "total",
    "importe", "moneda", "divisa", "montant", "devise", "importo", "valuta", "kwota", "waluta",
    "bedrag", "munt",
    "belopp", "beløp", "beløb", "valor", "moeda", "account", "transaction",
  ]

  /// Words of a name that mean the currency of another party, or may mean it.
  private static let otherWords: Set<String> = [
    "original", "orig", "foreign", "local", "merchant", "source", "target", "counter",
    "fremdwährung", "ursprünglich",
    "ursprungs", "originale", "origen", "extranjera", "locale", "étrangère", "billing", "billed",
    "settlement", "base",
    "home", "purchase", "destination", "instructed", "exchange",
  ]

  /// The columns whose names mean amounts of the payment.
  var amountColumns: [Int] {
    columns.indices.filter { place in
      let column = columns[place]
      let name = column.name.lowercased()
      return column.isAmount && !column.isDate && place != self.column(.balance)
        && ProfileDraft.amountWords.contains { name.contains($0) }
        && !ProfileDraft.besideWords.contains { name.contains($0) }
        && column.values.contains { $0.contains { ("1"..."9").contains($0) } }
    }
  }

  /// Takes a column as the amount, unless another could be it as well.
  mutating func guessAmount(_ first: Int) {
    let all = headerLine == nil ? [first] : [first] + amountColumns.filter { $0 != first }
    let others = all.dropFirst().filter { !saysTheSame(first, $0) }
    guard !others.isEmpty else {
      guess(.amount, first)
      return
    }
    if let balance = column(.balance) {
      let closing = ([first] + others).filter { closes($0, balance) != nil }
      if closing.count == 1 {
        guess(.amount, closing[0])
        return
      }
    }
    doubts[.amount] =
      "Several columns hold amounts (\(names([first] + others))): which one is what the account paid or received?"
  }

  /// The question where several columns may be money that went out or came in; nil where there is one of each.
  var severalSides: String? {
    for topic in [Topic.out, .in] where answers[topic] == nil {
      let known = Set(ColumnWords.names[topic] ?? [])
      let found = columns.indices.filter { place in
        let column = columns[place]
        return column.isAmount && !column.isDate
          && (known.contains(column.normalName) || known.contains(column.plainName))
      }
      guard let first = found.first else { continue }
      let others = found.dropFirst().filter { !saysTheSame(first, $0) }
      if !others.isEmpty {
        let way = topic == .out ? "went out" : "came in"
        return
          "Several columns may be money that \(way) (\(names([first] + others))): which one is it (--set out=… and --set in=…)?"
      }
    }
    return nil
  }

  /// Returns true where two columns have one number in every row, regardless of its sign.
  private func saysTheSame(_ one: Int, _ other: Int) -> Bool {
    func digits(_ text: String) -> String {
      String(text.filter { ("0"..."9").contains($0) }.drop { $0 == "0" })
    }
    return zip(columns[one].cells, columns[other].cells).allSatisfy {
      digits($0) == digits($1)
    }
  }

  // MARK: The currency of the amount

  /// Returns the column of codes that has the amount's name: `Billing Currency` beside `Billing Amount`; nil where none
  /// has it, or several.
  func ownCurrency(_ amount: Int, _ coded: [Int]) -> Int? {
    let own = coded.filter { root($0) == root(amount) }
    return own.count == 1 ? own.first : nil
  }

  /// Returns the question where the column of codes may not be that of the amount; nil where it is.
  func doubtfulCurrency(_ amount: Int, _ coded: [Int]) -> String? {
    let question =
      "Which currency are the amounts of \"\(header[amount])\" in (a code, or a column of codes)?"
    if headerLine != nil, let code = columns[amount].currencyOfName?.code,
      coded.contains(where: { columns[$0].values.contains { $0.uppercased() != code } })
    {
      return "\(question) Its name says \(code), but \(names(coded)) says otherwise in some rows."
    }
    if ownCurrency(amount, coded) != nil { return nil }
    let isOne = coded.dropFirst().allSatisfy { columns[$0].cells == columns[coded[0]].cells }
    guard isOne else { return "\(question) Several columns hold codes: \(names(coded))." }
    let isOther = coded.allSatisfy { !root($0).isDisjoint(with: ProfileDraft.otherWords) }
    return isOther ? "\(question) \(names(coded)) may be the currency of another amount." : nil
  }

  /// Returns the words of a column's name that tell whose amount or currency it is.
  private func root(_ place: Int) -> Set<String> {
    guard headerLine != nil else { return [] }
    return Set(header[place].lowercased().split { !$0.isLetter }.map(String.init))
      .subtracting(ProfileDraft.plainWords)
      .filter { Currency($0) == nil }
  }

  func names(_ places: [Int]) -> String {
    places.map { "\"\(header[$0])\"" }.joined(separator: ", ")
  }
}
