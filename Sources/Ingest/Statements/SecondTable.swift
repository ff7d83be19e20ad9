internal import PaymentGraph

/// A further statement in the file of another one, whose rows would be taken for rows of the first or be lost.
///
/// A statement printed on several pages repeats its header and its account, and is one table. Another account above a
/// repeated header, or a header with payments below the foot, begins another table: then the file is refused, because
/// its rows belong to two statements.
struct SecondTable {
  private let finder: OwnAccountFinder
  private let texts: [String]
  private let lines: [StatementFile.Line]

  /// - Parameter text: returns the text of a line as it stands in the file.
  init(
    _ lines: [StatementFile.Line], finder: OwnAccountFinder, text: (StatementFile.Line) -> String
  ) {
    self.lines = lines
    self.finder = finder
    texts = lines.map { SecondTable.isPayment($0, finder.plan) ? "" : text($0) }
  }

  /// The refusal, in words; nil where all rows are of one statement.
  func refusal(besides owner: OwnAccountFinder.Finding?) -> String? {
    let isEachRows = lines.contains { $0.use == .entry && finder.ofRow($0.cells) != nil }
    let known = Set(finder.preamble.flatMap(SecondTable.numbers))
    var block: [Int] = []
    for (index, line) in lines.enumerated() {
      if line.cells == finder.plan.header.written, let first = paymentBelow(index) {
        if line.use == .skipped(.foot) {
          return
            "the foot of the statement ends above line \(line.row.line), where the header of a further table stands "
            + "with payments below it (line \(first))"
        }
        if !isEachRows, let found = otherNumber(in: block, than: known) {
          return
            "line \(lines[found.line].row.line) names the account \(found.number), and the header is repeated below it: "
            + "the rows from line \(first) on are not those of the account above"
        }
      }
      if isPayment(line) {
        block = []
      } else {
        block.append(index)
        if !isEachRows,
          line.use != .entry || line.cells.count <= finder.plan.lastMapped
            || !SecondTable.hasAmount(line, finder.plan),
          let other = namedByRule(texts[index]), let owner, other.key != owner.key,
          !owner.isStandIn,
          owner.reason != "as requested", let first = paymentBelow(index)
        {
          return
            "line \(line.row.line) names the account \(other.written), but the file is a statement of \(owner.written): "
            + "the rows from line \(first) on are not those of the account above"
        }
      }
    }
    return nil
  }

  /// Returns the line of the first payment below a line.
  private func paymentBelow(_ index: Int) -> Int? {
    lines[(index + 1)...].first(where: isPayment)?.row.line
  }

  private func isPayment(_ line: StatementFile.Line) -> Bool {
    SecondTable.isPayment(line, finder.plan)
  }

  /// Returns true for a row with a day and an amount.
  private static func isPayment(_ line: StatementFile.Line, _ plan: StatementPlan) -> Bool {
    guard plan.date < line.cells.count, hasAmount(line, plan) else { return false }
    let date = Array(line.cells[plan.date].utf8)
    return TimeForms.canBeDay(date.span, readsDayNumbers: true)
  }

  private static func hasAmount(_ line: StatementFile.Line, _ plan: StatementPlan) -> Bool {
    plan.amounts.contains { $0 < line.cells.count && line.cells[$0].contains(where: \.isNumber) }
  }

  /// Returns the account that a line names by the rules of the profile for the lines before the header.
  private func namedByRule(_ text: String) -> OwnAccountFinder.Finding? {
    BalanceWords.namesBalance(text) ? nil : finder.inPreamble([text])
  }

  private func otherNumber(
    in block: [Int], than known: Set<String>
  ) -> (line: Int, number: String)? {
    guard !known.isEmpty else { return nil }
    for index in block {
      if let number = SecondTable.numbers(texts[index]).first(where: { !known.contains($0) }) {
        return (index, number)
      }
    }
    return nil
  }

  /// Returns the numbers of accounts that a line names by a word for them.
  private static func numbers(_ text: String) -> [String] {
    guard text.utf8.count <= 2_000 else { return [] }
    let pattern =
      /(?i)(?:account|a\/c|acct|konto|compte|cuenta|conto|conta|rekening|rachunek|iban)\s?-?(?:no|nr|number|nummer|num|numero|número|numéro|id)?\.?[\s:#,;"'|]*_?([A-Z]{0,2}[0-9][0-9A-Z*\-]{3,33}(?: [0-9A-Z*]{2,6})*)/
    return text.matches(of: pattern).map { match in
      String(match.1.filter { $0.isLetter || $0.isNumber || $0 == "*" }).uppercased()
    }.filter { number in number.count(where: \.isNumber) >= 4 }
  }
}
