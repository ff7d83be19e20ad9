import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Files that change, shrink or vanish while they are read.
@Suite("Files that change")
struct ChangedFileTests {
  private static let rows = "id,time,from,to,amount,currency\nt1,2024-01-01,a,b,1.00,GBP\n"

  @Test func aFileThatStaysIsWhatItWas() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.rows, as: "a.csv")
    let file = try MappedFile(path: path)
    try file.checkUnchanged()
  }

  @Test(arguments: ["append", "same size", "replace", "vanish"])
  func aChangeIsFoundOut(_ how: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.rows, as: "a.csv")
    let file = try MappedFile(path: path)
    let url = URL(fileURLWithPath: path)
    switch how {
    case "append", "same size":
      let handle = try FileHandle(forWritingTo: url)
      if how == "append" { try handle.seekToEnd() }
      try handle.write(contentsOf: Data("xx".utf8))
      try handle.close()
    case "replace":
      try Data(Self.rows.utf8).write(to: url, options: .atomic)
    default: try FileManager.default.removeItem(at: url)
    }
    let error = #expect(throws: IngestError.self) { try file.checkUnchanged() }
    #expect(error?.code == .changed && error?.path == path)
    #expect(error?.message.contains(how == "vanish" ? "disappeared" : "changed while") == true)
  }
}
