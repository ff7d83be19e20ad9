import CaseStore
import Foundation
import PaymentGraph
import TestSupport

let tester = EventAuthor(at: 1_767_225_600, by: "nell", program: "tests")

/// A new case in a folder that the test removes.
struct SampleCase {
  let folder: TemporaryFolder
  let path: String
  let file: CaseFile

  init(title: String = "sample") throws {
    folder = try TemporaryFolder()
    path = folder.path("sample.tributary")
    file = try CaseFile.create(
      path, title: title, id: String(repeating: "ab", count: 16), author: tester, drafts: [])
  }

  @discardableResult
  func append(_ event: CaseEvent, why: String? = "because") async throws(CaseError) -> Head {
    try await file.append(
      [DraftEvent(event, why: why)], expecting: await file.head, author: tester)
  }

  /// Runs SQL as another program would.
  func sqlite(_ sql: String) throws -> Program.Run {
    try Program.launch("/usr/bin/env", ["sqlite3", path, sql], in: folder.url)
  }
}

/// Events at random, on few things, so that they often meet.
struct RandomEvents {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func account() -> String { "account \(Int.random(in: 1...5, using: &random))" }

  mutating func row() -> RowOfSource {
    RowOfSource(source: source(), line: Int.random(in: 2...4, using: &random))
  }

  mutating func source() -> FileDigest {
    Chain.digest(of: [UInt8.random(in: 1...3, using: &random)])
  }

  mutating func event() -> CaseEvent {
    switch Int.random(in: 0..<12, using: &random) {
    case 0:
      let digest = source()
      return .load(
        LoadEvent(sources: [
          CaseSource(
            name: "file \(digest.hex.prefix(4)).csv", digest: digest, byteCount: 9,
            options: Bool.random(using: &random) ? ["--dates=dmy"] : [])
        ]))
    case 1: return .unload(UnloadEvent(source: source()))
    case 2, 3, 4:
      var other = account()
      let one = account()
      while other == one { other = account() }
      return .party(
        PartyEvent(isSame: Int.random(in: 0..<3, using: &random) > 0, account: one, other: other))
    case 5:
      return .detail(
        DetailEvent(.role, of: account(), value: Bool.random(using: &random) ? "victim" : "mule"))
    case 6:
      return .claim(ClaimEvent(isClaimed: Int.random(in: 0..<3, using: &random) > 0, rows: [row()]))
    case 7:
      return .scope(
        ScopeEvent(
          isLeftOut: Int.random(in: 0..<3, using: &random) > 0,
          thing: .account(Spelling(account()))))
    case 8:
      return .term(
        TermEvent(.fee, value: "\(account())=\(Int.random(in: 1...4, using: &random))%"))
    case 9:
      return .remark(
        RemarkEvent(
          isTag: false, on: .thing(.account(Spelling(account()))),
          text: "note \(Int.random(in: 1...9, using: &random))"))
    case 10:
      return .ask(
        AskEvent(name: "q\(Int.random(in: 1...2, using: &random))", inquiry: .array([])))
    default:
      return .record(
        RecordEvent(
          name: "r\(Int.random(in: 1...2, using: &random))", inquiry: .array([.string("sinks")]),
          answer: source(), basis: source(), notes: source()))
    }
  }
}
