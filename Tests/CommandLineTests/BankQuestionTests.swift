import Foundation
import TestSupport
import Testing

/// The questions of benchmarks of graph databases, each asked by the command that the documentation names for it.
@Suite("Questions of a bank")
struct BankQuestionTests {
  private static let files = ["payments", "accounts"].map {
    "fixtures/cases/bank-questions/\($0).csv"
  }

  private func ask(_ arguments: String, status: Int32 = 0) throws -> String {
    let run = try Program.run(
      arguments.split(separator: " ").map(String.init) + Self.files + ["--quiet"])
    #expect(run.status == status, "\(arguments): \(run.messages)")
    return run.status == 0 ? run.output : run.messages
  }

  private func json(_ arguments: String) throws -> [String: Any] {
    let text = try ask("\(arguments) --format json")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func rows(_ arguments: String) throws -> [[String: Any]] {
    try #require(try json(arguments)["rows"] as? [[String: Any]])
  }

  @Test func theShortestWayKeepsTheOrderOfTime() throws {
    let answer = try json("path --from ada --to celia")
    #expect(answer["finding"] as? String == "proven")
    let walk = try #require(answer["shortest"] as? [String: Any])
    let transfers = try #require(walk["transfers"] as? [[String: Any]])
    #expect(transfers.compactMap { $0["id"] as? String } == ["t02", "t03"])
    // The payment on was earlier than the one that would have to bring the money.
    let backwards = try json("path --from xena --to zoe")
    #expect(backwards["finding"] as? String == "excluded")
  }

  @Test func theShortestPathOfTheGraphNeedsNoOrder() throws {
    let answer = try json("path --from xena --to zoe --ties any-order")
    #expect(answer["joined"] as? Bool == true)
    #expect(answer["length"] as? Int == 2)
    #expect(answer["isInOrder"] as? Bool == false)
    let transfers = try #require(answer["transfers"] as? [[String: Any]])
    #expect(transfers.compactMap { $0["id"] as? String } == ["t14", "t13"])
    let text = try ask("path --from xena --to zoe --ties any-order")
    #expect(text.contains("no walk of money"))
    // In order, the two questions have one answer.
    let ordered = try json("path --from ada --to celia --ties any-order")
    #expect(ordered["length"] as? Int == 2)
    #expect(ordered["isInOrder"] as? Bool == true)
  }

  @Test func theGraphHasItsLimits() throws {
    let cut = try json("path --from xena --to zoe --ties any-order --max-hops 1")
    #expect(cut["joined"] as? Bool == false)
    #expect(cut["wasCut"] as? Bool == true)
    let apart = try json("path --from ada --to quinn --ties any-order")
    #expect(apart["joined"] as? Bool == false)
    #expect(apart["wasCut"] as? Bool == false)
    let round = try json("path --from ada --to ada --ties any-order")
    #expect(round["length"] as? Int == 3)
    let words = try ask("path --from xena --to zoe --ties any-order --within 3d", status: 64)
    #expect(words.contains("keeps no order of time"))
  }

  @Test func manyToOneThenAWithdrawal() throws {
    let found = try rows("patterns --only collect-then-cash-out")
    #expect(found.count == 1)
    #expect(found.first?["account"] as? String == "moor")
    #expect((found.first?["payers"] as? [String])?.count == 4)
    // By number of payments, and in any order, as the benchmark asks.
    let any = try rows(
      "patterns --only collect-then-cash-out --count transfers --min 4 --order any")
    #expect(any.compactMap { $0["account"] as? String } == ["moor"])
    #expect(try rows("patterns --only collect-then-cash-out --min 5").isEmpty)
  }

  @Test func sumsToCompanies() throws {
    let text = try ask("sums --from ada --to role:merchant --format csv")
    #expect(text.contains("150.00") && text.contains("70.00"))
    #expect(!text.contains("9500.00"))
    #expect(text.split(separator: "\n").count == 3)
  }

  @Test func accountsWithACommonPayer() throws {
    let text = try ask("reach --from quinn --max-hops 1 --format csv")
    #expect(text.contains("rita") && text.contains("saul"))
    #expect(text.split(separator: "\n").count == 3)
  }

  @Test func ratiosOfMoneyInAndOut() throws {
    let found = try rows("patterns --only pass-through")
    let nora = try #require(found.first { $0["account"] as? String == "nora" })
    let most = try #require(nora["passedAtMost"] as? [[String: Any]])
    #expect(most.first?["amount"] as? String == "1070.00")
    #expect((nora["pairs"] as? [[String]])?.count == 2)
    let sums = try ask("sums --account nora --format csv")
    #expect(sums.contains("1100.00") && sums.contains("1070.00"))
  }

  @Test func chainsAfterALoan() throws {
    let reached = try ask("reach --from bank-loans --format csv")
    for account in ["ada", "bert", "celia"] { #expect(reached.contains(account)) }
    let found = try rows("patterns --only chain --around ada")
    #expect(found.count == 1)
    #expect(
      found.first?["accounts"] as? [String] == ["bank-loans", "ada", "bert", "celia", "ada"])
    // What set out and what arrived; the sum over all hops counts the same money again.
    let (left, arrived) = (
      found.first?["left"] as? [String: Any], found.first?["arrived"] as? [String: Any]
    )
    #expect(left?["amount"] as? String == "10000.00")
    #expect(arrived?["amount"] as? String == "9000.00")
    let text = try ask("patterns --only chain")
    #expect(text.contains("GBP 10,000.00 > GBP 9,000.00"))
    #expect(!text.contains("37,700.00"))
  }

  @Test func circlesInTheOrderOfTime() throws {
    let found = try rows("patterns --only cycle")
    #expect(found.count == 1)
    #expect(found.first?["accounts"] as? [String] == ["ada", "bert", "celia"])
  }
}

/// A row of a screening explained and drawn, and options that must not be mistaken for each other.
@Suite("Patterns: rows and options")
struct PatternRowTests {
  private static let files = BankFiles.names

  private func run(_ arguments: [String]) throws -> Program.Run {
    try Program.run(arguments + Self.files + ["--quiet"])
  }

  @Test func explainPrintsTheRowThatPatternsPrints() throws {
    let options = ["--only", "chain,cycle", "--row", "2"]
    let explained = try run(["explain"] + options)
    #expect(explained.status == 0, "\(explained.messages)")
    #expect(explained.output == (try run(["patterns"] + options)).output)
    #expect(explained.output.contains("payments.csv:4"))
    let missing = try run(["explain", "--only", "chain", "--row", "9"])
    #expect(missing.status == 2 && missing.messages.contains("the answer has 1 row"))
    let mixed = try run(["explain", "--row", "1", "--sink", "ada"])
    #expect(mixed.status == 64)
    let alone = try run(["explain", "--only", "chain"])
    #expect(alone.status == 64 && alone.messages.contains("--row"))
  }

  @Test(arguments: [("chain", "14:00"), ("collect-then-cash-out", "moor"), ("cycle", "celia")])
  func aRowIsDrawn(_ pattern: String, _ words: String) throws {
    let folder = try TemporaryFolder()
    let drawn = try run(
      [
        "draw", "pattern", "--only", pattern, "--row", "1", "--mask", "none", "-o",
        folder.path("a.svg"),
      ])
    #expect(drawn.status == 0, "\(drawn.messages)")
    let text = folder.text("a.svg")
    #expect(text.contains("Row 1 of a screening: \(pattern)"))
    #expect(text.contains("ada") || text.contains("moor"))
    let missing = try run(
      ["draw", "pattern", "--only", pattern, "--row", "9", "-o", folder.path("b.svg")])
    #expect(missing.status == 2)
    let none = try run(["draw", "pattern", "--only", pattern, "-o", folder.path("b.svg")])
    #expect(none.status == 64)
  }

  @Test func aPersonIsNotCalledHolder() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("a.tributary")
    #expect(
      try Program.run(["load", "--case", file, "--new"] + Self.files + ["--quiet"]).status == 0)
    let asked = ["patterns", "--case", file, "--only", "chain", "--quiet"]
    for word in ["holder", "account"] {
      let refused = try Program.run(asked + ["--record", "a", "--by", word])
      #expect(refused.status == 64)
      #expect(refused.messages.contains("--parties \(word)"), "\(refused.messages)")
    }
    let recorded = try Program.run(
      asked + ["--record", "a", "--by", "M. Quill", "--parties", "holder", "--provisional"])
    #expect(recorded.status == 0, "\(recorded.messages)")
    let log = try Program.run(["log", "--case", file])
    #expect(log.output.contains("M. Quill"))
    #expect(!log.output.contains("by holder"))
    #expect(try Program.run(asked + ["--by", "holder"]).status == 0)
    #expect(try Program.run(asked + ["--by", "holder", "--parties", "account"]).status == 64)
  }

  @Test func identifiersAreComparedWithoutTheirSpelling() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "identifiers.csv")
    try Data(
      """
      account,identifier_kind,identifier
      ada,phone,+44 7700 900123
      bert,Phone,0044 7700 900 123
      celia,email,Mail@Example.org
      moor,email,mail@example.org
      rita,phone,07700 900123
      saul,device,AB-1
      nora,device,AB-2
      """.utf8
    ).write(to: file)
    let answer = try run(["patterns", file.path, "--only", "shared-identifier"])
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(answer.output.contains("shared-identifier: 2 groups"))
    #expect(answer.output.contains("ada, bert share"))
    #expect(answer.output.contains("celia, moor") || answer.output.contains("celia"))
    #expect(!answer.output.contains("rita"))
    #expect(!answer.output.contains("saul"))
  }

  @Test func theChanceOfStructuringHasFewDigits() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "t.csv")
    var text = "id,time,from,to,amount,currency\n"
    for number in 0..<400 {
      let day = number % 28 + 1
      let isBand = number < 40
      text +=
        "t\(number),2024-03-\(day < 10 ? "0" : "")\(day)T10:00:00Z,\(isBand ? "smurf" : "p\(number % 50)"),q\(number % 7),\(isBand ? "9900.00" : "120.00"),GBP\n"
    }
    try Data(text.utf8).write(to: file)
    for format in ["text", "csv"] {
      let run = try Program.run(
        [
          "patterns", file.path, "--only", "structuring", "--limit", "GBP=10000", "--quiet",
          "--format", format,
        ])
      #expect(run.output.contains("p < 1e-20"), "\(run.output)")
      #expect(!run.output.contains("/"))
    }
  }
}

private enum BankFiles {
  static let names = ["payments", "accounts"].map { "fixtures/cases/bank-questions/\($0).csv" }
}
