import CaseStore
import Foundation
import PaymentGraph
import TestSupport

/// Flips each byte of a case of 40 events: it is refused, or all that it says is unchanged.
struct Flips {
  /// The distance between the bytes that are flipped: 1 for all of them.
  let step: Int

  func run() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("flipped.tributary")
    let file = try Writer.make(path)
    var random = SplitMix64(seed: 40)
    for number in 2...40 {
      let digest = Chain.digest(of: [UInt8(number)])
      let event: CaseEvent =
        switch number % 4 {
        case 0:
          .load(
            LoadEvent(sources: [CaseSource(name: "f\(number).csv", digest: digest, byteCount: 1)]))
        case 1: .party(PartyEvent(isSame: true, account: "a\(number)", other: "b\(number)"))
        case 2: .claim(ClaimEvent(isClaimed: true, rows: [RowOfSource(source: digest, line: 2)]))
        default: .remark(RemarkEvent(isTag: false, on: .document("d"), text: "note \(number)"))
        }
      try await file.append(
        [DraftEvent(event, why: "because \(UInt64.random(in: 0...9_999, using: &random))")],
        expecting: await file.head, author: author,
        keeping: number % 10 == 0 ? [Array("answer \(number)".utf8)] : [],
        places: number % 4 == 0 ? [digest: "f\(number).csv"] : [:])
    }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let sound = await file.events.map(\.body)
    let kept = try await file.keptDigests().all
    var (refused, noticed, without) = (0, 0, 0)
    let handle = try FileHandle(forUpdating: URL(filePath: path))
    func put(_ byte: UInt8, at offset: Int) throws {
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: [byte])
    }
    var tried = 0
    for at in stride(from: 0, to: bytes.count, by: step) {
      tried += 1
      try put(bytes[at] ^ UInt8(1 << (at / step % 8)), at: at)
      defer { try? put(bytes[at], at: at) }
      do throws(CaseError) {
        let opened = try CaseFile.open(path)
        let events = await opened.events.map(\.body)
        let digests = try await opened.keptDigests()
        guard events == sound else { silent(at) }
        if digests.changed.isEmpty, digests.all == kept { without += 1 } else { noticed += 1 }
      } catch {
        refused += 1
      }
    }
    print(
      "\(tried) bytes of \(bytes.count) flipped: \(refused) refused at opening, \(noticed) found among the kept bytes, \(without) without effect on any event, 0 silent"
    )
  }

  private func silent(_ at: Int) -> Never {
    print("byte \(at): an event is read differently, and nothing is refused")
    exit(1)
  }
}
