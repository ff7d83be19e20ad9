/// A JSON value whose members keep their order, so that the same answer gives the same bytes.
///
/// Amounts are written as strings, never as numbers: a JSON number is floating point to most
/// readers.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number that is no amount, by its digits: a score, a rate.
  case real(String)
  case string(String)
  case array([JSONValue])
  case object([(name: String, value: JSONValue)])

  /// A member of an object.
  typealias Member = (name: String, value: JSONValue)

  /// Returns a string, or null for nil.
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// The value as UTF-8 text, indented by two spaces, with a line end.
  public var text: String {
    var text = ""
    write(to: &text, indent: 0)
    text += "\n"
    return text
  }

  /// The value as text for an element of a page: nothing in it can end the element or begin
  /// another.
  var textWithinMarkup: String {
    var written = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": written += "\\u003c"
      case ">": written += "\\u003e"
      case "&": written += "\\u0026"
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null, .bool, .integer, .real, .string: writeScalar(to: &text)
    case .array(let values):
      let isFlat = values.allSatisfy(\.isScalar)
      JSONValue.writeList(
        values.count, open: "[", close: "]", isFlat: isFlat, to: &text, indent: indent
      ) { index, text in
        values[index].write(to: &text, indent: indent + 1)
      }
    case .object(let members):
      let isFlat = members.count <= 2 && members.allSatisfy(\.value.isScalar)
      JSONValue.writeList(
        members.count, open: "{", close: "}", isFlat: isFlat, to: &text, indent: indent
      ) { index, text in
        JSONValue.writeString(members[index].name, to: &text)
        text += ": "
        members[index].value.write(to: &text, indent: indent + 1)
      }
    }
  }

  func writeScalar(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .real(let digits): text += digits
    case .string(let value): JSONValue.writeString(value, to: &text)
    case .array, .object: break
    }
  }

  private static func writeList(
    _ count: Int, open: String, close: String, isFlat: Bool, to text: inout String,
    indent: Int, element: (Int, inout String) -> Void
  ) {
    text += open
    for index in 0..<count {
      if index > 0 { text += isFlat ? ", " : "," }
      if !isFlat { text += "\n" + String(repeating: "  ", count: indent + 1) }
      element(index, &text)
    }
    if !isFlat, count > 0 { text += "\n" + String(repeating: "  ", count: indent) }
    text += close
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  static func writeString(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{2028}", "\u{2029}", "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Returns true where the texts are equal.
  public static func == (left: JSONValue, right: JSONValue) -> Bool { left.text == right.text }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
