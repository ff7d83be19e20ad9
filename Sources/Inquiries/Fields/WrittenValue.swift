package import Drawing
package import FundTracing
package import PaymentGraph
package import Reports

/// A value of a question that is written as text: the same text in JSON, in an address and on the command line.
package protocol WrittenValue: Hashable, Sendable {
  /// The form of the text, in words that follow "takes".
  static var form: String { get }
  /// The text from which an equal value is read.
  var written: String { get }
  /// Reads a text; nil where it has another form.
  init?(written: String)
}

extension StringProtocol {
  /// The word without hyphens and in small letters: `proRata`, `pro-rata` and `PRO-RATA` are one.
  package var plain: String { lowercased().replacing("-", with: "") }

  /// The word in small letters, with hyphens: `own-first-pro-rata` for `ownFirst-proRata`.
  package var kebab: String {
    var word = ""
    for letter in self {
      if letter.isUppercase, word.last.map({ $0 != "-" }) == true { word += "-" }
      word += letter.lowercased()
    }
    return word
  }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// Reads the name of a case, whatever its letters' case.
  package init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue.plain == word.plain }) else {
      return nil
    }
    self = found
  }
}

extension WrittenValue where Self: CaseIterable & RawRepresentable, Self.RawValue == String {
  package static var form: String {
    "one of " + allCases.map(\.rawValue.kebab).joined(separator: ", ")
  }

  package var written: String { rawValue.kebab }

  package init?(written: String) { self.init(word: written) }
}

extension TieRule: WrittenValue {}
extension NamedReceipts: WrittenValue {}
extension UnidentifiedMoney: WrittenValue {}
extension ProcessingOrder: WrittenValue {}
extension OwnFunds: WrittenValue {}
extension TraceReport.Schedule: WrittenValue {}
extension DiagramMask: WrittenValue {}
extension Paper: WrittenValue {}

extension String: WrittenValue {
  package static var form: String { "text" }
  package var written: String { self }
  package init?(written: String) { self = written }
}

extension CivilDate: WrittenValue {
  package static var form: String { "a day such as 2021-03-04" }

  package var written: String { iso8601 }

  /// Reads a day, `2021-03-04`.
  package init?(written: String) {
    let parts = written.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension Currency: WrittenValue {
  package static var form: String { "the code of a currency such as GBP" }
  package var written: String { code }
  package init?(written: String) { self.init(written) }

  /// The currency as a question names it: by its code, whatever decimals a ledger keeps.
  var named: Currency { Currency(code) ?? self }

  /// The currency with the most decimals that a ledger may keep, for amounts that are read before
  /// there is a ledger.
  var finest: Currency { keeping(max(exponent, 12)) }
}

extension Grade: WrittenValue {
  package static var form: String { "A, B, C or D" }
  package var written: String { letter }

  /// Reads the letter of a grade that a link may have.
  package init?(written: String) {
    guard let grade = Grade(letter: written), grade != .x else { return nil }
    self = grade
  }
}

extension TracingMethod: WrittenValue {
  package static var form: String { "one of " + words.joined(separator: ", ") }

  package var written: String { name.kebab }

  /// Reads a name in any case, with or without hyphens.
  package init?(written: String) {
    guard let found = Self.all.first(where: { $0.name.plain == written.plain }) else { return nil }
    self = found
  }

  /// The names of all methods, as the command line offers them.
  package static var words: [String] { all.map(\.name.kebab) }

  /// The words for a rule that is not named.
  package static let missing =
    "--rule is required, because the court decides which rule applies; one of "
    + words.joined(separator: ", ")
}

extension AccountRole: WrittenValue {
  package static var form: String { "one of " + allCases.map(\.name).joined(separator: ", ") }
  package var written: String { name }
  package init?(written: String) { self.init(name: written.lowercased()) }
}

extension AmountRange: WrittenValue {
  package static var form: String { "a range of amounts: 185, 100..200, 1000.. or ..50" }
  package var written: String { description }
  package init?(written: String) { self.init(written) }
}
