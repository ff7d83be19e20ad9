import TestSupport

/// Texts that writers and readers have stumbled over.
enum HostileText {
  /// A tag that no writer may let through as markup, and a row that none may let through as a row.
  static let tag = "<zqx"

  private static let pieces = [
    "\"", "'", "<", ">", "&", ",", ";", "\\", "\n", "\r", "\t", "|", "{", "}", "[", "]", "=", "+",
    "-", "@", "#",
    "%", "$", "`", ":", "/", "*", "?", "!", "~", "<zqx>", "</script>", "]]>", "-->", "<!--",
    "&amp;", "&#60;",
    "=1+1", "@SUM(A1)", "\",\"", "\"\n\"x", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{9B}",
    "\u{2028}", "\u{2029}",
    "\u{200B}", "\u{200D}", "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{FE0F}", "\u{E0041}", "\u{AD}",
    "\u{61C}",
    "\u{FFFF}", "\u{10FFFF}", "é", "ß", "Ж", "मि", "ไ", "漢", "👨‍👩‍👧", "🇬🇧", "ﷺ", "４", "٤", "४", "null",
    "true", "0", "1e5",
    "185.00", "4111111111111111", "GB82WEST12345698765432", "a", "Bob", "Ann O'Hara", "mule",
    "Payments", " ", "\u{A0}",
  ]
  /// Characters that join with what stands before or after them.
  private static let joining = [
    "\u{301}", "\u{308}", "\u{20DD}", "\u{338}", "\u{600}", "\u{6DD}", "\u{110BD}", "\u{200D}",
    "\u{94D}", "\u{1F3FD}",
  ]

  /// A text of some pieces, many with marks that join.
  static func text(_ random: inout SplitMix64, most: Int = 6) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...most, using: &random) {
      let kind = Int.random(in: 0..<4, using: &random)
      let mark = joining.randomElement(using: &random) ?? ""
      if kind == 0 { text += mark }
      text += pieces.randomElement(using: &random) ?? ""
      if kind <= 1 {
        for _ in 0..<Int.random(in: 1...(kind == 0 ? 2 : 40), using: &random) { text += mark }
      }
    }
    return text
  }
}
