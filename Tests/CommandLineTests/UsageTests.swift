import Foundation
import TestSupport
import Testing

/// Statuses, streams and messages of the program.
@Suite("Usage")
struct UsageTests {
  private let small = "fixtures/cases/founding"

  private func write(_ text: String) throws -> URL {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    try Data(text.utf8).write(to: file)
    return file
  }

  @Test func versionAndHelp() throws {
    let version = try Program.run(["--version"])
    #expect(version.status == 0 && version.output.hasPrefix("tributary "))
    let all = try Program.run(["--help"]).output
    let commands = all.matches(of: #/\n  ([a-z]+)  /#).map { String($0.1) }
    #expect(commands.count >= 15 && commands.contains("check") && commands.contains("profile"))
    for command in commands {
      let help = try Program.run([command, "--help"])
      #expect(help.status == 0 && help.output.contains("OVERVIEW: "), "\(command)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completions(_ shell: String) throws {
    let run = try Program.run(["--generate-completion-script", shell])
    #expect(run.status == 0 && run.output.contains("sinks"))
  }

  @Test(arguments: [
    ["sinks"], ["sinks", "x.csv", "--ties", "sometimes"], ["nothing"],
    ["sinks", "x.csv", "--max-hops", "0"], ["draw", "x.csv", "-o", "x.jpeg"],
    ["sinks", "x.csv", "--within", "3"], ["sinks", "x.csv", "--since", "2024-13-01"],
    ["check", "x.csv", "--map", "nonsense=1"], ["sinks", "x.csv", "--currency", "QQQ"],
    ["draw", "x.csv", "-o", "x.svg", "--whole", "--from", "a"],
    ["explain", "x.csv"], ["explain", "x.csv", "--sink", "a", "--account", "a"],
    ["explain", "x.csv", "--sink", "a", "--link", "1=2"],
    ["explain", "x.csv", "--sink", "a", "--rule", "fifo"],
    ["explain", "x.csv", "--account", "a", "--rule", "fifo", "--max-hops", "2"],
    ["explain", "x.csv", "--account", "a", "--rule", "poison"],
    ["explain", "x.csv", "--account", "a", "--victim", "b"],
    ["explain", "x.csv", "--sink", "a", "--opening", "a=1.00 GBP"],
    ["explain", "x.csv", "--link", "1=2", "--rule", "fifo"],
    ["explain", "x.csv", "--link", "1=2", "--min-grade", "A"], ["explain", "x.csv", "--link", "1"],
  ])
  func wrongUsageIs64(_ arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty && run.messages.hasPrefix("error: "))
    #expect(!run.messages.contains("Usage:") && !run.messages.contains("Error:"))
  }

  @Test func aMissingFileAndAFolderAreErrors() throws {
    for path in ["missing.csv", "fixtures"] {
      let run = try Program.run(["sinks", path])
      #expect(run.status == 2 && run.messages.contains("error: \(path)"))
    }
  }

  @Test func whatIsNoTableIsAnErrorAndControlsNoTerminal() throws {
    var random: [UInt8] = []
    for number in 0..<4_000 { random.append(UInt8(truncatingIfNeeded: number &* 7919 >> 3)) }
    for bytes in [random, Array("\u{1B}[2J;\u{202E}x\n1;2\n".utf8)] {
      let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
      try Data(bytes).write(to: file)
      let run = try Program.run(["check", file.path])
      #expect(run.status == 2)
      #expect(!run.messages.contains("\u{1B}") && !run.messages.contains("\u{202E}"))
    }
  }

  @Test func anUnknownAccountIsAnErrorThatSuggests() throws {
    let run = try Program.run(
      ["reach"] + FoundingCaseTests.files + ["--from", "victim-gb-0l"], in: small)
    #expect(run.status == 2)
    #expect(run.messages.contains("no account \"victim-gb-0l\" in the ledger; similar: "))
    #expect(run.messages.contains("\"victim-gb-01\""))
  }

  @Test func theNamedAccountIsThatOfFilesThatDoNotSayTheirs() throws {
    let (says, silent) = ("gb.barclays.csv/input.csv", "gb.monzo.csv/input.csv")
    func accounts(_ options: [String]) throws -> [String] {
      let run = try Program.run(["check", says, silent] + options, in: "fixtures/profiles")
      return run.output.split(separator: "\n").filter { $0.hasPrefix("  account ") }.map {
        String($0.dropFirst(14))
      }
    }
    #expect(
      try accounts(["--own-account", "mine"]) == [
        "gb:202015/55555555, written 20-20-15 55555555 (each row says so)",
        "mine (as requested; the file does not say)",
      ])
    #expect(
      try accounts(["--own-account", "mine", "--own-account", "\(says)=other"]) == [
        "other (as requested)", "mine (as requested; the file does not say)",
      ])
    let wrong = try Program.run(
      ["check", says, "--own-account", "b.csv=other"], in: "fixtures/profiles")
    #expect(wrong.status == 2 && wrong.messages.contains("which is not one of the files"))
  }

  /// Two banks cut one payee's name in two ways; nothing is joined until somebody decides.
  @Test func namesAreJoinedByDecisionsOnly() throws {
    let files = [
      try write(
        """
        Number,Date,Account,Amount,Subcategory,Memo
         ,02/03/2010,20-20-15 55555555,-185.00,Payment,"R SAMPLE TRADERS    SUBSCRIPTION FT"

        """),
      try write(
        """
        Date, Type, Description, Value, Balance, Account Name, Account Number
        13/03/2010,D/D,"'SAMPLE TRADERS R",-185.00,100.00,"'MR J DOE","'600001-12345678",

        """),
    ].map(\.path)
    let victims = ["--victims", "gb:202015/55555555,gb:600001/12345678"]
    let before = try Program.run(["sinks"] + files + victims)
    #expect(before.output.hasPrefix("0 accounts are reached"))
    let open = try Program.run(["parties"] + files + ["--format", "csv"])
    #expect(open.status == 0)
    let undecided = try write(open.output)
    #expect(try Program.run(["sinks"] + files + [undecided.path] + victims).output == before.output)
    let decided = try write(open.output.replacing("TRADERS,,", with: "TRADERS,same,"))
    let after = try Program.run(["sinks"] + files + [decided.path] + victims)
    #expect(after.output.hasPrefix("1 account is reached by the money of 2 or more of 2 payers"))
    #expect(after.messages.contains("[accounts-united]"))
  }

  @Test func nobodyKnownAsVictimIsExplained() throws {
    let file = try write("id,time,from,to,amount,currency\n1,2024-01-01,a,b,1.00,EUR\n")
    let run = try Program.run(["sinks", file.path])
    #expect(run.status == 2 && run.messages.contains("--victims"))
  }

  @Test func nothingFoundIsAnAnswer() throws {
    let file = try write("id,time,from,to,amount,currency\n1,2024-01-01,a,b,1.00,EUR\n")
    let run = try Program.run(["sinks", file.path, "--victims", "all"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("0 accounts are reached by the money of 2 or more of 1 payer\n"))
  }

  @Test func rejectedRowsEndWithOneAndAreSaid() throws {
    let file = try write(
      "id,time,from,to,amount,currency\n1,2024-01-01,a,b,1.00,EUR\n2,2024-01-01,a,b,oops,EUR\n")
    let run = try Program.run(["sinks", file.path, "--victims", "all", "--min-victims", "1"])
    #expect(run.status == 1)
    #expect(run.messages.contains(":3:"))
    #expect(run.messages.contains("2 rows = 1 loaded + 0 memo + 0 skipped + 1 rejected"))
    #expect(run.output.contains("[rejected-rows]"))
  }

  @Test func accountsAreNamedInAnySpelling() throws {
    let file = try write(
      "id,time,from,to,amount,currency\n1,2024-01-01,GB29NWBK60161331926819,b,1.00,GBP\n")
    for name in ["GB29NWBK60161331926819", "GB29 NWBK 6016 1331 9268 19", "gb:60-16-13/31926819"] {
      let run = try Program.run(["reach", file.path, "--from", name])
      #expect(run.status == 0 && run.output.contains("from 1 "), "\(name)")
    }
  }

  @Test func rejectsCanBeAllowedRefusedMendedAndWritten() throws {
    let file = try write(
      "id,time,from,to,amount,currency\n1,2024-01-01,a,b,1.00,EUR\n2,2024-01-01,a,b,1,234.00,EUR\n")
    #expect(try Program.run(["check", file.path]).status == 1)
    #expect(try Program.run(["check", file.path, "--allow-rejects", "1"]).status == 0)
    let strict = try Program.run(["check", file.path, "--strict"])
    #expect(
      strict.status == 2 && strict.messages.contains("nothing is loaded, because of --strict"))
    #expect(try Program.run(["check", file.path, "--lenient"]).status == 0)
    #expect(try Program.run(["check", file.path, "--strict", "--lenient"]).status == 64)
    let rejects = file.path + ".rejects"
    #expect(try Program.run(["check", file.path, "--rejects", rejects]).status == 1)
    let written = try String(contentsOfFile: rejects, encoding: .utf8)
    #expect(written.contains(",3,3,58,86,ROW_LONG,"))
    #expect(written.hasSuffix(",\"2,2024-01-01,a,b,1,234.00,EUR\"\n"))
  }

  @Test func twoReadingsEndWithThreeAndAFlagDecides() throws {
    let dates = try write("id,time,from,to,amount,currency\n1,03/04/2024,a,b,1.00,EUR\n")
    let run = try Program.run(["check", dates.path])
    #expect(
      run.status == 3
        && run.messages.contains("--dates \(dates.path)=dmy or --dates \(dates.path)=mdy"))
    let american = try Program.run(["check", dates.path, "--dates", "mdy"])
    #expect(american.status == 0 && american.output.contains("2024-03-04"))

    let amounts = try write("id,time,from,to,amount,currency\n1,2024-01-01,a,b,\"1,234\",EUR\n")
    let other = try Program.run(["sinks", amounts.path, "--victims", "all"])
    #expect(
      other.status == 3 && other.messages.contains("--decimal \(amounts.path)=point or --decimal"))
    let point = try Program.run(["check", amounts.path, "--decimal", "point"])
    #expect(point.status == 0 && point.output.contains("EUR 1,234.00"))
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let files = FoundingCaseTests.files.joined(separator: " ")
    let run = try Program.shell(
      "$TRIBUTARY grid victim-statements.csv | head -n 1; echo ${PIPESTATUS[0]}; "
        + "$TRIBUTARY sinks \(files) --format json 2>/dev/null | head -c 5 >/dev/null; "
        + "echo ${PIPESTATUS[0]}", in: small)
    #expect(run.output.hasSuffix("\n0\n0\n"))
    #expect(run.messages.isEmpty)
  }

  @Test func colourIsForTerminalsOnly() throws {
    let files = FoundingCaseTests.files.joined(separator: " ")
    let plain = try Program.run(["sinks"] + FoundingCaseTests.files, in: small)
    #expect(!plain.transcript.contains("\u{1B}"))
    // script(1) gives the program a terminal.
    let command = "TERM=xterm script -qec \"$TRIBUTARY sinks \(files)\" /dev/null"
    let coloured = try Program.shell(command, in: small)
    #expect(coloured.output.contains("\u{1B}[1m"))
    let without = try Program.shell("NO_COLOR=1 \(command)", in: small)
    #expect(!without.output.contains("\u{1B}[1m"))
  }

  @Test func drawingsAreWrittenWholeOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    let starts: [String: [UInt8]] = [
      "svg": Array("<?xml".utf8), "png": [0x89, 0x50], "pdf": Array("%PDF".utf8),
      "dot": Array("digraph".utf8),
    ]
    for (form, start) in starts {
      let file = folder.url.appending(path: "flow.\(form)")
      let run = try Program.run(
        ["draw"] + FoundingCaseTests.files + ["-o", file.path], in: small)
      #expect(run.status == 0)
      #expect(try Data(contentsOf: file).starts(with: start))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 4)
    let nowhere = try Program.run(
      ["draw"] + FoundingCaseTests.files + ["-o", "no/such/folder/x.svg"], in: small)
    #expect(nowhere.status == 2 && nowhere.messages.contains("cannot be written"))
  }

  @Test func hostileCellsChangeNothingButThemselves() throws {
    let file = try write(
      """
      id,time,from,to,amount,currency,from_name,to_name
      1,2024-01-01,a,m,1.00,EUR,"=HYPERLINK(""x"")","<script>alert(1)</script>"
      2,2024-01-02,b,m,1.00,EUR,"\u{1B}[2J\u{202E}gnp","../../etc/passwd"

      """)
    let arguments = ["sinks", file.path, "--victims", "all"]
    let text = try Program.run(arguments)
    #expect(!text.transcript.contains("\u{1B}") && !text.transcript.contains("\u{202E}"))
    let csv = try Program.run(arguments + ["--format", "csv"])
    #expect(!csv.output.contains(",=HYPERLINK"))
    let drawing = file.path + ".svg"
    let run = try Program.run(["draw", file.path, "--victims", "all", "-o", drawing])
    #expect(run.status == 0)
    #expect(!(try String(contentsOfFile: drawing, encoding: .utf8)).contains("<script"))
  }

  @Test func gridPrintsTheRawTable() throws {
    let file = try write("a;b\r\n\"1;\"\"2\";x\r\n")
    let run = try Program.run(["grid", file.path])
    #expect(run.output == "a,b\n\"1;\"\"2\",x\n")
  }

  @Test func simulateWritesAWholeCaseIntoANewFolderOnly() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let arguments = ["simulate", "--seed", "7", "-o", folder, "--missing-files", "1"]
    #expect(try Program.run(arguments).status == 0)
    let answer = try Program.shell("$TRIBUTARY sinks \(folder)/*.csv --min-victims 3")
    #expect(answer.status == 0 && answer.output.contains("victims"))
    #expect(FileManager.default.fileExists(atPath: "\(folder)/truth/payouts.csv"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/missing").count == 1)
    let again = try Program.run(arguments)
    #expect(again.status == 2 && again.messages.contains("is not empty"))
    let none = try Program.run(["simulate", "--seed", "7", "-o", "\(folder)-2", "--victims", "0"])
    #expect(none.status == 2 && none.messages.contains("the number of victims is 0"))
  }
}
