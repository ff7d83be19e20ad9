/// Text and names of cells in a workbook.
enum WorkbookText {
  /// The most characters (of UTF-16) that a cell holds.
  static let mostCharacters = 32_767

  /// Adds a text as the content of a cell; one that is too long is cut at its end.
  static func put(_ text: String, to sink: ByteSink, loss: inout ExportLoss) {
    guard text.utf8.count > mostCharacters, text.utf16.count > mostCharacters else {
      return escaped(text, to: sink, loss: &loss)
    }
    loss.cutTexts += 1
    var count = 0
    var cut = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      count += UTF16.width(scalar)
      if count > mostCharacters { break }
      cut.append(scalar)
    }
    escaped(String(cut), to: sink, loss: &loss)
  }

  /// Excel reads `_x0041_` as a character; a low line that begins such a text is written as one.
  private static func escaped(_ text: String, to sink: ByteSink, loss: inout ExportLoss) {
    guard text.utf8.contains(0x5F) else { return XMLText.put(text, to: sink, loss: &loss) }
    let scalars = Array(text.unicodeScalars)
    var plain = String.UnicodeScalarView()
    for place in scalars.indices {
      if scalars[place] == "_", isEscape(scalars[place...]) {
        plain.append(contentsOf: "_x005F_".unicodeScalars)
      } else {
        plain.append(scalars[place])
      }
    }
    XMLText.put(String(plain), to: sink, loss: &loss)
  }

  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let text = scalars.prefix(7)
    guard text.count == 7, text[text.startIndex + 1] == "x", text.last == "_" else { return false }
    return text.dropFirst(2).dropLast().allSatisfy { $0.properties.isASCIIHexDigit }
  }

  /// Returns the letters of a column, from 0: `A`, `Z`, `AA`.
  static func column(_ number: Int) -> String {
    var letters: [UInt8] = []
    var rest = number + 1
    while rest > 0 {
      letters.insert(UInt8(0x41 + (rest - 1) % 26), at: 0)
      rest = (rest - 1) / 26
    }
    return String(decoding: letters, as: UTF8.self)
  }
}

/// A cell of a workbook.
enum WorkbookCell: Sendable, Hashable {
  /// Nothing.
  case empty
  /// Text, which no program evaluates.
  case text(String)
  /// A decimal number by its digits, shown with some decimals.
  case number(String, decimals: Int)
  /// A day as its number, shown as a date.
  case day(Int)
}
