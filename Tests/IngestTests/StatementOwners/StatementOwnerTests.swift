import Ingest
import PaymentGraph
import TestSupport
import Testing

/// The column `statement` of an accounts file: whose account a file shows that does not name it.
@Suite("Statement owners")
struct StatementOwnerTests {
  private static let nationwide = """
    "Account Name:","FlexAccount ****45678"
    "Account Balance:","734.10"
    "Available Balance: ","734.10"

    "Date","Transaction type","Description","Paid out","Paid in","Balance"
    "13 Apr 2021","Direct debit","NORTHMOOR ENERGY","80.90","","919.10"
    "14 Apr 2021","Visa purchase","PAYPAL *HELPDESK","185.00","","734.10"

    """
  private static let lloyds = """
    Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,
    14/04/2021,DEB,'30-90-62,24648987,FAIRBROOK STORES CD 4417 ,20.00,,980.00
    13/04/2021,DEB,'30-90-62,24648987,FAIRBROOK STORES CD 4417 ,10.00,,1000.00

    """

  /// The own accounts of a file, and the problems of the accounts file, with a list of the given rows.
  private func read(
    _ rows: String..., files: [String: String] = ["april.csv": nationwide], of file: String,
    stated: [String: String] = [:]
  ) throws -> (accounts: [String], codes: [String]) {
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      paths.append(try folder.write(text, as: name))
    }
    let list = try folder.write(
      "account,role,statement\n" + rows.joined(separator: "\n") + "\n", as: "accounts.csv")
    var reader = TransactionReader()
    reader.ownAccounts = stated
    let intake = try reader.read([list] + paths)
    let again = try reader.read(paths.reversed() + [list])
    #expect(again.ledger.transfers.map(\.payer.key) == intake.ledger.transfers.map(\.payer.key))
    let reading = try #require(intake.files.first { $0.file.path.hasSuffix("/" + file) })
    return (
      reading.statement?.sections.map(\.account) ?? [],
      intake.files.filter { $0.file.path == list }.flatMap(\.diagnostics).map(\.code)
    )
  }

  @Test func theListNamesTheAccount() throws {
    let (accounts, codes) = try read("gb:070116/12345678,victim,april.csv", of: "april.csv")
    #expect(accounts == ["gb:070116/12345678"] && codes.isEmpty)
    // An IBAN names the same account.
    let iban = try read("GB41 ABBY 0701 1612 3456 78,victim,april.csv", of: "april.csv")
    #expect(iban.accounts == ["gb:070116/12345678"] && iban.codes.isEmpty)
  }

  @Test func oneAccountHasSeveralStatements() throws {
    let may = Self.nationwide.replacing("Apr", with: "May")
    for file in ["april.csv", "may.csv"] {
      let (accounts, codes) = try read(
        "gb:070116/12345678,victim,april.csv; may.csv",
        files: ["april.csv": Self.nationwide, "may.csv": may], of: file)
      #expect(accounts == ["gb:070116/12345678"] && codes.isEmpty)
    }
  }

  @Test func whatTheCommandLineSaysWins() throws {
    let (accounts, _) = try read(
      "gb:070116/12345678,victim,april.csv", of: "april.csv",
      stated: ["april.csv": "gb:070116/99999999"])
    #expect(accounts == ["gb:070116/99999999"])
  }

  @Test func aStatementThatIsNotThereIsReported() throws {
    let (accounts, codes) = try read("gb:070116/12345678,victim,may.csv", of: "april.csv")
    #expect(accounts.allSatisfy { $0.hasPrefix("?:") } && codes == ["statement-unknown"])
    // A part of a name is not the name.
    let part = try read("gb:070116/12345678,victim,pril.csv", of: "april.csv")
    #expect(part.codes == ["statement-unknown"])
  }

  @Test func twoAccountsOfOneStatementAreNeither() throws {
    let (accounts, codes) = try read(
      "gb:070116/12345678,victim,april.csv", "gb:070116/87654321,victim,april.csv",
      of: "april.csv")
    #expect(accounts.allSatisfy { $0.hasPrefix("?:") })
    #expect(codes == ["account-detail-conflict", "account-detail-conflict"])
  }

  @Test func aStatementThatNamesItsAccountIsBelieved() throws {
    let files = ["lloyds.csv": Self.lloyds]
    let (accounts, codes) = try read(
      "gb:070116/12345678,victim,lloyds.csv", files: files, of: "lloyds.csv")
    #expect(accounts == ["gb:309062/24648987"] && codes == ["account-detail-conflict"])
    let same = try read("gb:309062/24648987,victim,lloyds.csv", files: files, of: "lloyds.csv")
    #expect(same.accounts == ["gb:309062/24648987"] && same.codes.isEmpty)
  }
}
