import Foundation
import TestSupport
import Testing

/// Files of banks are known by what is their own; what many banks write is asked about.
@Suite("Recognition")
struct RecognitionTests {
  private static let faults = "fixtures/faults"
  private static let generic = "\(faults)/26-four-common-header-words-make-it-a-british-bank"
  private static let wide = "\(faults)/24-made-profile-takes-over-files-of-known-banks"
  private static let preambles = "\(faults)/35-preamble-of-two-columns-hides-the-table"

  private func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  // MARK: Case 26

  @Test(arguments: [
    ("credit-union-usd.csv", "gb.firstdirect.csv"), ("nigerian-bank-ngn.csv", "ie.boi.csv"),
    ("no-header-aud.csv", "gb.hsbc.csv"),
  ])
  func aHeaderOfManyBanksIsAskedAbout(_ file: String, _ candidate: String) throws {
    let run = try Program.run(["check", file], in: Self.generic)
    #expect(run.status == 3 && run.output.isEmpty)
    for flag in [
      "--set currency=", "--dates \(file)=dmy or --dates \(file)=mdy",
      "--profile \(file)=\(candidate)",
      "profile make \(file)",
    ] {
      #expect(run.messages.contains(flag), "\(flag): \(run.messages)")
    }
  }

  @Test(arguments: [
    (
      "credit-union-usd.csv", "USD", "mdy", "in USD 1,500.00, out USD 325.00",
      "2021-01-05 to 2021-03-04"
    ),
    (
      "credit-union-usd.csv", "CAD", "dmy", "in CAD 1,500.00, out CAD 325.00",
      "2021-03-02 to 2021-05-01"
    ),
    (
      "nigerian-bank-ngn.csv", "NGN", "dmy", "in NGN 1,250,000.00, out NGN 945,000.00",
      "2023-02-01 to 2023-02-03"
    ),
    (
      "no-header-aud.csv", "AUD", "dmy", "in AUD 2,500.00, out AUD 2,300.00",
      "2021-01-12 to 2021-03-05"
    ),
  ])
  func theAnswersAreTaken(
    _ file: String, _ currency: String, _ dates: String, _ money: String, _ period: String
  ) throws {
    let run = try Program.run(
      ["check", file, "--set", "currency=\(currency)", "--dates", dates], in: Self.generic)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.contains(money) && run.output.contains(period), "\(run.output)")
    #expect(run.output.contains("3 rows = 3 loaded"))
  }

  @Test func whoeverKnowsTheBankCanSaySo() throws {
    let choice = [
      "check", "credit-union-usd.csv", "--profile", "credit-union-usd.csv=gb.firstdirect.csv",
    ]
    // The rows stand in order only with the month first, which that bank does not write.
    let doubt = try Program.run(choice, in: Self.generic)
    #expect(doubt.status != 0 && doubt.messages.contains("in the order of their days"))
    let run = try Program.run(choice + ["--dates", "credit-union-usd.csv=dmy"], in: Self.generic)
    #expect(run.status == 0 && run.output.contains("in GBP 1,500.00, out GBP 325.00"))
    for (flag, words) in [
      ("other.csv=gb.firstdirect.csv", "not one of the files"),
      ("credit-union-usd.csv=gb.first", "did you mean gb.firstdirect.csv"),
      ("credit-union-usd.csv=gb.barclays.csv", "does not fit"),
    ] {
      let run = try Program.run(
        ["check", "credit-union-usd.csv", "--profile", flag], in: Self.generic)
      #expect(run.status == 2 && run.messages.contains(words), "\(run.messages)")
    }
  }

  /// A card's positive amounts are money out: the balances show it.
  @Test func balancesDecideWhatASignMeans() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "x.csv")
    try Data(
      "Date,Description,Amount,Balance\n13/01/2021,A,20.00,80.00\n14/01/2021,B,30.00,50.00\n15/01/2021,C,-10.00,60.00\n"
        .utf8
    ).write(to: file)
    let run = try Program.run(["check", file.path, "--set", "currency=EUR"])
    #expect(run.output.contains("in EUR 10.00, out EUR 50.00"), "\(run.output) \(run.messages)")
  }

  /// The pound sign in amounts, or a form of narrations, shows whose file it is; the sign of a narration does not, and the
  /// file's name, which anybody may choose, does not either.
  @Test(arguments: [
    ("x.csv", "-£80.00", "SHOP", "gb.firstdirect.csv"),
    ("x.csv", "-80.00", "))) SHOP", "gb.firstdirect.csv"),
    ("first direct 2021.csv", "-80.00", "SHOP", nil),
    ("x.csv", "-80.00", "£80 SHOP", nil),
    ("x.csv", "-$80.00", "SHOP", nil),
  ])
  func evidenceInTheFileDecides(
    _ name: String, _ amount: String, _ text: String, _ profile: String?
  ) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data("Date,Description,Amount,Balance\n03/03/2010,\(text),\(amount),420.00\n".utf8)
      .write(to: file)
    let run = try Program.run(["check", file.path], environment: ["LC_ALL": "en_GB.UTF-8"])
    #expect(run.status == (profile == nil ? 3 : 0), "\(run.messages)")
    if let profile { #expect(run.output.contains("profile     \(profile)")) }
  }

  // MARK: --set and --map

  @Test func aValueForAllRowsWinsOrIsRefused() throws {
    let refused = try Program.run(["check", "monzo.csv", "--set", "currency=USD"], in: Self.wide)
    #expect(
      refused.status == 2 && refused.messages.contains("each row says it"), "\(refused.messages)")
    let mixed = try Program.run(
      [
        "check", "monzo.csv",
        "../26-four-common-header-words-make-it-a-british-bank/credit-union-usd.csv",
        "--set", "currency=USD", "--dates", "mdy",
      ], in: Self.wide)
    #expect(mixed.output.contains("in GBP 1,580.00") && mixed.output.contains("in USD 1,500.00"))
    #expect(mixed.output.contains("--set currency=USD does not apply to this file"))
    let folder = "fixtures/profiles/gb.barclays.csv"
    let known = try Program.run(["check", "input.csv", "--set", "currency=EUR"], in: folder)
    #expect(known.status == 2 && known.messages.contains("says GBP"), "\(known.messages)")
    #expect(known.messages.contains("--set input.csv:currency=EUR"))
    let forced = try Program.run(
      ["check", "input.csv", "--set", "input.csv:currency=EUR"], in: folder)
    #expect(
      forced.status == 0 && forced.output.contains("EUR")
        && forced.output.contains("profile gb.barclays.csv says GBP"))
  }

  @Test func constantsOfAllFieldsWork() throws {
    let folder = "\(Self.faults)/acceptance/01-set-constant"
    let amount = try Program.run(
      [
        "check", "t.csv", "--map", "from=payer", "--map", "to=payee", "--set", "amount=1.00",
        "--set", "currency=USD",
      ], in: folder)
    #expect(
      amount.status == 0 && amount.output.contains("total       USD 2.00"), "\(amount.messages)")
    let payee = try Program.run(
      [
        "sinks", "t.csv", "--map", "from=payer", "--set", "to=maplegate", "--set", "amount=2.50",
        "--set", "currency=USD", "--victims", "all",
      ], in: folder)
    #expect(payee.output.contains("maplegate  USD 5.00"), "\(payee.output)\(payee.messages)")
    for (flag, words) in [
      ("id=7", "differs in every row"), ("currency=QQQ", "is not a currency"),
      ("amount=x", "is not an amount"),
      ("time=yesterday", "is not a time"),
    ] {
      let run = try Program.run(["check", "t.csv", "--set", flag], in: folder)
      #expect(run.status == 64 && run.messages.contains(words), "\(run.messages)")
    }
    let profile = "\(Self.faults)/acceptance/05-profile-constant-from"
    let made = try Program.run(
      ["reach", "t.csv", "--profiles", "p", "--from", "council"], in: profile)
    #expect(made.status == 0 && made.output.contains("SHOP"), "\(made.messages)")
  }

  @Test func aMappedColumnThatIsNotThereIsNamed() throws {
    let folder = "\(Self.faults)/acceptance/06-map-time-missing-column"
    let flags = [
      "--map", "from=payer", "--map", "to=payee", "--map", "amount=sum", "--set", "currency=GBP",
    ]
    let wrong = try Program.run(
      ["path", "t.csv", "--map", "time=Date", "--from", "a", "--to", "c"] + flags, in: folder)
    #expect(
      wrong.status == 2
        && wrong.messages.contains("no column \"Date\" for \"time\"; did you mean \"Datum\"?"))
    let right = try Program.run(
      ["path", "t.csv", "--map", "time=Datum", "--from", "a", "--to", "c"] + flags, in: folder)
    #expect(right.output.contains("excluded on these records"))
    let unused = try Program.run(["check", "monzo.csv", "--map", "from=payer"], in: Self.wide)
    #expect(
      unused.status == 2 && unused.messages.contains("--map applies to no file"),
      "\(unused.messages)")
  }

  /// Columns with the names of the canonical form need no mapping, and files that are known stay what they are.
  @Test func mappingsAreForTheFilesThatNeedThem() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("id,time,payer,payee,amount,currency\nx1,2010-03-04,a,b,5.00,EUR\n".utf8)
      .write(to: folder.appending(path: "dump.csv"))
    let monzo = Repository.root.appending(path: "\(Self.wide)/monzo.csv").path
    let run = try Program.run([
      "check", folder.path, monzo, "--map", "from=payer", "--map", "to=payee",
    ])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.contains("total       EUR 5.00") && run.output.contains("gb.monzo.csv"))
    #expect(run.output.contains("period      2010-03-04"))
  }

  // MARK: Case 43 and its like

  @Test func theFirstRowOfAFileWithoutHeaderIsARow() throws {
    let folder = "\(Self.faults)/43-first-row-of-a-file-without-header-vanishes"
    let flags = ["time=#1", "from=#2", "to=#3", "amount=#4", "currency=#5"].flatMap {
      ["--map", $0]
    }
    let check = try Program.run(["check", "transfers.csv"] + flags, in: folder)
    #expect(check.output.contains("EUR 9,550.00") && check.output.contains("3 rows = 3 loaded"))
    let sinks = try Program.run(["sinks", "transfers.csv", "--victims", "all"] + flags, in: folder)
    #expect(sinks.output.contains("3  mule-1   EUR 9,550.00"), "\(sinks.output)")
    let other = "\(Self.faults)/acceptance/05-headerless-map"
    let four = ["time=#1", "from=#2", "to=#3", "amount=#4"].flatMap { ["--map", $0] }
    let total = try Program.run(["check", "t.csv", "--set", "currency=GBP"] + four, in: other)
    #expect(total.output.contains("total       GBP 18.00"))
    let headed = try Program.run(
      [
        "check", "t.csv", "--map", "from=#2", "--map", "to=#3", "--map", "amount=#1", "--set",
        "currency=USD",
      ],
      in: "\(Self.faults)/acceptance/01-set-constant")
    #expect(
      headed.output.contains("header      line 1") && headed.output.contains("2 rows = 2 loaded"))
  }

  @Test func whereNothingShowsTheHeaderItIsAskedFor() throws {
    let folder = "\(Self.faults)/acceptance/01-set-constant"
    let flags = [
      "check", "t.csv", "--map", "from=#2", "--map", "to=#3", "--set", "amount=1", "--set",
      "currency=USD",
    ]
    let open = try Program.run(flags, in: folder)
    #expect(
      open.status == 3 && open.messages.contains("--header none or --header 1"), "\(open.messages)")
    #expect(
      try Program.run(flags + ["--header", "1"], in: folder).output.contains("2 rows = 2 loaded"))
    #expect(
      try Program.run(flags + ["--header", "none"], in: folder).output.contains("3 rows = 3 loaded")
    )
  }

  // MARK: Case 24

  @Test func aProfileWithFewNamesStandsBack() throws {
    let run = try Program.run(
      ["check", "monzo.csv", "wise.csv", "--profiles", "profiles-made"], in: Self.wide)
    for words in [
      "in GBP 1,580.00, out GBP 4.20", "2021-10-01 to 2021-10-05",
      "in GBP 1,000.00, out GBP 200.00",
      "2021-01-04 to 2021-01-05", "your profile us.mint knows fewer names",
    ] { #expect(run.output.contains(words), "\(words)") }
  }

  @Test func twoProfilesThatKnowAFileEquallyWellAreATie() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["my.one", "my.two"] {
      let text = """
        profile: \(name)
        shape: ledger
        match: {headers: [[P, Q, R]]}
        fields: {from: P, to: Q, amount: R}
        constants: {currency: EUR}

        """
      try Data(text.utf8).write(to: folder.appending(path: "\(name).yaml"))
    }
    let file = folder.appending(path: "x.csv")
    try Data("P,Q,R\na,b,1.00\n".utf8).write(to: file)
    let tie = try Program.run(["check", file.path, "--profiles", folder.path])
    #expect(tie.status == 3 && tie.messages.contains("my.one and my.two"), "\(tie.messages)")
    let run = try Program.run([
      "check", file.path, "--profiles", folder.path, "--profile", "x.csv=my.two",
    ])
    #expect(run.status == 0 && run.output.contains("profile     my.two"))
  }

  // MARK: Unknown files, folders, case 35

  @Test func allUnknownFilesAreNamedWithWhatToType() throws {
    let run = try Program.run(
      ["sinks", "ocbc.csv", "ing-de.csv", "--victims", "all"], in: Self.preambles)
    #expect(run.status == 2)
    for file in ["ocbc.csv", "ing-de.csv"] {
      #expect(run.messages.contains("tributary profile make \(file)"), "\(run.messages)")
    }
    #expect(run.messages.contains("(line 6): Transaction date,Value date"))
    #expect(run.messages.contains("(line 11): Buchung,Valuta"))
  }

  @Test func aFolderTakesTheFilesInIt() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let monzo = try Data(contentsOf: Repository.root.appending(path: "\(Self.wide)/monzo.csv"))
    let sbi = try Data(
      contentsOf: Repository.root.appending(path: "fixtures/profiles/in.sbi.statement/input.xls"))
    try monzo.write(to: folder.appending(path: "MONZO.CSV"))
    try sbi.write(to: folder.appending(path: "sbi.xls"))
    try Data("%PDF-1.4\n".utf8).write(to: folder.appending(path: "scan.pdf"))
    try Data("hidden".utf8).write(to: folder.appending(path: ".DS_Store"))
    try FileManager.default.createDirectory(
      at: folder.appending(path: "more"), withIntermediateDirectories: true)
    let run = try Program.run(["check", folder.path])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.contains("gb.monzo.csv") && run.output.contains("in.sbi.statement"))
    #expect(run.messages.contains("scan.pdf is a PDF") && run.messages.contains("more is a folder"))
    #expect(!run.messages.contains("DS_Store"))
    let sinks = try Program.run(["sinks", folder.path, "--victims", "all"])
    #expect(sinks.status == 0 && sinks.messages.contains("left out"))
  }

  @Test func theTableIsThePartWithDatesAndAmounts() throws {
    let ocbc = try Program.run(["grid", "ocbc.csv"], in: Self.preambles)
    #expect(
      ocbc.output.hasPrefix(
        "Transaction date,Value date,Description,Withdrawals (SGD),Deposits (SGD)\n18/04/2021,"))
    #expect(ocbc.output.split(separator: "\n").count == 7)
    let ing = try Program.run(["grid", "ing-de.csv"], in: Self.preambles)
    #expect(ing.output.hasPrefix("Buchung,Valuta,") && ing.output.split(separator: "\n").count == 3)
    let asked = try Program.run(["grid", "ocbc.csv", "--header", "2"], in: Self.preambles)
    #expect(asked.output.hasPrefix("Available Balance,"))
  }
}
