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
  func saysTheSame(_ one: Int, _ other: Int) -> Bool {
    zip(columns[one].cells, columns[other].cells).allSatisfy {
      digits($0) == digits($1)
    }
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
