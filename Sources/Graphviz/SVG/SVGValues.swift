internal import Drawing

/// The attributes of an SVG element, read as numbers, colours and outlines.
///
/// An attribute that is not read must be listed as known and unimportant: ``check(beside:)``
/// refuses the rest.
struct SVGValues {
  private let element: String
  private let attributes: [SVGToken.Attribute]
  private static let read: Set<String> = [
    "viewBox", "id", "transform", "xlink:href", "x", "y", "font-size", "fill", "text-anchor",
    "font-weight", "font-style", "cx", "cy", "rx", "ry", "d", "points", "stroke", "stroke-width",
    "stroke-dasharray",
  ]

  init(_ element: String, _ attributes: [SVGToken.Attribute]) {
    self.element = element
    self.attributes = attributes
  }

  /// Throws where the element has an attribute that is neither read nor known.
  func check(beside known: Set<String> = []) throws(GraphvizError) {
    for attribute in attributes
    where !known.contains(attribute.name) && !SVGValues.read.contains(attribute.name) {
      throw .unexpectedOutput("its element \(element) has the attribute \(attribute.name)")
    }
  }

  func text(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  func number(_ name: String) throws(GraphvizError) -> Double {
    guard let value = try optionalNumber(name) else { throw wrong(name) }
    return value
  }

  func optionalNumber(_ name: String) throws(GraphvizError) -> Double? {
    guard let text = text(name) else { return nil }
    guard let value = Double(text), value.isFinite else { throw wrong(name) }
    return value
  }

  func numbers(_ name: String, count: Int?) throws(GraphvizError) -> [Double] {
    guard let found = try optionalNumbers(name), count == nil || found.count == count else {
      throw wrong(name)
    }
    return found
  }

  func optionalNumbers(_ name: String) throws(GraphvizError) -> [Double]? {
    guard let text = text(name) else { return nil }
    var found: [Double] = []
    for part in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      guard let value = Double(part), value.isFinite else { throw wrong(name) }
      found.append(value)
    }
    return found
  }

  /// Returns the colour with its opacity; nil for none.
  func color(_ name: String) throws(GraphvizError) -> DiagramColor? {
    guard let text = text(name) else { return nil }
    let opacity = try optionalNumber("\(name)-opacity") ?? 1
    switch text {
    case "none", "transparent": return nil
    case "black": return DiagramColor(0)
    case "white": return DiagramColor(0xFFFFFF)
    default:
      guard text.hasPrefix("#"), text.utf8.count == 7,
        let value = UInt32(text.dropFirst(), radix: 16)
      else { throw wrong(name) }
      return DiagramColor(value, alpha: UInt8((min(max(opacity, 0), 1) * 255).rounded()))
    }
  }

  /// Returns the distance by which a group is moved; nil where it is not moved.
  func translation() throws(GraphvizError) -> (Double, Double)? {
    guard let text = text("transform") else { return nil }
    let marker = "translate("
    guard text.hasPrefix("scale(1 1) rotate(0) translate("), text.hasSuffix(")"),
      let start = text.firstRange(of: marker)?.upperBound
    else { throw wrong("transform") }
    let parts = text[start...].dropLast().split(separator: " ").compactMap { Double($0) }
    guard parts.count == 2 else { throw wrong("transform") }
    return (parts[0], parts[1])
  }

  /// Reads an outline of lines and cubic curves in absolute coordinates:
  /// `M x,y C x,y x,y x,y L x,y`.
  func steps(_ name: String, left: Double, top: Double) throws(GraphvizError)
    -> [DrawingShape.Step]
  {
    guard let text = text(name) else { throw wrong(name) }
    var steps: [DrawingShape.Step] = []
    var command: Character = "M"
    var numbers: [Double] = []
    var digits = ""
    func take() throws(GraphvizError) {
      guard !digits.isEmpty else { return }
      guard let value = Double(digits) else { throw wrong(name) }
      digits = ""
      numbers.append(numbers.count % 2 == 0 ? value + left : value + top)
      let place = { (index: Int) in DrawingPoint(numbers[index], numbers[index + 1]) }
      switch command {
      case "M" where numbers.count == 2: steps.append(.move(place(0)))
      case "L" where numbers.count == 2: steps.append(.line(place(0)))
      case "C" where numbers.count == 6: steps.append(.curve(place(0), place(2), place(4)))
      default: return
      }
      numbers = []
    }
    for character in text {
      switch character {
      case "M", "C", "L":
        try take()
        command = character
      case "Z", "z":
        try take()
        steps.append(.close)
      case " ", ",": try take()
      case "-":
        try take()
        digits = "-"
      case "0"..."9", ".": digits.append(character)
      default: throw wrong(name)
      }
    }
    try take()
    guard numbers.isEmpty, !steps.isEmpty else { throw wrong(name) }
    return steps
  }

  /// Decodes the character references of a text, byte by byte: a sign with a combining mark after
  /// it is one `Character`.
  static func decoded(_ text: String) throws(GraphvizError) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "&") else {
        result.append(bytes[at])
        at += 1
        continue
      }
      guard let end = bytes[at...].firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(named: String(decoding: bytes[at + 1..<end], as: UTF8.self))
      else { throw .unexpectedOutput("a character of it cannot be read") }
      result += Array(String(scalar).utf8)
      at = end + 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns the scalar of a reference, `amp`, `#39` or `#x27`; nil for any other name.
  private static func scalar(named name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let value =
        name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
      return value.flatMap(Unicode.Scalar.init)
    }
  }

  private func wrong(_ name: String) -> GraphvizError {
    .unexpectedOutput("the attribute \(name) of its element \(element) cannot be read")
  }
}
