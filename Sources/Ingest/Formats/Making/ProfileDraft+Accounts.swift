internal import PaymentGraph

/// The columns of accounts: the statement's own, and the other party's.
extension ProfileDraft {
  private static let holders: Set<String> = [
    "accountholder", "accountholdername", "accountowner", "holder", "holdername", "owner",
    "customername", "cardmember", "cardholder", "cardholdername", "kontoinhaber",
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
      named(.own) {
        $0.isConstant && $0.isFull && holdsAccounts($0) && (hasOther || $0.plainName != "iban")
      })
    if let own = guesses[.own]?.columns.first, !hasOther, answers[.own] == nil, followsParty(own) {
      guesses[.own] = nil
      doubts[.own] = question(own)
      guessLabels()
      return
    }
    guessOwnPerRow(
      named(.own) { column in
        !column.isConstant && column.plainName != "iban"
          && (holdsAccounts(column) || column.looksLikeAccounts)
      })
    if value(.own) == nil {
      guess(
        .own,
        columns.indices.first { index in
          !taken.contains(index) && !columns[index].isConstant && holdsAccounts(columns[index])
            && closesPerAccount(index)
        })
      if value(.own) != nil { doubts[.own] = nil }
    }
    let others = columns.indices.filter { columns[$0].isIBAN && !taken.contains($0) }
    for column in others {
      if columns[column].isConstant, rows.count > 1, value(.own) == nil {
        // Without a header no column has a name; the account of a statement then stands first in its rows.
        let standsFirst = headerLine == nil && column == columns.startIndex
        let isNamed = isCalledOwn(column) && columns[column].isFull && !followsParty(column)
        if isNamed || standsFirst || value(.account) != nil {
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
  private mutating func guessOwnPerRow(_ index: Int?) {
    guard answers[.own] == nil, value(.own) == nil, let index, index != column(.account) else {
      return
    }
    let isNamed = isCalledOwn(index)
    if isNamed && (value(.account) != nil || holderColumn(beside: index) != nil)
      || closesPerAccount(index)
    {
      guess(.own, index)
    } else if value(.account) == nil {
      doubts[.own] = question(index)
    }
  }

  /// Returns true where the column before has the other party's name, so that the number may be that party's.
  private func followsParty(_ index: Int) -> Bool {
    guard headerLine != nil, index > 0 else { return false }
    let before = columns[index - 1]
    return [Topic.party, .payeeName, .payerName].contains { topic in
      (ColumnWords.names[topic] ?? []).contains(before.normalName)
    }
  }

  private func question(_ column: Int) -> String {
    "The column \"\(header[column])\" holds account numbers (\(columns[column].distinct.count) different ones); is it the statement's own account (own) or the other party's (account)?"
  }

  /// Asks about a column that names several accounts of one holder by words, `Current` and `Savings`.
  private mutating func guessLabels() {
    guard value(.own) == nil, headerLine != nil, !isLedger else { return }
    let found = columns.indices.first { index in
      let column = columns[index]
      return ProfileDraft.labels.contains(column.normalName) && !taken.contains(index)
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
    return columns.indices.first { index in
      guard index != own, ProfileDraft.holders.contains(HeaderNames.normal(header[index])) else {
        return false
      }
      var names: [String: String] = [:]
      return zip(columns[own].cells, columns[index].cells).allSatisfy { account, name in
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
    return columns.indices.first { index in
      let cells = columns[index]
      return index != own
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

/// Ids that another table explains.
extension ProfileDraft {
  /// A column of ids, and the columns of the table that explains them.
  struct KnownLookup {
    let column: Int
    let key: String
    let value: String
    /// The column with the names; empty where none is read.
    let name: String
  }

  /// Reads `sender_id=user_id:login` or `sender_id=user_id:login:full_name`.
  func lookup(_ text: String) throws(ProfileError) -> KnownLookup {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    let parts = (sides.last ?? "").split(separator: ":").map { StatementText.squeezed(String($0)) }
    guard sides.count == 2, parts.count == 2 || parts.count == 3, isLedger else {
      throw fault(
        isLedger
          ? "a lookup is COLUMN=KEY:VALUE or COLUMN=KEY:VALUE:NAME, where KEY, VALUE and NAME are columns of the table that explains the ids"
          : "lookups belong to ledgers, whose rows name both accounts: add --set shape=ledger first"
      )
    }
    return KnownLookup(
      column: try known(sides[0]), key: parts[0], value: parts[1],
      name: parts.count == 3 ? parts[2] : "")
  }

  /// The lookups that the user has given.
  var lookups: [KnownLookup] {
    ProfileDraft.words(text(.lookup) ?? "").compactMap { try? lookup($0) }
  }

  /// The columns of payers and beneficiaries that hold ids instead of accounts, with nothing to tell whose they are.
  public var columnsOfIDs: [String] {
    guard isLedger else { return [] }
    let known = Set(lookups.map(\.column))
    return [Topic.from, .to].compactMap { column($0) }.filter { place in
      !known.contains(place) && !columns[place].values.isEmpty
        && columns[place].values.allSatisfy { text in
          text.count <= 12 && text.contains(where: \.isNumber)
            && text.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        }
    }.map { header[$0] }
  }
}
