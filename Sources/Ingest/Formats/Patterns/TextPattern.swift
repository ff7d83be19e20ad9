internal import PaymentGraph

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

/// Finds the words of a pattern that also match within other words: `(ATM|CASH)` matches in "ATMARAM" and "CASHFREE".
///
/// The pattern itself decides: where it matches one of its words, it is tried on the word with letters before and after
/// it.
enum WordBounds {
  /// Returns the words of a pattern that may begin or end within a word of the text, in their order.
  static func unbounded(in pattern: TextPattern) -> [String] {
    let compiled = pattern.compiled()
    var found: [String] = []
    for word in words(of: pattern.written) where !found.contains(word) {
      let isOpen = ["", "-", "/", " ", ":", "."].contains { mark in
        guard compiled.matches(word + mark) else { return false }
        return mark.isEmpty && compiled.matches(word + "qzx")
          || compiled.matches("qzx" + word + mark) && !compiled.matches("qzx" + mark)
      }
      if isOpen { found.append(word) }
    }
    return found
  }

  /// Returns the runs of two letters and more, without the letters that follow a backslash.
  private static func words(of pattern: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isEscaped = false
    for character in pattern + " " {
      if character.isLetter, !isEscaped {
        word.append(character)
      } else {
        if word.count >= 2 { words.append(word) }
        word = ""
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return words
  }
}

extension StatementFormat {
  /// The rules of kinds whose words also match within other words, with those words.
  var openWords: [(kind: String, subject: String, words: [String])] {
    kinds.flatMap { rule in
      rule.condition.patterns.compactMap { subject, pattern in
        let words = WordBounds.unbounded(in: pattern)
        return words.isEmpty ? nil : (rule.kind.name, subject.rawValue, words)
      }
    }
  }
}
