internal import PaymentGraph

/// Amounts in pence, cents and the like: 18500 is 185.00.
extension ProfileDraft {
  /// Asks for the units of amounts, where a name or a code means hundredths, or no amount has a decimal.
  mutating func guessUnits() {
    guard answers[.units] == nil else { return }
    let money = [Topic.amount, .out, .in].compactMap { column($0) }
    guard let first = money.first else { return }
    let samples = list(
      Array(columns[first].distinct.filter { $0.contains(where: \.isNumber) }.prefix(2)))
    let question =
      "are amounts such as \(samples) whole units (major: 18500 is 18,500.00) or hundredths (minor: 18500 is 185.00)?"
    if let place = money.first(where: {
      headerLine != nil && MinorUnitWords.word(in: header[$0]) != nil
    }) {
      doubts[.units] =
        "The name of \"\(header[place])\" says \"\(MinorUnitWords.word(in: header[place]) ?? "")\": \(question)"
    } else if let place = minorCodes {
      doubts[.units] =
        "\"\(header[place])\" says \(columns[place].distinct.prefix(3).joined(separator: ", ")): \(question)"
    } else if hasHundredths, isWhole(money + [column(.balance)].compactMap { $0 }) {
      doubts[.units] = "No amount has decimals: \(question)"
    }
  }

  /// The column of currencies in which some rows name a hundredth part; nil where none does.
  private var minorCodes: Int? {
    columns.indices.first { place in
      let values = columns[place].distinct
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
    guard let place = column(.currency) else { return false }
    return columns[place].distinct.contains { Currency($0).map { $0.exponent > 0 } ?? false }
  }

  /// Returns true where no cell of these columns has decimals.
  private func isWhole(_ places: [Int]) -> Bool {
    let cells: [String] = places.flatMap { columns[$0].values }.filter { cell in
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
