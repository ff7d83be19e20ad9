internal import PaymentGraph

/// The columns of accounts: the statement's own, and the other party's.
extension ProfileDraft {
  private static let holders: Set<String> = [
    "accountholder", "accountholdername", "accountowner", "holder", "holdername", "owner",
    "customername", "kontoinhaber",
    "inhaber", "titular", "titulardelacuenta", "titulaire", "titulaireducompte", "intestatario",
    "rekeninghouder",
    "kontohaver", "kontoinnehavare", "kontohavare", "właścicielrachunku", "posiadaczrachunku",
    "majitelúčtu",
  ]

  private static let labels: Set<String> = [
    "account", "accountname", "accounttitle", "konto", "kontoname", "kontonavn", "kontonamn",
    "cuenta", "compte", "conto",
    "rekening", "rekeningnaam", "účet", "názevúčtu", "rachunek", "nazwarachunku", "hesap", "口座",
    "账户",
  ]

  /// Guesses the columns of accounts; a column filled with one number may be either party's, so its name must decide.
  mutating func guessAccounts() {
    if headerLine != nil {
      // Ids are numbers, and are not amounts where none has decimals.
      let names = { (column: DraftColumn) in
        !column.isDate && !(column.isAmount && column.values.contains { $0.contains(/[.,]/) })
      }
      guess(.from, named(.from, where: names))
      guess(.to, named(.to, where: names))
    }
    if text(.shape) != "statement", column(.from) != nil, column(.to) != nil { return }
    // A ledger needs both columns.
    for topic in [Topic.from, .to] { guesses[topic] = nil }
    let holdsAccounts = { (column: DraftColumn) in column.isIBAN || column.isNumbered }
    guess(.account, named(.account, where: holdsAccounts))
    let hasOther = value(.account) != nil
    guess(
      .own,
      named(.own) { $0.isConstant && holdsAccounts($0) && (hasOther || $0.plainName != "iban") })
    guessOwnPerRow(
      named(.own) { column in
        !column.isConstant && column.plainName != "iban"
          && (holdsAccounts(column) || column.looksLikeAccounts)
      })
    if value(.own) == nil {
      guess(
        .own,
        columns.indices.first { place in
          !taken.contains(place) && !columns[place].isConstant && holdsAccounts(columns[place])
            && closesPerAccount(place)
        })
      if value(.own) != nil { doubts[.own] = nil }
    }
    let others = columns.indices.filter { columns[$0].isIBAN && !taken.contains($0) }
    for column in others {
      if columns[column].isConstant, rows.count > 1, value(.own) == nil {
        // Without a header no column has a name; the account of a statement then stands first in its rows.
        let standsFirst = headerLine == nil && column == columns.startIndex
        if isCalledOwn(column) || standsFirst || value(.account) != nil {
          guess(.own, column)
        } else {
          doubts[.own] =
            "The column \"\(columns[column].name)\" holds one account number throughout; is it the statement's own account (own) or the other party's (account)?"
        }
      } else if value(.account) == nil, !columns[column].isConstant, doubts[.own] == nil {
        // A few numbers that come again and again, under a name that fits either party, may be several own accounts.
        let isEither =
          columns[column].plainName == "iban"
          && columns[column].distinct.count * 3 <= columns[column].values.count
        if isCalledOwn(column) || isEither, value(.own) == nil {
          doubts[.own] = question(column)
        } else {
          guess(.account, column)
        }
      }
    }
    guessLabels()
  }

  /// Takes a column of several numbers for the statement's own accounts, where something shows that.
  private mutating func guessOwnPerRow(_ place: Int?) {
    guard answers[.own] == nil, value(.own) == nil, let place, place != column(.account) else {
      return
    }
    let isNamed = isCalledOwn(place)
    if isNamed && (value(.account) != nil || holderColumn(beside: place) != nil)
      || closesPerAccount(place)
    {
      guess(.own, place)
    } else if value(.account) == nil {
      doubts[.own] = question(place)
    }
  }

  private func question(_ column: Int) -> String {
    "The column \"\(header[column])\" holds account numbers (\(columns[column].distinct.count) different ones); is it the statement's own account (own) or the other party's (account)?"
  }

  /// Asks about a column that names several accounts of one holder by words, `Current` and `Savings`.
  private mutating func guessLabels() {
    guard value(.own) == nil, headerLine != nil, !isLedger else { return }
    let found = columns.indices.first { place in
      let column = columns[place]
      return ProfileDraft.labels.contains(column.normalName) && !taken.contains(place)
        && !column.isDate && !column.isAmount && !column.isIBAN && !column.isNumbered
        && column.distinct.count > 1 && column.distinct.count * 2 <= column.values.count
        && column.values.count == column.cells.count
    }
    guard let found else { return }
    doubts[.own] =
      "The column \"\(header[found])\" names \(columns[found].distinct.count) accounts (\(list(Array(columns[found].distinct.prefix(3))))); are they the statement's own accounts (own), the other party's (account), or neither (own=none)?"
  }

  /// Returns the column with the holder's name; nil where none has such a name and gives one name for each account.
  func holderColumn(beside own: Int) -> Int? {
    guard headerLine != nil else { return nil }
    return columns.indices.first { place in
      guard place != own, ProfileDraft.holders.contains(HeaderNames.normal(header[place])) else {
        return false
      }
      var names: [String: String] = [:]
      return zip(columns[own].cells, columns[place].cells).allSatisfy { account, name in
        guard !account.isEmpty, !name.isEmpty else { return true }
        let known = names[account] ?? name
        names[account] = known
        return known == name
      }
    }
  }

  /// The column with the sort codes of British own accounts; nil where there is none.
  var sortCodeColumn: Int? {
    guard headerLine != nil, let own = column(.own), !columns[own].isIBAN else { return nil }
    let codes = text(.currency).map { [$0] } ?? column(.currency).map { columns[$0].distinct } ?? []
    guard codes == ["GBP"] else { return nil }
    return columns.indices.first { place in
      let cells = columns[place]
      return place != own
        && ["sortcode", "accountsortcode", "branchsortcode"].contains(
          cells.normalName)
        && zip(cells.cells, columns[own].cells).allSatisfy { code, account in
          (try? SortCodeAccount(
            sortCode: unmarked(code), account: unmarked(account), country: .unitedKingdom)) != nil
        }
    }
  }

  private func unmarked(_ text: String) -> String {
    text.hasPrefix("'") ? String(text.dropFirst()) : text
  }

  /// True where a name says that a column is the statement's own account; "IBAN" alone does not.
  private func isCalledOwn(_ column: Int) -> Bool {
    let name = columns[column].plainName
    return name != "iban" && (ColumnWords.names[.own] ?? []).contains(name)
  }
}
