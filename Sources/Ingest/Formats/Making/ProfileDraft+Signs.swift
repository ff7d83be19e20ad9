internal import PaymentGraph

/// The direction of money, as far as signs, words and balances show it.
extension ProfileDraft {
  mutating func guessSides() {
    if !isLedger, column(.amount) != nil, answers[.positive] == nil {
      let found = answers[.side]?.columns.first ?? sideColumn
      if let found, answers[.side] != nil || !hasSigns {
        guess(.side, found)
        if text(.shape) == nil { guess(.shape, text: "statement") }
        let words = columns[found].distinct
        let out = words.filter { sideIsOut($0, found) == true }
        let into = words.filter { sideIsOut($0, found) == false }
        guess(.outWords, text: out.joined(separator: ","))
        guess(.inWords, text: into.joined(separator: ","))
        let said = [Topic.outWords, .inWords].flatMap(sideWords).map(StatementText.normal)
        let unsaid = words.filter { !said.contains(StatementText.normal($0)) }
        if !unsaid.isEmpty {
          let list = unsaid.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
          if answers[.outWords] == nil {
            doubts[.outWords] =
              "Which words of \"\(header[found])\" say that money went out (\(list) \(unsaid.count == 1 ? "is" : "are") open)?"
          }
          if answers[.inWords] == nil {
            doubts[.inWords] =
              "Which words of \"\(header[found])\" say that money came in (\(list) \(unsaid.count == 1 ? "is" : "are") open)?"
          }
        }
      }
    }
  }

  /// True where an amount shows by itself which way it went.
  var hasSigns: Bool {
    guard let amount = column(.amount) else { return false }
    return columns[amount].values.contains {
      StatementAmount.isNegative($0) || $0.hasPrefix("+") || $0.uppercased().hasSuffix("CR")
    }
  }

  /// The column whose words all tell the direction of money.
  var sideColumn: Int? {
    columns.indices.first { column in
      let words = columns[column].distinct.map(StatementText.normal)
      return !words.isEmpty && words.count <= 6 && !taken.contains(column)
        && columns[column].values.count * 10 >= rowsWithMoney * 9
        && words.allSatisfy { sideIsOut($0, column) != nil }
    }
      ?? columns.indices.first { column in
        // Unusual words beside the usual ones are asked about.
        let words = columns[column].distinct.map(StatementText.normal)
        let known = words.filter { sideIsOut($0, column) != nil }
        return headerLine != nil && words.count <= 8 && !taken.contains(column) && known.count >= 2
          && ColumnWords.kinds.contains(columns[column].normalName)
      }
  }

  var rowsWithMoney: Int {
    column(.amount).map { columns[$0].values.count } ?? rows.count
  }

  /// The columns that may tell the direction of money, and their words, for the question.
  private var possibleSides: [String] {
    columns.indices.filter { column in
      (2...8).contains(columns[column].distinct.count) && !taken.contains(column)
        && !columns[column].isDate && !columns[column].isAmount
        && columns[column].values.count * 10 >= rowsWithMoney * 9
        && columns[column].distinct.count < max(2, rows.count)
    }.map { "\"\(header[$0])\" has \(columns[$0].distinct.prefix(8).joined(separator: ", "))" }
  }

  mutating func guessSign() {
    guard !isLedger, let amount = column(.amount), value(.side) == nil, answers[.positive] == nil,
      !partiesShowSigns
    else { return }
    if let side = sideColumn, areAgainstSigns(side, amount) {
      doubts[.positive] =
        "\"\(header[side])\" says \(columns[side].distinct.prefix(6).joined(separator: ", ")), and some amounts have signs that say otherwise: does the column say which way money went (side=\(header[side])), or what is a positive amount, in or out?"
      return
    }
    if let balance = column(.balance), let isOut = closes(amount, balance) {
      let said = wordsSayOut(amount)
      if said == nil, !isOut, looksLikeCard || namesMerchant {
        doubts[.positive] =
          "What is a positive amount, in or out? The balances follow from the amounts if it came in; but a card's balance may be what is owed, and then a positive amount is a purchase, which is out."
      } else {
        // A card's balance may be what its holder owes: the words of the rows decide.
        guess(.positive, text: said ?? isOut ? "out" : "in")
      }
      return
    }
    if !hasSigns {
      let possible = possibleSides
      doubts[.positive] =
        "No amount has a sign"
        + (possible.isEmpty
          ? ""
          : "; does a column say which way money went (side): \(possible.joined(separator: "; "))")
        + "? Where all went one way, what is a positive amount, in or out?"
      return
    }
    if hasCreditMarks(amount) {
      doubts[.positive] =
        "Some amounts are marked CR and the others not: what is an amount without a mark, in or out?"
      return
    }
    if let isOut = wordsSayOut(amount) {
      guess(.positive, text: isOut ? "out" : "in")
      return
    }
    // A statement that names accounts is not a card's; for all others the meaning of a positive amount is unknown.
    if value(.own) != nil || value(.account) != nil, !looksLikeCard {
      guess(.positive, text: "in")
      return
    }
    doubts[.positive] =
      "What is a positive amount, in or out? No balance shows it; on many cards it is a purchase, which is out."
  }

  private var looksLikeCard: Bool {
    let names = header + [path.split(separator: "/").last.map(String.init) ?? ""]
    return names.contains {
      $0.lowercased().contains(/(?:card|karte|tarjeta|visa|amex|mastercard)/)
    }
  }

  /// True where a column is called the merchant's, as on cards.
  private var namesMerchant: Bool {
    value(.own) == nil && value(.account) == nil
      && header.contains {
        $0.lowercased().contains(/merchant|händler|commerçant|comercio|esercente|handlowiec/)
      }
  }

  /// Returns true where the words of a column contradict the signs of amounts, whatever a positive amount is.
  private func areAgainstSigns(_ side: Int, _ amount: Int) -> Bool {
    var agreeing: Set<Bool> = []
    var words: Set<Bool> = []
    for (cell, written) in zip(columns[amount].cells, columns[side].cells)
    where cell.contains(where: { ("1"..."9").contains($0) }) {
      guard let isOut = sideIsOut(written, side) else { continue }
      words.insert(isOut)
      agreeing.insert(isOut == StatementAmount.isNegative(cell))
    }
    return words.count == 2 && agreeing.count == 2
  }

  /// Returns true where some amounts are marked as credits, and the others have neither mark nor sign.
  private func hasCreditMarks(_ amount: Int) -> Bool {
    let cells = columns[amount].values.filter { $0.contains(where: \.isNumber) }
    let marked = cells.filter(StatementAmount.isMarkedCredit)
    return !marked.isEmpty && marked.count < cells.count
      && !cells.contains { StatementAmount.isNegative($0) || $0.hasPrefix("+") }
  }
}
