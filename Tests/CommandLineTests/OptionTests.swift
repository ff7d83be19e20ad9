import Foundation
import TestSupport
import Testing

/// Options as people expect them: words in any case, short flags, standard input, folders.
@Suite("Options")
struct OptionTests {
  private let folder = "fixtures/cases/mixed-account"

  @Test(arguments: [
    (
      "--rule", ["ownFirst-proRata", "own-first-pro-rata", "OWN-FIRST-PRO-RATA", "ownfirstprorata"]
    ),
    ("--rule", ["fifo", "FIFO", "Fifo"]), ("--format", ["json", "JSON"]),
    ("--order", ["credits-first", "Credits-First", "creditsFirst"]),
    ("--named-receipts", ["oldest-first", "oldestFirst"]),
    ("--unidentified", ["claimant", "Claimant"]),
    ("--schedule", ["victims", "VICTIMS"]), ("--min-grade", ["b", "B"]),
    ("--bounds", ["none", "None"]),
  ])
  func wordsAreTakenInAnyCase(_ option: String, _ words: [String]) throws {
    let rule = option == "--rule" ? [] : ["--rule", "lifo"]
    let answers = try words.map { word in
      try Program.run(
        ["trace", "transfers.csv", "--victims", "anna,bela,cara", "-q", option, word] + rule,
        in: folder)
    }
    #expect(answers[0].status == 0)
    #expect(Set(answers.map(\.transcript)).count == 1)
  }

  @Test func anElectionIsAWordInAnyCase() throws {
    let answers = try ["t5=inOrder: why", "t5=in-order: why", "t5=In-Order: why"].map { text in
      try Program.run(
        [
          "trace", "transfers.csv", "--victims", "anna", "--rule", "fifo", "-q", "--override", text,
        ],
        in: folder)
    }
    #expect(answers[0].status == 0 && Set(answers.map(\.transcript)).count == 1)
  }

  @Test func quietIsShort() throws {
    for command in [["check"], ["sinks", "--victims", "all"], ["sums"], ["transfers"]] {
      let run = try Program.run(command + ["transfers.csv", "-q"], in: folder)
      #expect(run.status == 0 && run.messages.isEmpty && !run.output.isEmpty, "\(command)")
    }
  }

  /// A pipe and a file that is redirected are read as a file is, whose name is a dash.
  @Test func aDashIsStandardInput() throws {
    let text = try Repository.text(Repository.root.appending(path: folder + "/transfers.csv"))
    let named = try Program.run(
      ["sinks", "transfers.csv", "--victims", "all", "--format", "csv"], in: folder)
    let piped = try Program.shell(
      "cat transfers.csv | $TRIBUTARY sinks - --victims all --format csv", in: folder)
    let redirected = try Program.run(
      ["sinks", "-", "--victims", "all", "--format", "csv"], in: folder, input: text)
    #expect(named.status == 0 && named.output == piped.output && named.output == redirected.output)
    let check = try Program.run(["check", "-"], in: folder, input: text)
    #expect(
      check.status == 0 && check.output.contains("\n-     canonical"),
      "\(check.transcript.prefix(200))")
    let explained = try Program.shell(
      "cat transfers.csv | $TRIBUTARY explain - --victims anna --sink car-dealer -q", in: folder)
    #expect(explained.status == 0 && explained.output.contains("-:"), "\(explained.transcript)")
    let empty = try Program.run(["check", "-"], in: folder)
    #expect(empty.output.contains("- has no rows and no header"), "\(empty.transcript)")
  }

  @Test func theFileOnStandardInputIsNotWrittenOver() throws {
    let files = try TemporaryFolder([
      "a.csv": "id,time,from,to,amount,currency\nt,2024-01-02,a,b,1.00,EUR\n"
    ])
    let run = try Program.shell(
      "cd \(files.url.path) && $TRIBUTARY check - --rejects a.csv --force < a.csv")
    #expect(run.status == 2 && run.messages.contains("evidence is never overwritten"))
  }

  /// A folder of profiles belongs to --profiles; among the files it is left out, and says so.
  @Test func aFolderOfProfilesIsNoFolderOfFiles() throws {
    let raw = "fixtures/cases/raw"
    let named = try Program.run(
      ["sinks", ".", "files", "--profiles", "profiles", "--format", "csv", "-q"], in: raw)
    #expect(named.status == 0 && !named.output.isEmpty)
    let files = try Program.run(
      ["sinks", ".", "files", "profiles", "--profiles", "profiles", "--format", "csv"], in: raw)
    #expect(files.output == named.output)
    #expect(files.messages.contains("load its folder with --profiles"))
    let alone = try Program.run(["check", "profiles"], in: raw)
    #expect(alone.status == 2)
    #expect(alone.messages.contains("holds profiles only; give it with --profiles"))
  }

  /// The options of reading are explained once, and taken by every command.
  @Test func optionsOfReadingAreExplainedOnce() throws {
    for words in [["help", "input"], ["input", "--help"], ["input"]] {
      let run = try Program.run(words)
      #expect(run.status == 0 && run.output.contains("--own-account"), "\(words)")
    }
    for command in ["sinks", "check", "trace"] {
      let help = try Program.run([command, "--help"])
      #expect(
        help.output.contains("tributary help input") && !help.output.contains("--own-account"))
      let all = try Program.run([command, "--help-hidden"])
      #expect(all.output.contains("--own-account"))
    }
    let draw = try Program.run(["draw", "--help"]).output
    for kind in ["flow", "sankey", "timeline", "matrix", "walk", "neighbourhood"] {
      #expect(draw.contains("tributary draw \(kind) ") || kind == "flow")
      let help = try Program.run(["draw", kind, "--help"]).output
      #expect(help.split(separator: "\n").count < 140 && help.contains("Example"), "\(kind)")
    }
  }

  /// Options that had other names are taken for one version more, with a hint.
  @Test(arguments: [
    (["match", "--hub", "paypal"], ["match", "--account", "paypal"]),
    (["match", "--hub=paypal"], ["match", "--account=paypal"]),
    (["match", "--explain", "pp-00004"], ["match", "--transfer", "pp-00004"]),
  ])
  func formerOptionsAnswerTheSame(_ former: [String], _ today: [String]) throws {
    let (one, other) = (
      try Program.run(former + FoundingCaseTests.files + ["-q"], in: FoundingCaseTests.folder),
      try Program.run(today + FoundingCaseTests.files + ["-q"], in: FoundingCaseTests.folder)
    )
    #expect(other.status == 0 && other.messages.isEmpty && one.output == other.output)
    #expect(one.messages.hasPrefix("hint: match --"))
  }

  @Test func aFolderIsConvertedWhole() throws {
    let folder = try TemporaryFolder(["in/a.csv": "x;y\n1;2\n", "in/b.csv": "x,y\n3,4\n"])
    for (words, target) in [
      (["grid", folder.path("in"), "-o", folder.path("one")], "one"),
      (["grid", "--batch", folder.path("in"), "--out", folder.path("two")], "two"),
    ] {
      let run = try Program.run(words)
      #expect(run.status == 0 && run.messages.contains("2 of 2 files converted"), "\(run.messages)")
      #expect(folder.text("\(target)/a.csv_converted.csv") == "x,y\n1,2\n")
    }
    #expect(try Program.run(["grid", folder.path("in")]).status == 64)
    #expect(try Program.run(["grid", folder.path("in/a.csv"), "-o", "x"]).status == 64)
  }
}
