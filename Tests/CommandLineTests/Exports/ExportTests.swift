import Foundation
import TestSupport
import Testing

/// `export`: what is written is what the ledger has; nothing is written over; masks hide.
@Suite("Export")
struct ExportTests {
  private let founding = "fixtures/cases/founding"
  private var files: [String] { FoundingCaseTests.files }
  private static let formats = ["csv", "graphml", "gexf", "ftm", "neo4j", "json", "xlsx", "i2"]

  private func export(_ options: [String], in folder: String? = nil) throws -> Program.Run {
    try Program.run(["export"] + files + options, in: folder ?? founding)
  }

  @Test(arguments: formats) func theLedgerIsExported(_ format: String) throws {
    let folder = try TemporaryFolder()
    let run = try export(["--to", format, "-o", folder.path("out"), "-q"])
    #expect(run.status == 0, "\(run.messages)")
    let accounts = format == "i2" ? "" : "253 accounts, "
    #expect(
      run.output.contains(
        "read back: \(accounts)2,661 transfers, sent EUR 19506.52 + GBP 213695.30 + INR 2071295.00"
      ), "\(run.output)")
    let page = folder.text("out.export.txt")
    #expect(page.contains("The format cannot carry:") && page.contains("  transfers: 2661"))
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    #expect(!left.contains { $0.contains(".part-") })
  }

  /// The two tables load again to the same ledger, with the same order, doubts and links.
  @Test(arguments: ["fixtures/cases/founding", "fixtures/cases/raw"])
  func tablesLoadAgain(_ place: String) throws {
    let folder = try TemporaryFolder()
    let inputs = place.hasSuffix("raw") ? [".", "files", "--profiles", "profiles"] : files
    let first = try Program.run(
      ["export"] + inputs + ["--to", "csv", "-o", folder.path("a"), "-q"], in: place)
    #expect(first.status <= 1, "\(first.messages)")
    let again = try Program.run(
      ["export", folder.path("a/transfers.csv"), folder.path("a/accounts.csv")]
        + ["--to", "csv", "-o", folder.path("b"), "-q"])
    #expect(again.status == 0, "\(again.messages)")
    let columns = [
      "id", "time", "from", "to", "amount", "currency", "received_amount", "received_currency",
      "reference", "kind", "link", "order", "amount_minor",
    ]
    // Rows whose order no record decides stay open, in whatever order they come.
    func rows(_ folderName: String) -> [String] {
      let table = HostileTable.columns(folder.text("\(folderName)/transfers.csv"))
      let count = table["id"]?.count ?? 0
      return (0..<count).map { row in columns.map { table[$0]?[row] ?? "?" }.joined(separator: "|")
      }
      .sorted()
    }
    let (one, other) = (rows("a"), rows("b"))
    #expect(one.count > 100 && one == other)
    #expect(
      folder.text("a/accounts.csv").split(separator: "\n").count
        == folder.text("b/accounts.csv").split(separator: "\n").count)
  }

  @Test func anAnswerIsExportedWithItsFigures() throws {
    let folder = try TemporaryFolder()
    let run = try export([
      "--to", "csv", "--of", "sinks --min-victims 3", "-o", folder.path("a"), "-q",
    ])
    #expect(run.status == 0, "\(run.messages)")
    let table = HostileTable.columns(folder.text("a/accounts.csv"))
    let answer =
      try JSONSerialization.jsonObject(
        with: Data(
          try Program.run(
            ["sinks"] + files + ["--min-victims", "3", "--format", "json"], in: founding
          )
          .output.utf8)) as? [String: Any]
    let sinks = answer?["sinks"] as? [[String: Any]] ?? []
    #expect(!sinks.isEmpty)
    var found: [String: [String]] = [:]
    for (row, key) in (table["account"] ?? []).enumerated() where table["part"]?[row] == "sink" {
      found[key] = ["victims", "hops", "grade"].map { table[$0]?[row] ?? "" }
    }
    #expect(found.count == sinks.count)
    for sink in sinks {
      let key = sink["account"] as? String ?? ""
      #expect(
        found[key] == [
          "\(sink["victims"] as? Int ?? 0)", "\(sink["hops"] as? Int ?? 0)",
          sink["grade"] as? String ?? "",
        ], "\(key)")
    }
  }

  @Test func whatAsksNothingIsRefused() throws {
    let folder = try TemporaryFolder()
    for (options, status) in [
      (["--of", "check"], Int32(64)), (["--of", "nonsense"], 64), (["--of", "sinks 'x"], 64),
      (["--of", "patterns"], 64),
      (["--of", "sinks", "--since", "2010-01-01"], 64), (["--of", "sinks", "--of", "reach"], 64),
      (["--spreadsheet"], 64),
    ] {
      let run = try export(["--to", "json", "-o", folder.path("x"), "-q"] + options)
      #expect(run.status == status, "\(options): \(run.messages)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("x")))
    }
    #expect(try export(["--to", "ftm", "--aggregate", "-o", folder.path("x")]).status == 64)
  }

  @Test func nothingIsWrittenOver() throws {
    let ledger = "id,time,from,to,amount,currency\nt1,2010-03-04,v,m,185.00,GBP\n"
    let folder = try TemporaryFolder(
      ["bank.csv": ledger, "x.json": "mine", "dir/accounts.csv": ""].filter {
        !$0.key.contains("/")
      })
    try folder.write("mine", as: "dir/transfers.csv")
    for command in [
      "export bank.csv --to json -o bank.csv --force", "export bank.csv --to json -o x.json",
      "export bank.csv --to csv -o dir", "export bank.csv --to csv -o x.json --force",
      "export bank.csv --to json -o dir --force", "export bank.csv --to json -o none/x.json",
    ] {
      let run = try Program.shell("cd '\(folder.url.path)' && \"$TRIBUTARY\" \(command)")
      #expect(run.status == 2, "\(command): \(run.transcript)")
      #expect(folder.text("bank.csv") == ledger && folder.text("x.json") == "mine")
      #expect(folder.text("dir/transfers.csv") == "mine")
    }
    let replaced = try Program.shell(
      "cd '\(folder.url.path)' && \"$TRIBUTARY\" export bank.csv --to json -o x.json --force")
    #expect(replaced.status == 0 && folder.text("x.json").hasPrefix("{\"directed\""))
  }

  /// A full disk leaves nothing behind.
  @Test(arguments: formats) func aFullDiskLeavesNothing(_ format: String) throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      // The message goes through a pipe, because no file may grow.
      "{ trap '' XFSZ; ulimit -f 0; \"$TRIBUTARY\" export transfers.csv --to \(format) -o '\(folder.path("out"))' -q; } 2>&1 | cat; exit ${PIPESTATUS[0]}",
      in: "fixtures/cases/mixed-account")
    #expect(run.status == 2 && run.output.contains("cannot be written"), "\(run.transcript)")
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  /// No account number, name, reference or file name of the ledger stands anywhere in a masked export.
  @Test(arguments: formats) func masksHide(_ format: String) throws {
    let folder = try TemporaryFolder([
      "kumar-fraud.csv": """
      id,time,from,to,amount,currency,reference,from_name,to_name,from_role
      AB12345678,2010-03-04,GB33BUKB20201555555555,in:GNGB:900100420017,185.00,GBP,"pay 900100420017 to Anil Kumar",Mary Example,Anil Kumar,victim
      AB12345679,2010-03-05,GB33BUKB20201555555555,in:GNGB:900100420017,185.00,GBP,INV 77,Mary Example,Anil Kumar,victim

      """
    ])
    for (mask, hidden) in [
      ("accounts", ["900100420017", "55555555"]),
      ("names", ["900100420017", "55555555", "Kumar", "kumar", "Mary", "AB1234567", "INV 77"]),
      (
        "all",
        ["900100420017", "55555555", "0017", "Kumar", "kumar", "Mary", "AB1234567", "INV 77"]
      ),
    ] {
      let run = try Program.shell(
        "cd '\(folder.url.path)' && \"$TRIBUTARY\" export kumar-fraud.csv --to \(format) --mask \(mask) -o \(mask) && if [ \(format) = xlsx ]; then unzip -p \(mask) > \(mask).txt; fi"
      )
      #expect(run.status == 0, "\(run.transcript)")
      let found = try Program.shell(
        "cd '\(folder.url.path)' && cat $(find . -path './\(mask)*' -type f ! -name '*.xlsx')")
      for value in hidden {
        #expect(!found.output.contains(value), "\(mask): \(value)")
      }
    }
  }

  @Test func amountsOfAnyCurrencyAreExact() throws {
    let folder = try TemporaryFolder([
      "a.csv": """
      id,time,from,to,amount,currency
      1,2024-01-01T10:00:00Z,a,b,90071992547409.93,EUR
      2,2024-01-02,a,b,123,JPY
      3,,a,b,1.005,KWD
      4,2024-01-04T10:00:00.125Z,a,b,0.00000001,BTC

      """
    ])
    for format in Self.formats {
      let run = try Program.run(
        ["export", folder.path("a.csv"), "--to", format, "-o", folder.path("o\(format)")])
      #expect(
        run.output.contains("sent BTC 0.00000001 + EUR 90071992547409.93 + JPY 123 + KWD 1.005"),
        "\(format): \(run.transcript)")
    }
    #expect(folder.text("ojson").contains("\"amount\":\"90071992547409.93\""))
    // A day is no midnight, and an unknown time is absent.
    #expect(
      folder.text("ojson").contains(
        "\"time\":\"2024-01-02\",\"day\":\"2024-01-02\",\"precision\":\"day\""))
    let neo = folder.text("oneo4j/transfers.csv")
    #expect(neo.contains(",2024-01-04T10:00:00.125Z,") && !neo.contains("2024-01-02T"))
    #expect(folder.text("oftm").contains("\"date\":[\"2024-01-01T10:00:00\"]"))
    #expect(folder.text("oftm").contains("\"date\":[\"2024-01-02\"]"))
  }
}

/// Tables as columns by their names.
enum HostileTable {
  static func columns(_ text: String) -> [String: [String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    for byte in text.utf8 {
      if byte == 0x22 {
        isQuoted.toggle()
      } else if !isQuoted, byte == 0x2C || byte == 0x0A {
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == 0x0A {
          rows.append(row)
          row = []
        }
      } else {
        cell.append(byte)
      }
    }
    var columns: [String: [String]] = [:]
    for (number, name) in (rows.first ?? []).enumerated() {
      columns[name] = rows.dropFirst().map { $0[number] }
    }
    return columns
  }
}
