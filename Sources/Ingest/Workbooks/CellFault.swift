/// A cell of a sheet that does not have what it shows: a row that needs it is rejected.
struct CellFault: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// An error of the spreadsheet: `#N/A`.
    case error(String)
    /// A formula of which no value was saved.
    case formulaWithoutValue
    /// A text that the workbook does not have.
    case textMissing
    /// A number that stands for a text of digits.
    case digitsLost(String, Loss)
  }

  /// The digits that may be lost.
  enum Loss: Sendable, Equatable {
    /// Those after the fifteenth.
    case tooMany
    /// Those that a number with an exponent leaves out.
    case exponent
    /// Zeros at the beginning, which only the format of the cell shows.
    case leadingZeros

    var note: String {
      switch self {
      case .tooMany: "spreadsheets keep 15 digits of a number; those after them may be lost"
      case .exponent: "the number is saved with an exponent, so digits may be lost"
      case .leadingZeros: "the zeros before it are shown by the cell's format only"
      }
    }
  }

  /// The row and the column, the row from 1 and the column from 0.
  let line: Int
  let column: Int
  let kind: Kind

  /// The cell as spreadsheets name it: `C7`.
  var name: String { "\(SheetCounts.letters(column + 1))\(line)" }

  /// The fault in words, with a note and a remedy.
  var words: (code: DiagnosticCode, summary: String, note: String, remedy: String) {
    switch kind {
    case .error(let text):
      (
        .cellError, "cell \(name) has the error \(text) instead of a value",
        "the spreadsheet could not reckon it", "mend the cell in the workbook, and save it"
      )
    case .formulaWithoutValue:
      (
        .cellError, "cell \(name) has a formula, and no value was saved with it",
        "programs that write workbooks leave values to the spreadsheet",
        "open the workbook in a spreadsheet and save it once"
      )
    case .textMissing:
      (
        .cellError, "cell \(name) refers to a text that the workbook does not have",
        "the workbook is damaged", "ask for the file again"
      )
    case .digitsLost(let text, let loss):
      (
        .digitsLost, "cell \(name) has the number \(text) where a text of digits should be",
        loss.note,
        "make the column a text column in the workbook and enter the digits from the original, or ask for CSV"
      )
    }
  }
}
