import Foundation
import Testing

@testable import Ingest

/// Profiles must not take each other's files.
@Suite("Profiles among each other")
struct ProfileLibraryTests {
  @Test func everyBuiltInProfileCanBeRead() {
    #expect(BuiltInProfiles.all.map(\.name) == BuiltInProfiles.texts.map(\.name))
  }

  /// Loading takes them as they are; here their patterns are tried out as well.
  @Test func builtInProfilesPassAllChecks() throws {
    for (name, text) in BuiltInProfiles.texts {
      #expect(throws: Never.self, "\(name)") { _ = try ProfileDocument(text: text, source: name) }
    }
    let bad = """
      profile: bad
      shape: statement
      """
    #expect(throws: ProfileError.self) { _ = try ProfileDocument(text: bad, source: "bad") }
  }

  /// Of all profiles the file's own is the only one that knows its header, in any line of it.
  @Test(arguments: RearrangedFileTests.names) func noOtherProfileKnowsAFixture(name: String) throws
  {
    let url = try #require(RearrangedFileTests.input(of: name))
    let text = try TableText.text(of: url)
    var knowing: Set<String> = []
    for delimiter: Character in [",", ";", "\t", "|"] {
      let table = TableText(text, delimiter: delimiter, isQuoted: true, headerLine: 0)
      for record in table.records where record.count > 1 {
        knowing.formUnion(
          ProfileLibrary().names(for: HeaderNames(written: record), file: url.lastPathComponent))
      }
    }
    let hasHeader = !ProfileLibrary().headerless.contains { $0.name == name }
    #expect(knowing == (hasHeader ? [name] : []))
  }
}
