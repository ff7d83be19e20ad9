/// Divides text into lines that are not wider than a room, and not longer than can be read.
public enum TextLines {
  /// The most characters of a line.
  private static let mostCharacters = 180

  /// Divides a text at spaces; a word wider than the room is cut with "…".
  ///
  /// - Parameter limit: the most lines; what is beyond is cut with "…".
  public static func of(
    _ text: String, width: Double, size: Double, isBold: Bool = false, limit: Int = .max
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      let longer = line.isEmpty ? word : "\(line) \(word)"
      let fits =
        longer.count <= mostCharacters
        && TextWidth.of(longer, size: size, isBold: isBold) <= width
      if fits || line.isEmpty {
        line = longer
      } else {
        lines.append(line)
        line = word
      }
    }
    lines.append(line)
    if lines.count > limit {
      lines = lines.prefix(limit - 1) + [lines[(limit - 1)...].joined(separator: " ")]
    }
    return lines.map { TextWidth.fitted($0, into: width, size: size, isBold: isBold) }
  }
}
