/// A regular expression of a profile, checked when the profile is read, and tried on the beginning of a text,
/// regardless of case.
///
/// A pattern must not make matching slow: back references and repeated repetitions are refused, and of a long text only
/// the first ``limit`` characters are examined.
struct TextPattern: Sendable, Hashable {
  static let limit = 4_096

  let written: String

  /// Takes a pattern without checking it.
  init(unchecked written: String) { self.written = written }

  /// Checks a pattern; returns the reason where it cannot be used, else nil.
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

  /// Returns the pattern, ready for matching.
  ///
  /// Each reader compiles it anew, because a compiled one cannot be shared between threads.
  func compiled() -> Compiled { Compiled(regex: try? Regex(written).ignoresCase()) }

  /// A pattern ready for matching.
  struct Compiled {
    fileprivate let regex: Regex<AnyRegexOutput>?

    /// Returns true where the pattern is found anywhere in the text.
    func matches(_ text: String) -> Bool {
      guard let regex else { return false }
      return text.prefix(TextPattern.limit).contains(regex)
    }

    /// Returns the text without the parts that fit the pattern.
    func removed(from text: String) -> String {
      guard let regex, text.count <= TextPattern.limit else { return text }
      return text.replacing(regex, with: "")
    }

    /// Returns the texts captured by the groups of the pattern, or the whole match where it has none; nil where it does
    /// not match.
    func groups(in text: String) -> [String]? {
      guard let regex, let match = text.prefix(TextPattern.limit).firstMatch(of: regex) else {
        return nil
      }
      let all = match.output.map { $0.substring.map(String.init) ?? "" }
      return all.count > 1 ? Array(all.dropFirst()) : all
    }
  }
}
