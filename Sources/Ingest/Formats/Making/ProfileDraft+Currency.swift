internal import PaymentGraph

/// The currency of the amounts, where columns of codes may belong to other amounts.
extension ProfileDraft {
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
      if coded.contains(where: { shows(amount, in: code, against: $0) }) { return nil }
      return "\(question) Its name says \(code), but \(names(coded)) says otherwise in some rows."
    }
    if let own = ownCurrency(amount, coded), owner(of: own, beside: amount) == nil,
      !coded.allSatisfy({ standsBehindOther($0, amount) })
    {
      return nil
    }
    let isOne = coded.dropFirst().allSatisfy { columns[$0].cells == columns[coded[0]].cells }
    guard isOne else { return "\(question) Several columns hold codes: \(names(coded))." }
    let owners = coded.compactMap { owner(of: $0, beside: amount) }
    if owners.count == coded.count, let owner = owners.first {
      return
        "\(question) \(names(coded)) may be the currency of \"\(header[owner])\", which has other numbers\(commonCode(coded[0], of: amount, and: owner).map { "; where both agree it says \($0)" } ?? "")."
    }
    let isOther = coded.allSatisfy {
      !root($0).isDisjoint(with: ProfileDraft.otherWords) || standsBehindOther($0, amount)
    }
    return isOther ? "\(question) \(names(coded)) may be the currency of another amount." : nil
  }

  /// Returns true where a column of codes stands right behind an amount in a currency of its own: `Foreign Amount`.
  private func standsBehindOther(_ code: Int, _ amount: Int) -> Bool {
    let own = [amount, column(.amount), column(.out), column(.in)]
    return code > 0 && amountColumns.contains(code - 1) && !own.contains(code - 1)
      && root(code).isEmpty && !root(code - 1).isDisjoint(with: ProfileDraft.otherWords)
      && !saysTheSame(amount, code - 1)
  }

  /// Returns the other amount to which a column of codes may belong, because it has its name or stands beside it, and
  /// differs from the account's amounts; nil where there is none.
  func owner(of code: Int, beside amount: Int) -> Int? {
    guard headerLine != nil else { return nil }
    let mine = words(code)
    let own = [amount, column(.amount), column(.out), column(.in)].compactMap { $0 }
    let others = amountColumns.filter { other in
      let name = header[other].lowercased()
      return !own.contains(other) && !saysTheSame(amount, other)
        && !["gross", "net", "brutto", "netto", "brut", "bruto"].contains { name.contains($0) }
    }
    if !mine.isEmpty {
      if own.contains(where: { words($0) == mine }) { return nil }
      if let named = others.first(where: { words($0) == mine }) { return named }
    }
    if own.contains(code - 1) { return nil }
    if others.contains(code - 1) { return code - 1 }
    return others.contains(code + 1) ? code + 1 : nil
  }

  /// Returns the code that rows have in which two amounts agree, where all others have other codes; nil where the rows
  /// do not show one.
  private func commonCode(_ code: Int, of amount: Int, and other: Int) -> String? {
    var (agreeing, differing): (Set<String>, Set<String>) = ([], [])
    for row in rows.indices {
      let (mine, theirs) = (digits(columns[amount].cells[row]), digits(columns[other].cells[row]))
      let code = columns[code].cells[row].uppercased()
      guard !mine.isEmpty, !theirs.isEmpty, !code.isEmpty else { continue }
      if mine == theirs { agreeing.insert(code) } else { differing.insert(code) }
    }
    guard agreeing.count == 1, !differing.isEmpty, agreeing.isDisjoint(with: differing) else {
      return nil
    }
    return agreeing.first
  }

  /// Returns true where a code in the name of an amount or a balance holds for all rows, though a column of codes says
  /// otherwise, because that belongs to another amount or the balances follow from row to row.
  func shows(_ amount: Int, in code: String, against column: Int) -> Bool {
    let named = ([amount] + [self.column(.balance)].compactMap { $0 }).contains {
      columns[$0].currencyOfName?.code == code
    }
    if named, owner(of: column, beside: amount) != nil { return true }
    return closesAcross(column, amount)
  }

  /// Returns true where the balances follow from the amounts of all rows, whatever codes a column has for them.
  func closesAcross(_ code: Int, _ amount: Int) -> Bool {
    guard columns[code].distinct.count > 1, let balance = column(.balance),
      amount == column(.amount)
    else { return false }
    return closes(amount, balance) != nil
  }

  /// Returns the other amount of which a column of codes is the currency beyond doubt; nil where there is none.
  func sureOwner(of code: Int) -> Int? {
    guard let amount = column(.amount), let owner = owner(of: code, beside: amount) else {
      return nil
    }
    let stated = columns[amount].currencyOfName?.code
    let isNamed =
      stated.map { stated in columns[code].values.contains { $0.uppercased() != stated } } ?? false
    let mine = words(code)
    return isNamed || closesAcross(code, amount) || !mine.isEmpty && words(owner) == mine
      || commonCode(code, of: amount, and: owner) != nil ? owner : nil
  }

  /// Returns the reason why a code cannot be the currency of all rows: a column of other codes; nil where it can be.
  func against(_ code: String) -> Int? {
    columns.indices.first { index in
      guard columns[index].isCurrency,
        columns[index].values.contains(where: { $0.uppercased() != code }),
        mayBeOwnCurrency(index)
      else { return false }
      let own = [column(.amount), column(.out), column(.in)].compactMap { $0 }
      // A column that is not chosen yet may have the code in its name.
      let amounts = own.isEmpty ? amountColumns : own
      return !amounts.contains { amount in
        columns[amount].currencyOfName?.code == code || shows(amount, in: code, against: index)
          || owner(of: index, beside: amount) != nil
      }
    }
  }

  /// Returns the words of a name without those for amounts, currencies and codes: `Transaction currency` is that of the
  /// `Transaction amount`.
  private func words(_ index: Int) -> Set<String> {
    guard headerLine != nil else { return [] }
    let kept: Set<String> = ["transaction", "account"]
    return Set(header[index].lowercased().split { !$0.isLetter }.map(String.init)).filter {
      (!ProfileDraft.plainWords.contains($0) || kept.contains($0)) && Currency($0) == nil
    }
  }

  func digits(_ text: String) -> String {
    String(text.filter { ("0"..."9").contains($0) }.drop { $0 == "0" })
  }

  /// Returns true where a column of codes may be the currency of the account's amounts: it has a code in nearly every
  /// row, and does not belong to another amount.
  func mayBeOwnCurrency(_ code: Int) -> Bool {
    let own = [column(.amount), column(.out), column(.in)].compactMap { $0 }
    guard headerLine != nil, let amount = own.first else { return true }
    let isOfOther = amountColumns.contains { other in
      !own.contains(other) && !root(other).isEmpty && root(other) == root(code)
    }
    return columns[code].values.count * 10 >= rowsWithMoney * 9 && !isOfOther
      && root(code).isDisjoint(with: ProfileDraft.otherWords)
      && root(code).isDisjoint(with: ProfileDraft.feeNames) && !standsBehindOther(code, amount)
  }

  /// Returns the words of a column's name that tell whose amount or currency it is.
  private func root(_ index: Int) -> Set<String> {
    guard headerLine != nil else { return [] }
    return Set(header[index].lowercased().split { !$0.isLetter }.map(String.init))
      .subtracting(ProfileDraft.plainWords)
      .filter { Currency($0) == nil }
  }
}
