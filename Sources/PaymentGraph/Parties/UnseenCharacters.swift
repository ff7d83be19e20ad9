/// Characters that nobody sees: zero widths, directions of writing, variation selectors, tags.
///
/// Two keys that differ by them only look like one.
package enum UnseenCharacters {
  /// True for a scalar that leaves no mark of its own.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    return scalar.properties.isDefaultIgnorableCodePoint
      || scalar.properties.generalCategory == .format
  }

  /// A text without them; nil where it has none.
  package static func removed(from text: String) -> String? {
    guard text.unicodeScalars.contains(where: contains) else { return nil }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !contains(scalar) { kept.append(scalar) }
    return String(kept)
  }
}
