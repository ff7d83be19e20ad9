/// A regular expression taken apart.
///
/// Only what can be matched in linear time is read: no references back, no looking behind, nothing that gives up
/// ways to match. What is read means what it means elsewhere; letters stand for both cases, `.` for all but the ends
/// of lines, `^` and `$` for the ends of the text.
indirect enum PatternSyntax: Sendable, Hashable {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case textStart, textEnd, veryEnd
  case border(isNegated: Bool)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  case group(number: Int, PatternSyntax)
  case look(PatternSyntax, isNegated: Bool)
  case repetition(PatternSyntax, least: Int, most: Int?, isLazy: Bool)

  /// Takes a pattern apart.
  static func parse(_ written: String) throws(PatternFault) -> (PatternSyntax, groups: Int) {
    var parser = PatternParser(written)
    let syntax = try parser.choice()
    guard parser.isAtEnd else { throw PatternFault(reason: "closes a group that it does not open") }
    return (syntax, parser.groups)
  }
}
