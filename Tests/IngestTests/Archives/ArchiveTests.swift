import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// ZIP archives and `.gz` files stand for the files in them, each cited to its part.
@Suite struct ArchiveTests {
  static let header = "id,time,from,to,amount,currency\n"
  static func table(_ rows: Int, from first: Int = 1) -> String {
    header
      + (first..<first + rows).map {
        "p\($0),2024-03-0\($0 % 9 + 1)T10:00:00Z,a\($0),b\($0),\($0).50,GBP\n"
      }.joined()
  }

  /// Reads one archive under the name `a.zip`.
  static func read(_ bytes: [UInt8], as name: String = "a.zip") throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read([folder.write(bytes, as: name)])
  }

  @Test(arguments: [true, false]) func filesInAnArchiveAreFilesOfTheirOwn(_ isLarge: Bool) throws {
    let folder = try TemporaryFolder()
    let first = Self.table(3)
    let second = Self.table(4, from: 11)
    var writer = ZIPWriter([("march/b.csv", Array(second.utf8)), ("a.csv", Array(first.utf8))])
    writer.add("plain.csv", Array(Self.table(1, from: 30).utf8), isDeflated: false)
    writer.add("march/", [], isDeflated: false)
    writer.isLarge = isLarge
    let path = try folder.write(writer.bytes, as: "a.zip")
    let intake = try TransactionReader().read([path])
    #expect(
      intake.files.map(\.file.name) == [
        "a.zip", "a.zip!a.csv", "a.zip!march/b.csv", "a.zip!plain.csv",
      ])
    #expect(intake.files.map(\.rows.loaded) == [0, 3, 4, 1])
    #expect(intake.ledger.transferCount == 8)
    let whole = try #require(intake.files.first).file.digest
    for reading in intake.files {
      #expect(reading.file.digest == whole)
      #expect(reading.file.givenPath == path)
    }
    // Lines and bytes count in the part.
    for transfer in intake.ledger.transfers {
      let row = try #require(transfer.evidence.first)
      let text =
        row.file.part?.path == "a.csv"
        ? first : row.file.part?.path == "march/b.csv" ? second : Self.table(1, from: 30)
      let lines = text.split(separator: "\n")
      #expect(Array(text.utf8)[row.byteRange] == Array(lines[row.line - 1].utf8)[...])
    }
    // The same files beside one another make the same ledger.
    let plain = try TransactionReader().read([
      folder.write(first, as: "a.csv"), folder.write(second, as: "b.csv"),
      folder.write(Self.table(1, from: 30), as: "c.csv"),
    ])
    #expect(plain.ledger.transfers.map(\.recordedID) == intake.ledger.transfers.map(\.recordedID))
    #expect(plain.ledger.transfers.map(\.sent) == intake.ledger.transfers.map(\.sent))
  }

  @Test func aFileBesideItsArchiveCountsOnce() throws {
    let folder = try TemporaryFolder()
    let table = Array(Self.table(3).utf8)
    let intake = try TransactionReader().read([
      folder.write(ZIPWriter([("x.csv", table)]).bytes, as: "a.zip"),
      folder.write(table, as: "x.csv"), folder.write(Deflate.gzip(table), as: "x.csv.gz"),
    ])
    #expect(intake.ledger.transferCount == 3)
    #expect(intake.diagnostics.count { $0.code == "file-repeated" } == 2)
  }

  @Test func membersOfACompressedFileFollowOneAnother() throws {
    let whole = Array(Self.table(30).utf8)
    for cut in [0, 1, 40, whole.count] {
      let bytes =
        Deflate.gzip(Array(whole[..<cut])) + Deflate.gzip(Array(whole[cut...]))
        + [UInt8](repeating: 0, count: cut % 3)
      let intake = try Self.read(bytes, as: "a.csv.gz")
      #expect(intake.ledger.transferCount == 30)
      #expect(intake.files.count == 1 && intake.files[0].file.part?.path == "")
      #expect(intake.files[0].file.byteCount == whole.count)
    }
  }

  @Test func partsThatHoldNoTableAreSaid() throws {
    let table = Array(Self.table(2).utf8)
    let intake = try Self.read(
      ZIPWriter([
        ("x.csv", table), ("letter.pdf", Array("%PDF-1.4 x".utf8)), (".DS_Store", [0, 1]),
        ("__MACOSX/._x.csv", table), ("notes.md", Array("# x".utf8)), ("sub/.hidden.csv", table),
        ("mine.yaml", Array("name: x".utf8)),
      ]).bytes)
    #expect(intake.ledger.transferCount == 2)
    let problems = intake.diagnostics.filter { $0.code == "part-left-out" }
    #expect(problems.count == 4)
    #expect(problems.contains { $0.summary.contains("letter.pdf") && $0.note.contains("is a PDF") })
    #expect(problems.contains { $0.severity == .note && $0.summary.hasPrefix("3 hidden files") })
    #expect(intake.files.count == 2)
  }

  @Test func archivesMayHoldArchivesOnce() throws {
    let table = Array(Self.table(2).utf8)
    let inner = ZIPWriter([("deep/x.csv", table)]).bytes
    let middle = ZIPWriter([
      ("inner.zip", inner), ("y.csv.gz", Deflate.gzip(Array(Self.table(1, from: 8).utf8))),
    ])
    let intake = try Self.read(middle.bytes)
    #expect(
      intake.files.map(\.file.name) == [
        "a.zip", "a.zip!inner.zip", "a.zip!inner.zip!deep/x.csv", "a.zip!y.csv.gz",
      ])
    #expect(intake.ledger.transferCount == 3)
    let outer = ZIPWriter([("m.zip", middle.bytes)]).bytes
    #expect(throws: IngestError.self) { try Self.read(outer) }
  }

  @Test func anOptionNamesAPart() throws {
    let folder = try TemporaryFolder()
    let statement =
      "Date,Description,Amount,Balance\n04/03/2024,rent,-5.00,95.00\n05/03/2024,pay,7.00,102.00\n"
    let path = try folder.write(
      ZIPWriter([("march/s.csv", Array(statement.utf8))]).bytes, as: "a.zip")
    for name in ["march/s.csv", "s.csv", "a.zip", "a.zip!march/s.csv", path, "\(path)!march/s.csv"]
    {
      var reader = TransactionReader()
      reader.ownAccounts[name] = "acc-1"
      reader.statedForms[name] = {
        var forms = StatedForms(); forms.dates = .dayFirst; return forms
      }()
      var mapping = ColumnMapping()
      mapping.constants[.currency] = "GBP"
      reader.fileMappings[name] = mapping
      reader.chosenProfiles[name] = "gb.firstdirect.csv"
      let intake = try? reader.read([path])
      #expect(intake?.ledger.account("acc-1") != nil, "\(name)")
    }
  }

  // MARK: What is refused

  static func refusal(_ bytes: [UInt8], as name: String = "a.zip") -> IngestError? {
    do {
      _ = try read(bytes, as: name)
      return nil
    } catch {
      return error as? IngestError
    }
  }

  @Test func archivesThatContradictThemselvesAreRefused() throws {
    let table = Array(Self.table(20).utf8)
    let good = ZIPWriter([("x.csv", table), ("y.csv", Array(Self.table(5, from: 40).utf8))])
    func changed(_ change: (inout ZIPWriter) -> Void) -> [UInt8] {
      var writer = good
      change(&writer)
      return writer.bytes
    }
    let cases: [([UInt8], String)] = [
      (changed { $0.entries[0].flags |= 1 }, "encrypted"),
      (changed { $0.entries[0].flags |= 0x2000 }, "encrypted"),
      (changed { $0.entries[0].method = 14 }, "method (14)"),
      (changed { $0.entries[0].name = Array("../x.csv".utf8) }, "leads out"),
      (changed { $0.entries[0].name = Array("a/../../x.csv".utf8) }, "leads out"),
      (changed { $0.entries[0].name = Array("/etc/x.csv".utf8) }, "leads out"),
      (changed { $0.entries[0].name = Array("a\\x.csv".utf8) }, "leads out"),
      (changed { $0.entries[0].name = Array("C:x.csv".utf8) }, "leads out"),
      (changed { $0.entries[0].name = Array("a\u{0}x.csv".utf8) }, "control"),
      (changed { $0.entries[1].name = Array("x.csv".utf8) }, "two parts"),
      (changed { $0.entries[0].localName = Array("z.csv".utf8) }, "two ways"),
      (
        changed {
          $0.entries[1].place = 0; $0.entries[1] = $0.entries[0];
          $0.entries[1].name = Array("q.csv".utf8); $0.entries[1].place = 0
        }, "two ways"
      ),
      (
        changed {
          $0.entries.append($0.entries[0]); $0.entries[2].name = $0.entries[0].name;
          $0.entries[2].place = 0
        }, "two parts"
      ),
      (changed { $0.entries[0].checksum ^= 1 }, "checksum"),
      (changed { $0.entries[0].size -= 1 }, "checksum"),
      (changed { $0.entries[0].size += 1 }, "checksum"),
      (changed { $0.entries[0].size = 1 << 30 }, "200 times"),
      (
        changed {
          $0.isLarge = true; $0.entries[0].size = 1 << 50;
          $0.entries[0].packed += Array(repeating: 0, count: 1 << 22)
        }, "200 times"
      ),
      (Array(good.bytes.dropLast(5)), "cut short"), (Array(good.bytes.prefix(60)), "cut short"),
      (good.bytes + [10], "cut short"),
      (ZIPWriter().bytes, "empty"),
      (ZIPWriter([("a.pdf", Array("%PDF-1.4".utf8))]).bytes, "nothing can be read"),
    ]
    for (bytes, word) in cases {
      let error = Self.refusal(bytes)
      #expect(error?.message.contains(word) == true, "\(word): \(error?.message ?? "read")")
    }
  }

  /// Two entries with the same packed bytes under two names.
  @Test func overlappingPartsAreRefused() throws {
    let table = Array(Self.table(20).utf8)
    var writer = ZIPWriter([("x.csv", table)])
    var bytes = writer.bytes
    // The list names the one part twice, the second time under a name of its own, in both heads.
    writer.entries.append(writer.entries[0])
    bytes = writer.bytes
    // The second head lies in the first one's extra bytes: the list says that both begin at 0.
    writer.entries[1].place = 0
    bytes = writer.bytes
    #expect(Self.refusal(bytes) != nil)
    // A stored part that holds a whole archive's head: the second entry begins inside the first.
    var outer = ZIPWriter()
    let inside = ZIPWriter([("y.csv", table)])
    outer.add("x.csv", Array(inside.bytes.prefix(inside.bytes.count - 60)), isDeflated: false)
    outer.entries.append(inside.entries[0])
    outer.entries[1].place = UInt32(30 + "x.csv".utf8.count)
    let error = Self.refusal(outer.bytes)
    #expect(error?.message.contains("overlap") == true, "\(error?.message ?? "read")")
  }

  @Test func tooManyPartsAreRefused() throws {
    var writer = ZIPWriter()
    for number in 0...10_000 { writer.add("\(number)", [], isDeflated: false) }
    #expect(Self.refusal(writer.bytes)?.message.contains("10,000") == true)
  }

  @Test func damagedCompressedFilesAreRefused() throws {
    let table = Array(Self.table(200).utf8)
    let good = Deflate.gzip(table)
    var broken = good
    broken[good.count - 6] ^= 1
    let cases: [([UInt8], String)] = [
      (broken, "checksum"), (Array(good.dropLast(9)), "cut short"), (good + [1, 2], "other bytes"),
      (Array(good.prefix(4)), "cut short"),
      (Deflate.gzip(Deflate.gzip(table)), "compressed twice"),
      (
        Deflate.gzip(
          [UInt8](repeating: 0x41, count: 257) + Array("ustar".utf8)
            + [UInt8](repeating: 0, count: 400)), "tar"
      ),
    ]
    for (bytes, word) in cases {
      let error = Self.refusal(bytes, as: "a.csv.gz")
      #expect(error?.message.contains(word) == true, "\(word): \(error?.message ?? "read")")
    }
  }
}
