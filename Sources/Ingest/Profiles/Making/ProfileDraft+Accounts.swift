extension ProfileDraft {
  /// Fills in the columns of accounts; a column that one number fills may be either party's, so its name must say.
  mutating func guessAccounts() {
    if headerLine != nil {
      guess(.from, named(.from) { !$0.isDate && !$0.isAmount })
      guess(.to, named(.to) { !$0.isDate && !$0.isAmount })
    }
    if text(.shape) != "statement", column(.from) != nil, column(.to) != nil { return }
    // Half a ledger is none.
    for topic in [Topic.from, .to] { guesses[topic] = nil }
    let holdsAccounts = { (column: DraftColumn) in column.isIBAN || column.isNumbered }
    guess(.account, named(.account, where: holdsAccounts))
    let hasOther = value(.account) != nil
    guess(
      .own,
      named(.own) { $0.isConstant && holdsAccounts($0) && (hasOther || $0.plainName != "iban") })
    let others = columns.indices.filter { columns[$0].isIBAN && !taken.contains($0) }
    for column in others {
      if columns[column].isConstant, rows.count > 1, value(.own) == nil {
        // Without a header nothing calls it so; the account of a statement then stands first in its rows.
        let standsFirst = headerLine == nil && column == columns.startIndex
        if isCalledOwn(column) || standsFirst || value(.account) != nil {
          guess(.own, column)
        } else {
          doubts[.own] =
            "The column \"\(columns[column].name)\" holds one account number throughout; is it the account whose statement it is (own) or the other party's (account)?"
        }
      } else if value(.account) == nil, !columns[column].isConstant {
        if isCalledOwn(column), value(.own) == nil {
          doubts[.own] =
            "The column \"\(header[column])\" holds account numbers; is it the account whose statement it is (own) or the other party's (account)?"
        } else {
          guess(.account, column)
        }
      }
    }
  }

  /// True where a name says that a column is the statement's own account; "IBAN" alone does not.
  private func isCalledOwn(_ column: Int) -> Bool {
    let name = columns[column].plainName
    return name != "iban" && (ColumnWords.names[.own] ?? []).contains(name)
  }
}
