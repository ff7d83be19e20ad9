import Foundation
import PaymentGraph
import TestSupport
import Testing

/// Commands on an extract: what it covers is answered with the figures of the lake, and everything else is refused.
@Suite("Answers on extracts") struct ExtractAnswerTests {
  private func run(
    _ results: RecordedResults = RecordedResults(), _ words: [String],
    change: (String) throws -> Void = { _ in }
  ) throws -> Program.Run {
    let made = try results.extract()
    try change(made.path)
    return try Program.run(words.map { $0 == "X" ? made.path : $0 })
  }

  private func sinks(_ results: RecordedResults = RecordedResults(), _ words: String...) throws
    -> [String: Any]
  {
    let run = try run(results, ["sinks", "X", "--format", "json", "-q"] + words)
    #expect(run.status == 0, "\(run.messages)")
    return try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
  }

  @Test func figuresOfTheLakeAreCarried() throws {
    let answer = try sinks()
    let totals = try #require(answer["totals"] as? [String: Any])
    #expect(totals["transfers"] as? Int == 900)
    #expect(totals["accounts"] as? Int == 300)
    let found = try #require(answer["sinks"] as? [[String: Any]])
    #expect(found.map { $0["account"] as? String } == ["mule", "shop", "far"])
    let shop = found[1]
    #expect(shop["popularity"] as? Int == 7)
    #expect((shop["inflow"] as? [[String: String]])?.first?["amount"] == "40.00")
    #expect((shop["received"] as? [[String: String]])?.first?["amount"] == "11.00")
    let notes = try #require(answer["notes"] as? [[String: String]])
    #expect(
      notes.contains {
        $0["code"] == "extract" && $0["text"]?.contains("4 of 900 transfers") == true
      })
    #expect(
      notes.contains { $0["code"] == "surprise" && $0["text"]?.contains("--controls") == true })
  }

  @Test func receiptsOfANarrowerScopeAreNotStated() throws {
    let answer = try sinks(RecordedResults(), "--since", "2024-01-01")
    let found = try #require(answer["sinks"] as? [[String: Any]])
    #expect(found.allSatisfy { $0["inflow"] is NSNull })
    #expect(found.first { $0["account"] as? String == "shop" }?["popularity"] as? Int == 7)
  }

  @Test func otherPayersMakeTheComparison() throws {
    var results = RecordedResults()
    results.others = (0..<12).map { "shop,p\($0),1" } + ["mule,p0,2", "mule,shop,1"]
    let found = try #require(try sinks(results)["sinks"] as? [[String: Any]])
    let surprise = try #require(
      found.first { $0["account"] as? String == "shop" }?["surprise"] as? [String: Any])
    #expect(surprise["others"] as? Int == 12)
    #expect(surprise["otherCount"] as? Int == 12)
    // The shop is reached itself, so it is no other payer.
    let mule = try #require(
      found.first { $0["account"] as? String == "mule" }?["surprise"] as? [String: Any])
    #expect(mule["others"] as? Int == 1)
    let other = try sinks(results, "--ties", "allow")
    #expect((other["sinks"] as? [[String: Any]])?.allSatisfy { $0["surprise"] is NSNull } == true)
  }

  /// Questions that no extract of walks answers, with a part of the refusal.
  private static let refused: [([String], String)] = [
    (["trace", "X", "--rule", "fifo"], "--for trace"),
    (["trace", "X", "--compare"], "--for trace"),
    (["export", "X", "--to", "csv", "-o", "export-of-extract"], "needs all payments of the lake"),
    (["match", "X"], "--links books"), (["sums", "X"], "needs all payments of the lake"),
    (["accounts", "X"], "needs all payments of the lake"),
    (["parties", "X"], "needs all payments"),
    (["patterns", "X"], "needs all payments"), (["compromise", "X"], "needs all payments"),
    (["reach", "X", "--to", "mule"], "needs all payments"),
    (["sinks", "X", "--victims", "all"], "--victims"),
    (["sinks", "X", "--victims", "shop"], "no payments of shop"),
    (["reach", "X", "--from", "anna"], "claimed payments only"),
    (["path", "X", "--from", "anna", "--to", "mule"], "claimed payments only"),
    (["path", "X", "--from", "anna", "--to", "mule", "--ties", "any-order"], "needs all payments"),
    (["explain", "X", "--account", "mule", "--rule", "fifo"], "--for trace"),
    (["explain", "X", "--link", "t1=t3"], "--links books"),
    (["draw", "X", "--whole", "-o", "x.dot"], "needs all payments"),
    (["draw", "X", "--to", "mule", "-o", "x.dot"], "needs all payments"),
    (["draw", "neighbourhood", "X", "--account", "shop", "-o", "x.dot"], "needs all payments"),
    (["draw", "walk", "X", "--account", "shop", "--rule", "fifo", "-o", "x.dot"], "--for trace"),
  ]

  @Test(arguments: refused.indices) func questionsBeyondItAreRefused(_ number: Int) throws {
    let (words, reason) = Self.refused[number]
    let run = try run(RecordedResults(), words)
    #expect(run.status == 2, "\(words) \(run.output)")
    #expect(run.messages.contains(reason), "\(words): \(run.messages)")
    #expect(run.output.isEmpty)
  }

  @Test func limitsOfTheExtractAreKept() throws {
    var results = RecordedResults()
    results.maxHops = 2
    #expect(try run(results, ["sinks", "X"]).messages.contains("at most 2 hops"))
    #expect(try run(results, ["sinks", "X", "--max-hops", "3"]).status == 2)
    #expect(try run(results, ["sinks", "X", "--max-hops", "2"]).status == 0)
    #expect(try run(results, ["sinks", "X", "--max-hops", "2", "--within", "3d"]).status == 2)
    #expect(try run(results, ["sinks", "X", "--max-hops", "1", "--within", "3d"]).status == 0)
    results.maxHops = nil
    results.since = 1_704_067_200_000
    #expect(try run(results, ["sinks", "X"]).messages.contains("--since 2024-01-01"))
    #expect(try run(results, ["sinks", "X", "--since", "2024-01-01"]).status == 0)
  }

  @Test func linksThatAreNotRecordedNeedBooks() throws {
    var results = RecordedResults()
    results.accounts += ["mule,processor,,,,,"]
    results.pooled = ["mule"]
    let refused = try run(results, ["sinks", "X"])
    #expect(refused.status == 2)
    #expect(refused.messages.contains("--recorded-links"))
    #expect(try run(results, ["sinks", "X", "--recorded-links"]).status == 0)
    #expect(
      try run(results, ["sinks", "X", "--recorded-links", "--pooled-as-ordinary"]).status == 2)
    results.links = "books"
    results.books = ["mule"]
    #expect(try run(results, ["sinks", "X"]).status == 0)
    #expect(try run(results, ["match", "X"]).status == 0)
  }

  @Test func aTraceSaysWhatAnExtractLeavesOpen() throws {
    var results = RecordedResults()
    results.purpose = "trace"
    let run = try run(results, ["trace", "X", "--rule", "fifo", "--format", "json", "-q"])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.contains("asked of an extract of /lake"))
    #expect(run.output.contains("is followed back only to the accounts that paid"))
    let answer =
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
    let totals = try #require(answer["totals"] as? [String: Any])
    #expect(totals["transfers"] as? Int == 900)
    #expect(totals["accounts"] as? Int == 300)
  }

  @Test func linksOfATableAreFollowedAndNamed() throws {
    var results = RecordedResults()
    results.accounts += ["shop,processor,,,,,"]
    results.pooled = ["shop"]
    results.links = "table"
    results.table = ["t1,t3,C,amount and time,5.00"]
    func reached(_ words: String...) throws -> (accounts: [String], notes: [String]) {
      let run = try run(
        results, ["sinks", "X", "--min-victims", "1", "--format", "json", "-q"] + words)
      #expect(run.status == 0, "\(run.messages)")
      let answer =
        try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
      return (
        (answer["sinks"] as? [[String: Any]] ?? []).compactMap { $0["account"] as? String },
        (answer["notes"] as? [[String: String]] ?? []).compactMap { $0["text"] }
      )
    }
    let words = "links at shop that no record states: 1 graded C"
    let all = try reached()
    #expect(all.accounts == ["mule", "far"])
    #expect(all.notes.contains { $0.contains(words) })
    for narrower in [["--recorded-links"], ["--min-grade", "B"]] {
      let some = try reached(narrower[0], narrower.dropFirst().first ?? "--include-pooled")
      #expect(!some.accounts.contains("mule"))
      #expect(!some.notes.contains { $0.contains(words) })
    }
  }

  @Test func anAccountThatIsNotThereIsExcluded() throws {
    var results = RecordedResults()
    results.claimed = "accounts"
    let path = try run(results, ["path", "X", "--from", "anna", "--to", "nobody"])
    #expect(path.status == 0, "\(path.messages)")
    #expect(path.output.contains("excluded on these records"))
    #expect(
      try run(results, ["path", "X", "--from", "anna", "--to", "mule"]).output.contains("proven"))
    results.maxHops = 3
    let cut = try run(
      results, ["path", "X", "--from", "anna", "--to", "nobody", "--max-hops", "3"])
    #expect(cut.status == 2)
    #expect(cut.messages.contains("without --max-hops"))
  }

  @Test func unreadableRowsOfTheLakeExcludeNothing() throws {
    var results = RecordedResults()
    results.claimed = "accounts"
    results.unreadable = 5
    let path = try run(results, ["path", "X", "--from", "anna", "--to", "nobody"])
    #expect(!path.output.contains("excluded on these records"))
    #expect(try run(results, ["sinks", "X"]).output.contains("5 rows could not be read"))
  }

  // MARK: Whole and alone

  @Test(arguments: ["transfers.csv", "accounts.csv", "claims.csv", "counts.csv"])
  func aChangedFileIsRefused(_ name: String) throws {
    let run = try run(RecordedResults(), ["sinks", "X"]) { path in
      let file = "\(path)/\(name)"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try (text + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(run.status == 2)
    #expect(run.messages.contains("was changed since the extract was written"), "\(run.messages)")
    let gone = try self.run(RecordedResults(), ["sinks", "X"]) { path in
      try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
    #expect(gone.status == 2)
    #expect(gone.messages.contains("\(name) of this extract is missing"), "\(gone.messages)")
  }

  @Test func aChangedDescriptionIsRefused() throws {
    let run = try run(RecordedResults(), ["sinks", "X"]) { path in
      let file = "\(path)/extract.json"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try String(text.dropLast(40)).write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(run.status == 2)
    #expect(run.messages.contains("cut short"), "\(run.messages)")
  }

  /// Edits of a description that leave it one, and would have changed an answer or the account of the question.
  private static let edits = [
    ("\"transfers\" : 900", "\"transfers\" : 700"), ("\"--lake\"", "\"--like\""),
    ("\"rows\" : 4", "\"rows\" : 5"), ("\"anna\",", "\"nobody\","),
    ("\"version\" : \"4\"", "\"version\" : \"5\""), ("{\n", "{\n\n"),
  ]

  @Test(arguments: edits.indices) func anEditedDescriptionIsRefused(_ number: Int) throws {
    let (old, new) = Self.edits[number]
    let run = try run(RecordedResults(), ["sinks", "X"]) { path in
      let file = "\(path)/extract.json"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(text.contains(old))
      try text.replacingOccurrences(of: old, with: new).write(
        toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(run.status == 2)
    #expect(run.messages.contains("was changed since the extract was written"), "\(run.messages)")
  }

  @Test func partsAloneAreRefused() throws {
    let made = try RecordedResults().extract()
    for files in [
      ["transfers.csv"], ["transfers.csv", "accounts.csv", "claims.csv"], ["counts.csv"],
    ] {
      let run = try Program.run(
        ["sinks"] + files.map { "\(made.path)/\($0)" } + ["--victims", "all"])
      #expect(run.status == 2)
      #expect(run.messages.contains("is a part of an extract"), "\(run.messages)")
    }
  }

  @Test func otherPaymentsBesideItAreRefused() throws {
    let other = try TemporaryFolder([
      "more.csv": "time,from,to,amount,currency\n2024-01-01,mule,anna,5.00,EUR\n"
    ])
    let run = try run(RecordedResults(), ["sinks", "X", other.path("more.csv")])
    #expect(run.status == 2)
    #expect(run.messages.contains("holds payments beside an extract"), "\(run.messages)")
    let pooled = try TemporaryFolder(["roles.csv": "account,role\nmule,processor\n"])
    let pool = try self.run(RecordedResults(), ["sinks", "X", pooled.path("roles.csv")])
    #expect(pool.status == 2)
    #expect(pool.messages.contains("mule is pooled now"), "\(pool.messages)")
    let claims = try TemporaryFolder(["claims.csv": "claim\nt3\n"])
    let claim = try self.run(RecordedResults(), ["sinks", "X", claims.path("claims.csv")])
    #expect(claim.status == 2)
    #expect(claim.messages.contains("extract again with all claims"), "\(claim.messages)")
    let second = try RecordedResults().extract()
    var third = RecordedResults()
    third.counts = ["far,2,EUR,1"]
    let both = try Program.run(["sinks", second.path, third.extract().path])
    #expect(both.status == 2)
  }

  @Test func caseFilesKeepTheRefusals() throws {
    let made = try RecordedResults().extract()
    let file = made.folder.path("c.tributary")
    let load = try Program.run(["load", made.path, "--case", file, "--new"])
    #expect(load.status == 0, "\(load.messages)")
    #expect(try Program.run(["sinks", "--case", file]).status == 0)
    let trace = try Program.run(["trace", "--case", file, "--rule", "fifo"])
    #expect(trace.status == 2)
    #expect(trace.messages.contains("--for trace"), "\(trace.messages)")
  }
}
