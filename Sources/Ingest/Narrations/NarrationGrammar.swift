internal import PaymentGraph

/// The forms in which one bank writes the narrations of its statements.
struct NarrationGrammar: Sendable {
  let name: String
  let title: String
  /// The two letters of the bank's country.
  let country: String
  /// The four letters of an Indian bank; empty for other banks and where the grammar serves several.
  let bank: String
  /// The forms; the first that a narration has is taken.
  let forms: [NarrationForm]
  /// The payment systems that the words of a type column mean, by the words in capitals.
  let channels: [String: String]

  /// True where a slash divides the fields of the bank's narrations.
  var dividesAtSlash: Bool { country == "IN" }
}
