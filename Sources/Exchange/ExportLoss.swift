/// The account of what a format cannot carry, and how many values met that.
struct ExportLoss: Sendable, Hashable {
  /// Characters that the format forbids, each replaced by U+FFFD.
  var forbiddenCharacters = 0
  /// Line breaks within a cell, each replaced by a blank.
  var lineBreaks = 0
  /// Accounts whose key the format cannot hold, so that a digest is their identifier.
  var digestedKeys = 0
  /// Texts that begin like a formula and have an apostrophe before them.
  var guardedTexts = 0
  /// Texts of rows that the mask changes or leaves out.
  var maskedTexts = 0
  /// Texts longer than a cell of the format, cut at its end.
  var cutTexts = 0
  /// Sums beyond 64 bits, which have no whole minor units.
  var largeSums = 0
  /// Times that are no moment of UTC to the second, where the format takes only such.
  var inexactTimes = 0
  /// Accounts without any name.
  var unnamedHolders = 0
  /// Countries that are no code or name of a country.
  var unknownCountries = 0
  /// Transfers between accounts of one pair, which a reader may unite.
  var parallelTransfers = 0

  /// Adds what another part of the export met.
  mutating func add(_ other: ExportLoss) {
    for path in ExportLoss.counts { self[keyPath: path] += other[keyPath: path] }
  }

  private static var counts: [WritableKeyPath<ExportLoss, Int>] {
    [
      \.forbiddenCharacters, \.lineBreaks, \.digestedKeys, \.guardedTexts, \.maskedTexts,
      \.cutTexts, \.largeSums, \.inexactTimes, \.unnamedHolders, \.unknownCountries,
      \.parallelTransfers,
    ]
  }

  /// The values that were met, each in a line.
  var lines: [String] {
    let words: [(Int, String)] = [
      (forbiddenCharacters, "characters that the format forbids, each replaced by U+FFFD"),
      (lineBreaks, "line breaks within a text, each replaced by a blank"),
      (digestedKeys, "accounts whose key the format cannot hold: a digest is their identifier"),
      (guardedTexts, "texts that a spreadsheet would evaluate, with an apostrophe before them"),
      (maskedTexts, "texts of rows that the mask changes or leaves out"),
      (cutTexts, "texts longer than a cell, cut at its end"),
      (largeSums, "sums beyond 64 bits, without whole minor units"),
      (
        inexactTimes,
        "times that are not a moment of UTC to the second; beside them stands what the records say"
      ),
      (unnamedHolders, "holders without a name in the data"),
      (
        unknownCountries, "countries that are neither a code nor a name of a country, kept as notes"
      ),
      (
        parallelTransfers,
        "transfers beyond the first of their pair, which Gephi adds up for each currency"
      ),
    ]
    return words.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
  }
}
