/// Texts that YAML 1.1 takes for something else where they are not in quotes.
///
/// Tributary reads them as they stand, but another program that makes or checks a profile may not: `no` becomes false,
/// `012` ten, `1:30` ninety. So they must be in quotes.
enum YAMLTrap {
  /// Returns the meaning of a text without quotes to a reader of YAML 1.1; nil where it is a text, or a plain number.
  static func meaning(of text: String) -> String? {
    if truths.contains(text.lowercased()) { return "a truth value" }
    if text == "~" || text.lowercased() == "null" { return "nothing" }
    if text.wholeMatch(of: /[-+]?0[0-9_]+/) != nil { return "an octal number" }
    if text.wholeMatch(of: /0[xXbB][0-9a-fA-F_]+/) != nil { return "a number" }
    if text.wholeMatch(of: /[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?/) != nil {
      return "a number of sixties"
    }
    if text.wholeMatch(of: /\d{4}-\d{1,2}-\d{1,2}/) != nil { return "a date" }
    if text.wholeMatch(of: /[-+]?(\d[\d_]*)?\.\d+([eE][-+]\d+)?|[-+]?\.(inf|nan)/) != nil {
      return "a fraction"
    }
    return nil
  }

  private static let truths: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false"]
}
