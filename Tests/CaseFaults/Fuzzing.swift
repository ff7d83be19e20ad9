import CaseStore
import Foundation
import PaymentGraph
import TestSupport

/// Bodies of events and whole files with random changes: read, or refused, and nothing else.
struct Fuzzing {
  let seconds: Int

  private static let bodies = [
    #"{"at":"2026-01-01T00:00:00Z","by":"a","id":"0123456789abcdef0123456789abcdef","kind":"case","n":1,"program":"p","title":"t"}"#,
    #"{"at":"2026-01-01T00:00:00Z","by":"a","kind":"same","account":"x","other":"y","n":1,"program":"p","why":"w"}"#,
    #"{"at":"2026-01-01T00:00:00Z","by":"a","kind":"load","n":1,"program":"p","sources":[{"bytes":3,"name":"f.csv","options":["--dates=dmy"],"profiles":[],"sha256":"00"}]}"#,
    #"{"answer":"00","at":"2026-01-01T00:00:00Z","basis":"00","by":"a","inquiry":{"a":[1,[2,{"b":"c"}]]},"kind":"record","n":1,"name":"r","notes":"00","program":"p"}"#,
    #"{"at":"2026-01-01T00:00:00Z","by":"\\u0001\\n\u{E9}","kind":"note","n":1,"on":{"document":"d"},"program":"p","text":"\\"\\\\"}"#,
  ].map { Array($0.utf8) }

  private static func change(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[at] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(Array("{}[]\",:0-u\\".utf8).randomElement(using: &random) ?? 0, at: at)
      case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 40)], at: at)
      case 4: bytes.removeSubrange(at..<min(bytes.count, at + 9))
      default: bytes[at] = UInt8.random(in: 0...255, using: &random)
      }
    }
  }

  /// The most memory, in MB, of an aim of 64.
  private func memory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let most = Int(usage.ru_maxrss) >> 10
    guard most <= 64 else {
      print("\(most) MB of memory, more than 64")
      exit(1)
    }
    return most
  }

  func events() {
    var random = SplitMix64(seed: UInt64(seconds))
    let end = ContinuousClock.now + .seconds(seconds)
    var (read, refused) = (0, 0)
    while ContinuousClock.now < end {
      var body = Fuzzing.bodies.randomElement(using: &random) ?? []
      Fuzzing.change(&body, &random)
      do throws(CanonicalJSONError) {
        let value = try CanonicalJSON(body)
        guard value.bytes == body else {
          print("two spellings of one value: \(String(decoding: body, as: UTF8.self))")
          exit(1)
        }
        read += RecordedEvent.isEvent(body) ? 1 : 0
      } catch {
        refused += 1
        guard !RecordedEvent.isEvent(body) else {
          print("an event that is not canonical: \(String(decoding: body, as: UTF8.self))")
          exit(1)
        }
      }
    }
    print(
      "\(read) changed bodies read, \(refused) refused, in \(seconds) s, \(memory()) MB at most")
  }

  func files() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("fuzzed.tributary")
    let file = try Writer.make(path)
    var random = SplitMix64(seed: UInt64(seconds) &+ 1)
    for _ in 0..<12 {
      try await file.append(
        Writer.group(&random, name: "d"), expecting: await file.head, author: author,
        keeping: [[UInt8.random(in: 0...255, using: &random)]])
    }
    let sound = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let bodies = await file.events.map(\.body)
    let end = ContinuousClock.now + .seconds(seconds)
    var (opened, refused) = (0, 0)
    while ContinuousClock.now < end {
      var bytes = sound
      Fuzzing.change(&bytes, &random)
      if Int.random(in: 0..<8, using: &random) == 0 {
        bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
      }
      try FileManager.default.removeItem(atPath: path)
      try Data(bytes).write(to: URL(filePath: path))
      do throws(CaseError) {
        let events = try await CaseFile.open(path).events.map(\.body)
        guard events == Array(bodies.prefix(events.count)) else {
          print("an event is read differently")
          exit(1)
        }
        opened += 1
      } catch {
        refused += 1
      }
      try? FileManager.default.removeItem(atPath: path + "-journal")
    }
    print(
      "\(opened) changed files opened with the same events, \(refused) refused, in \(seconds) s, "
        + "\(memory()) MB at most")
  }
}
