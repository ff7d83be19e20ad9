import CaseStore
import Foundation
import TestSupport

/// Kills a writer at random moments: nothing that it acknowledged may be lost, no group half written, and the next event
/// can be appended.
struct Kills {
  let count: Int

  func run() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("killed.tributary")
    _ = try Writer.make(path)
    var random = SplitMix64(seed: 20_091_217)
    var acknowledged = 0
    var journals = 0
    for kill in 1...max(1, count) {
      let output = folder.path("out")
      let writer = try launch(["write", path, "\(kill)"], output: output)
      usleep(UInt32.random(in: 2_000...60_000, using: &random))
      Foundation.kill(writer.processIdentifier, SIGKILL)
      writer.waitUntilExit()
      // The last line may be cut; all lines before it were acknowledged.
      let lines = folder.text("out").split(separator: "\n", omittingEmptySubsequences: false)
      acknowledged = max(acknowledged, lines.dropLast().last.flatMap { Int($0) } ?? 0)
      if FileManager.default.fileExists(atPath: path + "-journal") { journals += 1 }
      let file = try CaseFile.open(path)
      let events = await file.events
      guard events.count >= acknowledged else {
        throw Failure("kill \(kill): \(acknowledged) events acknowledged, \(events.count) there")
      }
      guard Writer.halfGroups(in: events) == 0 else {
        throw Failure("kill \(kill): a group of events is there in part")
      }
      let last = try await file.append(
        [DraftEvent(.remark(RemarkEvent(isTag: true, on: .document("after"), text: "0 of 0")))],
        expecting: await file.head, author: author)
      acknowledged = last.number
      // A long case would make each opening slow; a new one begins.
      if events.count > 1_500 {
        try FileManager.default.removeItem(atPath: path)
        _ = try Writer.make(path)
        acknowledged = 0
      }
    }
    print(
      "\(count) kills: no acknowledged event lost, no group half written, every chain good, every next event appended; \(journals) left a journal, which was rolled back"
    )
  }
}

/// Fills a disk of 400 KB: the append that finds no room changes nothing, and the case stays good.
struct FullDisks {
  let count: Int

  func run() async throws {
    let folder = try TemporaryFolder()
    for seed in 1...max(1, count) {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "unshare", "-m", "sh", "-c",
        "mount -t tmpfs -o size=400k tmpfs \"$1\" && exec \"$0\" fill \"$1\" \(seed)",
        CommandLine.arguments[0], folder.url.path,
      ]
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus != 1 || seed > 1 else {
        print("skipped: no small disk can be made here")
        exit(77)
      }
      guard process.terminationStatus == 0 else {
        throw Failure("disk \(seed): status \(process.terminationStatus)")
      }
    }
    print(
      "\(count) full disks: the append was refused, the head unchanged, the chain good, and appending went on once there was room"
    )
  }

  /// Appends until the disk is full, and checks what is there.
  static func fill(_ folder: String, seed: UInt64) async throws {
    let path = folder + "/full.tributary"
    var random = SplitMix64(seed: seed)
    // A file that can be removed to make room again; its size moves the moment at which the disk is full.
    let ballast = folder + "/ballast"
    try Data(count: Int.random(in: 40_000...250_000, using: &random)).write(
      to: URL(filePath: ballast))
    let file = try Writer.make(path)
    var head = await file.head
    var refusal: CaseError?
    while refusal == nil {
      let group = Writer.group(&random, name: "full")
      do throws(CaseError) {
        head = try await file.append(group, expecting: head, author: author)
      } catch {
        refusal = error
      }
      guard head.number < 20_000 else { exit(3) }
    }
    guard let refusal, refusal.reason == .full || refusal.reason == .unreadable else { exit(4) }
    guard await file.head == head else { exit(5) }
    // Another program sees the same.
    let again = try CaseFile.open(path)
    let events = await again.events
    guard events.count == head.number, Writer.halfGroups(in: events) == 0 else { exit(6) }
    try FileManager.default.removeItem(atPath: ballast)
    let next = try await file.append(
      Writer.group(&random, name: "room"), expecting: head, author: author)
    let last = try CaseFile.open(path)
    guard await last.head == next, next.number > head.number else { exit(7) }
  }
}

/// Two writers at once: all events of both are there, and one that contradicts a newer one is refused.
struct TwoWriters {
  let count: Int

  func run() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("two.tributary")
    _ = try Writer.make(path)
    let writers = try (1...2).map {
      try launch(["write", path, "\($0)", "\(count)"], output: folder.path("out\($0)"))
    }
    for writer in writers { writer.waitUntilExit() }
    guard writers.allSatisfy({ $0.terminationStatus == 0 }) else {
      throw Failure("a writer failed: " + folder.text("out1") + folder.text("out2"))
    }
    let file = try CaseFile.open(path)
    let events = await file.events
    guard events.count == 2 * count + 1 else {
      throw Failure("\(events.count - 1) events of \(2 * count) are there")
    }
    // Both read the same head; the second decision on the same accounts is refused.
    let head = await file.head
    let other = try CaseFile.open(path)
    func same(_ account: String) -> DraftEvent {
      DraftEvent(.party(PartyEvent(isSame: true, account: account, other: "hub")), why: "test")
    }
    try await file.append([same("a")], expecting: head, author: author)
    do throws(CaseError) {
      try await other.append([same("b")], expecting: head, author: author)
      print("two decisions on one account were both taken")
      exit(1)
    } catch {
      guard error.reason == .conflict(events: [head.number + 1]) else {
        throw Failure("not refused as a conflict: \(error)")
      }
    }
    print(
      "\(2 * count) events of two writers at once: all there, chain good; a decision on the same account was refused with the number of the newer one"
    )
  }
}
