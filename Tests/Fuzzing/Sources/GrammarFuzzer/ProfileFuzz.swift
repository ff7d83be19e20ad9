import Foundation
import Ingest
import TestSupport

/// Profiles of hostile YAML and patterns are read or refused with their file and line, and read files in linear time.
enum ProfileFuzz {
  private static func pattern(_ random: inout SplitMix64, _ depth: Int = 0) -> String {
    switch Int.random(in: 0..<(depth > 4 ? 7 : 16), using: &random) {
    case 0: "A"
    case 1: "[A-Z]"
    case 2: "\\w"
    case 3: "."
    case 4: "\\b"
    case 5: "[^a-z ]"
    case 6: ["^", "$", " ?", "\\s", "é", "\\d"].randomElement(using: &random) ?? ""
    case 7, 8: pattern(&random, depth + 1) + pattern(&random, depth + 1)
    case 9: "(\(pattern(&random, depth + 1))|\(pattern(&random, depth + 1)))"
    case 10, 11, 12:
      "(\(pattern(&random, depth + 1)))"
        + (["*", "+", "?", "{2,9}", "{3}", "*?", "+?", "{0,40}"].randomElement(using: &random) ?? "")
    case 13: "(?!\(pattern(&random, depth + 1)))"
    case 14: "(?=\(pattern(&random, depth + 1)))" + pattern(&random, depth + 1)
    default:
      ["(a)\\1", "(?<=a)", "((", "[", "a{5,2}", "(?>a)", "\\q"].randomElement(using: &random) ?? ""
    }
  }

  private static func value(_ random: inout SplitMix64, _ depth: Int = 0) -> String {
    switch Int.random(in: 0..<(depth > 5 ? 5 : 12), using: &random) {
    case 0: "x"
    case 1: "'\(pattern(&random).replacing("'", with: "''"))'"
    case 2:
      "\"\(HostileText.text(&random).unicodeScalars.filter { $0 != "\"" && $0 != "\\" }.map(String.init).joined())\""
    case 3:
      ["*a", "&a x", "&b [*a, *a]", "*b", "!!int 3", "~", "no", "012"].randomElement(using: &random)
        ?? ""
    case 4: HostileText.text(&random)
    case 5, 6:
      "["
        + (0..<Int.random(in: 0...6, using: &random)).map { _ in value(&random, depth + 1) }.joined(
          separator: ", ") + "]"
    case 7:
      "{"
        + (0..<Int.random(in: 0...4, using: &random)).map { "k\($0): " + value(&random, depth + 1) }
        .joined(separator: ", ") + "}"
    case 8: "{narration: '\(pattern(&random).replacing("'", with: "''"))', kind: fee}"
    case 9: "|\n    " + HostileText.text(&random) + "\n"
    case 10:
      String(
        repeating: ["[", "{a: ", "- "].randomElement(using: &random) ?? "[",
        count: Int.random(in: 1...2_000, using: &random))
    default: "{[*a]: x, ? y : z, <<: *a}"
    }
  }

  static func run(_ random: inout SplitMix64) throws {
    var lines = [
      "profile: my.bank", "shape: statement", "match: {headers: [[Day, Text, Sum]]}",
      "dates: [dmy]",
      "fields: {date: Day, narration: [Text], name: Text, amount: {signed: Sum}, currency: {always: \"EUR\"}}",
    ]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let written = pattern(&random).replacing("'", with: "''")
      let line =
        [
          "kinds: [{narration: '\(written)', kind: fee}]", "rows: {skip: ['\(written)']}",
          "settled: [{narration: '\(written)'}]",
          "holder: [{preamble: '\(written)'}]", "memo: [{name: '\(written)'}]",
          "account: [{file: '\(written)', kind: plain}]",
        ].randomElement(using: &random) ?? ""
      lines.append(line)
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      let key =
        ["title", "quotes", "kinds", "x", "fields", "remark", "? [a]", "<<", "statuses"]
        .randomElement(using: &random) ?? ""
      lines.insert("\(key): \(value(&random))", at: Int.random(in: 0...lines.count, using: &random))
    }
    let profile = FuzzFolder.shared.write(
      Array((lines.joined(separator: "\n") + "\n").utf8), as: "p.yaml")
    do throws(ProfileError) {
      _ = try ProfileCatalog.check(profile)
    } catch {
      try FuzzFault.unless(
        error.source == profile && !error.message.isEmpty, "an error without its file: \(error)")
      return
    }
    let letter = ["A", "a ", "AB", "é", "1"].randomElement(using: &random) ?? "A"
    let narration =
      String(repeating: letter, count: Int.random(in: 0...2_000, using: &random)) + "!"
    let text = "Day,Text,Sum\n" + (1...4).map { "0\($0)/03/2010,\(narration),-\($0).00\n" }.joined()
    var reader = TransactionReader()
    try reader.addProfile(profile)
    let file = FuzzFolder.shared.write(Array(text.utf8), as: "s.csv")
    reader.ownAccounts[file] = "mine"
    _ = try reader.read([file])
  }
}
