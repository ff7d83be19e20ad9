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

  static let labels: Set<String> = [
    "account", "accountlabel", "accountnickname", "accountdescription", "wallet", "walletname",
    "accountname", "accounttitle", "konto", "kontoname", "kontonavn", "kontonamn",
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
      let accounts = ledgerAccounts
      guess(.from, accounts?.payer ?? named(.from, where: names))
      guess(.to, accounts?.payee ?? named(.to, where: names))
    }
    let pair = isEitherAnswered ? nil : partyColumns
    if text(.shape) != "statement", column(.from) != nil, column(.to) != nil, pair == nil { return }
    // A ledger needs both columns.
    for topic in [Topic.from, .to] { guesses[topic] = nil }
    if let pair {
      guess(.payer, pair.payer)
      guess(.payee, pair.payee)
      return
    }
    let holdsAccounts = { (column: DraftColumn) in
      column.isIBAN || column.isNumbered || column.mixesAccounts
    }
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
    guessAccountSides()
    let others = columns.indices.filter { columns[$0].isIBAN && !taken.contains($0) }
    for column in others where !(isOwnOpen && value(.own) == nil) {
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

  /// Takes columns of account numbers for the own accounts or those of the other party, by the words of their names; asks
  /// where several columns hold such numbers and no name tells the two apart.
  private mutating func guessAccountSides() {
    guard headerLine != nil, answers[.own] == nil else { return }
    let free = columns.indices.filter { !taken.contains($0) && mayBeAccounts($0) }
    guard free.count + (value(.account) == nil ? 0 : 1) > 1 else {
      // One column of accounts is somebody's: left out, it would make strangers of those whom the rows name.
      guard let only = free.first, value(.account) == nil else { return }
      let words = columns[only].party
      if value(.own) != nil {
        if words.isOthers || words.namesAccount { guess(.account, only) }
      } else if !columns[only].isIBAN, !columns[only].isConstant {
        if words.isOthers { guess(.account, only) } else { doubts[.own] = question(only) }
      }
      return
    }
    let others = free.filter { columns[$0].party.isOthers }
    let rest = free.filter { !others.contains($0) }
    if value(.account) == nil, let first = others.first {
      // A payer's and a payee's column, of which each row fills one, are both the other party's.
      let isShared =
        others.count == 2
        && zip(columns[others[0]].cells, columns[others[1]].cells)
          .allSatisfy { $0.isEmpty || $1.isEmpty }
      guesses[.account] = Value(columns: isShared ? others : [first])
      if others.count > 1, !isShared { askForOwn(others) }
    }
    guard value(.own) == nil else { return }
    let named = rest.filter { columns[$0].party.namesOwn || isCalledOwn($0) }
    let own = named.count == 1 ? named : rest
    if own.count == 1, columns[own[0]].isFull, value(.account) != nil || named.count == 1 {
      guess(.own, own[0])
      if value(.account) == nil, rest.count == 2 { guess(.account, rest.first { $0 != own[0] }) }
    } else if rest.count > 1 {
      askForOwn(rest)
    }
  }

  /// Returns true where a column holds numbers or addresses of accounts, by its values or by its name and its values.
  private func mayBeAccounts(_ index: Int) -> Bool {
    let column = columns[index]
    let words = columns[index].party
    guard !column.isDate, !words.saysName else { return false }
    if column.isIBAN || column.namesParties || column.mixesAccounts { return true }
    guard column.isNumbered || column.looksLikeAccounts else { return false }
    if words.namesAccount || words.isOthers { return true }
    // A number that differs in every row, or is called so, is that of the row.
    let isRecord = [Topic.id, .reference].contains { topic in
      (ColumnWords.names[topic] ?? []).contains(column.normalName)
    }
    return column.isNumbered && !isRecord && !column.isAmount
      && column.distinct.count < column.values.count
  }

  private mutating func askForOwn(_ indices: [Int]) {
    isOwnOpen = true
    doubts[.own] =
      "Several columns hold account numbers (\(names(indices))): which one is the statement's own account (own), which the other party's (account)?"
  }

  /// True where the user has said which columns are accounts.
  private var isEitherAnswered: Bool {
    [Topic.own, .account, .payer, .payee, .from, .to].contains { answers[$0] != nil }
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
      let words = columns[index].party
      let isNamed =
        ProfileDraft.labels.contains(column.normalName)
        || ProfileDraft.holders.contains(column.normalName)
        || (words.namesAccount || column.normalName.contains("cardnumber")) && !words.isOthers
      return isNamed && !taken.contains(index) && !column.isDate
        && !(column.isAmount && column.hasMarks) && column.distinct.count > 1
        && column.values.count * 2 >= column.cells.count
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

  /// Returns the column with the codes of the banks to which the numbers of an account column belong; nil where there is
  /// none, or the numbers name their banks themselves.
  ///
  /// A code belongs to the account that its name tells, else to the nearest one.
  func bankCodeColumn(of account: Int) -> Int? {
    guard headerLine != nil, !columns[account].isIBAN else { return nil }
    let (own, other) = (column(.own), column(.account))
    let codes = columns.indices.filter { index in
      index != own && index != other && !columns[index].values.isEmpty && !columns[index].isDate
        && PartyWords.isBankCode(header[index])
        && columns[index].values.allSatisfy { $0.count <= 15 && $0.contains(where: \.isNumber) }
    }
    func owner(_ code: Int) -> Int? {
      let words = columns[code].party
      if words.isOthers { return other }
      if words.namesOwn { return own }
      return [own, other].compactMap { $0 }.min { abs($0 - code) < abs($1 - code) }
    }
    let found = codes.filter { owner($0) == account }
    return found.min { abs($0 - account) < abs($1 - account) }
  }

  /// The codes of the currencies in which the rows are.
  var currencyCodes: [String] {
    text(.currency).map { [$0] } ?? column(.currency).map { columns[$0].distinct } ?? []
  }

  /// The column with the sort codes of British own accounts; nil where there is none.
  var sortCodeColumn: Int? {
    guard headerLine != nil, let own = column(.own), !columns[own].isIBAN else { return nil }
    guard currencyCodes == ["GBP"] else { return nil }
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
