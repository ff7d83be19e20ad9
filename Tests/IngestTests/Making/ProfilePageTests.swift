import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The examples on the page of the profile language are what they say.
@Suite("Page of the profile language")
struct ProfilePageTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Ingest/Ingest.docc/Profiles.md")

  /// The blocks of the page: what each is, the names after that, and its text.
  private static func blocks() throws -> [(kind: String, names: [String], text: String)] {
    let text = try String(contentsOf: page, encoding: .utf8)
    return text.components(separatedBy: "```").enumerated().compactMap { number, block in
      guard number % 2 == 1, let end = block.firstIndex(of: "\n") else { return nil }
      let words = block[..<end].split(separator: " ").map(String.init)
      return (words[0], Array(words.dropFirst()), String(block[block.index(after: end)...]))
    }
  }

  @Test func everyExampleIsReadAsThePageSays() throws {
    let folder = try TemporaryFolder()
    var documents: [Format] = []
    var count = 0
    for block in try Self.blocks() {
      switch block.kind {
      case "csv": _ = try folder.write(block.text, as: block.names[0])
      case "yaml": documents.append(try Format(text: block.text, source: block.names[0]))
      default:
        #expect(block.kind == "result")
        count += 1
        var reader = TransactionReader()
        reader.library = FormatLibrary(own: documents)
        let intake = try reader.read(block.names.map { folder.url.appending(path: $0).path })
        let own = Set(intake.files.flatMap { $0.statement?.sections.map(\.account) ?? [] })
        let lines = intake.ledger.transfers.map { transfer in
          func name(_ account: Account) -> String {
            account.key.hasPrefix("?:") ? account.details.name ?? "" : account.key
          }
          var words = "\(transfer.time.day?.iso8601 ?? "") \(transfer.sent)"
          if !own.contains(transfer.payer.key) { words += " from \(name(transfer.payer))" }
          if !own.contains(transfer.beneficiary.key) {
            words += " to \(name(transfer.beneficiary))"
          }
          return words + "\n"
        }
        #expect(lines.joined() == block.text, "\(block.names)")
        #expect(intake.rows.rejected == 0)
      }
    }
    #expect(count == 4)
  }
}
