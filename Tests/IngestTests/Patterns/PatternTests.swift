import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Patterns of profiles mean what they mean elsewhere, and take time that grows with the text, whatever they are.
@Suite struct PatternTests {
  static func groups(_ pattern: String, _ text: String) -> [String]? {
    TextPattern(unchecked: pattern).compiled().groups(in: text)
  }

  @Test(arguments: [
    ("(^|[-/ ])(ATM|CASH)", "ATM 5", ["", "ATM"]), ("(?:^|x)$", "", [""]),
    ("a|ab", "xab", ["a"]), ("(a|ab)(c|bcd)(d*)", "abcd", ["a", "bcd", ""]),
    ("^(\\d\\d)(\\d\\d)(\\d\\d)$", "930705", ["93", "07", "05"]),
    ("(a+?)(a*)", "aaa", ["a", "aa"]),
    ("(\\w+)\\s*:-\\s*(.+)", "Name :- Ann O'Hara", ["Name", "Ann O'Hara"]),
    ("([^/ ]+@[^/ ]+?)\\.csv$", "me@x.ie.csv", ["me@x.ie"]), ("(a)|(b)", "b", ["", "b"]),
    ("x{2,3}", "axxxxb", ["xxx"]), ("x{2}?y", "xxxy", ["xxy"]), ("x{,3}", "x{,3}", ["x{,3}"]),
    ("ÉPARGNE", "mon épargne", ["épargne"]), ("épargne", "mon E\u{301}PARGNE", ["ÉPARGNE"]),
    ("[à-ü]+", "ÀÉ1", ["ÀÉ"]), ("(?!pay).*\\bfees?\\b", "late fees!", ["late fees"]),
    ("^(?!.*fee)(.+)$", "paid", ["paid"]), ("foo(?=bar)", "foobar", ["foo"]),
    ("\\bBOI\\b", "boi.csv", ["boi"]), ("[\\s,;|]*_?(\\d{9,18})", " ;123456789", ["123456789"]),
    ("[]a]+", "b]a]", ["]a]"]), ("\\x41\\u0042", "ab", ["ab"]), ("\\p{Lu}+", "abc1", ["abc"]),
    ("(?<day>\\d+)/(?<month>\\d+)", "3/4", ["3", "4"]), ("a$", "ba\n", ["a"]), ("", "x", [""]),
    ("(a*)*b", "aab", ["aa"]), ("(?:a|b)*?c", "abac", ["abac"]),
    ("^\\W*Name", "** name", ["** name"]),
  ])
  func whatIsFound(_ pattern: String, _ text: String, _ expected: [String]) {
    #expect(TextPattern.check(pattern) == nil)
    #expect(Self.groups(pattern, text) == expected)
  }

  @Test(arguments: [
    ("^ab", "cab"), ("\\bATM\\b", "ATMARAM"), ("a.b", "a\nb"), ("\\d", "x"),
    ("^(?!.*fee)", "my fee"),
    ("a{3}", "aa"), ("[^a-z]", "ABC"), ("x$", "x\ny"),
  ])
  func whatIsNotFound(_ pattern: String, _ text: String) {
    #expect(TextPattern.check(pattern) == nil)
    #expect(Self.groups(pattern, text) == nil)
  }

  @Test(arguments: [
    ("(a)\\1", "refers back"), ("(?<n>a)\\k<n>", "refers back"), ("(?<=a)b", "looks behind"),
    ("(?<!a)b", "looks behind"), ("(?>a+)b", "atomic group"), ("a++", "possessive"),
    ("a**", "repeats a repetition"), ("*a", "repeats nothing"), ("(a", "does not close a group"),
    ("a)", "does not open"), ("[a", "does not close a set"), ("[z-a]", "range of characters"),
    ("\\q", "\\q"),
    ("a{2,1}", "n below m"), ("(((a{99}){99}){99})", "too large"), ("a{1001}", "more than 1000"),
    (String(repeating: "(", count: 60) + String(repeating: ")", count: 60), "more than 40 deep"),
    (String(repeating: "a", count: 401), "longer than 400"), ("a\\", "ends with a backslash"),
    ("^*", "takes no letters"), ("[a&&b]", "computes with sets"), ("(?x)a", "kind of group"),
  ])
  func whatIsRefused(_ pattern: String, _ reason: String) throws {
    let found = try #require(TextPattern.check(pattern))
    #expect(found.contains(reason), "\(found)")
  }

  /// Each takes time that doubles with every letter where ways to match are tried one after the other.
  @Test(arguments: [
    "^([A-Z]+ ?)+$", "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*)*x$", "^(\\w+\\s?)*$",
    "^((a?){20}){20}$",
    "^(a*a*)*$", "^(([a-z])+.)+[A-Z]([a-z])+9$", "^(x+x+)+y", "(.*)(.*)(.*)(.*)(.*)[^!]$",
    "^(?:(?:(?:a*)*)*)*$", "^(?!(a+)+$).*!b", "(?=(a|a)+$)!", "(a?){300}a{300}!!",
    "(a|b|ab)*(?!.)b",
    "(?:a|\\w|[a-c]|.)*$x",
  ])
  func timeGrowsWithTheText(_ pattern: String) throws {
    let program = try PatternProgram(pattern)
    let matcher = PatternMatcher(program)
    for letter in ["a", "x", "a "] {
      let text = String(repeating: letter, count: 600 / letter.count) + "!"
      #expect(!matcher.matches(text, limit: TextPattern.limit))
      // Each step is tried at most twice from each place; the other way it is two to the power of the length.
      let places = text.unicodeScalars.count + 1
      #expect(matcher.looks <= 3 * program.steps.count * places, "\(pattern): \(matcher.looks)")
    }
  }

  @Test func takingOutIsLinearToo() throws {
    let text = String(repeating: "a", count: 1_000)
    let program = try PatternProgram("(a*b|a)")
    let matcher = PatternMatcher(program)
    #expect(matcher.removed(from: text, limit: TextPattern.limit) == "")
    #expect(matcher.looks <= 4 * program.steps.count * 1_001)
    #expect(TextPattern(unchecked: "[^A-Z]").compiled().removed(from: "1 GBP!") == "GBP")
    #expect(TextPattern(unchecked: "x*").compiled().removed(from: "axxbx") == "ab")
    #expect(TextPattern(unchecked: "q").compiled().removed(from: "ab") == "ab")
  }

  /// The patterns in quotes of the built-in profiles.
  static var builtIn: [String] {
    let texts = BuiltInFormats.texts.flatMap { profile in
      profile.text.matches(of: /'((?:[^'\n]|'')*)'/).map { String($0.1).replacing("''", with: "'") }
    }
    return Set(texts).sorted()
  }

  @Test func builtInPatternsFindWhatTheyFoundBefore() throws {
    let patterns = Self.builtIn
    #expect(patterns.count > 60)
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var texts: Set<String> = []
    for name in ["fixtures/words", "fixtures/narrations", "fixtures/profiles"] {
      let folder = root.appending(path: name)
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
        texts.insert(String(path.split(separator: "/").last ?? ""))
        guard let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
        else {
          continue
        }
        for line in text.split(whereSeparator: \.isNewline).prefix(40) {
          texts.insert(String(line))
          for cell in line.split(whereSeparator: { ",;\t|\"".contains($0) }) {
            texts.insert(String(cell))
          }
        }
      }
    }
    var compared = 0
    for pattern in patterns {
      #expect(TextPattern.check(pattern) == nil, "\(pattern)")
      // Borders of words by letters and digits, as most tools have them.
      let regex = try Regex(pattern).ignoresCase().wordBoundaryKind(.simple)
      let compiled = TextPattern(unchecked: pattern).compiled()
      let literal = pattern.prefix { $0.isLetter || $0 == " " }
      for text in texts where literal.count < 2 || text.count < 60 {
        compared += 1
        let match = text.firstMatch(of: regex)
        let expected = match.map { match -> [String] in
          let all = match.output.map { $0.substring.map(String.init) ?? "" }
          return all.count > 1 ? Array(all.dropFirst()) : all
        }
        let found = compiled.groups(in: text)
        #expect(found == expected, "\(pattern) in \(text)")
      }
    }
    #expect(compared > 10_000)
  }

  /// Patterns by chance find what Swift's own expressions find.
  @Test func randomPatternsFindWhatOthersFind() throws {
    var random = SplitMix64(seed: 14)
    func pattern(_ depth: Int) -> String {
      switch Int.random(in: 0..<(depth > 3 ? 4 : 10), using: &random) {
      case 0: "a"
      case 1: "b"
      case 2: "[ac]"
      case 3: "."
      case 4: pattern(depth + 1) + pattern(depth + 1)
      case 5: "(\(pattern(depth + 1))|\(pattern(depth + 1)))"
      case 6:
        "(?:\(pattern(depth + 1)))"
          + (["*", "+", "?", "{1,2}"].randomElement(using: &random) ?? "")
      case 7: "(\(pattern(depth + 1)))" + (["", "?"].randomElement(using: &random) ?? "")
      case 8: "(?=\(pattern(depth + 1)))" + pattern(depth + 1)
      default: "(?!\(pattern(depth + 1)))" + pattern(depth + 1)
      }
    }
    for _ in 0..<1_500 {
      let written = pattern(0)
      guard written.count < 60 else { continue }
      let regex = try Regex(written)
      let compiled = TextPattern(unchecked: written).compiled()
      for _ in 0..<6 {
        let text = String(
          (0..<Int.random(in: 0...7, using: &random)).map { _ in
            ["a", "b", "c"].randomElement(using: &random) ?? "a"
          })
        let expected = text.firstMatch(of: regex).map { String(text[$0.range]) }
        // The whole of a match: a group around everything.
        let found = Self.groups("(\(written))", text)?.first
        // Swift ends a loop at a round that takes nothing, this one tries on: both find something, maybe not as much.
        let loops = written.count { "*+{".contains($0) }
        if loops == 0 || loops == 1 && !written.contains(")?") {
          #expect(found == expected, "\(written) in \(text)")
        }
        #expect(compiled.matches(text) == (expected != nil), "\(written) in \(text)")
      }
    }
  }
}
