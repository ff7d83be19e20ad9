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
      "spreadsheets write long numbers so; different accounts may look the same"
      + (others.isEmpty ? "" : "; of the accounts loaded it may be \(shown)\(rest)")
    remedy = "take the number from the original file, with the column as text"
    concernsEveryRow = true
  }

  /// Reports a number that may be another one in a form of spreadsheets, and is too short or too divided to be sure.
  init(form key: String, of other: String) {
    code = .accountAlike
    summary = "account \"\(key)\" may be \"\(other)\" as a spreadsheet writes it"
    note =
      "short numbers, and numbers with blanks, may be written so for two accounts; they stay two"
    remedy =
      "look at the original; if they are one, say so in a file of decisions: account,decision,other"
    concernsEveryRow = false
  }

  /// Reports a key that differs from another one only by invisible characters.
  init(unseen key: String, looksLike other: String) {
    code = .accountAlike
    summary =
      "account \"\(key)\" looks like \"\(other)\": they differ by characters that nobody sees"
    note =
      "zero widths and marks of direction come with copied text, or are put in to hide; the two stay two accounts"
    remedy =
      "look at the original; if they are one, say so in a file of decisions: account,decision,other"
    concernsEveryRow = false
  }

  /// Reports a number that differs from another one only by leading zeros.
  init(zeros key: String, without other: String) {
    code = .accountAlike
    summary = "account \"\(key)\" may be \"\(other)\", which lacks its zeros at the beginning"
    note = "spreadsheets drop such zeros; the two stay two accounts"
    remedy =
      "look at the original; if they are one, say so in a file of decisions: account,decision,other"
    concernsEveryRow = false
  }
}
