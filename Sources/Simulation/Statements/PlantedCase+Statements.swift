internal import PaymentGraph

extension PlantedCase {
  /// The case as files in which banks' statements have a form of banks, one file for each account and currency; the
  /// services' activity, which no bank states, stays canonical CSV.
  ///
  /// Statements give days. Every account has an IBAN that no bank has, so that each form can state it, and entries have
  /// short ids. All forms of one case say the same, but for BAI2, which has no field for the other party.
  ///
  /// - Returns: The files in the order of their paths.
  package func files(statementsAs form: StatementForm) -> [CaseFile] {
    let keys = accounts.indices.map { "iban:\(InventedIBAN.number($0))" }
    let copy = renamed(keys)
    var statements: [StatementName: PlantedStatement] = [:]
    for (number, record) in records.enumerated() where !record.isMissing {
      guard let own = ownAccount(of: record) else { continue }
      let isOut = own == record.payer
      let other = isOut ? record.beneficiary : record.payer
      let name = StatementName(own: own, currency: record.sent.currency.code)
      var statement =
        statements[name]
        ?? PlantedStatement(
          own: InventedIBAN.number(own), currency: record.sent.currency,
          opening: Int64(own % 7) * 50_000 - 20_000)
      statement.entries.append(
        PlantedStatement.Entry(
          day: CivilDate(milliseconds: record.moment), minorUnits: record.sent.minorUnits,
          isOut: isOut, name: PlantedCase.plain(accounts[other].name, or: accounts[other].key),
          account: InventedIBAN.number(other), reference: record.reference ?? "",
          id: copy.records[number].id, text: record.memo))
      statements[name] = statement
    }
    // The other files have canonical rows, without those that statements show.
    let stated = Set(
      records.indices.filter { !records[$0].isMissing && ownAccount(of: records[$0]) != nil })
    var files = copy.files(leavingOut: stated).filter { $0.path != "README.md" }
    files.append(CaseFile("README.md", CaseReadme(self).text + PlantedCase.words(form)))
    files += statements.map { name, statement in
      let account = Characters.digits(name.own + 1, 4)
      return CaseFile(
        "statements/\(account)-\(name.currency.lowercased()).\(form.ending)",
        bytes: statement.bytes(as: form))
    }
    return files.sorted { $0.path < $1.path }
  }

  private struct StatementName: Hashable {
    let own: Int
    let currency: String
  }

  /// Returns the account whose statement holds a record; nil for the activity of services and for conversions.
  private func ownAccount(of record: PlantedRecord) -> Int? {
    guard record.sent == record.received else { return nil }
    let sides = [record.payer, record.beneficiary]
    if record.document.hasPrefix("victims-") {
      return sides.first { accounts[$0].role == .victim }
    }
    return sides.first { account in
      // Documents are named after the account, with hyphens for all but letters and digits.
      let name = accounts[account].key.utf8.map { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) ? byte : 0x2D
      }
      return record.document.utf8.elementsEqual(Array("statement-".utf8) + name)
    }
  }

  /// Returns a name without the signs that divide the fields of some form.
  private static func plain(_ name: String, or key: String) -> String {
    let text = name.isEmpty ? key : name
    return String(
      decoding: text.utf8.map { ",?/:\"'+".utf8.contains($0) ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func words(_ form: StatementForm) -> String {
    "\n`statements/` has the banks' statements as \(form.rawValue), one file for each account and currency, by days.\n"
      + (form == .bai2 ? "BAI2 has no field for the other party: nobody is named in them.\n" : "")
  }
}

extension PlantedCase {
  /// Returns the case with other keys for its accounts, and short ids for the records that statements show.
  private func renamed(_ keys: [String]) -> PlantedCase {
    var copy = self
    copy.accounts = accounts.enumerated().map { number, account in
      PlantedAccount(
        key: keys[number], role: account.role, name: account.name,
        institution: account.institution, country: account.country)
    }
    for number in records.indices where !records[number].isMissing {
      if ownAccount(of: records[number]) != nil {
        copy.records[number].id = "S" + Characters.digits(number + 1, 7)
      }
    }
    return copy
  }
}
