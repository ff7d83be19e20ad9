import Foundation
import TestSupport
import Testing

/// Archives, compressed files and workbooks through the program: with every command, from standard input, and in a case.
@Suite("Packed files")
struct PackedFileTests {
  static let header = "id,time,from,to,amount,currency\n"
  static func table(_ name: String) -> String {
    header
      + "\(name)1,2024-03-01T10:00:00Z,v1,m,50.00,GBP\n\(name)2,2024-03-02T10:00:00Z,v2,m,70.00,GBP\n\(name)3,2024-03-03T10:00:00Z,m,sink,100.00,GBP\n"
  }

  static func archive() -> [UInt8] {
    let book = WorkbookWriter(
      texts: table("x").split(separator: "\n").map { $0.split(separator: ",").map(String.init) })
    return ZIPWriter([
      ("march/a.csv", Array(table("a").utf8)), ("book.xlsx", book.bytes),
      ("b.csv.gz", Deflate.gzip(Array(table("b").utf8))),
      ("letter.pdf", Array("%PDF-1.4".utf8)),
    ]).bytes
  }

  static func columns(_ run: Program.Run) -> [String] {
    run.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").prefix(6).joined(separator: ",")
    }.sorted()
  }

  @Test func anArchiveIsTheFilesInIt() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.archive(), as: "a.zip")
    let plain = try ["a", "b", "x"].map { try folder.write(Self.table($0), as: "plain/\($0).csv") }
    let packed = try Program.run(["transfers", path, "--format", "csv", "--quiet"])
    let apart = try Program.run(["transfers"] + plain + ["--format", "csv", "--quiet"])
    #expect(packed.status == 0 && Self.columns(packed).count == 9)
    #expect(Self.columns(packed) == Self.columns(apart))
    // From standard input, and from a folder.
    let piped = try Program.shell("cat '\(path)' | \"$TRIBUTARY\" transfers - --format csv --quiet")
    #expect(Self.columns(piped) == Self.columns(apart))
    try folder.write(Self.archive(), as: "in/a.zip")
    let whole = try Program.run(["transfers", folder.path("in"), "--format", "csv", "--quiet"])
    #expect(Self.columns(whole) == Self.columns(apart))
    let check = try Program.run(["check", path])
    #expect(
      check.output.contains("a.zip!march/a.csv") && check.output.contains("a.zip!book.xlsx!Sheet1"))
    #expect(check.output.contains("[part-left-out]"))
  }

  @Test func aCaseHoldsTheArchive() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.archive(), as: "a.zip")
    let file = folder.path("case.db")
    let load = try Program.run(["load", path, "--case", file, "--new"])
    #expect(load.status == 0, "\(load.messages)")
    // A decision names a row of a part, and is found again.
    let decide = try Program.run([
      "decide", "claim", "\(path)!march/a.csv:2", "--case", file, "--why", "reported",
    ])
    #expect(decide.status == 0, "\(decide.messages)")
    let claim = try Program.run([
      "decide", "claim", "\(path)!book.xlsx!Sheet1:3", "--case", file, "--why", "reported",
    ])
    #expect(claim.status == 0, "\(claim.messages)")
    let log = try Program.run(["log", "--case", file])
    #expect(
      log.output.contains("a.zip!march/a.csv:2") && log.output.contains("a.zip!book.xlsx!Sheet1:3"),
      "\(log.output)\(log.messages)")
    let sinks = try Program.run(["sinks", "--case", file, "--format", "json", "--quiet"])
    #expect(sinks.status == 0 && sinks.output.contains("\"partSha256\""), "\(sinks.messages)")
    let verify = try Program.run(["verify", "--case", file])
    #expect(verify.status == 0, "\(verify.output)\(verify.messages)")
    // Another archive at its place is not taken for it.
    try folder.write(ZIPWriter([("march/a.csv", Array(Self.table("a").utf8))]).bytes, as: "a.zip")
    #expect(try Program.run(["sinks", "--case", file, "--quiet"]).status == 2)
  }

  @Test func gridPrintsPartsAndSheets() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.archive(), as: "a.zip")
    let part = try Program.run(["grid", path, "--part", "march/a.csv"])
    #expect(part.output == Self.table("a"))
    #expect(try Program.run(["grid", path, "--part", "book.xlsx"]).output == Self.table("x"))
    let question = try Program.run(["grid", path])
    #expect(question.status == 3 && question.messages.contains("--part"))
    let sheet = WorkbookWriter.Sheet("One", [[.text("a"), .text("b")], [.text("c"), .text("d")]])
    var other = sheet
    other.name = "Two"
    let book = try folder.write(WorkbookWriter([sheet, other]).bytes, as: "b.xlsx")
    #expect(try Program.run(["grid", book]).status == 3)
    #expect(try Program.run(["grid", book, "--sheet", "Two"]).output == "a,b\nc,d\n")
  }

  /// The most memory of a run, in KiB, by Python; nil where it cannot be had.
  static func memory(_ arguments: String) throws -> Int? {
    let run = try Program.shell(
      "python3 -c 'import os,resource,subprocess,sys; subprocess.run([os.environ[\"TRIBUTARY\"]]+sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' \(arguments)"
    )
    return Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// A file that would become a gibibyte is refused in the memory of a small one.
  @Test func bombsCostNoMemory() throws {
    let folder = try TemporaryFolder()
    let piece = Deflate.gzip([UInt8](repeating: 0x30, count: 64 << 20))
    let small = try folder.write(Self.table("a"), as: "small.csv")
    guard let usual = try Self.memory("check '\(small)'") else { return }
    let gzip = try folder.write(Array(repeating: piece, count: 16).joined(), as: "bomb.gz")
    var writer = ZIPWriter()
    for number in 0..<16 { writer.add("\(number).csv", [UInt8](repeating: 0x30, count: 64 << 20)) }
    // The list lies about the sizes, so that only unpacking shows them.
    for index in writer.entries.indices {
      writer.entries[index].size = UInt64(writer.entries[index].packed.count * 150)
    }
    let zip = try folder.write(writer.bytes, as: "bomb.zip")
    let entity = try folder.write(
      "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>"
        + String(repeating: "<a>", count: 3_000_000), as: "deep.xml")
    for path in [gzip, zip, entity] {
      let most = try #require(try Self.memory("check '\(path)'"))
      #expect(most < usual + (40 << 10), "\(path): \(most) KiB, usually \(usual)")
    }
  }
}
