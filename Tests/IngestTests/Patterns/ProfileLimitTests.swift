import Testing

@testable import Ingest

/// Hostile YAML is refused at once, with the line where it goes too far; ordinary YAML is not.
@Suite struct ProfileLimitTests {
  static let good = """
    profile: my.bank
    shape: statement
    match: {headers: [[Day, Text, Sum]]}
    dates: [dmy]
    fields:
      date: Day
      narration: [Text]
      amount: {signed: Sum}
      currency: {always: "EUR"}

    """

  /// The error of a text, and how long it took.
  static func error(_ text: String) -> (ProfileError?, Duration) {
    let clock = ContinuousClock()
    let start = clock.now
    do throws(ProfileError) {
      _ = try Format(text: text, source: "mine.yaml")
      return (nil, clock.now - start)
    } catch {
      return (error, clock.now - start)
    }
  }

  static func bomb(_ levels: Int, _ width: Int) -> String {
    var lines = ["a0: &a0 [x, x]"]
    for level in 1...levels {
      let items = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ", ")
      lines.append("a\(level): &a\(level) [\(items)]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func nested(_ open: String, _ close: String, _ depth: Int) -> String {
    "title: " + String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
      + "\n"
  }

  static var hostile: [(name: String, text: String, line: Int?, words: String)] {
    let stairs = (0..<300).map { String(repeating: " ", count: $0 % 400) + "a:" }
    return [
      ("9^9 aliases", good + bomb(9, 9), nil, "more than 20000 values"),
      ("3^33 aliases", good + bomb(33, 3), nil, "more than 20000 values"),
      ("many aliases", good + bomb(60, 9), 22, "more than 100 times"),
      ("aliases as keys", good + bomb(9, 9) + "? *a9\n: x\n", 20, "without \"?\""),
      ("an alias as a key", good + bomb(9, 9) + "*a9 : x\n", 20, "a key here"),
      ("an alias as a key in a table", good + bomb(9, 9) + "t: {*a9 : x}\n", 20, "a key here"),
      ("a list as a key", good + bomb(9, 9) + "[*a9]: x\n", 20, "a key here"),
      ("a table as a key", good + bomb(9, 9) + "{x: *a9} : x\n", 20, "a key here"),
      ("depth of lists", good + nested("[", "]", 20_000), 10, "deep"),
      ("depth of tables", good + nested("{a: ", "}", 20_000), 10, "deep"),
      (
        "depth of dashes", good + "title:\n" + String(repeating: "- ", count: 20_000) + "x\n", 11,
        "deep"
      ),
      ("depth of lines", good + stairs.joined(separator: "\n"), nil, "deep"),
      ("never closed", good + "title: " + String(repeating: "[", count: 20_000), 10, "deep"),
      ("cycle", good + "title: &a [*a]\n", 10, "undefined alias"),
      ("cycle of two", good + "title: &a [*b]\nkinds: &b [*a]\n", 10, "undefined alias"),
      ("merge keys", good + "x: &x {a: b}\nfields2:\n  <<: *x\n", nil, "a key here"),
      ("merge at the top", good + "<<: {title: x}\n", 10, "a key here"),
      (
        "many values", good + "quotes: [" + String(repeating: "x,", count: 30_000) + "x]\n", nil,
        "more than 20000 values"
      ),
      (
        "a long text", good + "title: " + String(repeating: "x", count: 1 << 18) + "\n", 10,
        "256 KiB"
      ),
      ("many keys", good + (0..<30_000).map { "k\($0): x\n" }.joined(), nil, "256 KiB"),
      ("a key twice", good + "shape: ledger\n", nil, "twice"),
      ("a broken quote", good + "title: \"x\n", nil, "is no YAML"),
      ("a control character", good + "title: \u{1}\n", nil, "is no YAML"),
      ("two documents", good + "---\nprofile: b\n", nil, "is no YAML"),
    ]
  }

  @Test func hostileTextIsRefusedWithItsLine() {
    for (name, text, line, words) in Self.hostile {
      let (error, took) = Self.error(text)
      #expect(error != nil, "\(name)")
      #expect(error?.message.contains(words) == true, "\(name): \(error.map(\.description) ?? "")")
      #expect((error?.line ?? 0) > 0, "\(name) has no line")
      if let line { #expect(error?.line == line, "\(name): \(error.map(\.description) ?? "")") }
      #expect(took < .seconds(5), "\(name)")
      #expect((error?.message.count ?? 0) < 1_000, "\(name)")
    }
  }

  /// What limits are for is not what they hit: anchors, quotes, blocks of text and marks within texts.
  @Test(arguments: [
    "", "title: \"a {[{[ *x ? &y: b\"\n", "title: 'it''s [ { * x: y'\n",
    "title: a * b ? c [d] {e}\n",
    "title: |\n  *not *an *alias\n  ? [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\nversion: 2\n",
    "title: >-\n\n    ? x\n    - - - - - - - - - - - - - - - - - - - - - - - - - - - - -\n\nversion: 2\n",
    "title: &name My bank\nremark: *name\n", "# [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ *a : ? x\n",
    "title: x # {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{\n", "version: \"2\"\r\ntitle: My bank\r\n",
  ])
  func ordinaryTextIsNot(_ more: String) {
    let (error, _) = Self.error(Self.good + more)
    #expect(error == nil, "\(error.map(\.description) ?? "")")
  }
}
