internal import PaymentGraph

/// An account of an accounts file in the notation of one country's banks: `070116 12345678`.
///
/// The country that the row names decides how it is read. Where the row names none, it means the only account of the
/// ledger that the digits can be; where there are two, or none, the text stays as it is.
struct NationalAccount: Hashable, Sendable {
  /// The account as it stands in the file.
  let written: String
  /// The keys that it can have, one for each country whose banks use the notation.
  let keys: [String]
  /// True where the row names the country.
  let isSure: Bool

  private static let countries = ["GB", "IE", "CA"]

  /// - Parameter country: the country as the row names it.
  /// - Returns: nil where the text is read without a country, or no country's banks use the notation.
  init?(_ written: String, country: String?) {
    guard AccountKey.canonical(written) == nil, written.utf8.count <= 40 else { return nil }
    let code = country.flatMap(CountryCodes.code)
    let candidates = code.map { [$0] } ?? (country == nil ? NationalAccount.countries : [])
    // Digits alone are an account only where the row names the country.
    guard code != nil || written.contains(where: { " -/.".contains($0) }) else { return nil }
    keys = candidates.compactMap {
      AccountKey.canonical(written, country: $0)?.key.description
    }
    guard !keys.isEmpty else { return nil }
    self.written = written
    isSure = code != nil
  }

  /// Returns the key that the account has among those of a ledger; nil where nothing decides.
  func key(among isKnown: (String) -> Bool) -> String? {
    if isSure { return keys.first }
    let known = keys.filter(isKnown)
    return known.count == 1 ? known.first : nil
  }
}
