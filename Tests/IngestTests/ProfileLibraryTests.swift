import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Profiles must not take each other's files.
@Suite("Profiles among each other")
struct ProfileLibraryTests {
  @Test func everyBuiltInProfileCanBeRead() {
    #expect(BuiltInFormats.all.map(\.name) == BuiltInFormats.texts.map(\.name))
  }

  /// The outline of a profile, which is read first, has the names of its header, so that nothing else rules the profile
  /// out.
  @Test func outlinesHaveTheHeadersOfTheProfiles() throws {
    for (name, text) in BuiltInFormats.texts {
      let headers = try #require(FormatOutline(text: text, source: name).headers, "\(name)")
      switch try Format(text: text, source: name) {
      case .ledger(let profile):
        #expect((headers.first ?? []).map(HeaderNames.normal) == profile.signature, "\(name)")
      case .statement(let profile): #expect(headers == profile.headers, "\(name)")
      }
    }
  }

  /// The profiles that know a header are always read, whatever the names around it, and perhaps more profiles.
  @Test func noProfileThatKnowsAHeaderIsRuledOut() {
    var random = SplitMix64(seed: 8)
    let headers = BuiltInFormats.texts.flatMap { name, text in
      FormatOutline(text: text, source: name).headers ?? []
    }
    var known = 0
    for _ in 0..<3_000 {
      var names = (headers.randomElement(using: &random) ?? []).map { name in
        String(name.split(separator: "|").randomElement(using: &random) ?? "")
      }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: names.shuffle(using: &random)
      case 1: names += headers.randomElement(using: &random) ?? []
      case 2: names = names.map { $0.uppercased() + " " }
      default: names.removeAll { _ in Int.random(in: 0..<12, using: &random) == 0 }
      }
      let header = HeaderNames(written: names)
      let possible = Set(BuiltInFormats.possible(for: header).map(\.name))
      for file in ["statement.csv", "Deposit.csv", "LoanRepay.csv"] {
        let knowing = BuiltInFormats.all.filter { $0.fit(header, file: file) != nil }.map(\.name)
        known += knowing.count
        #expect(possible.isSuperset(of: knowing), "\(names)")
      }
    }
    #expect(known > 3_000)
  }

  /// Without names of columns nothing is known of a profile, and so it is never ruled out.
  @Test(arguments: ["", "shape: ledger\n", "match: [\n", "match: none\n"])
  func aTextWithoutNamesRulesNothingOut(text: String) {
    let outline = FormatOutline(text: text, source: "bad")
    #expect(outline.headers == nil && outline.mayKnow(HeaderNames(written: ["Date"])))
  }

  /// Loading takes them as they are; here their patterns are tried out as well.
  @Test func builtInProfilesPassAllChecks() throws {
    for (name, text) in BuiltInFormats.texts {
      #expect(throws: Never.self, "\(name)") { _ = try Format(text: text, source: name) }
    }
    let bad = """
      profile: bad
      shape: statement
      """
    #expect(throws: ProfileError.self) { _ = try Format(text: bad, source: "bad") }
  }

  /// The file's own profile is the only one that knows its header, in any line of it; two know it only if each needs a
  /// sign of its bank besides.
  @Test(arguments: RearrangedFileTests.names) func noOtherProfileKnowsAFixture(name: String) throws
  {
    let url = try #require(RearrangedFileTests.input(of: name))
    let text = try TableText.text(of: url)
    var knowing: Set<String> = []
    for delimiter: Character in [",", ";", "\t", "|"] {
      let table = TableText(text, delimiter: delimiter, isQuoted: true, headerLine: 0)
      for record in table.records where record.count > 1 {
        knowing.formUnion(
          FormatLibrary().names(for: HeaderNames(written: record), file: url.lastPathComponent))
      }
    }
    let hasHeader = !FormatLibrary().headerless.contains { $0.name == name }
    let generic = Set(FormatLibrary().all.filter(\.isGeneric).map(\.name))
    #expect(knowing.contains(name) == hasHeader)
    #expect(knowing.count <= 1 || knowing.isSubset(of: generic), "\(knowing)")
  }
}
