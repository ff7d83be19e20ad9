import Foundation
import TestSupport
import Testing

/// Graphviz itself loses some memory with each drawing: how much is measured in a process of its own.
@Suite("Memory of drawings")
struct DrawingMemoryTests {
  @Test func twoHundredDrawingsGrowByAFewMegabytes() throws {
    let path = URL(filePath: Program.path).deletingLastPathComponent()
      .appending(path: "drawings").path
    let run = try Program.shell("'\(path)' growth")
    #expect(run.status == 0, "\(run.messages)")
    let growth = try #require(
      run.output.split(separator: ":").last.flatMap {
        Double($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }, "\(run.output)")
    // KiB for each drawing of some hundred lines; see Tests/Drawings/README.md.
    #expect(growth < 80, "\(growth) KiB for each drawing")
  }
}
