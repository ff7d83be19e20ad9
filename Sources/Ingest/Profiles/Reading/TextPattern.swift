/// A regular expression of a profile: checked when the profile is read, matched against the beginning
/// of a text, whatever its case.
///
/// A pattern must not make matching slow: references back and repeated repetitions are refused, and of
/// a long text only the first ``limit`` characters are looked at.
struct TextPattern: Sendable, Hashable {
  static let limit = 4_096

  let written: String

  /// A pattern that nobody has checked.
  init(unchecked written: String) { self.written = written }

  /// Checks a pattern; nil with the reason where it cannot be used.
  static func check(_ written: String) -> String? {
    if written.count > 400 { return "is longer than 400 characters" }
    if written.contains(/\\[1-9]|\\k</) { return "refers back to a group" }
    if written.contains(/[+*}]\)[+*{]/) { return "repeats a repetition, which can take for ever" }
    do {
      _ = try Regex(written)
    } catch {
      return "is no regular expression"
    }
    return nil
  }

  /// The pattern, ready for matching.
  ///
  /// Compiled anew by each reader, because a compiled one cannot be shared between threads.
  func compiled() -> Compiled { Compiled(regex: try? Regex(written).ignoresCase()) }

  /// A pattern ready for matching.
  struct Compiled {
    fileprivate let regex: Regex<AnyRegexOutput>?

    /// Whether the pattern stands anywhere in the text.
    func matches(_ text: String) -> Bool {
      guard let regex else { return false }
      return text.prefix(TextPattern.limit).contains(regex)
    }

    /// The text without what fits the pattern.
    func removed(from text: String) -> String {
      guard let regex, text.count <= TextPattern.limit else { return text }
      return text.replacing(regex, with: "")
    }

    /// What the groups of the pattern captured; the whole where it has none; nil where it is not there.
    func groups(in text: String) -> [String]? {
      guard let regex, let match = text.prefix(TextPattern.limit).firstMatch(of: regex) else {
        return nil
      }
      let all = match.output.map { $0.substring.map(String.init) ?? "" }
      return all.count > 1 ? Array(all.dropFirst()) : all
    }
  }
}
