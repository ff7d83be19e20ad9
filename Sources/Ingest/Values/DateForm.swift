/// Whether a text has the form of a date, whether or not there is such a day.
///
/// `31/02/2010` is written as dates are and means none; `soon` is no date at all. What to do about them
/// differs, so they are reported apart.
enum DateForm {
  /// Whether the bytes have the form of dates of one style: the right number of digits between the right marks.
  static func fits(_ bytes: [UInt8], _ style: TimeReader.Style) -> Bool {
    guard bytes.count <= 40 else { return false }
    // Digits become 9 and letters a, so that a form is a text to compare.
    let form = String(
      decoding: bytes.map { byte -> UInt8 in
        switch byte {
        case 0x30...0x39: 0x39
        case 0x41...0x5A, 0x61...0x7A: 0x61
        default: byte
        }
      }, as: UTF8.self)
    guard let pattern = try? Regex(day(style) + clock) else { return false }
    return form.wholeMatch(of: pattern) != nil
  }

  private static let clock = #"([aA ]+99?[:.]99([:.]99(\.9+)?)?( ?[aA]+| ?[+-]99:?99)?)?"#

  private static func day(_ style: TimeReader.Style) -> String {
    switch style {
    case .yearFirst: #"9999[-/.]99?[-/.]99?"#
    case .dayFirst, .monthFirst: #"99?[-/. ]99?[-/. ](99|9999)"#
    case .compact: "9{8}"
    case .dayMonthName: #"99?[- ]a{3,9}[- ,]+(99|9999)"#
    case .monthName: #"a{3,9} 99?, ?(99|9999)"#
    case .step: "9+"
    }
  }
}
