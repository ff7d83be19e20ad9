internal import PaymentGraph

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
    guard let balance = column(.balance) else { return false }
    let money = column(.amount).map { [$0] } ?? [column(.out), column(.in)].compactMap { $0 }
    guard !money.isEmpty else { return false }
    let read = reader(of: money + [balance])
    func steps(_ value: String?) -> [(change: Int64, balance: Int64)] {
      rows.indices.compactMap { row in
        guard value == nil || columns[account].cells[row] == value,
          let known = read(columns[balance].cells[row])
        else { return nil }
        let changes = money.map { read(columns[$0].cells[row]) ?? 0 }
        return (changes.count == 2 ? abs(changes[1]) - abs(changes[0]) : changes[0], known)
      }
    }
    let apart = columns[account].distinct.map { breaks(steps($0)) }
    return breaks(steps(nil)).broken > 0 && apart.contains { $0.links > 0 }
      && apart.allSatisfy { $0.broken == 0 }
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
