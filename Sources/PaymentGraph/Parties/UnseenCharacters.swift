/// The characters that nobody sees: zero widths, directions of writing, variation selectors, tags.
///
/// Two keys that differ only by them look like one.
package enum UnseenCharacters {
  /// Returns true for a scalar that leaves no mark of its own.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    return scalar.properties.isDefaultIgnorableCodePoint
      || scalar.properties.generalCategory == .format
  }

  /// Returns a text without invisible characters; nil where it has none.
  package static func removed(from text: String) -> String? {
    guard text.unicodeScalars.contains(where: contains) else { return nil }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !contains(scalar) { kept.append(scalar) }
    return String(kept)
  }
}
