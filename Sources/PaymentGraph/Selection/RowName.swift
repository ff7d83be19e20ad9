/// The name of a row as answers print it and people write it: `v1-lloyds.csv:3`.
public struct RowName: Hashable, Sendable, CustomStringConvertible {
  /// The file, by its path or by the end of its path.
  public let file: String
  /// A line of the row, from 1.
  public let line: Int

  /// Reads `FILE:LINE`; nil where a text has another form.
  public init?(_ text: some StringProtocol) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let line = Int(digits), line > 0, colon > text.startIndex
    else { return nil }
    file = String(text[..<colon])
    self.line = line
  }

  /// The name as text, `v1-lloyds.csv:3`.
  public var description: String { "\(file):\(line)" }

  /// Returns the indices of the paths that the name can mean: those equal to it, else those that
  /// end with it, else those with which it ends.
  package func files(among paths: [String]) -> [Int] {
    let wanted = RowName.parts(file)
    let known = paths.map(RowName.parts)
    let ranks: [([Substring]) -> Bool] = [
      { $0 == wanted }, { $0.suffix(wanted.count) == wanted[...] },
      { wanted.suffix($0.count) == $0[...] },
    ]
    for isMeant in ranks {
      let found = known.indices.filter { !known[$0].isEmpty && isMeant(known[$0]) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Returns the folders of a path and its name, without points that stand for the folder itself.
  private static func parts(_ path: String) -> [Substring] {
    path.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }
  }
}
