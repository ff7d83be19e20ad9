import Foundation
import TestSupport
import Testing

/// Times of day that name no zone are compared with others only as far as the zones of the world leave no doubt.
@Suite("Clocks of unknown zones")
struct UnknownClockTests {
  private static let head = "id,time,from,to,amount,currency\n"

  /// Files of two payments, v1 to m and m to s, and what leads from v1 to s.
  private func answer(
    _ files: [(name: String, rows: [String])], _ options: [String] = [],
    command: [String] = ["path", "--from", "v1", "--to", "s"]
  ) throws -> String {
    let folder = try TemporaryFolder()
    let paths = try files.map { file in
      try folder.write(Self.head + file.rows.map { "\($0)\n" }.joined(), as: file.name)
    }
    let run = try Program.run([command[0]] + paths + command.dropFirst() + options + ["--quiet"])
    #expect(run.status == 0, "\(run.messages)")
    return run.output
  }

  private func finding(_ output: String) -> String {
    for word in ["proven", "possible", "excluded"]
    where output.split(separator: "\n").first?.contains(word) == true {
      return word
    }
    return output
  }

  private func row(_ number: Int, _ time: String) -> String {
    number == 1 ? "t1,\(time),v1,m,100,GBP" : "t2,\(time),m,s,100,GBP"
  }

  private func twoFiles(_ first: String, _ second: String, _ options: [String] = []) throws
    -> String
  {
    try answer([("a.csv", [row(1, first)]), ("b.csv", [row(2, second)])], options)
  }

  private func oneFile(_ first: String, _ second: String, _ options: [String] = []) throws -> String
  {
    try answer([("a.csv", [row(1, first), row(2, second)])], options)
  }

  // MARK: Two files

  @Test(arguments: [
    ("2021-03-01T20:00:00", "2021-03-02T01:00:00", "possible"),
    ("2021-03-02T01:00:00", "2021-03-01T20:00:00", "possible"),
    ("2021-03-01T10:00", "2021-03-02T11:59", "possible"),
    ("2021-03-01T10:00", "2021-03-02T12:02", "proven"),
    ("2021-03-02T12:02", "2021-03-01T10:00", "excluded"),
    ("2021-03-02T11:59", "2021-03-01T10:00", "possible"),
    // Days of two banks are compared as days, and so is a day beside a time of day without a zone.
    ("2021-03-01", "2021-03-02", "proven"),
    ("2021-03-01T20:00", "2021-03-02", "proven"),
    ("2021-03-01", "2021-03-01T20:00", "possible"),
  ])
  func localTimesOfTwoFilesAreUpTo26HoursApart(
    _ first: String, _ second: String, _ expected: String
  ) throws {
    let output = try twoFiles(first, second)
    #expect(finding(output) == expected, "\(first) \(second): \(output)")
    if expected == "possible", first.contains("T"), second.contains("T") {
      #expect(output.contains("whose times name no zone"), "\(output)")
    }
  }

  @Test func statedZonesDecide() throws {
    let west = ["--zone", "a.csv=America/Los_Angeles", "--zone", "b.csv=Asia/Kolkata"]
    let (first, second) = ("2021-03-01T20:00:00", "2021-03-02T01:00:00")
    #expect(finding(try twoFiles(first, second, west)) == "excluded")
    let east = ["--zone", "a.csv=Asia/Kolkata", "--zone", "b.csv=America/Los_Angeles"]
    #expect(finding(try twoFiles(first, second, east)) == "proven")
  }

  @Test func waitsBetweenUnknownClocksAreUncertain() throws {
    let far = try twoFiles("2021-06-01T10:00:00", "2021-06-03T12:00:00", ["--within", "61h"])
    #expect(finding(far) == "possible", "\(far)")
    #expect(
      far.contains("the times do not both name their zone, so the wait was 24 to 76 hours"),
      "\(far)")
    let near = try twoFiles("2021-06-01T10:00:00", "2021-06-01T12:00:00", ["--within", "3h"])
    #expect(finding(near) == "possible" && !near.contains("no time of day is recorded"), "\(near)")
    #expect(
      finding(try twoFiles("2021-06-01T10:00", "2021-06-03T12:00", ["--within", "77h"])) == "proven"
    )
    // Rows of one file are of one clock.
    #expect(
      finding(try oneFile("2021-06-01T10:00", "2021-06-01T12:00", ["--within", "2h"])) == "proven")
    #expect(
      finding(try oneFile("2021-06-01T10:00", "2021-06-01T12:00", ["--within", "1h"])) == "possible"
    )
    // In between, a clock may have been set back.
    let night = try oneFile("2021-10-31T00:30", "2021-10-31T02:30", ["--within", "2h"])
    #expect(finding(night) == "possible", "\(night)")
    #expect(
      night.contains("may have been changed in between, so the wait was 1 to 3 hours"), "\(night)")
  }

  @Test func reachSinksAndListsAgree() throws {
    let files = [
      ("a.csv", [row(1, "2021-03-01T20:00:00")]), ("b.csv", [row(2, "2021-03-02T01:00:00")]),
    ]
    let reach = try answer(files, command: ["reach", "--from", "v1", "--format", "json"])
    #expect(reach.contains("possible"), "\(reach)")
    let sinks = try answer(
      files,
      command: ["sinks", "--victims", "v1", "--min-victims", "1", "--format", "json"])
    #expect(sinks.contains("possible"), "\(sinks)")
    // A list of both files proves no more than they do.
    let list = try answer(files, command: ["transfers", "--format", "csv"])
    #expect(list.components(separatedBy: ",2021-03-01/2021-03-02,").count == 3, "\(list)")
    let again = try TemporaryFolder()
    let run = try Program.run(["path", again.write(list), "--from", "v1", "--to", "s", "--quiet"])
    #expect(finding(run.output) == "possible", "\(run.output) \(run.messages)")
  }

  // MARK: One file of several clocks

  @Test(arguments: [
    ("2021-03-01T05:00:00Z", "2021-03-01T06:00:00", "possible"),
    ("2021-03-01T10:00:00+05:30", "2021-03-01T06:00:00", "possible"),
    ("2021-03-01T05:00:00", "2021-03-01T06:00:00Z", "possible"),
    ("2021-03-01T05:00:00", "2021-03-01T17:00:02Z", "proven"),
    ("2021-03-01T05:00:00Z", "2021-03-01T19:00:02", "proven"),
    ("01/03/2021 05:00Z", "25/03/2021 06:00", "proven"),
  ])
  func everyRowKeepsItsClock(_ first: String, _ second: String, _ expected: String) throws {
    let output = try oneFile(first, second)
    #expect(finding(output) == expected, "\(output)")
    if expected == "possible" {
      #expect(output.contains("names the zone of its time"), "\(output)")
    }
    let full = try answer(
      [("a.csv", [row(1, first), row(2, second)])], command: ["reach", "--from", "v1"])
    #expect(
      full.contains("1 transfer in scope has a local time (without Z): its row names no zone"),
      "\(full)")
  }

  @Test func oneLocalTimeMakesNoOtherLocal() throws {
    let rows = [
      row(1, "2021-03-01T10:00:00+05:30"), row(2, "2021-03-01T06:00:00Z"),
      "t3,2021-03-07T06:00:00,x,y,100,GBP", "t4,2021-03-02T02:00:00+05:30,y,z,100,GBP",
    ]
    #expect(finding(try answer([("a.csv", rows)])) == "proven")
    for format in ["text", "json", "csv"] {
      let list = try answer([("a.csv", rows)], command: ["transfers", "--format", format])
      for time in ["2021-03-01T04:30:00Z", "2021-03-01T06:00:00Z", "2021-03-01T20:30:00Z"] {
        #expect(list.contains(time), "\(format) \(time): \(list)")
      }
      #expect(
        list.contains("2021-03-07T06:00:00") && !list.contains("2021-03-07T06:00:00Z"), "\(list)")
    }
    // Beside another file the moments stay moments.
    let other = try answer(
      [("a.csv", [rows[0], rows[2]]), ("b.csv", [row(2, "2021-03-01T06:00:00Z")])])
    #expect(finding(other) == "proven", "\(other)")
    let zoned = try oneFile(
      "2021-03-01T05:00:00Z", "2021-03-01T06:00:00", ["--zone", "Asia/Kolkata"])
    #expect(finding(zoned) == "excluded", "\(zoned)")
  }

  /// The clock of a row does not depend on how many rows stand around it.
  @Test func longFilesKeepTheClockOfEachRow() throws {
    var rows = [row(1, "2021-03-01T05:00:00Z"), row(2, "2021-03-01T06:00:00")]
    for number in 0..<3_000 {
      rows.insert("u\(number),2021-02-0\(number % 9 + 1)T05:00:00Z,x\(number % 7),y,1,GBP", at: 0)
    }
    #expect(finding(try answer([("a.csv", rows)])) == "possible")
    let local = rows.map { $0.hasPrefix("u") ? $0.replacing("Z,", with: ",") : $0 }
    #expect(finding(try answer([("a.csv", local)])) == "possible")
  }

  // MARK: The hour that comes twice

  @Test(arguments: [
    ("2021-10-31T01:50:00", "2021-10-31T01:10:00", "possible"),
    ("2021-10-31T01:10:00", "2021-10-31T01:50:00", "possible"),
    ("2021-10-31T01:50:00", "2021-10-31T02:10:00", "proven"),
    ("2021-10-31T00:50:00", "2021-10-31T01:10:00", "proven"),
    ("2021-10-31T02:10:00", "2021-10-31T01:50:00", "excluded"),
    ("2021-11-07T01:40", "2021-11-07T01:20", "possible"),
    ("2021-04-04T02:40", "2021-04-04T02:20", "possible"),
    ("2021-06-06T01:10:00", "2021-06-06T01:50:00", "proven"),
    ("2021-06-06T01:50:00", "2021-06-06T01:10:00", "excluded"),
    ("2021-10-31T12:50:00", "2021-10-31T12:10:00", "excluded"),
  ])
  func anHourThatComesTwiceDecidesNothing(
    _ first: String, _ second: String, _ expected: String
  ) throws {
    let output = try oneFile(first, second)
    #expect(finding(output) == expected, "\(first) \(second): \(output)")
    if expected == "possible" { #expect(output.contains("an hour that comes twice"), "\(output)") }
  }
}
