import Foundation
import TestSupport
import Testing

/// The end-to-end cases of the specification, and the habits of the command.
@Suite("Compromise: vectors of the command")
struct CompromiseVectorCommandTests {
  private typealias Object = [String: Any]

  private static let folder = "../shared/data/compromise-vectors"

  private static var files: [String] {
    let path = Repository.root.appending(path: folder).path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    if files.isEmpty { print("compromise vectors are skipped: ../shared is absent") }
    return files.filter { $0.hasSuffix(".json") && ($0.hasPrefix("22") || $0.hasPrefix("23")) }
      .sorted()
  }

  @Test(arguments: files) private func figuresAreThoseOfTheVector(_ file: String) throws {
    let data = try Data(contentsOf: Repository.root.appending(path: "\(Self.folder)/\(file)"))
    let vector = try #require(try JSONSerialization.jsonObject(with: data) as? Object)
    let command = try #require(vector["command"] as? String)
    let run = try Program.run(
      Array(command.split(separator: " ").map(String.init).dropFirst()), in: Self.folder)
    #expect(run.status == 0, "\(run.messages)")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? Object)
    let expected = try #require(vector["expected"] as? Object)
    close((answer["reference"] as? Object)?["persons"], expected["reference"], 0)
    for name in ["kappa", "testable", "noList"] { close(answer[name], expected[name], 1e-6) }
    #expect(answer["credibleSet"] as? [String] == expected["credibleSet"] as? [String])
    let lists = try #require(answer["lists"] as? [Object])
    let wanted = try #require(expected["lists"] as? [String: Object])
    #expect(Set(lists.compactMap { $0["list"] as? String }) == Set(wanted.keys))
    for row in lists {
      let name = row["list"] as? String ?? ""
      let figures = try #require(wanted[name])
      let reference = row["reference"] as? Object ?? [:]
      close(row["exposed"], figures["exposed"], 0)
      close(row["victims"], figures["victims"], 0)
      close(reference["exposed"], figures["referenceExposed"], 1e-6)
      close(reference["persons"], figures["reference"], 0)
      for key in ["p", "pAdjusted", "posterior"] where figures[key] != nil {
        close(row[key], figures[key], 1e-6)
      }
      for (key, value) in figures["share"] as? Object ?? [:] {
        close((row["share"] as? Object)?[key], value, 1e-6)
      }
      #expect(row["verdict"] as? String == figures["verdict"] as? String, "\(name)")
    }
    let orders = try #require(answer["orders"] as? [Object])
    let tests = try #require(expected["orders"] as? [Object])
    #expect(orders.count == tests.count)
    for (row, test) in zip(orders, tests) {
      #expect(row["order"] as? String == test["order"] as? String)
      #expect(row["test"] as? String == test["test"] as? String)
      #expect(row["verdict"] as? String == test["verdict"] as? String)
      // Seeded permutations are the same everywhere, so even they are equal.
      close(row["p"], test["p"], 1e-6)
      close(row["pAdjusted"], test["pAdjusted"], 1e-6)
    }
  }

  private func close(
    _ found: Any?, _ wanted: Any?, _ tolerance: Double,
    location: SourceLocation = #_sourceLocation
  ) {
    let (one, other) = (
      (found as? NSNumber)?.doubleValue ?? .nan, (wanted as? NSNumber)?.doubleValue ?? .nan
    )
    #expect(
      abs(one - other) <= tolerance, "\(one), \(other) is expected", sourceLocation: location)
  }
}

/// The command with files of its own.
@Suite("Compromise: command")
struct CompromiseCommandTests {
  private func run(_ arguments: String, in folder: TemporaryFolder) throws -> Program.Run {
    try Program.shell("cd \(folder.url.path) && $TRIBUTARY compromise \(arguments)")
  }

  /// Twelve victims of whom ten paid the shop before contact, and forty others of whom four did.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var payments = "id,time,from,to,amount,currency\n"
    var persons = "person,group,contacted,name\n"
    var claims = "claim\n"
    for number in 0..<12 {
      let victim = "v\(number)"
      if number < 10 { payments += "s\(number),2020-02-1\(number % 10),\(victim),shop,9.00,GBP\n" }
      payments += "e\(number),2020-03-0\(number % 9 + 1),\(victim),energy,30.00,GBP\n"
      payments += "c\(number),2021-01-\(number + 10),\(victim),mule,185.00,GBP\n"
      persons +=
        "\(victim),victim,2021-01-0\(number % 9 + 1),\(["Ada", "Bo", "Cy"][number % 3]) \(number)\n"
      claims += "c\(number)\n"
    }
    for number in 0..<40 {
      if number < 4 { payments += "o\(number),2020-04-0\(number + 1),p\(number),shop,9.00,GBP\n" }
      payments += "f\(number),2020-05-0\(number % 9 + 1),p\(number),energy,30.00,GBP\n"
    }
    try folder.write(payments, as: "t.csv")
    try folder.write(persons, as: "persons.csv")
    try folder.write(claims, as: "claims.csv")
    return folder
  }

  @Test(arguments: [
    ("t.csv claims.csv --window 0d", 64, "--window"), ("t.csv", 2, "no victim is known"),
    ("t.csv claims.csv --lag 800d", 64, "shorter than --window"),
    ("t.csv claims.csv --alpha 0", 64, "--alpha"),
    ("t.csv claims.csv --prior-none 1.5", 64, "--prior-none"),
    ("t.csv claims.csv --material 2", 64, "--material"),
    ("t.csv claims.csv --lists shopp", 2, "similar: \"shop\""),
    ("t.csv claims.csv --victims v99", 2, "v99"),
    ("t.csv claims.csv persons.csv --strata aera", 2, "no column aera"),
  ])
  func wrongUsageIsRefused(arguments: String, status: Int32, words: String) throws {
    let run = try run(arguments, in: folder())
    #expect(run.status == status && run.messages.contains(words), "\(run.messages)")
    #expect(run.output.isEmpty)
  }

  @Test func aListStandsOut() throws {
    let folder = try folder()
    let people = (0..<12).map { "v\($0)" } + (0..<40).map { "p\($0)" }
    try folder.write(
      "account,from,to\n" + people.map { "\($0),2020-01-01,2021-02-01\n" }.joined(),
      as: "coverage.csv")
    let run = try run("t.csv claims.csv persons.csv coverage.csv --strata none -q", in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.hasPrefix("supported: shop"), "\(run.output)")
    #expect(run.output.contains("10 of 12"))
    #expect(run.output.contains("4 of 40"))
    #expect(run.output.contains("too popular"))
    // The payments that show it, and what no figure proves.
    #expect(run.output.contains("t.csv:2"))
    #expect(run.output.contains("association is no proof of a leak"))
    #expect(run.output.contains("lists that nobody asked about are in no figure"))
  }

  @Test func membershipsNeedNoLedger() throws {
    let folder = try TemporaryFolder()
    var persons = "person,group,contacted,on:phone book,on:club\n"
    for number in 0..<20 {
      persons += "v\(number),victim,2021-01-\(number + 10),\(number < 8 ? "no" : "yes"),yes\n"
    }
    for number in 0..<40 { persons += "c\(number),control,,yes,\(number < 4 ? "yes" : "no")\n" }
    try folder.write(persons, as: "persons.csv")
    let run = try run("persons.csv --strata none", in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.hasPrefix("supported: club"), "\(run.output)")
    #expect(
      run.output.contains("8 of 20 victims are not on phone book: it was not the only source"))
  }

  @Test func nothingIsSaidWithoutOthers() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "person,group,contacted,on:club\nv1,victim,2021-01-01,yes\nv2,victim,2021-01-02,yes\n",
      as: "persons.csv")
    let run = try run("persons.csv", in: folder)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("no list is named"), "\(run.output)")
    #expect(run.output.contains("nobody to compare with"))
  }

  @Test(arguments: [
    ("person,group,contacted\nv1,victim,4 Mar\nv2,victim,5 Mar\n", "have no year"),
    ("person,group,contacted\nv1,victim,04/03/2021\nv2,victim,05/03/2021\n", "in two ways"),
  ])
  func openDatesAreAsked(persons: String, words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(persons, as: "persons.csv")
    let run = try run("persons.csv", in: folder)
    #expect(run.status == 3 && run.messages.contains(words), "\(run.messages)")
  }

  @Test func anUnknownAccountOfAListIsNamed() throws {
    let folder = try folder()
    try folder.write("list,kind,account\nsoft,customers,shap\n", as: "lists.csv")
    let run = try run("t.csv claims.csv lists.csv", in: folder)
    #expect(run.status == 2 && run.messages.contains("lists.csv:2"), "\(run.messages)")
    #expect(run.messages.contains("similar: \"shop\""), "\(run.messages)")
  }

  @Test(arguments: ["text", "json", "csv"])
  func sameInputSameBytes(format: String) throws {
    let folder = try folder()
    let runs = try ["t.csv claims.csv persons.csv", "persons.csv t.csv claims.csv"].flatMap {
      files in
      try (0..<2).map { _ in
        try run("\(files) --strata none --format \(format) -q", in: folder).output
      }
    }
    #expect(Set(runs).count == 1)
  }
}

/// The founding case, in which no list was planted.
@Suite("Compromise: founding case")
struct CompromiseFoundingTests {
  private static let files =
    "payees victim-statements paypal mapleremit indian-banks accounts claims"
    .split(separator: " ").map { "\(Repository.root.path)/fixtures/cases/founding/\($0).csv" }
    .joined(separator: " ")

  private func answer(_ more: String = "", in folder: TemporaryFolder) throws -> [String: Any] {
    let run = try Program.shell(
      "cd \(folder.url.path) && $TRIBUTARY compromise \(Self.files) \(more) --format json -q")
    #expect(run.status == 0, "\(run.messages)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func nothingIsNamed() throws {
    let answer = try answer(in: try TemporaryFolder())
    let lists = try #require(answer["lists"] as? [[String: Any]])
    #expect(lists.allSatisfy { $0["verdict"] as? String != "supported" })
    #expect(lists.allSatisfy { $0["verdict"] as? String != "oneOf" })
    // All victims pay both; the others are known from the payees' own records, which cannot say who paid nobody.
    for payee in ["northmoor-energy", "fairbrook-stores"] {
      let row = try #require(lists.first { $0["list"] as? String == payee }, "\(payee)")
      #expect(row["verdict"] as? String == "cannotSay")
      #expect(row["reason"] as? String == "reference-selected")
    }
    let notes = try #require(answer["notes"] as? [[String: Any]])
    let selected = notes.first { $0["code"] as? String == "reference-selected" }
    #expect((selected?["text"] as? String)?.contains("payees.csv") == true)
  }

  @Test(arguments: [true, false]) func namesInTheOrderOfContactAreSeen(isPlanted: Bool) throws {
    let folder = try TemporaryFolder()
    var places = Array(0..<42)
    var random = SplitMix64(seed: 5)
    if !isPlanted { places.shuffle(using: &random) }
    var persons = "person,group,contacted,name\n"
    for (number, place) in places.enumerated() {
      let victim =
        number < 34
        ? "victim-gb-\(number < 9 ? "0" : "")\(number + 1)"
        : "victim-ie-\(number < 43 ? "0" : "")\(number - 33)"
      let (month, day) = (10 + number / 28, number % 28 + 1)
      persons +=
        "\(victim),victim,2008-\(month)-\(day < 10 ? "0" : "")\(day),Name \(place < 10 ? "0" : "")\(place)\n"
    }
    try folder.write(persons, as: "persons.csv")
    let answer = try answer("persons.csv", in: folder)
    let orders = try #require(answer["orders"] as? [[String: Any]])
    let shown = orders.filter { $0["verdict"] as? String == "supported" }
    #expect(shown.isEmpty != isPlanted)
    #expect(shown.allSatisfy { $0["order"] as? String == "alphabetical" })
  }
}
