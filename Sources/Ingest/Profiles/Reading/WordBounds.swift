internal import PaymentGraph

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

extension StatementProfile {
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
