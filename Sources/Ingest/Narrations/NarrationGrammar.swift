internal import PaymentGraph

/// The ways in which one bank writes the narrations of its statements.
struct NarrationGrammar: Sendable {
  let name: String
  let title: String
  /// The two letters of the bank's country.
  let country: String
  /// The four letters of an Indian bank; empty for others and where the grammar serves several.
  let bank: String
  /// The forms, of which the first that a narration has is taken.
  let forms: [NarrationForm]
  /// The ways that the words of a type column stand for, by the words in capitals.
  let channels: [String: String]

  /// True where a slash divides the fields of its narrations.
  var dividesAtSlash: Bool { country == "IN" }
}
