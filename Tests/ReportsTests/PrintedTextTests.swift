import Drawing
import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

/// The words of the finished PDF that a reader can search for and copy, found by another program.
@Suite("Words of a PDF")
struct PrintedTextTests {
  private static let reader = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private func words(_ file: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write(file, as: "drawing.pdf")
    let run = try Program.launch(try #require(PrintedTextTests.reader), ["-raw", path, "-"])
    #expect(run.status == 0)
    return run.output + String(decoding: file, as: UTF8.self)
  }

  @Test(
    .enabled(if: reader != nil, "skipped: pdftotext is not installed"),
    arguments: [DiagramMask.none, .accounts, .names, .all])
  func whatIsHiddenCannotBeCopied(_ mask: DiagramMask) throws {
    let options = DiagramOptions(caseNumber: "CYB-1", mask: mask)
    let file: [UInt8]
    let diagram = try DrawnLedger.flow(PrivacyTests.ledger(), options)
    do throws(DiagramError) {
      file = try diagram.picture().file(.pdf, paper: .a4)
    } catch {
      guard case .notWritten(.missingLibrary(let name)) = error else { throw error }
      print("words of a PDF are not looked for: \(name) is missing")
      return
    }
    let words = try words(file)
    #expect(words.contains("Receiving accounts"), "the words of a drawing can be searched")
    #expect(PrivacyTests.shown(in: words) == PrivacyTests.expected(mask), "\(mask)")
  }
}
