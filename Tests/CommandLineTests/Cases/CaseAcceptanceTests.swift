import Foundation
import TestSupport
import Testing

/// Section by section what a case must show: the same answers as files, everything derived again.
@Suite("Case file: acceptance")
struct CaseAcceptanceTests {
  @Test func foundingCaseIsDerivedAgainHereAndElsewhere() throws {
    let here = try CaseSession()
    try here.load(["--title", "Lantern"])
    for pair in [
      ["customer-001", "customer-002"], ["customer-003", "customer-004"],
      ["payer-in-01", "payer-in-02"],
    ] {
      try here.onCase("decide", "same", pair[0], pair[1], "--why", "one address")
    }
    try here.onCase("sinks", "--record", "shared", "-q")
    try here.onCase("trace", "--rule", "fifo", "--record", "fifo", "-q")
    try here.onCase("match", "--record", "links", "-q")
    let verified = try here.onCase("verify")
    #expect(verified.contains("answers on record: 3 the same, 0 differ, 0 cannot be asked"))
    #expect(verified.contains("files: 7 there, 0 moved, 0 changed, 0 missing"))

    // The same case in another folder, of another person, in another zone.
    let there = try TemporaryFolder()
    for file in here.files + ["C"] {
      try there.write(try here.bytes(file), as: file)
    }
    func elsewhere(_ arguments: String...) throws -> Program.Run {
      try Program.launch(
        Program.path, arguments + ["--case", "C"], in: there.url,
        environment: ["PATH": "/usr/bin:/bin", "TZ": "Asia/Kolkata", "USER": "other", "HOME": "/"])
    }
    let again = try elsewhere("verify")
    #expect(again.status == 0 && again.output == verified)
    #expect(
      try elsewhere("log", "--format", "jsonl").output == here.onCase("log", "--format", "jsonl"))
    #expect(
      try elsewhere("sinks", "--format", "json").output == here.onCase("sinks", "--format", "json"))
  }

  /// I5: answers on a case equal answers on its files and the files that its decisions make.
  @Test(
    arguments: LongRuns.part(
      of: [
        "fixtures/cases/mixed-account", "fixtures/cases/founding",
        "fixtures/cases/ofac-lazarus-eth",
      ], first: 1))
  func aCaseAnswersAsItsFilesDo(_ source: String) throws {
    try compare(CaseSession(source))
  }

  @Test(
    arguments: zip(
      1...5, LongRuns.part(of: ["mixed", "reference", "fee", "fx", "batch"], first: 1)))
  func aSimulatedCaseAnswersAsItsFilesDo(_ seed: Int, _ regime: String) throws {
    try compare(
      CaseSession(simulating: [
        "--seed", "\(seed)", "--regime", regime, "--victims", "8", "--customers", "20",
        "--merchants", "4", "--months", "4",
      ]))
  }

  private func compare(_ session: CaseSession) throws {
    try session.load()
    let accounts = try session.run(["accounts"] + session.files + ["--format", "csv", "-q"]).output
      .split(separator: "\n").dropFirst().prefix(6)
      .map { String($0.split(separator: ",")[0]).replacing("\"", with: "") }
    try session.onCase("decide", "same", accounts[0], accounts[1], "--why", "one holder")
    try session.onCase("decide", "different", accounts[2], accounts[3], "--why", "two holders")
    try session.onCase("decide", "role", accounts[4], "mule", "--why", "letter, \"4 March\"")
    try session.onCase("decide", "role", accounts[5], "victim", "--why", "complaint")
    try session.onCase("decide", "pooled", accounts[3], "no", "--why", "own account")
    let decisions = try session.run(["log", "--case", "C", "--write", "case"])
    #expect(decisions.status == 0)
    let files = session.files + ["case/accounts.csv", "case/decisions.csv"]
    let questions = [
      ["sinks"], ["sinks", "--victims", "all", "--max-hops", "3"],
      ["reach", "--from", accounts[5]],
      ["trace", "--rule", "fifo", "--victims", accounts[5]], ["match"],
      ["trace", "--compare", "--victims", accounts[5]],
      ["path", "--from", accounts[5], "--to", accounts[4]], ["accounts"], ["transfers"], ["sums"],
      ["parties"],
    ]
    for question in questions {
      for format in question == ["sinks"] ? ["json", "csv", "text"] : ["json"] {
        let form = ["--format", format, "-q"]
        let onFiles = try session.run(question + files + form)
        let onCase = try session.run(question + ["--case", "C"] + form)
        #expect(onCase.status == onFiles.status, "\(question)")
        guard onFiles.status == 0 else { continue }
        let lines = onCase.output.split(separator: "\n", omittingEmptySubsequences: false)
          .filter { !$0.hasPrefix("case C, event") }
        #expect(
          lines == onFiles.output.split(separator: "\n", omittingEmptySubsequences: false),
          "\(question) \(format)")
      }
    }
    for (kind, ending) in [
      ("flow", "svg"), ("flow", "dot"), ("timeline", "svg"), ("matrix", "svg"),
    ] {
      let draw = ["draw", kind, "--victims", accounts[5]]
      let options = kind == "flow" ? ["draw", kind, "--from", accounts[5]] : draw
      let onFiles = try session.run(options + files + ["-o", "files.\(ending)", "-q"])
      let onCase = try session.run(options + ["--case", "C", "-o", "case.\(ending)", "-q"])
      #expect(onFiles.status == onCase.status, "\(options): \(onCase.messages)")
      guard onFiles.status == 0 else { continue }
      #expect(try session.bytes("files.\(ending)") == session.bytes("case.\(ending)"), "\(options)")
    }
  }

  @Test func factsThatAreStatedHoldInEveryQuestion() throws {
    let session = try CaseSession()
    try session.load()
    try session.onCase("decide", "term", "fee", "paypal=3.4%+0.20", "--why", "tariff")
    try session.onCase("decide", "term", "complete", "mapleremit", "--why", "letter")
    let options = ["--fee", "paypal=3.4%+0.20", "--complete", "mapleremit"]
    for question in [["match"], ["sinks"], ["trace", "--rule", "fifo"]] {
      let onFiles = try session.run(
        question + session.files + options + ["--format", "json", "-q"])
      #expect(
        try session.run(question + ["--case", "C", "--format", "json", "-q"]).output
          == onFiles.output, "\(question)")
    }
    #expect(
      try session.run(["decide", "--case", "C", "term", "fee", "nobody=1%", "--why", "x"]).status
        == 2)
  }

  /// A hypothesis leaves things out of every answer, which names them and then never says excluded.
  @Test func whatIsLeftOutIsNamedInEveryAnswer() throws {
    let session = try CaseSession()
    try session.load()
    let before = try session.onCase("sinks", "--format", "json", "-q")
    #expect(before.contains("in:DCMB:930019302025"))
    let said = try session.onCase(
      "decide", "leave-out", "in:DCMB:930019302025", "--why", "a firm that answers for itself")
    #expect(said.contains("lost: in:DCMB:930019302025"))
    let text = try session.onCase("sinks", "-q")
    #expect(text.contains("left out as a hypothesis: event 3"))
    let sinks = try session.onCase("sinks", "--format", "json", "-q")
    #expect(sinks.contains("\"accounts\": [\"in:DCMB:930019302025\"]"))
    #expect(!sinks.contains("\"account\": \"in:DCMB:930019302025\""))
    let path = try session.run([
      "path", "--from", "victim-gb-01", "--to", "customer-150", "--case", "C", "-q",
    ])
    #expect(path.status == 0 && path.output.contains(": possible\n"), "\(path.output)")
    #expect(path.output.contains("so nothing is excluded"))
    try session.onCase("decide", "take-back", "in:DCMB:930019302025", "--why", "it does not")
    #expect(try session.onCase("sinks", "--format", "json", "-q") == before)
    try session.onCase("decide", "leave-out", "paypal.csv:3", "--why", "a test payment")
    try session.onCase("decide", "leave-out", "payees.csv", "--why", "everyday payees")
    #expect(try session.onCase("log", "--kind", "leaveOut").contains("leaves out payees.csv"))
  }

  /// The option of patterns for the unit of parties is not taken for the name of a person.
  @Test func patternsByHolder() throws {
    let session = try CaseSession()
    try session.load()
    let question = ["patterns", "--only", "cycle", "--within", "10d", "--by", "holder"]
    let form = ["--shuffles", "0", "--format", "json", "-q"]
    let onFiles = try session.run(question + session.files + form)
    let onCase = try session.run(question + ["--case", "C"] + form)
    #expect(onFiles.status == 0 && onCase.output == onFiles.output, "\(onCase.transcript)")
    #expect(onCase.output.contains("holder"))
  }

  /// A later statement replaces an earlier one, and undoing it brings the earlier one back.
  @Test func undoingADecisionIsNeverHavingMadeIt() throws {
    let session = try CaseSession()
    try session.load()
    let before = try session.onCase("sinks", "--format", "json")
    try session.onCase(
      "decide", "same", "in:DCMB:930019302025", "in:GNGB:900100420017", "--why", "wrong")
    try session.onCase("decide", "role", "paypal", "merchant", "--why", "wrong too")
    let between = try session.onCase("sinks", "--format", "json")
    #expect(between != before)
    let undone = try session.onCase("undo", "3", "--why", "two firms")
    #expect(undone.contains("gained: in:DCMB:930019302025"))
    try session.onCase("undo", "4", "--why", "a service")
    #expect(try session.onCase("sinks", "--format", "json") == before)
    #expect(try session.run(["undo", "4", "--case", "C", "--why", "again"]).status == 2)
    // Undoing both undos gives what was between.
    try session.onCase("undo", "5", "--why", "one firm after all")
    try session.onCase("undo", "6", "--why", "no service")
    #expect(try session.onCase("sinks", "--format", "json") == between)
  }

  /// One changed byte names the file, the row, and the figures that rest on it.
  @Test func aChangedByteIsTraced() throws {
    let session = try CaseSession()
    try session.load(["--keep"])
    try session.onCase("trace", "--rule", "fifo", "--record", "fifo", "-q")
    try session.onCase("match", "--record", "links", "-q")
    var bytes = try session.bytes("paypal.csv")
    // The 99th payment of PayPal is line 100.
    var line = 1
    let at = try #require(
      bytes.indices.first { place in
        if bytes[place] == 0x0A { line += 1 }
        return line == 100 && bytes[place] == UInt8(ascii: ".")
      })
    bytes[at + 1] = bytes[at + 1] == 0x31 ? 0x32 : 0x31
    try session.folder.write(bytes, as: "paypal.csv")
    let run = try session.run(["verify", "--case", "C"])
    #expect(run.status == 1)
    #expect(run.output.contains("paypal.csv: changed"))
    #expect(run.output.contains("    line 100: was pp-00099,"))
    // By brute force: the explanations of all figures that have the row.
    var expected: Set<String> = []
    let trace = try session.onCase("trace", "--rule", "fifo", "--format", "json", "-q")
    let holdings = try #require(
      (try JSONSerialization.jsonObject(with: Data(trace.utf8)) as? [String: Any])?["holdings"]
        as? [[String: Any]])
    for account in Set(holdings.compactMap { $0["account"] as? String }) {
      let proof = try session.onCase(
        "explain", "--rule", "fifo", "--account", account, "--format", "csv", "-q")
      for row in proof.split(separator: "\n") where row.contains("paypal.csv,100,") {
        let victim = row.split(separator: ",").first { $0.hasPrefix("victim-") }
        expected.insert("\(account), claim \(victim ?? "")")
      }
    }
    let named = Set(
      run.output.split(separator: "\n").filter { $0.hasPrefix("  \"fifo\": ") }
        .map { String($0.dropFirst(10).prefix { $0 != " " || false }) })
    #expect(!expected.isEmpty)
    for one in expected { #expect(run.output.contains("\"fifo\": \(one): "), "\(one)") }
    #expect(
      run.output.split(separator: "\n").count { $0.hasPrefix("  \"fifo\": ") } == expected.count,
      "\(named) \(expected)")
  }

  @Test func filesThatMovedAreFoundByTheirDigests() throws {
    let session = try CaseSession()
    try session.load()
    try session.onCase("sinks", "--record", "shared", "-q")
    let answer = try session.onCase("sinks", "--format", "json", "-q")
    let manager = FileManager.default
    func move(_ name: String, _ other: String) throws {
      try manager.moveItem(atPath: session.folder.path(name), toPath: session.folder.path(other))
    }
    try move("paypal.csv", "renamed.txt")
    #expect(try session.onCase("sinks", "--format", "json", "-q") == answer)
    try manager.createDirectory(
      atPath: session.folder.path("far"), withIntermediateDirectories: true)
    try move("renamed.txt", "far/elsewhere.csv")
    let missing = try session.run(["sinks", "--case", "C"])
    #expect(missing.status == 2 && missing.messages.contains("paypal.csv: missing"))
    let run = try session.run(["verify", "--case", "C"])
    #expect(
      run.status == 1 && run.output.contains("\"shared\" cannot be asked: paypal.csv: missing"))
    let found = try session.run(["verify", "--case", "C", "--find", "far"])
    #expect(found.status == 0 && found.output.contains("paypal.csv: moved to far/elsewhere.csv"))
    // A file of the right name and other bytes is never used.
    try session.folder.write("id,time,from,to,amount,currency\n", as: "paypal.csv")
    #expect(try session.run(["sinks", "--case", "C"]).status == 2)
  }

  @Test func bundlesAreTheSameAndCanBeChecked() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.folder.write(
      "id,time,from,to,amount,currency,reference\n"
        + "p-7001,2010-03-01,Aoife Thistlan,Larchlight Ltd,185.00,GBP,inv-55012\n"
        + "p-7002,2010-03-02,Bertram Ockenbrow,Larchlight Ltd,190.00,GBP,inv-55013\n"
        + "p-7003,2010-03-03,Larchlight Ltd,in:SBIN:32625898751,300.00,GBP,wire-9001\n",
      as: "payments.csv")
    let made = try session.run(
      ["load", "payments.csv", "--case", "C", "--new", "--title", "Operation Lantern"])
    #expect(made.status == 0)
    try session.onCase("note", "Larchlight Ltd", "asked the bank about Zebedee Quillfeather")
    try session.onCase(
      "decide", "role", "Aoife Thistlan", "victim", "--why", "her complaint of Monday")
    try session.onCase(
      "trace", "--rule", "pro-rata", "--record", "shares", "-q")
    try session.onCase("sinks", "--min-victims", "1", "--record", "where", "-q")
    try session.onCase("draw", "flow", "--whole", "-o", "x.svg", "--record", "picture", "-q")
    for folder in ["one", "two"] { try session.onCase("report", "-o", folder) }
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: session.folder.path("one")
    ).sorted()
    #expect(
      try names
        == FileManager.default.subpathsOfDirectory(atPath: session.folder.path("two"))
        .sorted())
    #expect(names.contains("answers/shares.txt") && names.contains("answers/picture.svg"))
    for name in names where name.contains(".") || name == "SHA256SUMS" {
      #expect(try session.bytes("one/\(name)") == session.bytes("two/\(name)"), "\(name)")
    }
    let checks = try Program.launch(
      "/bin/sh",
      [
        "-c",
        "sha256sum --quiet -c SHA256SUMS && sh check-log.sh && \(Program.path) verify --case case.tributary --find evidence",
      ],
      in: session.folder.url.appending(path: "one"), environment: CaseSession.environment)
    #expect(checks.status == 0, "\(checks.output)\(checks.messages)")
    #expect(checks.output.contains("good, head "))
    #expect(checks.output.contains("answers on record: 3 the same"))

    // What is shared has no account, no name and no note.
    let shared = try session.run(["report", "--case", "C", "-o", "shared", "--share"])
    #expect(shared.status == 0, "\(shared.messages)")
    let secrets = [
      "Aoife", "Thistlan", "Bertram", "Ockenbrow", "Larchlight", "32625898751", "p-700", "inv-55",
      "wire-9001", "Zebedee", "Quillfeather", "complaint", "nell", "payments.csv", "Lantern",
    ]
    for name in try FileManager.default.subpathsOfDirectory(atPath: session.folder.path("shared"))
    where name.contains(".") && name != "README.txt" {
      let text = session.folder.text("shared/\(name)")
      #expect(!text.isEmpty)
      for secret in secrets {
        #expect(!text.contains(secret), "\(name): \(secret)")
      }
    }
  }

  /// The shell lines of the manual accept the chain, and reject it after any change.
  @Test func theShellChecksTheChain() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.load()
    for number in 1...12 {
      try session.onCase("note", "--document", "letter \(number)", "text \"\(number)\" \\ {}")
    }
    let page = try Repository.text(Repository.root.appending(path: "Documentation/Case.md"))
    let script = try #require(
      page.components(separatedBy: "```sh\n").dropFirst().first?.components(separatedBy: "```")
        .first)
    let log = Array(try session.onCase("log", "--format", "jsonl").utf8)
    func check(_ bytes: [UInt8]) throws -> Program.Run {
      try session.folder.write(bytes, as: "log.jsonl")
      return try Program.launch(
        "/bin/sh", ["-c", script], in: session.folder.url, environment: CaseSession.environment)
    }
    let good = try check(log)
    #expect(good.status == 0 && good.output.hasPrefix("good, head "))
    var random = SplitMix64(seed: 8)
    for _ in 0..<100 {
      var changed = log
      var at = Int.random(in: 0..<log.count, using: &random)
      // A line's end divides bodies; all other bytes are parts of hashes and bodies.
      while log[at] == 0x0A { at = Int.random(in: 0..<log.count, using: &random) }
      changed[at] = changed[at] == 0x41 ? 0x42 : 0x41
      let run = try check(changed)
      #expect(run.status == 1 && run.output.hasPrefix("broken at "), "byte \(at)")
    }
  }
}
