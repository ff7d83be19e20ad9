import Foundation
import Ingest
import PaymentGraph
import TestSupport
import Testing

/// The fixture of every built-in profile, written in fifteen other ways, becomes the same transfers.
@Suite("Rearranged files")
struct RearrangedFileTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/profiles")

  static let names: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { input(of: $0) != nil }.sorted()
  }()

  static func input(of name: String) -> URL? {
    let folder = folder.appending(path: name)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.first { $0.hasPrefix("input.") }.map { folder.appending(path: $0) }
  }

  @Test func thereAreFixtures() { #expect(Self.names.count >= 30) }

  @Test(arguments: names, Rearrangement.allCases)
  func rearrangedFileIsTheSameTransfers(name: String, rearrangement: Rearrangement) throws {
    let url = try #require(Self.input(of: name))
    // A profile that asks for its own columns only does not know the file with others.
    if rearrangement == .columnsAdded, try Self.isExact(name) { return }
    try expectSame(url, rearrangement, profile: name)
  }

  static let handFolder = SharedData.url("csv/hand")

  /// The files written by hand, but for those that are meant to be refused or that have rows which are meant
  /// to be rejected: what becomes of these is compared elsewhere.
  static let handNames: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: handFolder.path)) ?? []
    return names.filter { name in
      guard name.hasSuffix(".csv") || name.hasSuffix(".xls") else { return false }
      var reader = TransactionReader()
      let url = handFolder.appending(path: name)
      reader.chosenProfiles = chosen(url)
      let intake = try? reader.read([url.path])
      return intake.map { $0.rows.rejected == 0 && $0.rows.loaded > 0 } ?? false
    }.sorted()
  }()

  @Test(.shared("csv/hand"))
  func thereAreHandFiles() { #expect(Self.handNames.count >= 24, "\(Self.handNames)") }

  @Test(arguments: handNames, Rearrangement.allCases)
  func rearrangedHandFileIsTheSameTransfers(name: String, rearrangement: Rearrangement) throws {
    try expectSame(Self.handFolder.appending(path: name), rearrangement, profile: nil)
  }

  private func expectSame(
    _ url: URL, _ rearrangement: Rearrangement, profile name: String?
  ) throws {
    var reader = TransactionReader()
    // A header that many banks write needs somebody to say whose file it is.
    if let name, try Self.isGeneric(name) { reader.chosenProfiles[""] = name }
    reader.chosenProfiles.merge(Self.chosen(url)) { $1 }
    let plain = try reader.read([url.path])
    let reading = try #require(plain.files.first)
    let name = name ?? reading.profile
    let mark: [(String, Character)] = [
      ("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|"),
    ]
    let delimiter = try #require(mark.first { reading.dialect.hasPrefix($0.0) }?.1)
    let table = TableText(
      try TableText.text(of: url), delimiter: delimiter,
      isQuoted: !reading.dialect.contains("no quotes"), headerLine: reading.headerLine ?? 0)
    guard let bytes = rearrangement.bytes(of: table) else { return }
    let folder = try TemporaryFolder()
    let other = try reader.read([
      folder.write(bytes, as: url.lastPathComponent)
    ])
    #expect(other.files.first?.profile == name && reading.profile == name)
    #expect(transfers(of: other) == transfers(of: plain))
    #expect(other.rows.loaded == plain.rows.loaded && other.rows.memo == plain.rows.memo)
    #expect(other.rows.rejected == plain.rows.rejected)
    for (found, wanted) in zip(
      other.files.first?.statement?.sections ?? [], reading.statement?.sections ?? [])
    where rearrangement != .rowsReversed {
      #expect(found.linksHeld == wanted.linksHeld && found.links == wanted.links)
      #expect(found.opening == wanted.opening && found.closing == wanted.closing)
    }
    let isChained = reading.statement?.sections.allSatisfy { $0.linksHeld == $0.links } ?? false
    if rearrangement == .rowsReversed, isChained {
      for section in other.files.first?.statement?.sections ?? [] {
        #expect(section.linksHeld == section.links)
      }
    }
  }

  /// The banks of files that nothing in them shows to be a bank's.
  private static func chosen(_ url: URL) -> [String: String] {
    switch url.lastPathComponent {
    case "hsbc_nohdr.csv": ["": "gb.hsbc.csv"]
    case "boi_signs.csv": ["": "ie.boi.csv"]
    default: [:]
    }
  }

  private static func isGeneric(_ name: String) throws -> Bool {
    let profile = folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Ingest/Formats/BuiltIn/\(name).yaml")
    return try String(contentsOf: profile, encoding: .utf8).contains("evidence:")
  }

  private static func isExact(_ name: String) throws -> Bool {
    let profile = folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Ingest/Formats/BuiltIn/\(name).yaml")
    return try String(contentsOf: profile, encoding: .utf8).contains("exact: true")
  }

  /// Returns the content of the transfers, in an order of its own; accounts that only this file has lose its digest.
  private func transfers(of intake: Intake) -> [String] {
    let digest = String(intake.files.first?.file.digest.hex.prefix(12) ?? "")
    return intake.ledger.transfers.map { transfer in
      let words = [
        transfer.time.iso8601, transfer.payer.key, transfer.beneficiary.key,
        "\(transfer.sent)", "\(transfer.received)", transfer.kind.name,
        transfer.recordedID ?? "", transfer.reference ?? "",
        transfer.payer.details.name ?? "", transfer.beneficiary.details.name ?? "",
      ]
      return words.joined(separator: " | ").replacing(digest, with: "file")
    }.sorted()
  }
}
