import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// No value that a polluted file gives differs from the truth without a warning.
///
/// A few hundred files here; `Tests/Benchmarks/silent-damage/run` reads more than 5,000.
@Suite struct SilentDamageTests {
  private static let count =
    ProcessInfo.processInfo.environment["TRIBUTARY_POLLUTED"].flatMap(Int.init) ?? 300
  private static let first =
    ProcessInfo.processInfo.environment["TRIBUTARY_POLLUTED_FROM"].flatMap(UInt64.init) ?? 1

  /// Seeds that once did damage: a date cut after its first mark was taken for the file's foot; one balance that
  /// followed by chance across a row that could not be read made debits of credits.
  private static let known: [UInt64] = [12_513, 30_697]

  @Test func thereIsNone() throws {
    let folder = try TemporaryFolder()
    var (files, refused, loaded, lost, damaged) = (0, 0, 0, 0, 0)
    for seed in Self.first..<Self.first + UInt64(Self.count) {
      let file = PollutedFile(seed: seed)
      let path = try folder.write(file.bytes)
      files += 1
      do {
        let damage = SilentDamage(file, try TransactionReader().read([path]))
        loaded += damage.loaded
        lost += damage.lost
        damaged += damage.found.isEmpty ? 0 : 1
        #expect(
          damage.found.isEmpty,
          "seed \(seed) (\(file.story.joined(separator: "; "))): \(damage.found.joined(separator: "; "))"
        )
      } catch {
        refused += 1
      }
    }
    print(
      "silent damage: \(damaged) of \(files) polluted ledgers; \(refused) refused, \(loaded) transfers loaded, \(lost) lost with a word"
    )
    // A reader that refuses everything damages nothing and is of no use.
    #expect(refused * 3 < files && loaded > lost * 8)
  }

  /// The same of statements of two banks and of a processor's export.
  @Test func thereIsNoneInStatements() throws {
    let folder = try TemporaryFolder()
    var (files, refused, loaded, lost, damaged) = (0, 0, 0, 0, 0)
    for seed in Array(Self.first..<Self.first + UInt64(Self.count)) + Self.known {
      let file = PollutedStatement(seed: seed)
      let path = try folder.write(file.bytes)
      files += 1
      do {
        let intake = try TransactionReader().read([path])
        #expect(intake.files.first?.profile == file.form.profile, "seed \(seed)")
        let damage = StatementDamage(file, intake)
        loaded += damage.loaded
        lost += damage.lost
        damaged += damage.found.isEmpty ? 0 : 1
        #expect(
          damage.found.isEmpty,
          "seed \(seed) (\(file.story.joined(separator: "; "))): \(damage.found.joined(separator: "; "))"
        )
      } catch {
        refused += 1
      }
    }
    print(
      "silent damage: \(damaged) of \(files) polluted statements; \(refused) refused, \(loaded) transfers loaded, \(lost) lost with a word"
    )
    #expect(refused * 3 < files && loaded > lost * 8)
  }
}
