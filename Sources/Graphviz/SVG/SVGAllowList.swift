/// What a drawing may hold: the last net, should anything else have let something through.
enum SVGAllowList {
  private static let paint: Set<String> = [
    "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray",
  ]

  private static let elements: [String: Set<String>] = [
    "svg": ["width", "height", "viewBox", "xmlns", "xmlns:xlink"],
    "g": ["id", "class", "transform"],
    "title": [],
    "polygon": paint.union(["points"]),
    "polyline": paint.union(["points"]),
    "path": paint.union(["d"]),
    "ellipse": paint.union(["cx", "cy", "rx", "ry"]),
    "text": paint.union([
      "x", "y", "text-anchor", "font-family", "font-size", "font-weight", "font-style",
      "xml:space",
    ]),
  ]

  /// Throws where an element or attribute is not on the list, or its value could load or run
  /// anything.
  static func check(
    _ element: String, _ attributes: [SVGToken.Attribute]
  ) throws(GraphvizError) {
    guard let allowed = elements[element] else {
      throw .unsafeOutput("it holds the element \(element)")
    }
    for attribute in attributes {
      guard allowed.contains(attribute.name) else {
        throw .unsafeOutput("its element \(element) has the attribute \(attribute.name)")
      }
      let value = attribute.value.lowercased()
      guard !value.contains("url("), !value.contains("script") else {
        throw .unsafeOutput("its attribute \(attribute.name) has the value \(value.prefix(40))")
      }
    }
  }
}
