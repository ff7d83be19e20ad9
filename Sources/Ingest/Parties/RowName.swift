/// The name of a row as every answer prints it: `v1.csv:3`, a file and the line on which the row begins.
struct RowName: Hashable, Sendable {
  /// The file's name, or the end of its path.
  let file: String
  let line: Int

  /// Reads a name; nil where the text has no line behind a colon.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.count <= 9,
      digits.utf8.allSatisfy(IdentifierText.isDigit), let line = Int(digits), line > 0
    else { return nil }
    file = String(text[..<colon])
    self.line = line
    guard !file.isEmpty else { return nil }
  }

  /// Whether a file is the one that is meant: its path ends with the name.
  func fits(path: String) -> Bool { path == file || path.hasSuffix("/" + file) }
}
