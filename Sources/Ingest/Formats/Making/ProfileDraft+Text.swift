/// The profile as YAML.
extension ProfileDraft {
  /// The text of the profile, complete when no question is open.
  ///
  /// It knows exactly the file that it was made from: its whole header, or the form of its rows.
  public var yaml: String {
    let lines =
      [
        "profile: \(text(.name) ?? "")", "version: 1", "shape: \(text(.shape) ?? "")", "match:",
      ] + match + (isLedger ? ledger : statement)
    return lines.joined(separator: "\n") + "\n"
  }

  private func quoted(_ text: String) -> String { YAMLText.doubleQuoted(text) }

  /// Returns the name by which a profile finds a column: `#3` where it has none, `Account#2` for the second of a name.
  private func reference(_ column: Int) -> String {
    let name = header[column]
    guard headerLine != nil, !name.isEmpty else { return quoted("#\(column + 1)") }
    let normal = HeaderNames.normal(name)
    let before = header[..<column].count { HeaderNames.normal($0) == normal }
    // A bar divides spellings, and names are compared without it.
    let plain = name.replacing("|", with: " ")
    return quoted(before > 0 ? "\(plain)#\(before + 1)" : plain)
  }

  private func reference(_ topic: Topic) -> String { column(topic).map(reference) ?? quoted("") }

  private var match: [String] {
    guard headerLine == nil else {
      let names = header.filter { !$0.isEmpty }.map { quoted($0.replacing("|", with: " ")) }
      return ["  headers: [[\(names.joined(separator: ", "))]]", "  exact: true"]
    }
    let kinds = columns.indices.map { kind(of: $0).rawValue }
    return ["  header: none", "  cells: [\(kinds.joined(separator: ", "))]"]
  }

  /// Returns the kind of a column's cells in a file without a header, as far as they show it.
  private func kind(of column: Int) -> CellKind {
    let cells = columns[column]
    let isFull = cells.values.count == cells.cells.count
    let money = [Topic.amount, .out, .in, .balance].compactMap { self.column($0) }
    if cells.isDate, isFull { return .date }
    if money.contains(column) { return isFull ? .amount : .amountOrNothing }
    if cells.isCurrency, isFull { return .currency }
    if cells.values.isEmpty { return .empty }
    if isFull, cells.values.allSatisfy({ CellKind.iban.fits($0, dates: []) }) { return .iban }
    if isFull, cells.values.allSatisfy(DraftColumn.isAccountNumber) { return .accountNumber }
    let isText = isFull && cells.values.allSatisfy { $0.contains(where: \.isLetter) }
    return isText ? .text : .any
  }

  /// The forms of dates and amounts.
  ///
  /// The order of day and month that this one file shows is not stated for all files: each must show its own.
  private var habitLines: [String] {
    var lines: [String] = []
    if let dates = text(.dates) {
      let isShown = answers[.dates] == nil && (dates == "dmy" || dates == "mdy")
      lines.append(isShown ? "dates-seen: \(dates)" : "dates: [\(dates)]")
    }
    if let mark = text(.decimal) { lines.append("decimal: \(mark)") }
    if let units = text(.units) { lines.append("units: \(units)") }
    return lines
  }

  /// Returns the file's words for payments that did not take place, and those that most files have.
  private func others(_ written: [String]) -> [String] {
    let said = Set(settledList.map(StatementText.normal))
    let known = Set(written.map(StatementText.normal))
    return written
      + ProfileDraft.usualUnsettled.filter { !said.contains($0) && !known.contains($0) }
  }

  /// Returns true where some rows have nothing in the column of a topic.
  private func isPartlyEmpty(_ topic: Topic) -> Bool {
    column(topic).map { columns[$0].values.count < columns[$0].cells.count } ?? false
  }

  /// Returns a pattern that matches any of some words, regardless of case.
  private func pattern(_ words: [String], orNothing: Bool = false) -> String {
    let signs = Set("\\.+*?()[]{}|^$/".unicodeScalars)
    let escaped = words.map { word in
      word.unicodeScalars.map { signs.contains($0) ? "\\\($0)" : String($0) }.joined()
    }
    let text = "^(?:\(escaped.joined(separator: "|")))\(orNothing ? "?" : "")$"
    return YAMLText.singleQuoted(text)
  }

  private var ledger: [String] {
    var lines: [String] = []
    lines += habitLines
    if let words = statusWords {
      let settled = words.settled + (settlesBlank ? [""] : [])
      let others =
        others(words.others) + (isPartlyEmpty(.status) && !settlesBlank ? [""] : [])
      // Reasons differ from file to file: each means that nothing took place.
      let isReason = column(.status).flatMap(statusKind) == .reason
      lines.append(
        "settled: {column: \(reference(.status)), words: [\(settled.map(quoted).joined(separator: ", "))], others: [\((isReason ? [] : others).map(quoted).joined(separator: ", "))]}"
      )
    }
    if !lookups.isEmpty {
      lines.append("lookups:")
      for lookup in lookups {
        let name = lookup.name.isEmpty ? "" : ", name: \(quoted(lookup.name))"
        lines.append(
          "  - {column: \(reference(lookup.column)), key: \(quoted(lookup.key)), value: \(quoted(lookup.value))\(name)}"
        )
      }
    }
    lines.append("fields:")
    var constants: [String] = []
    for (topic, key) in [(Topic.from, "from"), (.to, "to")] {
      if column(topic) == nil, let account = text(topic) {
        constants.append("\(key): \(quoted(account))")
      } else {
        lines.append("  \(key): \(reference(topic))")
      }
    }
    for (topic, key) in [(Topic.payerName, "from_name"), (.payeeName, "to_name")]
    where column(topic) != nil { lines.append("  \(key): \(reference(topic))") }
    lines.append("  time: \(reference(.date))")
    lines.append("  amount: \(reference(.amount))")
    for (topic, key) in [(Topic.id, "id"), (.reference, "reference"), (.currency, "currency")]
    where column(topic) != nil {
      lines.append("  \(key): \(reference(topic))")
    }
    if column(.currency) == nil, let code = text(.currency) {
      constants.append("currency: \(quoted(code))")
    }
    if !constants.isEmpty { lines.append("constants: {\(constants.joined(separator: ", "))}") }
    return lines
  }

  private var statement: [String] {
    var lines: [String] = []
    if let own = column(.own) {
      let cells = columns[own]
      let isNumber =
        cells.isNumbered || cells.isConstant || cells.looksLikeAccounts
        || cells.values.allSatisfy { $0.allSatisfy { $0.isNumber || "-/. ".contains($0) } }
      if let code = sortCodeColumn {
        lines.append("account: [{columns: [\(reference(code)), \(reference(own))], kind: gb}]")
      } else if let code = bankCodeColumn(of: own) {
        lines.append(
          "account: [{columns: [\(pair(code, own).joined(separator: ", "))], kind: banked}]")
      } else {
        let kind = cells.isIBAN ? "iban" : isNumber ? "plain" : "label"
        lines.append("account: [{columns: [\(reference(own))], kind: \(kind)}]")
      }
      if let holder = holderColumn(beside: own) {
        lines.append("holder: [{column: \(reference(holder))}]")
      }
    } else if let payer = column(.payer), let payee = column(.payee) {
      let isMail = columns[payer].values.allSatisfy { $0.contains("@") }
      let kind = columns[payer].isIBAN ? "iban" : isMail ? "email" : "plain"
      lines.append(
        "account: [{frequent: [\(reference(payer)), \(reference(payee))], kind: \(kind)}]")
    } else if namesAccountBefore {
      lines.append("account: [{preamble: '([A-Z]{2}\\d{2}[A-Z0-9 ]{11,30})', kind: iban}]")
    }
    var rules: [String] = []
    if let skipped { rules.append("skip-undated: ['\(skipped)']") }
    if text(.joinText) == "yes" { rules.append("join-text: true") }
    if !rules.isEmpty { lines.append("rows: {\(rules.joined(separator: ", "))}") }
    lines += habitLines
    if let words = statusWords {
      lines.append(
        "settled: {status: \(words.settled.isEmpty ? "'^$'" : pattern(words.settled, orNothing: settlesBlank))}"
      )
      // Reasons differ from file to file: each means that nothing took place.
      if column(.status).flatMap(statusKind) != .reason {
        lines.append(
          "unsettled: {status: \(pattern(others(words.others), orNothing: !settlesBlank && isPartlyEmpty(.status)))}"
        )
      }
    }
    lines.append("fields:")
    if column(.status) != nil, statusWords != nil {
      lines.append("  status: \(reference(.status))")
    }
    lines.append("  date: \(reference(.date))")
    if column(.amount) != nil, column(.side) != nil {
      func list(_ topic: Topic) -> String {
        sideWords(topic).map(quoted).joined(separator: ", ")
      }
      lines.append(
        "  amount: {amount: \(reference(.amount)), side: \(reference(.side)), out-words: [\(list(.outWords))], in-words: [\(list(.inWords))]}"
      )
    } else if column(.amount) != nil {
      lines.append("  amount: {signed: \(reference(.amount))}")
      if text(.positive) == "out" { lines.append("  positive: out") }
      if answers[.positive] != nil, text(.positive) == "in",
        column(.amount).flatMap(thanksSayOut) == true
      {
        lines.append("  positive: in")
      }
    } else {
      lines.append("  amount: {out: \(reference(.out)), in: \(reference(.in))}")
    }
    if column(.fee) != nil {
      lines.append(
        "  fee: {column: \(reference(.fee)), sign: \(feeIsSigned ? "added" : "subtracted"), to: \(quoted("fees:\(text(.name) ?? "")"))\(feeCurrency.map { ", currency: \(reference($0))" } ?? "")}"
      )
    }
    if column(.balance) != nil { lines.append("  balance: {column: \(reference(.balance))}") }
    lines.append(
      column(.currency) != nil
        ? "  currency: {column: \(reference(.currency))}"
        : "  currency: {always: \(text(.currency) ?? "")}")
    for (topic, key) in [
      (Topic.narration, "narration"), (.party, "name"), (.payerName, "payer-name"),
      (.payeeName, "payee-name"),
    ] {
      let places = value(topic)?.columns ?? []
      if !places.isEmpty {
        lines.append("  \(key): [\(places.map(reference).joined(separator: ", "))]")
      }
    }
    let accounts = value(.account)?.columns ?? []
    if accounts.count == 1, let code = bankCodeColumn(of: accounts[0]) {
      let parts = pair(code, accounts[0]).joined(separator: ", ")
      lines.append("  account: {columns: [\(parts)], kind: \(isSortCode(code) ? "gb" : "banked")}")
    } else if !accounts.isEmpty {
      let list = accounts.map(reference).joined(separator: ", ")
      lines.append("  account: \(accounts.count == 1 ? list : "[\(list)]")")
    }
    for (topic, key) in [
      (Topic.payer, "payer"), (.payee, "payee"), (.reference, "reference"), (.id, "id"),
    ] where column(topic) != nil {
      lines.append("  \(key): \(reference(topic))")
    }
    return lines
  }

  /// The names of the columns that hold something of which the profile reads nothing, in the order of the file.
  public var unread: [String] {
    let accounts = [column(.own), column(.account)].compactMap { $0 }
    let beside =
      accounts.compactMap { bankCodeColumn(of: $0) }
      + accounts.compactMap { holderColumn(beside: $0) }
      + [sortCodeColumn, feeCurrency].compactMap { $0 } + lookups.map(\.column)
    return columns.indices.filter { index in
      !taken.contains(index) && !beside.contains(index) && !columns[index].values.isEmpty
    }.map { header[$0].isEmpty ? "#\($0 + 1)" : header[$0] }
  }

  /// Returns the columns of a bank's code and of an account's number, in the order in which the country writes them:
  /// Czech and Slovak banks put the code behind the number.
  private func pair(_ code: Int, _ account: Int) -> [String] {
    let isBehind = HeaderNames.normal(header[code]).hasPrefix("k")
    return (isBehind ? [account, code] : [code, account]).map(reference)
  }

  /// Returns true for a column whose codes are British sort codes.
  private func isSortCode(_ code: Int) -> Bool {
    currencyCodes == ["GBP"] && HeaderNames.normal(header[code]).contains("sortcode")
      && columns[code].values.allSatisfy { $0.count(where: \.isNumber) == 6 }
  }

  /// True where the lines before the header name one account by its IBAN.
  private var namesAccountBefore: Bool {
    guard let regex = try? Regex("[A-Z]{2}\\d{2}[A-Z0-9 ]{11,30}") else { return false }
    let found = Set(
      preamble.flatMap { line in line.matches(of: regex).map { String(line[$0.range]) } }
        .filter { (try? IBAN($0)) != nil })
    let isOthers = preamble.contains { line in
      found.contains { line.contains($0) } && ProfileDraft.namesOther(line)
    }
    return found.count == 1 && !isOthers
  }

  /// Returns true where a line before the header tells of another account than the statement's: that of the party that
  /// was searched for, or the one from which a card is paid.
  private static func namesOther(_ line: String) -> Bool {
    let line = line.lowercased()
    return [
      "referenz", "reference account", "linked account", "settlement account", "verrechnungskonto",
      "suche", "search", "filter", "recherche", "búsqueda", "ricerca", "zoek", "empfänger",
      "empfaenger", "auftraggeber", "payee", "beneficiar", "counterparty", "gegenkonto",
      "tegenrekening",
      "bénéficiaire", "compte lié", "cuenta vinculada",
    ].contains { line.contains($0) }
  }

  /// The pattern of totals and balances among the rows without a date; nil where there are none.
  private var skipped: String? {
    let pattern =
      "^(sub-?total|total|sum|summe|gesamt|opening|closing|balance|brought forward|carried forward|b/f|c/f|anfangssaldo|endsaldo|saldo|solde|page)\\b"
    guard let date = column(.date), let regex = try? Regex(pattern).ignoresCase() else {
      return nil
    }
    let isThere = body.contains { row in
      let first = row.first { !$0.isEmpty } ?? ""
      let isDated = date < row.count && CellKind.date.fits(row[date], dates: [])
      return !isDated && first.contains(regex)
    }
    return isThere ? pattern : nil
  }
}

/// Texts quoted for a YAML document, scalar by scalar: a quotation mark with a combining mark is one character, and
/// still a quotation mark.
enum YAMLText {
  /// Returns a text in double quotes.
  static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Returns a text in single quotes, in which only the quote itself is escaped.
  static func singleQuoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result += "'" }
      result.unicodeScalars.append(scalar)
    }
    return result + "'"
  }
}
