internal import PaymentGraph

/// The message on an account whose number a spreadsheet may have changed.
struct NumberDoubt {
  let code: DiagnosticCode
  let summary: String
  let note: String
  let remedy: String
  /// True where each row that names the account may mean another one, so that all rows are reported; else only the
  /// first is.
  let concernsEveryRow: Bool

  /// Reports a number that has lost its last digits.
  ///
  /// - Parameter others: accounts of the data that it may be, in the order of their keys.
  init(shortened key: String, others: [String]) {
    code = .accountShortened
    summary = "account \"\(key)\" is a number that lost its last digits"
    let shown = others.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
    let rest = others.count > 3 ? " or \(others.count - 3) more" : ""
    note =
      "spreadsheets write long numbers this way; different accounts may look the same"
      + (others.isEmpty ? "" : "; among the loaded accounts it may be \(shown)\(rest)")
    remedy = "take the number from the original file, and open it with the column as text"
    concernsEveryRow = true
  }

  /// Reports a number that may be another one in a form of spreadsheets, and is too short or too divided to be sure.
  init(form key: String, of other: String) {
    code = .accountAlike
    summary = "account \"\(key)\" may be \"\(other)\" as a spreadsheet writes it"
    note =
      "a short number, or one with blanks, may belong to another account; the two stay separate"
    remedy =
      "check the original; if they are one account, say so in a decisions file: account,decision,other"
    concernsEveryRow = false
  }

  /// Reports a key that looks like another one: they differ by invisible characters, or by those that look the same.
  init(alike key: String, _ other: String, _ difference: AlikeKeys.Difference) {
    code = .accountAlike
    let unseen = "invisible characters"
    let letters = "characters that look the same"
    let words =
      switch difference {
      case .unseen: unseen
      case .letters: letters
      case .both: "characters that are invisible or look the same"
      }
    summary = "account \"\(key)\" looks like \"\(other)\": they differ only in \(words)"
    let named = (LookAlikes.letters(of: key) + LookAlikes.letters(of: other)).prefix(3).map {
      letter in
      let code = String(letter.scalar.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      return
        "U+\(padded) (\(letter.scalar.properties.name ?? "a character")) looks like \(letter.like)"
    }
    let origin =
      "zero-width characters and direction marks come with copied text, or are a disguise"
    note =
      (named.isEmpty || difference == .unseen
        ? origin : named.joined(separator: ", ") + "; such characters may be a disguise")
      + "; the two stay separate"
    remedy =
      "check the original; if they are one account, say so in a decisions file: account,decision,other"
    concernsEveryRow = false
  }

  /// Reports a number that differs from another one only by leading zeros.
  init(zeros key: String, without other: String) {
    code = .accountAlike
    summary = "account \"\(key)\" may be \"\(other)\", which lacks its leading zeros"
    note = "spreadsheets drop leading zeros; the two stay separate"
    remedy =
      "check the original; if they are one account, say so in a decisions file: account,decision,other"
    concernsEveryRow = false
  }
}
