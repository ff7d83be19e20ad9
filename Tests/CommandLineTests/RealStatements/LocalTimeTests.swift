import Foundation
import TestSupport
import Testing

/// Times of a file that names no zone are shown as local ones, and accounts files are read by their countries.
@Suite("Local times and national accounts")
struct LocalTimeTests {
  private func written(_ files: [(name: String, text: String)]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try files.map { file in
      let path = folder.appending(path: file.name)
      try Data(file.text.utf8).write(to: path)
      return path.path
    }
  }

  private static let head = "id,time,from,to,amount,currency\n"
  private static let local =
    head + "1,2010-03-04T10:05:00,a,b,5.00,GBP\n2,2010-03-04 11:05,b,c,5.00,GBP\n"
  private static let zoned = head + "3,2010-03-05T10:15:00Z,c,d,5.00,GBP\n"

  @Test func noAnswerGivesALocalTimeAZone() throws {
    let files = try written([("local.csv", Self.local), ("zoned.csv", Self.zoned)])
    let check = try Program.run(["check"] + files)
    #expect(
      check.output.contains("period      2010-03-04T10:05:00 to 2010-03-04T11:05, local time"),
      "\(check.output)")
    #expect(check.output.contains("period      2010-03-05T10:15:00Z to 2010-03-05T10:15:00Z\n"))
    for format in ["text", "json", "csv"] {
      for command in [
        ["check"], ["path", "--from", "a", "--to", "d"], ["reach", "--from", "a"],
        ["sinks", "--victims", "a", "--min-victims", "1"],
        ["explain", "--sink", "d", "--victims", "a"],
        ["trace", "--rule", "fifo", "--victims", "a"],
      ] {
        let run = try Program.run(command + files + ["--format", format])
        #expect(run.status == 0, "\(command) \(run.messages)")
        for time in ["2010-03-04T10:05:00Z", "2010-03-04T11:05Z"] {
          #expect(!run.output.contains(time), "\(command) \(format): \(run.output)")
        }
      }
    }
    let path = try Program.run(["path"] + files + ["--from", "a", "--to", "d"])
    #expect(
      path.output.contains("2010-03-04T10:05:00 ") && path.output.contains("2010-03-05T10:15:00Z"))
    #expect(path.output.components(separatedBy: "local time").count == 2, "\(path.output)")
    // With the zone, they are moments.
    let stated = try Program.run(["check"] + files + ["--zone", "local.csv=+01:00"])
    #expect(
      stated.output.contains("period      2010-03-04T09:05:00Z to 2010-03-04T10:05Z\n"),
      "\(stated.output)")
  }

  @Test func bareSortCodesAreReadByTheirCountry() throws {
    let ledger =
      Self.head
      + "1,2021-03-01,gb:070116/12345678,x,5.00,GBP\n2,2021-03-01,07-01-16 12345679,x,5.00,GBP\n3,2021-03-01,ie:901212/12345678,x,5.00,EUR\n4,2021-03-01,ca:003-12345-1234567,x,5.00,CAD\n"
    let files = try written([
      ("ledger.csv", ledger),
      (
        "accounts.csv",
        "account,role,country\n070116 12345678,victim,\n07-01-16 12345679,victim,United Kingdom\n90-12-12 12345678,victim,IE\n003-12345-1234567,victim,CA\n"
      ),
    ])
    let sinks = try Program.run(["sinks"] + files + ["--victims", "role:victim"])
    #expect(sinks.output.contains("2 or more of 4 victims"), "\(sinks.output)")
    #expect(sinks.output.contains("4  x "), "\(sinks.output)")
    #expect(!sinks.output.contains("idle-sources"))
  }

  /// Digits that are an account of two countries are left as they stand.
  @Test func digitsOfTwoCountriesStayOpen() throws {
    let files = try written([
      (
        "ledger.csv",
        Self.head
          + "1,2021-03-01,gb:901212/12345678,x,5.00,GBP\n2,2021-03-01,ie:901212/12345678,x,5.00,EUR\n"
      ), ("accounts.csv", "account,role\n901212 12345678,victim\n"),
    ])
    let sinks = try Program.run(
      ["sinks"] + files + ["--victims", "role:victim", "--min-victims", "1"])
    #expect(sinks.output.contains("0 accounts are reached"), "\(sinks.output)")
  }
}
