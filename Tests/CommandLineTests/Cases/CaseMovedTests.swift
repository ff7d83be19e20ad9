import Foundation
import TestSupport
import Testing

/// Cases and files that moved, and names that are hard to write.
@Suite("Case file: moved and oddly named files")
struct CaseMovedTests {
  private let rows =
    "id,time,from,to,amount,currency\na1,2010-03-01,anna,hub,10.00,GBP\nb1,2010-03-02,bela,hub,20.00,GBP\n"

  private func run(_ arguments: [String], in folder: String) throws -> Program.Run {
    try Program.launch(
      Program.path, arguments, in: URL(filePath: folder), environment: CaseSession.environment)
  }

  /// A folder with files beside the folder of the case is moved as a whole, and the command is run from elsewhere.
  @Test(arguments: [
    ("files/p.csv", "work/C", "."), ("../files/p.csv", "C", "work"),
    ("p.csv", "../work/C", "files"),
  ])
  func aFolderWithTheCaseAndItsFilesIsMoved(_ file: String, _ path: String, _ from: String) throws {
    let folder = try TemporaryFolder()
    let old = folder.path("old")
    for name in ["files", "work"] {
      try FileManager.default.createDirectory(
        atPath: "\(old)/\(name)", withIntermediateDirectories: true)
    }
    try Data(rows.utf8).write(to: URL(filePath: "\(old)/files/p.csv"))
    let load = try run(["load", file, "--case", path, "--new", "-q"], in: "\(old)/\(from)")
    #expect(load.status == 0, "\(load.transcript)")
    let sinks = ["sinks", "--victims", "all", "-q", "--format", "json", "--case"]
    let before = try run(sinks + [path], in: "\(old)/\(from)")
    #expect(before.status == 0 && before.output.contains("\"hub\""))
    try FileManager.default.moveItem(atPath: old, toPath: folder.path("new"))
    let after = try run(sinks + ["new/work/C"], in: folder.url.path)
    #expect(after.status == 0, "\(after.transcript)")
    #expect(after.output == before.output)
    let verify = try run(["verify", "--case", "new/work/C"], in: folder.url.path)
    #expect(verify.status == 0, "\(verify.transcript)")
  }

  /// `--find` searches folders within the folder, and a file that is named again is found there from then on.
  @Test func aFileThatIsNamedAgainIsFoundThere() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.folder.write(rows, as: "p.csv")
    #expect(try session.run(["load", "p.csv", "--case", "C", "--new", "-q"]).status == 0)
    let answer = try session.onCase("sinks", "--victims", "all", "--format", "json", "-q")
    let far = session.folder.path("mount/year/month")
    try FileManager.default.createDirectory(atPath: far, withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: session.folder.path("p.csv"), toPath: "\(far)/other name.csv")
    let missing = try session.run(["sinks", "--case", "C"])
    #expect(missing.status == 2 && missing.messages.contains("load FILE --case C"))
    let found = try session.run(["verify", "--case", "C", "--find", "mount"])
    #expect(
      found.status == 0 && found.output.contains("moved to mount/year/month/other name.csv"),
      "\(found.transcript)")
    let again = try session.run(["load", "mount/year/month/other name.csv", "--case", "C"])
    #expect(again.status == 0 && again.output.contains("nothing is new"))
    #expect(try session.onCase("sinks", "--victims", "all", "--format", "json", "-q") == answer)
    #expect(
      try session.onCase("log", "--format", "jsonl").split(separator: "\n").count == 2)
  }

  /// Line ends, quotes and signs in names of files: rows are found, and every text stays one line for each thing.
  @Test(
    arguments: LongRuns.part(
      of: [
        "two\nlines.csv", "quote\".csv", "\u{202E}vsc.csv", "=sum.csv", "a, b.csv",
        "tab\there.csv", "caf\u{65}\u{301}.csv", " blank .csv", "-n.csv", "#.csv", "%41.csv",
        "a?b.csv",
      ], first: 3))
  func namesThatAreHardToWrite(_ name: String) throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.folder.write(rows, as: name)
    let load = try session.run(["load", "--case", "C", "--new", "-q", "--", "./\(name)"])
    #expect(load.status == 0, "\(load.transcript)")
    try session.onCase("decide", "claim", "a1", "b1", "--why", "complaints")
    let sinks = try session.onCase("sinks", "--record", "where", "-q", "--format", "json")
    #expect(sinks.contains("\"account\": \"hub\""), "\(sinks)")
    #expect(!sinks.contains("without effect"))
    let log = try session.onCase("log")
    // Three events, the record, and the line of the case.
    #expect(log.split(separator: "\n").count == 5, "\(log)")
    try session.onCase("report", "-o", "bundle")
    try session.onCase("report", "-o", "list", "--without-evidence")
    #expect(session.folder.text("list/evidence.txt").split(separator: "\n").count == 1)
    let check = try Program.launch(
      "/bin/sh",
      [
        "-c",
        "sha256sum --quiet -c SHA256SUMS && sh check-log.sh && \(Program.path) verify --case case.tributary --find evidence",
      ], in: session.folder.url.appending(path: "bundle"), environment: CaseSession.environment)
    #expect(check.status == 0, "\(check.transcript)")
    // What the decisions say as files gives the same answer.
    #expect(try session.run(["log", "--case", "C", "--write", "case"]).status == 0)
    let onFiles = try session.run(
      ["sinks", "-q", "--format", "json", "--", "./\(name)", "case/claims.csv"])
    #expect(onFiles.output == sinks, "\(onFiles.transcript)")
  }

  /// A case that another version wrote to is read; what only a newer version knows is refused, by number.
  @Test func twoVersionsOnOneCase() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.folder.write(rows, as: "p.csv")
    #expect(try session.run(["load", "p.csv", "--case", "C", "--new", "-q"]).status == 0)
    func append(_ body: String, as number: Int) throws {
      let log = try session.onCase("log", "--format", "jsonl")
      let head = try #require(log.split(separator: "\n").last?.prefix(64))
      let hash = try Program.launch(
        "/bin/sh",
        ["-c", "printf '%s\\n%s' \"$1\" \"$2\" | sha256sum", "sh", String(head), body])
      let sql = "INSERT INTO event VALUES(\(number), '\(body)', x'\(hash.output.prefix(64))')"
      let run = try Program.launch("/usr/bin/env", ["sqlite3", "C", sql], in: session.folder.url)
      #expect(run.status == 0, "\(run.messages)")
    }
    // Another version, and nothing that this one does not know.
    try append(
      #"{"at":"2031-01-01T00:00:00Z","by":"mo","kind":"note","n":3,"on":{"document":"d"},"program":"tributary 9.0.0","text":"seen"}"#,
      as: 3)
    let note = try session.run(["note", "hub", "after it", "--case", "C"])
    #expect(
      note.status == 0 && note.messages.contains("the clock says"), "\(note.transcript)")
    try session.onCase("report", "-o", "bundle")
    let programs = session.folder.text("bundle/program.txt")
    #expect(programs.contains("\n  tributary 9.0.0\n"), "\(programs)")
    #expect(programs.split(separator: "\n").count == 6, "\(programs)")
    // An event of a kind that only the other version knows: no answer without it.
    try append(
      #"{"at":"2031-01-02T00:00:00Z","by":"mo","kind":"dance","n":5,"program":"tributary 9.0.0"}"#,
      as: 5)
    for question in [["sinks"], ["note", "hub", "x"], ["report", "-o", "again"]] {
      let run = try session.run(question + ["--case", "C"])
      #expect(
        run.status == 2 && run.messages.contains("a newer version of Tributary made it"),
        "\(run.transcript)")
    }
    let log = try session.run(["log", "--case", "C"])
    #expect(log.status == 2 && log.output.contains("\n4  ") && !log.output.contains("\n5  "))
    #expect(
      try session.run(["log", "--case", "C", "--until", "4", "--write", "saved"]).status == 0)
  }
}
