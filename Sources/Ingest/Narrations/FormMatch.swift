/// The texts of a narration's fields, found by trying a form on it.
///
/// Fields that take any text take as little as the rest of the form allows. An element of the form that failed at a
/// position of the text is not tried there again, so the work is at most the form's length times the text's, squared.
struct FormMatch {
  /// The range of one field's text.
  struct Capture {
    let field: NarrationField
    let width: Int?
    let range: Range<Int>
  }

  private(set) var captures: [Capture] = []

  /// Tries a form; nil where the text does not have that form.
  ///
  /// - Parameters:
  ///   - text: the narration in ASCII capitals.
  ///   - dividesAtSlash: true where a slash ends every field.
  init?(_ elements: [NarrationForm.Element], of text: [UInt8], dividesAtSlash: Bool) {
    // Most forms begin with words, and most narrations do not begin with them.
    if case .words(let words) = elements.first,
      !words.contains(where: { FormMatch.end(of: $0, in: text, from: 0) != nil })
    {
      return nil
    }
    var search = Search(
      elements: elements, text: text, dividesAtSlash: dividesAtSlash,
      failed: Array(repeating: false, count: (elements.count + 1) * (text.count + 1)))
    guard search.holds(element: 0, from: 0) else { return nil }
    captures = search.captures.reversed()
  }

  /// Returns the end of words that begin at a position of a text; nil where the words do not begin there.
  static func end(of words: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    var at = start
    if let first = words.first, first > 0x20, !FieldText.isWord(first) {
      while at < text.count, FieldText.isBlank(text[at]) { at += 1 }
    }
    for byte in words {
      if byte == 0x20 || byte == 0x09 {
        let before = at
        // Some banks print an underline in place of a blank: `NEFT_RETURN`.
        if byte == 0x20, at < text.count, text[at] == 0x5F {
          at += 1
          continue
        }
        while at < text.count, FieldText.isBlank(text[at]) { at += 1 }
        guard at > before, byte == 0x20 || at > before + 1 else { return nil }
      } else {
        guard at < text.count, text[at] == byte else { return nil }
        at += 1
      }
    }
    return at
  }

  private struct Search {
    let elements: [NarrationForm.Element]
    let text: [UInt8]
    let dividesAtSlash: Bool
    var failed: [Bool]
    /// The captures, the last field first.
    var captures: [Capture] = []

    mutating func holds(element: Int, from start: Int) -> Bool {
      guard element < elements.count else { return isOver(start) }
      let place = element * (text.count + 1) + start
      if failed[place] { return false }
      let found: Bool
      switch elements[element] {
      case .words(let alternatives):
        found = alternatives.contains { words in
          guard let end = FormMatch.end(of: words, in: text, from: start) else { return false }
          return holds(element: element + 1, from: end)
        }
      case .field(let field, let width):
        var begin = start
        while begin < text.count, FieldText.isBlank(text[begin]) { begin += 1 }
        found =
          field.isFree
          ? takesText(field, width: width, element: element, begin: begin)
          : takes(field, width: width, element: element, begin: begin)
      }
      if !found { failed[place] = true }
      return found
    }

    private mutating func takes(
      _ field: NarrationField, width: Int?, element: Int, begin: Int
    ) -> Bool {
      // A number does not begin within a word.
      if begin > 0, begin < text.count, FieldText.isDigit(text[begin]),
        FieldText.isDigit(text[begin - 1])
      {
        return false
      }
      guard begin < text.count, let end = FieldText.end(of: field, from: begin, in: text),
        holds(element: element + 1, from: end)
      else { return false }
      captures.append(Capture(field: field, width: width, range: begin..<end))
      return true
    }

    private mutating func takesText(
      _ field: NarrationField, width: Int?, element: Int, begin: Int
    ) -> Bool {
      let isLast = element == elements.count - 1
      // Words do not end within a word of the text.
      if begin > 0, begin < text.count, FieldText.isWord(text[begin]),
        FieldText.isWord(text[begin - 1])
      {
        return false
      }
      var end = begin
      while end <= text.count {
        if isEnd(of: field, begin..<end, isLast: isLast), holds(element: element + 1, from: end) {
          captures.append(Capture(field: field, width: width, range: begin..<end))
          return true
        }
        guard end < text.count else { return false }
        // The bank may have cut or repeated the text after the last field of a form.
        if text[end] == 0x2F, dividesAtSlash, !(isLast && (field == .note || field == .any)) {
          return false
        }
        end += 1
      }
      return false
    }

    private func isEnd(of field: NarrationField, _ range: Range<Int>, isLast: Bool) -> Bool {
      let end = range.upperBound
      if field == .name, range.isEmpty { return false }
      if isLast { return isOver(end) && (end == text.count || field != .note && field != .any) }
      if end < text.count, !range.isEmpty, FieldText.isWord(text[end]),
        FieldText.isWord(text[end - 1])
      {
        return false
      }
      guard field == .knownBank else { return true }
      guard end == text.count || text[end] == 0x2F || text[end] == 0x2D else { return false }
      return BankNames.code(of: String(decoding: text[range], as: UTF8.self)) != nil
    }

    /// Returns true where only separators stand from a position on.
    private func isOver(_ start: Int) -> Bool {
      text[start...].allSatisfy { FieldText.isBlank($0) || "/-,:".utf8.contains($0) }
    }
  }
}
