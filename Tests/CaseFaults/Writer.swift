import CaseStore
import Foundation
import PaymentGraph
import TestSupport

struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

let author = EventAuthor(at: 1_767_225_600, by: "tester", program: "casefaults")

/// Appends events in groups of 1 to 5, and prints the number of the last after each group is on the disk.
struct Writer {
  let path: String
  let seed: UInt64

  static func make(_ path: String) throws(CaseError) -> CaseFile {
    try CaseFile.create(
      path, title: "faults", id: String(repeating: "0123456789abcdef", count: 2), author: author,
      drafts: [])
  }

  /// Returns a group of events, of which all but the last say that more follow.
  static func group(_ random: inout SplitMix64, name: String) -> [DraftEvent] {
    let size = Int.random(in: 1...5, using: &random)
    return (1...size).map { place in
      let padding = String(repeating: "x", count: Int.random(in: 0...300, using: &random))
      return DraftEvent(
        .remark(
          RemarkEvent(
            isTag: false, on: .document(name), text: "\(place) of \(size) \(padding)")))
    }
  }

  func run(events limit: Int?) async throws {
    var random = SplitMix64(seed: seed)
    let file = try CaseFile.open(path)
    var written = 0
    while limit.map({ written < $0 }) ?? true {
      let group = Array(
        Writer.group(&random, name: "writer \(seed)").prefix(limit.map { $0 - written } ?? 5))
      let head = try await file.append(group, expecting: await file.head, author: author)
      written += group.count
      // Not print, which would keep the number back.
      FileHandle.standardOutput.write(Data("\(head.number)\n".utf8))
    }
  }

  /// Checks that groups are whole: each `place of size` is followed by the next place.
  static func halfGroups(in events: [RecordedEvent]) -> Int {
    var half = 0
    var expected: (place: Int, size: Int)?
    for event in events {
      guard case .remark(let remark) = event.event, !remark.isTag else { continue }
      let words = remark.text.split(separator: " ")
      guard let place = Int(words[0]), let size = Int(words[2]) else { continue }
      if let open = expected {
        if place != open.place || size != open.size { half += 1 }
      } else if place != 1 {
        half += 1
      }
      expected = place < size ? (place + 1, size) : nil
    }
    return half + (expected == nil ? 0 : 1)
  }
}

/// Starts this program again.
func launch(_ arguments: [String], output: String) throws -> Process {
  let process = Process()
  process.executableURL = URL(filePath: CommandLine.arguments[0])
  process.arguments = arguments
  _ = FileManager.default.createFile(atPath: output, contents: nil)
  process.standardOutput = FileHandle(forWritingAtPath: output)
  try process.run()
  return process
}
