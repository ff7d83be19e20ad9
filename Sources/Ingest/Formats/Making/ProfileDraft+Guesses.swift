internal import PaymentGraph

/// The facts that the file shows by itself.
extension ProfileDraft {
  /// Examines all columns anew, in the light of the answers.
  mutating func guess() {
    (guesses, doubts) = ([:], [:])
    isOwnOpen = false
    guessDates()
    guessMoney()
    guessAccounts()
    guessTexts()
    guessShape()
    guessStatus()
    guessSides()
    guessCurrency()
    guessHabits()
    guessUnits()
    guessFee()
    guessSign()
    guessJoinedText()
  }

  /// The columns that already have a topic.
  var taken: Set<Int> { Set((Array(answers.values) + guesses.values).flatMap(\.columns)) }

  /// Returns the first column that has one of the usual names of a topic and whose cells fit it.
  func named(_ topic: Topic, where fits: (DraftColumn) -> Bool) -> Int? {
    guard headerLine != nil else { return nil }
    for name in ColumnWords.names[topic] ?? [] {
      if let found = columns.indices.first(where: {
        (columns[$0].normalName == name || columns[$0].plainName == name)
          && fits(columns[$0]) && !taken.contains($0)
      }) {
        return found
      }
    }
    return nil
  }

  mutating func guess(_ topic: Topic, _ column: Int?) {
    guard answers[topic] == nil, let column else { return }
    guesses[topic] = Value(columns: [column])
  }

  mutating func guess(_ topic: Topic, text: String) {
    guard answers[topic] == nil, !text.isEmpty else { return }
    guesses[topic] = Value(text: text)
  }

  // MARK: Dates and money

  private mutating func guessDates() {
    guard answers[.date] == nil else { return }
    // A column called a date that holds no dates is none; a column that holds dates may have any name.
    if let named = named(.date, where: { $0.isDate }) ?? paymentDay {
      guess(.date, named)
      return
    }
    let open = columns.indices.filter { columns[$0].isDate && !taken.contains($0) }
    guard headerLine != nil, let first = open.first else {
      guess(.date, open.first)
      return
    }
    let own = open.filter { !isOtherDay($0) }
    let best = own.count > 1 ? own.filter { !isValueDay($0) } : own
    if best.count == 1 || open.count == 1 {
      guess(.date, best.first ?? first)
    } else if open.allSatisfy({ columns[$0].cells == columns[first].cells }) {
      guess(.date, first)
    } else {
      doubts[.date] =
        "Several columns hold dates (\(names(open))): which one is the day on which the payment was made?"
    }
  }

  private mutating func guessMoney() {
    let isAmount = { (column: DraftColumn) in column.isAmount && !column.isDate }
    if answers[.balance] == nil { guess(.balance, named(.balance) { $0.isAmount }) }
    let out =
      answers[.amount] == nil
      ? column(.out) ?? named(.out) { isAmount($0) || $0.values.isEmpty } : nil
    let into =
      answers[.amount] == nil
      ? column(.in) ?? named(.in) { isAmount($0) || $0.values.isEmpty } : nil
    if answers[.amount] == nil, answers[.out] == nil, answers[.in] == nil,
      let (out, into) = cardSides
    {
      guess(.out, out)
      guess(.in, into)
      return
    }
    if let out, let into, out != into {
      if let words = severalSides {
        doubts[.out] = words
        return
      }
      guess(.out, out)
      guess(.in, into)
      return
    }
    guard answers[.amount] == nil, answers[.out] == nil, answers[.in] == nil else { return }
    if let amount = named(.amount, where: isAmount) {
      guessAmount(amount)
      return
    }
    guessUnnamedMoney(
      columns.indices.filter {
        isAmount(columns[$0]) && !taken.contains($0) && !columns[$0].isNumbered
      })
  }

  /// The columns of a card's purchases and of the payments of its bill; nil where the file has not just one of each.
  private var cardSides: (out: Int, in: Int)? {
    func found(_ names: Set<String>) -> [Int] {
      columns.indices.filter { index in
        let column = columns[index]
        return (column.isAmount && !column.isDate || column.values.isEmpty)
          && (names.contains(column.normalName) || names.contains(column.plainName))
      }
    }
    let (out, into) = (found(ColumnWords.purchases), found(ColumnWords.billPayments))
    return out.count == 1 && into.count == 1 ? (out[0], into[0]) : nil
  }

  /// Guesses columns of numbers that no name explains: two of which each row fills one, or one that is always filled.
  private mutating func guessUnnamedMoney(_ open: [Int]) {
    let full = open.filter { columns[$0].isFull }
    // A table with more of them than that is not explained by a pair.
    let sparse = open.filter { !columns[$0].isFull }.prefix(64)
    if let pair = sparse.lazy.flatMap({ left in sparse.map { (left, $0) } }).first(where: {
      $0 < $1 && isEither($0, $1)
    }) {
      for balance in column(.balance).map({ [$0] }) ?? full {
        guard let isOutFirst = outStandsFirst(pair.0, pair.1, balance: balance) else { continue }
        let into = isOutFirst ? pair.1 : pair.0
        if isPurchases(into) {
          doubts[.out] =
            "By the balances \"\(header[into])\" is money that came in, but on a card the balance may be what is owed: which column is money that went out (--set out=… and --set in=…)?"
          return
        }
        guess(.out, isOutFirst ? pair.0 : pair.1)
        guess(.in, isOutFirst ? pair.1 : pair.0)
        guess(.balance, balance)
        return
      }
      doubts[.amount] =
        "Rows fill either \"\(header[pair.0])\" or \"\(header[pair.1])\": which is money that went out (--set out=…), and which came in (--set in=…)?"
      return
    }
    guard headerLine == nil else {
      if full.count == 1, open.count == 1 {
        guess(.amount, full[0])
      } else if let first = amountColumns.first {
        guessAmount(first)
      }
      return
    }
    let decimal = full.filter { columns[$0].hasMarks }
    if decimal.count == 2 {
      // Of the two columns, the balance is the one to which the other adds up.
      for (amount, balance) in [(decimal[0], decimal[1]), (decimal[1], decimal[0])]
      where closes(amount, balance) != nil {
        guess(.amount, amount)
        guess(.balance, balance)
        return
      }
    }
    if decimal.count == 1 {
      guess(.amount, decimal[0])
    } else if decimal.isEmpty, full.count == 1 {
      guess(.amount, full[0])
    }
  }

  /// Returns true where the name of a column means money that went out of an account.
  private func isPurchases(_ index: Int) -> Bool {
    headerLine != nil && ColumnWords.purchases.contains(columns[index].plainName)
  }

  // MARK: Texts

  private mutating func guessTexts() {
    let isText = { (column: DraftColumn) in
      !column.isDate && !column.isAmount && !column.isIBAN && !column.isCurrency
        && !column.values.isEmpty
    }
    // Where a row names both parties, the direction of the money decides which of them is the other party.
    if answers[.party] == nil, let payer = named(.payerName, where: isText),
      let payee = named(.payeeName, where: isText)
    {
      guess(.payerName, payer)
      guess(.payeeName, payee)
    }
    guessPairOfNames(isText)
    guess(
      .party,
      value(.payeeName) != nil
        ? nil
        : named(.party) { isText($0) && !($0.isConstant && $0.values.count > 2) && !$0.isNumbered })
    if answers[.party] == nil, value(.party) == nil, value(.payeeName) == nil {
      guessNamedParties(isText)
    }
    guess(.narration, named(.narration, where: isText))
    // An id differs in every row.
    guess(.id, named(.id) { $0.distinct.count == $0.cells.count && !$0.isDate })
    guess(.reference, named(.reference) { !$0.values.isEmpty && !$0.isDate })
    if value(.narration) == nil {
      let side = hasSigns ? nil : sideColumn
      let longest = columns.indices.filter { column in
        isText(columns[column]) && !taken.contains(column) && column != side
          && !columns[column].isNumbered
          && !isCalledStatus(column)
          && !ProfileDraft.labels.contains(columns[column].normalName)
          && columns[column].values.contains { $0.contains(where: \.isLetter) }
      }.max { length($0) < length($1) }
      let isOnlyText = headerLine == nil || value(.party) == nil && value(.payeeName) == nil
      if let longest, isOnlyText || length(longest) >= 6 * columns[longest].values.count {
        guess(.narration, longest)
      }
    }
  }

  /// Takes columns of names by the words in their headings: `Name of sender/receiver`, or one of the payer's names and
  /// one of the payee's.
  private mutating func guessNamedParties(_ isText: (DraftColumn) -> Bool) {
    guard headerLine != nil else { return }
    let found = columns.indices.filter { index in
      let column = columns[index]
      let words = columns[index].party
      return !taken.contains(index) && isText(column) && !column.isNumbered
        && words.isOthers
        && (words.saysName || !words.namesBeside && !words.namesAccount)
        && column.values.contains { $0.contains(where: \.isLetter) }
    }
    // A name that all rows have is the holder's, where another column has names that differ.
    let differing = found.filter { !columns[$0].isConstant }
    let names = differing.isEmpty ? found : differing
    guess(.party, names.first { columns[$0].party.saysName } ?? names.first)
  }

  /// Takes one column of payers' names and one of payees' names: the direction of the money decides which of the two is
  /// the other party's, as it does for their accounts.
  private mutating func guessPairOfNames(_ isText: (DraftColumn) -> Bool) {
    guard headerLine != nil,
      [Topic.party, .payerName, .payeeName].allSatisfy({ answers[$0] == nil && value($0) == nil })
    else { return }
    let found = columns.indices.filter { index in
      let words = columns[index].party
      return !taken.contains(index) && isText(columns[index]) && !columns[index].isNumbered
        && !columns[index].mixesAccounts && !columns[index].namesParties
        && (words.saysName || !words.namesBeside && !words.namesAccount)
    }
    let payers = found.filter {
      columns[$0].party.isPayers
    }
    let payees = found.filter {
      columns[$0].party.isPayees
    }
    guard payers.count == 1, payees.count == 1 else { return }
    guess(.payerName, payers[0])
    guess(.payeeName, payees[0])
  }

  private func length(_ column: Int) -> Int { columns[column].values.reduce(0) { $0 + $1.count } }

  private mutating func guessShape() {
    if column(.from) != nil, column(.to) != nil {
      // Only one account's view writes both signs before its amounts.
      let amounts = column(.amount).map { columns[$0].values } ?? []
      let hasBothSigns =
        amounts.contains { $0.hasPrefix("+") }
        && amounts.contains(where: StatementAmount.isNegative)
      if !hasBothSigns { guess(.shape, text: "ledger") }
    } else if value(.balance) != nil || column(.out) != nil && column(.in) != nil
      || value(.own) != nil || value(.account) != nil || value(.payer) != nil
    {
      guess(.shape, text: "statement")
    }
  }

  // MARK: Currency and habits

  private mutating func guessCurrency() {
    guard answers[.currency] == nil else { return }
    let amount = column(.amount) ?? column(.out)
    let coded = columns.indices.filter {
      columns[$0].isCurrency && columns[$0].values.count * 10 >= rowsWithMoney * 9
    }
    if let amount, !coded.isEmpty {
      if let words = doubtfulCurrency(amount, coded) {
        doubts[.currency] = words
      } else if headerLine != nil, let code = columns[amount].currencyOfName?.code,
        coded.contains(where: { shows(amount, in: code, against: $0) })
      {
        guess(.currency, text: code)
      } else if let own = ownCurrency(amount, coded) {
        guesses[.currency] = Value(columns: [own])
      } else if let nearest = coded.min(by: { rank($0, amount) < rank($1, amount) }) {
        // The codes of these columns are equal.
        guesses[.currency] = Value(columns: [nearest])
      }
      return
    }
    let places = [Topic.amount, .out, .in, .balance].compactMap { column($0) }
    let ofNames = Set(
      places.compactMap { headerLine == nil ? nil : columns[$0].currencyOfName?.code })
    if ofNames.count == 1, let code = ofNames.first {
      guess(.currency, text: code)
      return
    }
    let ofCells = Set(
      places.flatMap { columns[$0].values }.compactMap { value in
        SureSigns.currency(in: value)?.code
          ?? value.split { !$0.isLetter }.lazy.compactMap { Currency($0.uppercased()) }.first?.code
      })
    if ofCells.count == 1, let code = ofCells.first {
      guess(.currency, text: code)
      return
    }
    let ofPreamble = Set(
      preamble.flatMap { line in
        line.split { !$0.isLetter }.filter { $0.count == 3 && $0.allSatisfy(\.isUppercase) }
          .compactMap { Currency(String($0))?.code }
      })
    if ofCells.isEmpty, ofNames.isEmpty, ofPreamble.count == 1, let code = ofPreamble.first {
      guess(.currency, text: code)
    }
  }

  /// Returns the distance of a column of codes from an amount; right after it is nearest.
  private func rank(_ column: Int, _ amount: Int) -> Int {
    column == amount + 1 ? 0 : column == amount - 1 ? 1 : 1 + abs(column - amount)
  }

  /// The forms in which the columns of dates and money are written.
  var habits: WrittenHabits {
    let money = [Topic.amount, .out, .in, .balance].compactMap { column($0) }
    return WrittenHabits(
      dates: column(.date).map { columns[$0].values.filter { CellKind.date.fits($0, dates: []) } }
        ?? [],
      amounts: money.flatMap { columns[$0].values })
  }

  private mutating func guessHabits() {
    let habits = habits
    if answers[.dates] == nil, column(.date) != nil {
      if let samples = habits.openDates {
        let orders = habits.openOrders.map(\.stated.rawValue)
        doubts[.dates] =
          "How are dates written, such as \(list(samples)): \(orders.dropLast().joined(separator: ", ")) or \(orders.last ?? "")?"
      } else if let style = habits.dates,
        let known = DateStyle.allCases.first(where: { $0.reader == style })
      {
        guess(.dates, text: known.rawValue)
      }
    }
    guard answers[.decimal] == nil else { return }
    if let samples = habits.openAmounts {
      doubts[.decimal] =
        "Is the mark in amounts such as \(list(samples)) the decimal one: point or comma?"
    } else if let mark = habits.decimal {
      guess(.decimal, text: mark.rawValue)
    }
  }

  /// True where dates have, or may have, a year of two digits first.
  var hasShortYearsFirst: Bool {
    let habits = habits
    return habits.openOrders.contains(.yearFirst) || habits.dates == .shortYearFirst
  }

  func list(_ samples: [String]) -> String {
    samples.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// Finds rows that have only a text, below a row with a date: they continue it.
  private mutating func guessJoinedText() {
    guard !isLedger, let date = column(.date), let narration = column(.narration),
      answers[.joinText] == nil
    else { return }
    let money = [Topic.amount, .out, .in, .balance].compactMap { column($0) }
    func cell(_ row: Int, _ column: Int) -> String {
      column < body[row].count ? body[row][column] : ""
    }
    var isBelowRow = false
    for row in body.indices {
      let isBare = ([date] + money).allSatisfy { cell(row, $0).isEmpty }
      if !isBare {
        isBelowRow = !cell(row, date).isEmpty
      } else if isBelowRow, narration > 0, !cell(row, narration).isEmpty,
        body[row].count(where: { !$0.isEmpty }) == 1
      {
        guess(.joinText, text: "yes")
        return
      }
    }
  }
}
