/// Text of lengths in drawings.
enum NumberText {
  /// Writes a length to a hundredth, without needless zeros: `12`, `9.5`, `0.25`.
  ///
  /// The text comes from a whole number of hundredths, so that the same length gives the same text.
  static func of(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let whole = abs(hundredths) / 100
    let part = abs(hundredths) % 100
    var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
    if part > 0 {
      text += part < 10 ? ".0" : "."
      text += part % 10 == 0 ? "\(part / 10)" : "\(part)"
    }
    return text
  }
}
