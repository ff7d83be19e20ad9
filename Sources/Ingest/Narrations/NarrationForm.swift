internal import PaymentGraph

/// One form in which a bank writes narrations: words and fields in their order.
///
/// A narration has the form as a whole or not at all, so that no word is found within another.
struct NarrationForm: Sendable {
  /// A part of a form.
  enum Element: Sendable, Hashable {
    /// One of several texts in capitals; a blank stands for one blank or more, a tab for two or more.
    case words([[UInt8]])
    /// A field, with the number of characters at which the bank cuts it.
    case field(NarrationField, width: Int?)
  }

  /// The payment system of such rows; nil where another column names it.
  let channel: String?
  /// The kind of such rows; nil for payments.
  let kind: TransferKind?
  /// True where the word that makes the kind may be part of the party's name.
  let isDoubtful: Bool
  /// True where the form is for money that went out, false for money that came in; nil for both.
  let isOut: Bool?
  /// The form with and without its optional parts, the fullest first.
  let variants: [[Element]]
  /// The form as the grammar writes it.
  let written: String

  /// True where a row of this form names the other party.
  var namesParty: Bool {
    variants.contains { variant in
      variant.contains { if case .field(let field, _) = $0 { field.namesParty } else { false } }
    }
  }
}
