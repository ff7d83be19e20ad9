import Foundation
import TestSupport
import Testing

/// The table of bad input: each row ends with the status and the words that it should.
@Suite("Case file: bad input")
struct CaseBadInputTests {
  private func session() throws -> CaseSession {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.load()
    return session
  }

  private func sqlite(_ sql: String, in session: CaseSession) throws {
    let run = try Program.launch("/usr/bin/env", ["sqlite3", "C", sql], in: session.folder.url)
    #expect(run.status == 0, "\(run.messages)")
  }

  private func expect(
    _ arguments: [String], in session: CaseSession, status: Int32 = 2, _ words: String,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let run = try session.run(arguments)
    #expect(run.status == status, "\(run.transcript)", sourceLocation: location)
    #expect(run.messages.contains(words), "\(run.transcript)", sourceLocation: location)
  }

  @Test func whatIsNoCase() throws {
    let session = try session()
    try session.folder.write("", as: "empty")
    try session.folder.write("a,b\n", as: "text")
    mkfifo(session.folder.path("pipe"), 0o600)
    for (path, words) in [
      ("absent", "there is no such case"), ("empty", "is empty"), ("text", "is not a case"),
      (".", "is a folder"), ("pipe", "is a pipe"), ("/dev/null", "not an ordinary file"),
    ] {
      for command in [["sinks"], ["log"], ["verify"], ["undo", "--why", "x"]] {
        try expect(command + ["--case", path], in: session, words)
      }
    }
    try sqlite("PRAGMA application_id=1", in: session)
    try expect(["sinks", "--case", "C"], in: session, "not a case")
  }

  @Test func foreignTables() throws {
    let session = try session()
    try sqlite("CREATE VIEW spy AS SELECT 1", in: session)
    try expect(["sinks", "--case", "C"], in: session, "view spy")
    try expect(["verify", "--case", "C"], in: session, "view spy")
  }

  @Test func aBrokenChainIsReadUpToTheLastGoodEvent() throws {
    let session = try session()
    try session.onCase("note", "--document", "d", "one")
    try session.onCase("note", "--document", "d", "two")
    try sqlite(
      "CREATE TABLE t AS SELECT sql FROM sqlite_schema WHERE name = 'event_unchanged'; "
        + "DROP TRIGGER event_unchanged; UPDATE event SET body = replace(body, 'one', 'won') WHERE number = 3; "
        + "DROP TABLE t; CREATE TRIGGER event_unchanged BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
      in: session)
    try expect(["sinks", "--case", "C"], in: session, "event 3 cannot be used")
    try expect(["note", "--case", "C", "--document", "d", "x"], in: session, "event 3")
    let log = try session.run(["log", "--case", "C"])
    #expect(log.status == 2 && log.output.contains("\n2  ") && !log.output.contains("\n3  "))
    let verify = try session.run(["verify", "--case", "C"])
    #expect(verify.status == 1 && verify.output.contains("chain: event 3 is not sound"))
    #expect(verify.output.contains("the last good is event 2"))
    let saved = try session.run(["log", "--case", "C", "--until", "2", "--write", "saved"])
    #expect(saved.status == 0)
    #expect(session.folder.text("saved/log.jsonl").split(separator: "\n").count == 2)
  }

  @Test func newerFormsAndKinds() throws {
    let session = try session()
    try sqlite("PRAGMA user_version=9", in: session)
    try expect(["sinks", "--case", "C"], in: session, "a newer version made it")
  }

  @Test func namesThatTheDataDoesNotHave() throws {
    let session = try session()
    let account = try session.onCase("accounts", "--format", "csv", "-q")
      .split(separator: "\n")[1].split(separator: ",")[0]
    try expect(
      ["decide", "--case", "C", "same", "\(account)x", "\(account)", "--why", "w"], in: session,
      "similar: ")
    try expect(["decide", "--case", "C", "claim", "nothing", "--why", "w"], in: session, "nothing")
    try expect(
      ["decide", "--case", "C", "unload", "x.csv", "--why", "w"], in: session, "not a file")
    try expect(["undo", "99", "--case", "C", "--why", "w"], in: session, "there is no event 99")
    try expect(["undo", "1", "--case", "C", "--why", "w"], in: session, "begins the case")
    try expect(
      ["decide", "--case", "C", "role", "\(account)", "king", "--why", "w"], in: session, "role")
    // Nothing was written by any of them.
    #expect(try session.onCase("log", "--format", "jsonl").split(separator: "\n").count == 2)
  }

  /// A decision on a file that has left is without effect, and every answer says so.
  @Test func decisionsWithoutTheirFiles() throws {
    let session = try CaseSession()
    try session.load()
    try session.onCase("decide", "claim", "paypal.csv:3", "--why", "w")
    try session.onCase("decide", "unload", "paypal.csv", "--why", "w")
    let sinks = try session.run(["sinks", "--case", "C", "-q"])
    #expect(sinks.status == 0, "\(sinks.messages)")
    #expect(sinks.output.contains("without effect, because their files are not loaded: event 3"))
  }

  @Test func filesThatCannotJoin() throws {
    let session = try session()
    try session.folder.write("nothing that is known\n", as: "odd.csv")
    for (files, status) in [(["odd.csv"], Int32(2)), (["absent.csv"], 2), (["."], 0), (["-"], 2)] {
      let run = try session.run(["load"] + files + ["--case", "C"])
      if files != ["."] { #expect(run.status == status, "\(files): \(run.transcript)") }
    }
    // A case that is mistyped is not made, and one that is there is not replaced.
    try expect(["load", "transfers.csv", "--case", "D"], in: session, "there is no such case")
    #expect(!FileManager.default.fileExists(atPath: session.folder.path("D")))
    try expect(["load", "transfers.csv", "--case", "C", "--new"], in: session, "there is a file")
    // The same name with other bytes would make rows ambiguous.
    let text = session.folder.text("transfers.csv")
    try session.folder.write(text + text.split(separator: "\n")[1] + "\n", as: "transfers.csv")
    try expect(
      ["load", "transfers.csv", "--case", "C"], in: session, "another file called transfers.csv")
    #expect(
      try session.run(["log", "--case", "C", "--format", "jsonl"]).output.split(separator: "\n")
        .count == 2)
  }

  /// A file with two readings is not stored before an option decides; the option is remembered.
  @Test func twoReadings() throws {
    let folder = try CaseSession("fixtures/cases/mixed-account")
    try folder.folder.write(
      "Date,From,To,Amount,Currency\n03/04/2010,anna,hub,10.00,GBP\n05/06/2010,bela,hub,11.00,GBP\n",
      as: "open.csv")
    let open = try folder.run(["load", "open.csv", "--case", "C", "--new"])
    #expect(open.status == 3, "\(open.transcript)")
    #expect(!FileManager.default.fileExists(atPath: folder.folder.path("C")))
    let decided = try folder.run(["load", "open.csv", "--case", "C", "--new", "--dates", "dmy"])
    #expect(decided.status == 0, "\(decided.transcript)")
    let transfers = try folder.run(["transfers", "--case", "C", "--format", "csv", "-q"])
    #expect(transfers.output.contains("2010-04-03"), "\(transfers.transcript)")
  }

  @Test func textsThatAreTooLongOrHostile() throws {
    let session = try session()
    let long = String(repeating: "x", count: 70_000)
    try expect(["note", "--case", "C", "--document", "d", long], in: session, "64 KB")
    try session.onCase("note", "--document", "d\u{1B}[31m", "\u{202E}</script>\n\u{7}")
    let log = try session.onCase("log")
    #expect(!log.unicodeScalars.contains { ["\u{1B}", "\u{202E}", "\u{7}"].contains($0) })
    #expect(try session.onCase("log", "--format", "jsonl").contains("</script>"))
  }

  @Test func usage() throws {
    let session = try session()
    for arguments in [
      ["sinks", "transfers.csv", "--record", "x"], ["decide", "--case", "C", "same", "a", "b"],
      ["decide", "--case", "C", "same", "a", "--why", "w"],
      ["decide", "--case", "C", "dance", "a", "--why", "w"],
      ["verify", "--case", "C", "--against", "xyz"], ["load", "transfers.csv"],
      ["undo", "--case", "C"],
      ["sinks", "--case", "C", "--provisional"], ["note", "--case", "C", "one"],
    ] {
      #expect(try session.run(arguments).status == 64, "\(arguments)")
    }
  }

  @Test func headsThatWereWrittenDown() throws {
    let session = try session()
    let head = try session.onCase("log", "--format", "jsonl").split(separator: "\n")[0].prefix(16)
    try session.onCase("decide", "anchor", "notebook p. 12")
    #expect(
      try session.onCase("verify", "--against", String(head)).contains(
        "in this chain, after event 1"))
    let other = try session.run(["verify", "--case", "C", "--against", "0123456789abcdef"])
    #expect(other.status == 1 && other.output.contains("not in this chain"))
  }

  @Test func outputsNeverReplaceTheCaseOrItsFiles() throws {
    let session = try session()
    try FileManager.default.moveItem(
      atPath: session.folder.path("transfers.csv"), toPath: session.folder.path("moved.svg"))
    for path in ["C.svg", "moved.svg"] {
      if path == "C.svg" {
        try FileManager.default.linkItem(
          atPath: session.folder.path("C"), toPath: session.folder.path("C.svg"))
      }
      let run = try session.run(["draw", "flow", "--whole", "--case", "C", "-o", path, "--force"])
      #expect(run.status == 2 && run.messages.contains("never overwritten"), "\(run.transcript)")
    }
  }

  /// A limit that cut a search makes an answer provisional.
  @Test func provisionalAnswers() throws {
    let session = try CaseSession()
    try session.load()
    try expect(
      ["sinks", "--case", "C", "--max-hops", "2", "--record", "x"], in: session, "provisional")
    let run = try session.run(
      ["sinks", "--case", "C", "--max-hops", "2", "--record", "x", "--provisional"])
    #expect(run.status == 0)
    try expect(
      ["sinks", "paypal.csv", "--case", "C", "--record", "y"], in: session,
      "rests on the case alone")
    // The accounts of a file are kept with the question, not the file's name.
    try session.folder.write("victim-gb-01\nvictim-gb-02\n", as: "list")
    try session.onCase("sinks", "--victims", "@list", "--record", "two", "-q")
    try FileManager.default.removeItem(atPath: session.folder.path("list"))
    let verified = try session.onCase("verify", "--answers", "two")
    #expect(verified.contains("1 the same"), "\(verified)")
  }
}
