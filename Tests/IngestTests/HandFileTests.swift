import Foundation
import Ingest
import PaymentGraph
import TestSupport
import Testing

/// Thirty statements and ledgers with the habits of real banks and services, and what each is.
///
/// They are not part of this repository: where `../shared` is absent the tests are skipped, and say so.
@Suite("Thirty files of banks and services")
struct HandFileTests {
  static let folder = SharedData.url("csv/hand")

  static let names = all.keys.sorted()

  /// The expected facts of each file, by its name; empty where the files are absent.
  static var all: [String: [String: Any]] {
    guard let data = try? Data(contentsOf: folder.appending(path: "expected.json")),
      let files = try? JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    else { return [:] }
    return files
  }

  private func expected(_ name: String) throws -> [String: Any] {
    try #require(Self.all[name])
  }

  @Test(.shared("csv/hand")) func thereAreThirty() {
    #expect(Self.names.count == 30)
  }

  @Test(arguments: names) func fileIsReadAsItIs(name: String) throws {
    let facts = try expected(name)
    var reader = TransactionReader()
    if facts["profile"] is NSNull, facts["currency"] == nil {
      reader.mapping = ColumnMapping(constants: [.currency: "EUR"])
    }
    // Rows of a date, a text and an amount are common to many banks: somebody must say whose they are.
    if name == "hsbc_nohdr.csv" { reader.chosenProfiles[name] = "gb.hsbc.csv" }
    if name == "boi_signs.csv" { reader.chosenProfiles[name] = "ie.boi.csv" }
    if facts["date_format"] as? String == "ambiguous" {
      try expectTwoReadings(name, facts)
      return
    }
    let intake = try reader.read([Self.folder.appending(path: name).path])
    let reading = try #require(intake.files.first)
    try compareForm(reading, facts)
    try compareStatement(reading, facts)
    try compareTransfers(intake, reading, facts)
    if let after = facts["after_loading"] as? [String: Any] { try compareUnion(name, after) }
    #expect(Set(facts.keys).isSubset(of: Self.fields), "fields that no test looks at")
  }

  /// The fields of `expected.json` that these tests and ``HandFileFactTests`` compare, and `note` and
  /// `skipped`, which are prose.
  private static let fields: Set<String> = [
    "profile", "encoding", "delimiter", "quote", "header_line", "rows", "date_format", "loaded",
    "memo_rows", "not_settled", "rejected", "short_ok", "good_rows", "recovered", "shape",
    "own_account", "own_accounts", "own_ifsc", "currency", "credits", "debits", "net", "opening",
    "closing", "balance_chain", "sign_source", "order", "transfers_count", "entries", "conversions",
    "self_loops", "accounts", "amounts", "signed", "utc", "first_date", "last_date",
    "counterparties", "transfers", "labels", "after_loading", "cross_match", "readings", "counts",
    "row_roles", "decimal", "grouping", "ids", "time", "note", "skipped",
  ]

  // MARK: Both readings of an ambiguous column

  private func expectTwoReadings(_ name: String, _ facts: [String: Any]) throws {
    let path = Self.folder.appending(path: name).path
    var reader = TransactionReader(mapping: ColumnMapping(constants: [.currency: "EUR"]))
    #expect {
      _ = try reader.read([path])
    } throws: {
      ($0 as? IngestError)?.code == .twoReadings
    }
    let readings = try #require(facts["readings"] as? [String: [String]])
    for (order, days) in readings {
      reader.mapping?.dates = order == "dd/MM" ? .dayFirst : .monthFirst
      let ledger = try reader.read([path]).ledger
      #expect(ledger.transfers.compactMap { $0.time.day?.iso8601 } == days.sorted())
    }
  }

  // MARK: The kind of the file

  private func compareForm(_ reading: FileReading, _ facts: [String: Any]) throws {
    if let profile = facts["profile"] as? String {
      #expect(reading.profile == profile)
    } else {
      #expect(["edge-list", "canonical"].contains(reading.profile))
    }
    let encodings = [
      "utf-8": ["UTF-8", "UTF-8 with byte order mark"], "windows-1252": ["Windows-1252 (assumed)"],
      "utf-16le": ["UTF-16, little endian"],
      "windows-1252 or ascii": ["UTF-8", "Windows-1252 (assumed)"],
    ]
    let encoding = try #require(encodings[facts["encoding"] as? String ?? "utf-8"])
    #expect(encoding.contains(reading.encoding), "\(reading.encoding)")
    if let delimiter = facts["delimiter"] as? String {
      let words = [",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"]
      #expect(reading.dialect.hasPrefix(try #require(words[delimiter])))
    }
    if facts["quote"] is NSNull { #expect(reading.dialect.contains("no quotes")) }
    if let line = facts["header_line"] as? Int { #expect(reading.headerLine == line) }
    if let rows = facts["rows"] as? Int {
      #expect(reading.rows.loaded + reading.rows.memo + reading.rows.rejected == rows)
    }
    if let format = facts["date_format"] as? String {
      if format == "conflict" {
        #expect(reading.rows.rejected == 1)
      } else if let statement = reading.statement {
        #expect(statement.datePattern == format)
      }
    }
    if let loaded = facts["loaded"] as? Int { #expect(reading.rows.loaded == loaded) }
    let memo = facts["memo_rows"] as? Int ?? facts["not_settled"] as? Int
    if let memo { #expect(reading.rows.memo == memo) }
    if let rejected = facts["rejected"] as? [Int] {
      let lines = reading.diagnostics.filter { $0.severity == .error }.compactMap(\.citation?.line)
      #expect(Set(lines) == Set(rejected))
    }
    for key in ["short_ok", "good_rows", "recovered"] {
      guard let lines = facts[key] as? [Int] else { continue }
      for line in lines { #expect(!rejectedLines(reading).contains(line), "line \(line)") }
    }
  }

  private func rejectedLines(_ reading: FileReading) -> Set<Int> {
    Set(reading.diagnostics.filter { $0.severity == .error }.compactMap(\.citation?.line))
  }

  // MARK: The content of a statement

  private func compareStatement(_ reading: FileReading, _ facts: [String: Any]) throws {
    guard ["statement"].contains(facts["shape"] as? String) || facts["own_account"] is String else {
      return
    }
    let statement = try #require(reading.statement)
    let accounts = statement.sections.map(\.account)
    if let own = facts["own_account"] as? String {
      let written = statement.sections.first?.written ?? ""
      #expect(accounts.first == own || written == own, "\(accounts) \(written)")
    } else if facts["own_account"] is NSNull {
      #expect(accounts.allSatisfy { $0.hasPrefix("?:") })
      #expect(reading.diagnostics.contains { $0.code == "own-account-unknown" })
    }
    if let own = facts["own_accounts"] as? [String] {
      #expect(Set(accounts.map { String($0.dropFirst(3)) }) == Set(own))
    }
    if let branch = facts["own_ifsc"] as? String { #expect(statement.branch == branch) }
    if let currency = facts["currency"] as? String {
      #expect(Set(statement.sections.map(\.currency.code)) == [currency])
    }
    compareMoney(statement, facts)
    if let source = facts["sign_source"] as? String {
      #expect(statement.isSwapped == (source == "balance"))
    }
    if let order = facts["order"] as? String {
      #expect(statement.isNewestFirst == (order == "newest-first"))
    }
  }

  private func compareMoney(_ statement: StatementFacts, _ facts: [String: Any]) {
    func text(_ units: Int128, _ section: StatementFacts.Section) -> String {
      MoneyTotal(minorUnits: units, currency: section.currency).decimalText
    }
    if let section = statement.sections.first, statement.sections.count == 1 {
      if let value = facts["credits"] as? String {
        #expect(text(section.credits, section) == value)
      }
      if let value = facts["debits"] as? String { #expect(text(section.debits, section) == value) }
      if let value = facts["net"] as? String {
        #expect(text(section.credits - section.debits, section) == value)
      }
      if let value = facts["opening"] as? String {
        #expect(section.opening.map { text($0, section) } == value)
      }
      if let value = facts["closing"] as? String {
        #expect(section.closing.map { text($0, section) } == value)
      }
    }
    if let nets = facts["net"] as? [String: String] {
      for (key, value) in nets {
        let section = statement.sections.first {
          $0.account.hasSuffix(key) || $0.currency.code == key
        }
        #expect(section.map { text($0.credits - $0.debits, $0) } == value, "\(key)")
      }
    }
    switch facts["balance_chain"] as? String {
    case let chain? where chain.hasPrefix("ok"):
      for section in statement.sections { #expect(section.linksHeld == section.links) }
      #expect(statement.sections.contains { $0.opening != nil })
    case "none": #expect(statement.sections.allSatisfy { $0.links == 0 })
    default: break
    }
  }

  // MARK: The fate of the rows

  private func compareTransfers(
    _ intake: Intake, _ reading: FileReading, _ facts: [String: Any]
  ) throws {
    let ledger = intake.ledger
    let own = Set(reading.statement?.sections.map(\.account) ?? [])
    let inFileOrder = ledger.transfers.sorted { (left: Transfer, right: Transfer) -> Bool in
      (left.evidence.first?.line ?? 0, left.id) < (right.evidence.first?.line ?? 0, right.id)
    }
    if let count = facts["transfers_count"] as? Int { #expect(ledger.transferCount == count) }
    if let count = facts["entries"] as? Int {
      // A conversion is one transfer made of two entries.
      #expect(ledger.transferCount + (facts["conversions"] as? Int ?? 0) == count)
    }
    if let loops = facts["self_loops"] as? Int {
      #expect(ledger.transfers.count { $0.payer.id == $0.beneficiary.id } == loops)
    }
    if let accounts = facts["accounts"] as? [String] {
      #expect(Set(ledger.accounts.map(\.key)) == Set(accounts))
    }
    if let amounts = facts["amounts"] as? [String] {
      #expect(
        inFileOrder.map { Double($0.sent.decimalText) } == amounts.map { Double($0) })
    }
    if let signed = facts["signed"] as? [String] {
      let found = inFileOrder.map {
        (own.contains($0.payer.key) ? "-" : "") + $0.sent.decimalText
      }
      #expect(found == signed)
    }
    if let utc = facts["utc"] as? [String] {
      let times = Set(inFileOrder.map { $0.time.iso8601 })
      #expect(times == Set(utc))
    }
    if let day = facts["first_date"] as? String {
      #expect(reading.firstTime?.iso8601 == day)
      #expect(reading.lastTime?.iso8601 == facts["last_date"] as? String)
    }
    if let parties = facts["counterparties"] as? [String: [String: String]] {
      for (row, party) in parties {
        let transfer = try #require(inFileOrder.dropFirst((Int(row) ?? 1) - 1).first)
        compareParty(transfer, own, party)
      }
    }
    if let transfers = facts["transfers"] as? [[String: Any]] {
      #expect(inFileOrder.count == transfers.count)
      for (found, wanted) in zip(inFileOrder, transfers) { compare(found, wanted) }
    }
  }

  private func compareParty(_ transfer: Transfer, _ own: Set<String>, _ party: [String: String]) {
    let other = own.contains(transfer.payer.key) ? transfer.beneficiary : transfer.payer
    if let name = party["name"] { #expect(other.details.name == name) }
    if let account = party["account"] { #expect(other.key.hasSuffix(":\(account)")) }
    if let reference = party["ref"] { #expect(transfer.reference == reference) }
    if let branch = party["ifsc"] { #expect(other.details.institution == branch) }
    if let channel = party["channel"], party["account"] == nil {
      // All cash of an account is one place, whichever way it was drawn.
      let isCash = transfer.kind == .cash && other.key.hasSuffix(":CASH")
      #expect(isCash || other.key.contains(":\(channel):"), "\(other.key)")
    }
  }

  private func compare(_ found: Transfer, _ wanted: [String: Any]) {
    func isEqual(_ key: String, _ name: String?) -> Bool {
      name == "unknown-bank-account" ? key.hasPrefix("?:") && key.contains(":bank:") : key == name
    }
    #expect(isEqual(found.payer.key, wanted["from"] as? String), "\(found.payer.key)")
    #expect(isEqual(found.beneficiary.key, wanted["to"] as? String), "\(found.beneficiary.key)")
    #expect(found.received.decimalText == wanted["amount"] as? String)
    if let currency = wanted["currency"] as? String {
      #expect(found.received.currency.code == currency)
    }
    if let exchange = wanted["fx"] as? [String: String] {
      #expect(found.sent.decimalText == exchange["amount"])
      #expect(found.sent.currency.code == exchange["currency"])
    }
    #expect(found.kind.name == wanted["role"] as? String ?? "payment")
    if let of = wanted["of"] as? String { #expect(found.reference == of) }
  }

  // MARK: Overlapping files

  private func compareUnion(_ name: String, _ after: [String: Any]) throws {
    let others = try #require(after["with"] as? [String])
    let paths = ([name] + others).map { Self.folder.appending(path: $0).path }
    let count = try #require(after["distinct_entries"] as? Int)
    for order in [paths, paths.reversed(), paths + paths] {
      let intake = try TransactionReader().read(order)
      #expect(intake.ledger.transferCount == count)
      if let rows = after["overlapping_rows"] as? Int, order.count == paths.count {
        #expect(intake.ledger.transfers.count { $0.evidence.count == paths.count } == rows)
        #expect(intake.rows.skipped == rows)
      }
    }
  }
}
