import Foundation
import TestSupport
import Testing

/// Faults while a case is written; `make case-faults` has the full numbers.
@Suite("Faults of cases", .serialized)
struct CaseFaultTests {
  private func run(_ arguments: [String]) throws -> Program.Run {
    let program = URL(filePath: Program.path).deletingLastPathComponent()
      .appending(path: "casefaults").path
    return try Program.launch(program, arguments)
  }

  @Test func killedWritersLoseNothing() throws {
    let run = try run(["kills", "40"])
    #expect(run.status == 0, "\(run.output)")
  }

  @Test func fullDisksChangeNothing() throws {
    let run = try run(["full", "6"])
    // 77: this machine lets nobody make a small disk.
    #expect(run.status == 0 || run.status == 77, "\(run.output)\(run.messages)")
  }

  @Test func twoWritersLoseNothing() throws {
    let run = try run(["writers", "60"])
    #expect(run.status == 0, "\(run.output)\(run.messages)")
  }

  @Test func flippedBytesAreNeverSilent() throws {
    let run = try run(["flips", "41"])
    #expect(run.status == 0, "\(run.output)\(run.messages)")
    #expect(run.output.contains("0 silent"))
  }
}
