import Foundation
import TestSupport
import Testing

/// Every built-in profile has a file of its format, and what becomes of it stands beside it.
@Suite("Profiles")
struct ProfileTests {
  static let folder = "fixtures/profiles"

  static let names: [String] = {
    let path = Repository.root.appending(path: folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0 != "processor-dump" }.sorted()
  }()

  private func input(of name: String) throws -> String {
    let folder = Repository.root.appending(path: "\(Self.folder)/\(name)").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try #require(files.first { $0.hasPrefix("input.") })
  }

  @Test func everyProfileHasAFixture() throws {
    let run = try Program.run(["profile", "list"])
    let listed = run.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(run.status == 0 && listed.map(String.init) == Self.names)
  }

  /// The profile that knows the file is its own, so that no other takes it.
  @Test(arguments: names) func fixtureBecomesTheseTransfers(_ name: String) throws {
    let file = try input(of: name)
    let folder = "\(Self.folder)/\(name)"
    var check = try Program.run(["check", file], in: folder)
    var asked = ""
    if !check.output.contains("profile     \(name)\n") {
      // Many banks write this header: what is asked, and the run with the answer.
      asked = "\(check.transcript)--- check --profile \(file)=\(name)\n"
      check = try Program.run(["check", file, "--profile", "\(file)=\(name)"], in: folder)
    }
    let test = try Program.run(["profile", "test", name, file], in: folder)
    #expect(test.status == 0)
    try Golden.compare(
      "\(asked)\(check.transcript)--- transfers\n\(test.output)", with: "\(folder)/expected.txt")
  }

  @Test(arguments: names) func theProfileThatIsShownIsInOrder(_ name: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(try Program.run(["profile", "show", name]).output.utf8).write(to: file)
    let run = try Program.run(["profile", "check", file.path])
    #expect(run.status == 0 && run.output.contains("profile \(name)"))
  }

  @Test func tablesOfAServiceAreJoinedByTheirIDs() throws {
    let folder = "\(Self.folder)/processor-dump"
    let run = try Program.run(
      [
        "check", "--profiles", "profiles", "users.csv", "accounts.csv", "transactions.csv",
        "withdrawals.csv",
      ], in: folder)
    let reach = try Program.run(
      [
        "reach", "--profiles", "profiles", "users.csv", "accounts.csv", "transactions.csv",
        "withdrawals.csv", "--from", "email:victim.one@example.ie", "--quiet",
      ], in: folder)
    #expect(reach.output.contains("in:KKBK:912010000451"))
    try Golden.compare(run.transcript + reach.transcript, with: "\(folder)/expected.txt")
  }

  @Test func whatIsWrongInAProfileIsNamed() throws {
    let folder = try TemporaryFolder()
    let good = try Program.run(["profile", "show", "gb.barclays.csv"]).output
    for (from, to, message) in [
      ("narration: [Memo]", "naration: [Memo]", "did you mean \"narration\""),
      ("shape: statement", "shape: table", "is one of ledger, statement"),
      ("^Interest\\b", "(a+)\\1", "refers back to a group"),
      ("^Interest\\b", "(?<=a)b", "looks behind"),
      ("{always: GBP}", "{always: GBQ}", "\"GBQ\" is not a currency"),
    ] {
      let file = folder.url.appending(path: "mine.yaml")
      try Data(good.replacing(from, with: to).utf8).write(to: file)
      let run = try Program.run(["profile", "check", file.path])
      #expect(run.status == 2 && run.messages.contains(message), "\(run.messages)")
      #expect(run.messages.contains("mine.yaml:"))
    }
  }

  /// One's own profile wins over a built-in one that has as many of the header's names.
  ///
  /// It may stand in the usual place, and a named folder wins over that. One that has fewer names was made for other
  /// files: it stands back.
  @Test func onesOwnProfilesWin() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    let usual = home.appending(path: "tributary/profiles")
    let named = home.appending(path: "named")
    for folder in [usual, named] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    defer { try? FileManager.default.removeItem(at: home) }
    let text = """
      profile: my.simulation
      shape: ledger
      match: {headers: [[TX_ID, SENDER_ACCOUNT_ID]]}
      fields: {id: TX_ID, from: RECEIVER_ACCOUNT_ID, to: SENDER_ACCOUNT_ID, amount: TX_AMOUNT}
      constants: {currency: "GBP"}

      """
    func reading(_ options: [String] = []) throws -> String {
      let run = try Program.run(
        ["check", "input.csv"] + options, in: "\(Self.folder)/bench.amlsim",
        environment: ["XDG_CONFIG_HOME": home.path])
      #expect(run.status == 0, "\(run.messages)")
      return run.output
    }
    #expect(try reading().contains("bench.amlsim"))
    try Data(text.utf8).write(to: usual.appending(path: "mine.yaml"))
    #expect(try reading().contains("profile     bench.amlsim"))
    #expect(try reading().contains("your profile my.simulation knows fewer names"))
    #expect(try reading(["--profile", "input.csv=my.simulation"]).contains("GBP"))
    let header =
      try String(
        contentsOf: Repository.root.appending(path: "\(Self.folder)/bench.amlsim/input.csv"),
        encoding: .utf8
      ).split(separator: "\n").first ?? ""
    let whole = text.replacing("TX_ID, SENDER_ACCOUNT_ID", with: header)
    try Data(whole.utf8).write(to: usual.appending(path: "mine.yaml"))
    #expect(try reading().contains("my.simulation") && reading().contains("GBP"))
    try Data(whole.replacing("GBP", with: "EUR").utf8).write(to: named.appending(path: "mine.yaml"))
    #expect(try reading(["--profiles", named.path]).contains("EUR"))
  }

  @Test func aProfileIsMadeFromAFileThatNoneKnows() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "export.csv")
    try Data(
      "Booked;Text;Outgoing;Incoming\n13.01.2010;Secret Name 77;185,00;\n14.01.2010;Pay;;20,00\n"
        .utf8
    ).write(to: file)
    let open = try Program.run(["profile", "make", file.path, "--name", "my.bank"])
    #expect(open.status == 3 && open.messages.contains("--set shape="))
    let made = try Program.run([
      "profile", "make", file.path, "--name", "my.bank", "-o", folder.url.path, "--set",
      "shape=statement", "--set", "date=Booked", "--set", "out=Outgoing", "--set", "in=Incoming",
      "--set", "currency=EUR", "--set", "narration=Text", "--set", "dates=dmy",
    ])
    #expect(made.status == 0, "\(made.messages)")
    let fixture = try String(
      contentsOf: folder.url.appending(path: "my.bank.fixture.csv"), encoding: .utf8)
    #expect(fixture.contains("Xxxxxx Xxxx 99") && !fixture.contains("Secret"))
    let test = try Program.run([
      "profile", "test", "my.bank", file.path, "--profiles", folder.url.path,
    ])
    #expect(test.status == 0 && test.output.contains("185.00,EUR"), "\(test.messages)")
  }

  /// Nothing of the rows is left in the fixture, which is read by the profile all the same.
  @Test(arguments: [
    (
      "Trade Day|Words|Value|Dr/Cr|Ccy|Left|Their Account|Ref No\n"
        + "17/11/2019|Zoë Quick 4711|8,765.43|DR|GBP|54,321.09|GB29NWBK60161331926819|AX-77\n"
        + "28/11/2019|Ünal & Söhne|76.50 |CR|GBP|54,397.59|zoe@quick.example|BY-88\n",
      [
        "date=Trade Day", "amount=Value", "side=Dr/Cr", "currency=Ccy", "narration=Words",
        "balance=Left", "account=Their Account", "reference=Ref No", "shape=statement",
      ], 2
    ),
    (
      "payer_ref,payee_ref,moment,total,unit\nVictim 77,Mule 88,2011-07-19 08:09:10,1234.56,EUR\n"
        + "Victim 78,Mule 88,2011-07-20 18:19:20,98.76,EUR\n",
      [
        "shape=ledger", "from=payer_ref", "to=payee_ref", "date=moment", "amount=total",
        "currency=unit",
      ], 2
    ),
    (
      "Booked,Text,Outgoing,Incoming\n\"Nov 17, 2019\",Alma Mater,\"£7,650.00\",0.00\n"
        + "\"Nov 28, 2019\",Rent for 5 Elm,,£65.25\n",
      [
        "shape=statement", "date=Booked", "out=Outgoing", "in=Incoming", "currency=GBP",
        "narration=Text",
      ], 2
    ),
  ])
  func nothingOfTheRowsIsInTheFixture(
    _ text: String, _ answers: [String], _ count: Int
  ) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "export.csv")
    try Data(text.utf8).write(to: file)
    let made = try Program.run(
      ["profile", "make", file.path, "--name", "my.bank", "-o", folder.url.path]
        + answers.flatMap { ["--set", $0] })
    #expect(made.status == 0, "\(made.messages)")
    let fixture = folder.url.appending(path: "my.bank.fixture.csv")
    let rows = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n").dropFirst()
    let secrets = text.split(separator: "\n").dropFirst().joined(separator: " ")
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { $0.count > 2 && !["GBP", "EUR", "DR", "CR", "00", "000"].contains($0) }
    for row in rows {
      let words = row.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      for secret in secrets { #expect(!words.contains(secret), "\(secret) in \(row)") }
    }
    for path in [file.path, fixture.path] {
      let test = try Program.run(["check", path, "--profiles", folder.url.path])
      #expect(
        test.output.contains("my.bank") && test.messages.contains("\(count) loaded"),
        "\(test.output) \(test.messages)")
    }
    let check = try Program.run(["profile", "check", folder.path("my.bank.yaml")])
    #expect(check.status == 0, "\(check.messages)")
  }
}
