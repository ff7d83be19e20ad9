import CaseStore
import Foundation
import PaymentGraph
import TestSupport
import Testing

/// The file of a case: it is a case, whole and in order, or it is refused in words.
@Suite("Case file")
struct CaseFileTests {
  private let note = CaseEvent.remark(RemarkEvent(isTag: false, on: .document("d"), text: "n"))

  private func reason(_ path: String) -> CaseError.Reason? {
    do throws(CaseError) {
      _ = try CaseFile.open(path)
      return nil
    } catch {
      #expect(!error.message.isEmpty)
      return error.reason
    }
  }

  @Test func whatIsAppendedIsThereAgain() async throws {
    let sample = try SampleCase(title: "caf\u{E9} \"\u{202E}</script>\n")
    var random = RandomEvents(seed: 5)
    for _ in 0..<60 { try await sample.append(random.event()) }
    let again = try CaseFile.open(sample.path)
    #expect(await again.events == sample.file.events)
    #expect(await again.head == sample.file.head)
    #expect(again.id == sample.file.id)
  }

  @Test func otherFilesAreNoCases() throws {
    let folder = try TemporaryFolder()
    #expect(reason(folder.path("absent")) == .missing)
    #expect(reason(folder.url.path) == .notACase)
    #expect(reason(try folder.write("", as: "empty")) == .notACase)
    #expect(reason(try folder.write("a,b\n1,2\n", as: "text.csv")) == .notACase)
    mkfifo(folder.path("pipe"), 0o600)
    #expect(reason(folder.path("pipe")) == .notACase)
    #expect(reason("/dev/null") == .notACase)
  }

  @Test func foreignFilesOfSQLiteAreRefused() throws {
    let sample = try SampleCase()
    #expect(try sample.sqlite("PRAGMA application_id=7").status == 0)
    #expect(reason(sample.path) == .notACase)
  }

  @Test func newerFormsAreRefused() throws {
    let sample = try SampleCase()
    #expect(try sample.sqlite("PRAGMA user_version=2").status == 0)
    #expect(reason(sample.path) == .newer)
  }

  @Test(arguments: [
    "CREATE TABLE more(x)", "CREATE VIEW more AS SELECT 1",
    "CREATE TRIGGER more AFTER INSERT ON event BEGIN SELECT 1; END", "DROP TRIGGER event_undeleted",
    "CREATE INDEX more ON event(body)",
    "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'event_next'",
  ])
  func changedTablesAreRefused(_ sql: String) throws {
    let sample = try SampleCase()
    #expect(try sample.sqlite(sql).status == 0)
    #expect(reason(sample.path) == .foreign)
  }

  @Test func anotherJournalIsRefused() throws {
    let sample = try SampleCase()
    #expect(try sample.sqlite("PRAGMA journal_mode=WAL").status == 0)
    #expect(reason(sample.path) == .foreign)
  }

  @Test(arguments: [
    "UPDATE event SET body = '{}' WHERE number = 1", "DELETE FROM event WHERE number = 2",
    "INSERT INTO event VALUES(9, '{}', zeroblob(32))",
    "REPLACE INTO event VALUES(1, '{}', zeroblob(32))",
    "UPDATE kept SET bytes = x'00'", "DELETE FROM kept",
  ])
  func theTablesRefuseChanges(_ sql: String) async throws {
    let sample = try SampleCase()
    try await sample.file.append(
      [DraftEvent(note)], expecting: await sample.file.head, author: tester, keeping: [[1]])
    #expect(try sample.sqlite(sql).status != 0)
    #expect(reason(sample.path) == nil)
  }

  /// Guards are removed and put back, so that the tables look untouched.
  private func forge(_ sample: SampleCase, _ sql: String) throws {
    let guards = try sample.sqlite("SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'")
    let run = try sample.sqlite(
      "DROP TRIGGER event_next; DROP TRIGGER event_unchanged; DROP TRIGGER event_undeleted; "
        + "DROP TRIGGER kept_unchanged; DROP TRIGGER kept_undeleted; \(sql); \(guards.output)")
    #expect(run.status == 0, "\(run.messages)")
  }

  @Test(arguments: [
    (2, "UPDATE event SET body = replace(body, 'n\"', 'm\"') WHERE number = 2"),
    (2, "DELETE FROM event WHERE number = 2"),
    (3, "UPDATE event SET body = body || ' ' WHERE number = 3"),
    (3, "UPDATE event SET hash = zeroblob(32) WHERE number = 3"),
    (1, "DELETE FROM event WHERE number = 1"),
  ])
  func aForgedEventIsNamed(_ number: Int, _ sql: String) async throws {
    let sample = try SampleCase()
    for _ in 0..<3 { try await sample.append(note) }
    try forge(sample, sql)
    #expect(reason(sample.path) == .broken(event: number))
    guard number > 1 else { return }
    let reading = try CaseFile.open(sample.path, toleratingFaults: true)
    #expect(await reading.firstFault?.number == number)
    #expect(await reading.events.count == number - 1)
    await #expect(throws: CaseError.self) {
      try await reading.append([DraftEvent(note)], expecting: await reading.head, author: tester)
    }
  }

  @Test func unknownKindsAndMembersAreOfANewerVersion() async throws {
    for (kind, member) in [("dance", ""), ("note", ",\"zoo\":\"x\"")] {
      let sample = try SampleCase()
      let head = await sample.file.head.hash
      let body =
        #"{"at":"2026-01-01T00:00:00Z","by":"x","kind":"\#(kind)","n":2,"on":{"document":"d"},"program":"p","text":"t"\#(member)}"#
      let hash = Chain.digest(of: Array("\(head.hex)\n\(body)".utf8)).hex
      #expect(try sample.sqlite("INSERT INTO event VALUES(2, '\(body)', x'\(hash)')").status == 0)
      #expect(reason(sample.path) == .newer)
    }
  }

  @Test func keptBytesAreCheckedByTheirDigest() async throws {
    let sample = try SampleCase()
    let bytes = Array("answer".utf8)
    try await sample.file.append(
      [DraftEvent(note)], expecting: await sample.file.head, author: tester,
      keeping: [bytes, bytes])
    #expect(try await sample.file.kept(Chain.digest(of: bytes)) == bytes)
    #expect(try await sample.file.kept(Chain.digest(of: [1])) == nil)
    try forge(sample, "UPDATE kept SET bytes = x'00'")
    let again = try CaseFile.open(sample.path)
    #expect(try await again.keptDigests().changed == [Chain.digest(of: bytes)])
    await #expect(throws: CaseError.self) { _ = try await again.kept(Chain.digest(of: bytes)) }
  }

  @Test func eventsOnOtherThingsFollowAndOthersAreRefused() async throws {
    let sample = try SampleCase()
    let other = try CaseFile.open(sample.path)
    let head = await sample.file.head
    func same(_ account: String, _ partner: String) -> [DraftEvent] {
      [DraftEvent(.party(PartyEvent(isSame: true, account: account, other: partner)), why: "w")]
    }
    try await sample.file.append(same("a", "b"), expecting: head, author: tester)
    let next = try await other.append(same("c", "d"), expecting: head, author: tester)
    #expect(next.number == 3)
    do throws(CaseError) {
      try await sample.file.append(
        same("d", "e"), expecting: Head(number: 2, hash: await sample.file.events[1].hash),
        author: tester)
      Issue.record("two decisions on d were taken")
    } catch {
      #expect(error.reason == .conflict(events: [3]))
    }
    // An undo speaks of what the undone event speaks of.
    do throws(CaseError) {
      let second = Head(number: 2, hash: await sample.file.events[1].hash)
      try await other.append(
        [DraftEvent(.undo(UndoEvent(number: 3)), why: "w")], expecting: second, author: tester)
      Issue.record("an undo of a newer event was taken")
    } catch {
      #expect(error.reason == .conflict(events: [3]))
    }
  }

  @Test func vainUndosAreRefused() async throws {
    let sample = try SampleCase()
    try await sample.append(note)
    for number in [1, 3, 99] {
      await #expect(throws: CaseError.self) {
        try await sample.append(.undo(UndoEvent(number: number)))
      }
    }
    try await sample.append(.undo(UndoEvent(number: 2)))
    await #expect(throws: CaseError.self) { try await sample.append(.undo(UndoEvent(number: 2))) }
    // The undo itself can be undone, and the note again.
    try await sample.append(.undo(UndoEvent(number: 3)))
    try await sample.append(.undo(UndoEvent(number: 2)))
    #expect(await sample.file.head.number == 5)
  }

  @Test func reasonsAreDemanded() async throws {
    let sample = try SampleCase()
    for event: CaseEvent in [
      .party(PartyEvent(isSame: true, account: "a", other: "b")),
      .detail(DetailEvent(.role, of: "a", value: "victim")),
      .unload(UnloadEvent(source: Chain.digest(of: []))),
      .scope(ScopeEvent(isLeftOut: true, thing: .account(Spelling("a")))),
    ] {
      await #expect(throws: CaseError.self) { try await sample.append(event, why: nil) }
    }
    #expect(await sample.file.head.number == 1)
  }

  @Test func longAndHostileTexts() async throws {
    let sample = try SampleCase()
    await #expect(throws: CaseError.self) {
      try await sample.append(
        .remark(
          RemarkEvent(
            isTag: false, on: .document("d"), text: String(repeating: "x", count: 10 << 20))))
    }
    let hostile = "\u{0}\u{1B}[31m\u{202E}\u{2066}</script>'; DROP TABLE event; --\r\n\u{FFFF}"
    try await sample.append(
      .remark(RemarkEvent(isTag: false, on: .document(hostile), text: hostile)))
    let again = try CaseFile.open(sample.path)
    guard case .remark(let remark) = await again.events[1].event else {
      Issue.record("no remark")
      return
    }
    #expect(Array(remark.text.utf8) == Array(hostile.utf8))
  }

  @Test(arguments: [-99_999_999_999_999, -1, 0, 4_102_444_800, 253_402_300_799, .max])
  func anyClockIsWritten(_ at: Int) async throws {
    let sample = try SampleCase()
    try await sample.file.append(
      [DraftEvent(note)], expecting: await sample.file.head,
      author: EventAuthor(at: at, by: "x", program: "p"))
    #expect(reason(sample.path) == nil)
  }

  @Test func aNewCaseNeverReplacesAFile() throws {
    let sample = try SampleCase()
    let before = try Data(contentsOf: URL(filePath: sample.path))
    do throws(CaseError) {
      _ = try CaseFile.create(
        sample.path, title: "t", id: String(repeating: "0", count: 32), author: tester, drafts: [])
      Issue.record("a case was replaced")
    } catch {
      #expect(error.reason == .exists)
    }
    #expect(try Data(contentsOf: URL(filePath: sample.path)) == before)
    // A case whose making was ended in the middle is an empty file, which is made again.
    let empty = try sample.folder.write("", as: "ended")
    _ = try CaseFile.create(
      empty, title: "t", id: String(repeating: "0", count: 32), author: tester, drafts: [])
    #expect(reason(empty) == nil)
  }

  @Test func anotherWriterIsWaitedForAndThenRefused() async throws {
    let sample = try SampleCase()
    let holder = Process()
    holder.executableURL = URL(filePath: "/usr/bin/env")
    holder.arguments = ["sqlite3", sample.path]
    let input = Pipe()
    let output = Pipe()
    holder.standardInput = input
    holder.standardOutput = output
    try holder.run()
    input.fileHandleForWriting.write(Data("BEGIN IMMEDIATE; SELECT 'held';\n".utf8))
    #expect(output.fileHandleForReading.availableData.count > 0)
    let start = ContinuousClock.now
    do throws(CaseError) {
      try await sample.append(note)
      Issue.record("two programs wrote at once")
    } catch {
      #expect(error.reason == .busy)
    }
    #expect(ContinuousClock.now - start > .seconds(4))
    // Readers go on.
    #expect(reason(sample.path) == nil)
    try input.fileHandleForWriting.close()
    holder.waitUntilExit()
  }
}
