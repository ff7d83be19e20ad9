import CaseStore
import Foundation
import PaymentGraph
import TestSupport

/// Times what a question on a case costs before its files are read.
struct Cost {
  /// The number of openings that are timed.
  let openings: Int

  func run() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("cost.tributary")
    let file = try Writer.make(path)
    var head = await file.head
    for block in 0..<100 {
      let drafts = (0..<100).map { place -> DraftEvent in
        let number = block * 100 + place
        return switch number % 3 {
        case 0:
          DraftEvent(
            .party(
              PartyEvent(isSame: true, account: "account \(number)", other: "holder \(number / 9)")),
            why: "the same sort code and the same holder in the bank's letter of 4 March")
        case 1:
          DraftEvent(
            .claim(
              ClaimEvent(
                isClaimed: true,
                rows: [RowOfSource(source: Chain.digest(of: [1]), line: number)])),
            why: "named in the victim's statement")
        default:
          DraftEvent(
            .remark(
              RemarkEvent(
                isTag: false, on: .thing(.account(Spelling("account \(number)"))),
                text: "asked the bank for the statement of May")))
        }
      }
      head = try await file.append(drafts, expecting: head, author: author)
    }
    let size = try Data(contentsOf: URL(filePath: path)).count
    let opening = try await median(openings) { _ = try CaseFile.open(path) }
    let clock = try await median(openings, ofClock: true) { _ = try CaseFile.open(path) }
    let folding = try await median(9) { _ = await file.state() }
    let state = await file.state()
    let basis = try await median(9) { _ = state.basis }
    var newest = head
    // The disk is shared: the same bytes, appended to a plain file and waited for in turn, say how quick it is now.
    let plain = open(folder.path("plain"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var (appending, waiting): ([Double], [Double]) = ([], [])
    for _ in 0..<41 {
      appending.append(
        try await median(1, ofClock: true) {
          newest = try await file.append(
            [DraftEvent(.remark(RemarkEvent(isTag: true, on: .document("d"), text: "t")))],
            expecting: newest, author: author)
        })
      waiting.append(
        try await median(1, ofClock: true) {
          _ = write(plain, Array(repeating: UInt8(0), count: 512), 512)
          fsync(plain)
        })
    }
    print(
      "opening 10,001 events: \(clock) ms by the clock (target 20), \(opening) ms of work on all cores"
    )
    print("folding them: \(folding) ms of work (target 10), and their basis: \(basis) ms")
    print(
      "appending one event: \(appending.sorted()[20]) ms by the clock, median (target 15); it waits for the disk "
        + "five times, and a plain append waits once: \(waiting.sorted()[20]) ms"
    )
    print("size: \(size / 10_001) bytes an event (target 1024)")
  }

  /// Returns the middle of some measurements, in milliseconds: of this process's own work, or of the clock.
  private func median(
    _ times: Int, ofClock: Bool = false, _ body: () async throws -> Void
  ) async throws -> Double {
    var found: [Double] = []
    for _ in 0..<times {
      let (start, worked) = (ContinuousClock.now, clock())
      try await body()
      let took = (ContinuousClock.now - start).components
      found.append(
        ofClock
          ? Double(took.attoseconds) / 1e15 + Double(took.seconds) * 1000
          : Double(clock() - worked) * 1000 / Double(CLOCKS_PER_SEC))
    }
    return (found.sorted()[times / 2] * 10).rounded() / 10
  }
}
