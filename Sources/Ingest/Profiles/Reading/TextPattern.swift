/// A regular expression of a profile: checked when the profile is read, matched against the beginning
/// of a text, whatever its case.
///
/// Matching takes time that grows with the length of the text, whatever the pattern: see ``PatternMatcher``. What
/// cannot be matched so is refused. Of a long text only the first ``limit`` scalars are looked at.
struct TextPattern: Sendable, Hashable {
  static let limit = 4_096

  let written: String

  /// A pattern that nobody has checked.
  init(unchecked written: String) { self.written = written }

  /// Checks a pattern; nil, or the reason where it cannot be used.
  static func check(_ written: String) -> String? {
    if written.count > 400 { return "is longer than 400 characters" }
    do {
      _ = try PatternProgram(written)
    } catch {
      return error.reason
    }
    return nil
  }

  /// The pattern, ready for matching.
  ///
  /// Made anew by each reader, because its notes on a text cannot be shared between threads.
  func compiled() -> Compiled {
    Compiled(matcher: (try? PatternProgram(written)).map { PatternMatcher($0) })
  }

  /// A pattern ready for matching.
  struct Compiled {
    fileprivate let matcher: PatternMatcher?

    /// Returns true where the pattern matches anywhere in the text.
    func matches(_ text: String) -> Bool {
      matcher?.matches(text, limit: TextPattern.limit) ?? false
    }

    /// The text without what fits the pattern.
    func removed(from text: String) -> String {
      matcher?.removed(from: text, limit: TextPattern.limit) ?? text
    }

    /// Returns the texts that the groups captured, the whole match where the pattern has no groups;
    /// nil where nothing matches.
    func groups(in text: String) -> [String]? {
      matcher?.groups(in: text, limit: TextPattern.limit)
    }
  }
}
