internal import PaymentGraph

/// Files with several columns of amounts: billed, in the shop's currency, in the account's currency.
extension ProfileDraft {
  /// Parts of names that mean amounts.
  private static let amountWords = [
    "amount", "amt", "betrag", "umsatz", "bedrag", "belopp", "beløp", "beløb", "kwota", "částka",
    "importe", "monto",
    "importo", "valor", "montant", "tutar", "summa", "сумма", "сума", "összeg", "金额", "金額", "금액",
    "value", "total",
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

  /// Returns true where a name has a word or a part that means a number beside the amount.
  private static func isBeside(_ name: String) -> Bool {
    // An account is no count.
    let name = name.replacing("account", with: "").replacing("corporate", with: "")
    return besideWords.contains { name.contains($0) }
  }

  /// The columns whose names mean amounts of the payment.
  var amountColumns: [Int] {
    columns.indices.filter { index in
      let column = columns[index]
      let name = column.name.lowercased()
      return column.isAmount && !column.isDate && index != self.column(.balance)
        && ProfileDraft.amountWords.contains { name.contains($0) }
        && !ProfileDraft.isBeside(name)
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
      let found = columns.indices.filter { index in
        let column = columns[index]
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
    zip(columns[one].cells, columns[other].cells).allSatisfy {
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
      if coded.allSatisfy({ !shows(amount, in: code, against: $0) }) == false { return nil }
      return "\(question) Its name says \(code), but \(names(coded)) says otherwise in some rows."
    }
    if ownCurrency(amount, coded) != nil,
      !coded.allSatisfy({ standsBehindOther($0, amount) })
    {
      return nil
    }
    let isOne = coded.dropFirst().allSatisfy { columns[$0].cells == columns[coded[0]].cells }
    guard isOne else { return "\(question) Several columns hold codes: \(names(coded))." }
    let owners = coded.compactMap { owner(of: $0, beside: amount) }
    if owners.count == coded.count, let owner = owners.first {
      return
        "\(question) \(names(coded)) may be the currency of \"\(header[owner])\", which has other numbers\(commonCode(coded[0], amount, owner).map { "; where both agree it says \($0)" } ?? "")."
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
  private func commonCode(_ code: Int, _ amount: Int, _ other: Int) -> String? {
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
      || commonCode(code, amount, owner) != nil ? owner : nil
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

  private func digits(_ text: String) -> String {
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

  func names(_ indices: [Int]) -> String {
    indices.map { "\"\(header[$0])\"" }.joined(separator: ", ")
  }
}

/// The evidence that balances give about a file's amounts.
extension ProfileDraft {
  /// Returns true where positive amounts went out, if the balances follow from the amounts in one reading only; nil
  /// where they follow in none or both.
  func closes(_ amount: Int, _ balance: Int) -> Bool? {
    let read = reader(of: [amount, balance])
    return isOut(
      rows.indices.compactMap { row in
        guard let change = read(columns[amount].cells[row]),
          let known = read(columns[balance].cells[row])
        else { return nil }
        return (change, known)
      })
  }

  /// Returns true where, of two columns of which each row fills one, the first is money that went out; nil where the
  /// balances do not show it.
  func outStandsFirst(_ first: Int, _ second: Int, balance: Int) -> Bool? {
    let read = reader(of: [first, second, balance])
    return isOut(
      rows.indices.compactMap { row in
        guard let known = read(columns[balance].cells[row]) else { return nil }
        let left = read(columns[first].cells[row]).map(abs) ?? 0
        let right = read(columns[second].cells[row]).map(abs) ?? 0
        return left == 0 && right == 0 ? nil : (left - right, known)
      })
  }

  /// Returns true where balances follow from the amounts of the rows of one account, and not from those of all rows.
  func closesPerAccount(_ account: Int) -> Bool {
    guard let balance = column(.balance), !moneyColumns.isEmpty else { return false }
    let all = steps(to: balance, reader(of: moneyColumns + [balance]))
    func changes(_ value: String?) -> [(change: Int64, balance: Int64)] {
      all.filter { value == nil || columns[account].cells[$0.row] == value }
        .map { ($0.change, $0.balance) }
    }
    let apart = columns[account].distinct.map { breaks(changes($0)) }
    return breaks(changes(nil)).broken > 0 && apart.contains { $0.links > 0 }
      && apart.allSatisfy { $0.broken == 0 }
  }

  /// The columns of the amounts: one, or that of money out and that of money in.
  var moneyColumns: [Int] {
    column(.amount).map { [$0] } ?? [column(.out), column(.in)].compactMap { $0 }
  }

  /// Returns the rows that state a balance, with the change that their amounts give.
  func steps(
    to balance: Int, _ read: (String) -> Int64?
  ) -> [(row: Int, change: Int64, balance: Int64)] {
    let money = moneyColumns
    guard !money.isEmpty else { return [] }
    return rows.indices.compactMap { row in
      guard let known = read(columns[balance].cells[row]) else { return nil }
      let changes = money.map { read(columns[$0].cells[row]) ?? 0 }
      return (row, changes.count == 2 ? abs(changes[1]) - abs(changes[0]) : changes[0], known)
    }
  }

  /// Counts the balances that could follow from each other, and those that do not in the best reading.
  private func breaks(
    _ steps: [(change: Int64, balance: Int64)]
  ) -> (links: Int, broken: Int) {
    var most = 0
    for ordered in [steps, steps.reversed()] {
      for sign in [1, -1] as [Int64] {
        let held = zip(ordered, ordered.dropFirst()).count {
          $0.balance &+ sign &* $1.change == $1.balance
        }
        most = max(most, held)
      }
    }
    let links = max(0, steps.count - 1)
    return (links, links - most)
  }

  /// Returns true where nearly every row with an amount fills one of two columns, and never both.
  func isEither(_ first: Int, _ second: Int) -> Bool {
    let read = reader(of: [first, second])
    var one = 0
    for row in rows.indices {
      let filled = [first, second].count { (read(columns[$0].cells[row]) ?? 0) != 0 }
      if filled == 2 { return false }
      if filled == 1 { one += 1 }
    }
    return one > 1 && one * 10 >= rows.count * 5
      && [first, second].allSatisfy { column in
        columns[column].cells.contains { (read($0) ?? 0) != 0 }
      }
  }

  func reader(of places: [Int]) -> (String) -> Int64? {
    let currency = text(.currency).flatMap { Currency($0) } ?? Currency("EUR")
    let habits = WrittenHabits(dates: [], amounts: places.flatMap { columns[$0].values })
    let mark = text(.decimal).flatMap { ColumnMapping.DecimalMark(rawValue: $0) } ?? habits.decimal
    let style = AmountStyle(decimalMark: mark == .comma ? 0x2C : 0x2E, isSure: true)
    return { text in
      guard let currency,
        case .amount(let value, let side) = StatementAmount.read(text, in: currency, style: style)
      else { return nil }
      return side == .debit ? -abs(value) : value
    }
  }

  /// Returns true where changes must be subtracted for the balances to follow; nil where both readings fit, or neither.
  private func isOut(_ steps: [(change: Int64, balance: Int64)]) -> Bool? {
    guard steps.count > 1 else { return nil }
    func held(_ sign: Int64, _ isReversed: Bool) -> Int {
      let ordered = isReversed ? Array(steps.reversed()) : steps
      return zip(ordered, ordered.dropFirst()).count {
        $0.balance &+ sign &* $1.change == $1.balance
      }
    }
    let inward = max(held(1, false), held(1, true))
    let outward = max(held(-1, false), held(-1, true))
    guard inward != outward, max(inward, outward) * 10 >= (steps.count - 1) * 8 else { return nil }
    return outward > inward
  }
}

/// Amounts in pence, cents and the like: 18500 is 185.00.
extension ProfileDraft {
  /// Asks for the units of amounts, where a name or a code means hundredths, or no amount has a decimal.
  mutating func guessUnits() {
    let money = [Topic.amount, .out, .in].compactMap { column($0) }
    guard let first = money.first else { return }
    if let words = doubtfulCoins(money) {
      doubts[.units] = words
      return
    }
    guard answers[.units] == nil else { return }
    if headerLine != nil,
      let index = money.first(where: { MultipleWords.word(in: header[$0]) != nil })
    {
      doubts[.units] =
        "The name of \"\(header[index])\" says \"\(MultipleWords.word(in: header[index]) ?? "")\": are its amounts multiples of the unit, which no profile reads (multiply the column first), or whole units all the same (--set units=major)?"
      return
    }
    let samples = list(
      Array(columns[first].distinct.filter { $0.contains(where: \.isNumber) }.prefix(2)))
    let exponent = unitExponent
    let small =
      exponent == 2
      ? "or hundredths (minor: 18500 is 185.00)"
      : "or the smallest, of \(exponent) decimals (minor: 18500 is \(ProfileDraft.shifted("18500", by: exponent)))"
    let question =
      "are amounts such as \(samples) whole units (major: 18500 is 18,500.00) \(small)?"
    if let index = money.first(where: {
      headerLine != nil && MinorUnitWords.word(in: header[$0]) != nil
    }) {
      doubts[.units] =
        "The name of \"\(header[index])\" says \"\(MinorUnitWords.word(in: header[index]) ?? "")\": \(question)"
    } else if let index = minorCodes {
      doubts[.units] =
        "\"\(header[index])\" says \(columns[index].distinct.prefix(3).joined(separator: ", ")): \(question)"
    } else if hasHundredths, isWhole(money + [column(.balance)].compactMap { $0 }) {
      doubts[.units] = "No amount has decimals: \(question)"
    }
  }

  /// The decimals of the amounts' currency.
  private var unitExponent: Int {
    let code = text(.currency) ?? column(.currency).flatMap { columns[$0].distinct.first } ?? ""
    return Currency(code)?.exponent ?? 2
  }

  /// Returns a number with its decimal point moved to the left.
  private static func shifted(_ digits: String, by count: Int) -> String {
    let padded = String(repeating: "0", count: max(0, count + 1 - digits.count)) + digits
    return "\(padded.dropLast(count)).\(padded.suffix(count))"
  }

  /// Returns the question on amounts in a unit of a coin that the currency's decimals do not have; nil where there is
  /// none, or an answer says that they are whole.
  private func doubtfulCoins(_ money: [Int]) -> String? {
    guard headerLine != nil, answers[.units]?.text != "major",
      let index = money.first(where: { CoinUnitWords.unit(in: header[$0]) != nil }),
      let unit = CoinUnitWords.unit(in: header[index]),
      unit.decimals != unitExponent || answers[.units] == nil
    else { return nil }
    let start = "The name of \"\(header[index])\" says \"\(unit.word)\""
    let code = text(.currency) ?? "the currency"
    return unit.decimals == unitExponent
      ? "\(start): are the amounts in it (--set units=minor), or in whole units of \(code) (--set units=major)?"
      : "\(start), which has \(unit.decimals) decimals, and amounts in \(code) are kept with \(unitExponent): no profile reads them; divide the column first, and answer units=major."
  }

  /// The column of currencies in which some rows name a hundredth part; nil where none does.
  private var minorCodes: Int? {
    columns.indices.first { index in
      let values = columns[index].distinct
      return values.contains(where: MinorUnitWords.isCode)
        && values.allSatisfy { MinorUnitWords.isCode($0) || Currency($0) != nil }
    }
  }

  /// True where some rows name a currency and others its hundredth part.
  var hasMixedUnits: Bool {
    minorCodes.map { columns[$0].distinct.contains { Currency($0) != nil } } ?? false
  }

  /// True where the amounts' currency is known and has decimals.
  private var hasHundredths: Bool {
    if let code = text(.currency) { return Currency(code).map { $0.exponent > 0 } ?? false }
    guard let index = column(.currency) else { return false }
    return columns[index].distinct.contains { Currency($0).map { $0.exponent > 0 } ?? false }
  }

  /// Returns true where no cell of these columns has decimals.
  private func isWhole(_ indices: [Int]) -> Bool {
    let cells: [String] = indices.flatMap { columns[$0].values }.filter { cell in
      cell.contains { ("1"..."9").contains($0) }
    }
    let isComma = text(.decimal) == "comma"
    let isKnown = text(.decimal) != nil
    return cells.count > 1
      && cells.allSatisfy { (cell: String) -> Bool in
        guard let mark = cell.lastIndex(where: { $0 == "." || $0 == "," }) else { return true }
        let behind = cell.suffix(from: cell.index(after: mark)).prefix { $0.isNumber }
        // Three digits after a mark are thousands only where the decimal mark is known to be the other one.
        return behind.count == 3 && isKnown && isComma != (cell[mark] == ",")
      }
  }
}
