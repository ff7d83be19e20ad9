/// The digest that the description of an extract has of its own text, so that an edit of it by hand is seen.
///
/// It guards against edits, not against forgery: whoever edits the text can compute the digest again.
public enum ExtractSeal {
  /// The digits that stand for the digest while it is computed.
  public static let open = String(repeating: "0", count: 64)

  /// Returns a text with an open seal, and the digits that were there; nil where the text has no seal.
  public static func opened(_ text: [UInt8]) -> (text: [UInt8], digits: String)? {
    guard let place = place(in: text) else { return nil }
    var opened = text
    opened.replaceSubrange(place, with: open.utf8)
    return (opened, String(decoding: text[place], as: UTF8.self))
  }

  /// Returns a text whose open seal is closed with the digits of its digest.
  public static func closed(_ text: [UInt8], with digits: String) -> [UInt8] {
    guard let place = place(in: text) else { return text }
    var closed = text
    closed.replaceSubrange(place, with: digits.utf8)
    return closed
  }

  /// Finds the digits; no name or text within the description can look so, for its quotes would have a backslash.
  private static func place(in text: [UInt8]) -> Range<Int>? {
    let mark = Array("\"seal\" : \"".utf8)
    let length = open.utf8.count
    var from = 0
    while from + mark.count + length < text.count {
      if text[from] == mark[0], text[from..<(from + mark.count)].elementsEqual(mark) {
        let digits = (from + mark.count)..<(from + mark.count + length)
        return text[digits.upperBound] == mark[0] ? digits : nil
      }
      from += 1
    }
    return nil
  }
}
