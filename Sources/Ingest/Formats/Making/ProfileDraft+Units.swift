internal import PaymentGraph

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
