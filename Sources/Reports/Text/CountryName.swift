/// Names of countries that the data gives as ISO 3166 codes.
enum CountryName {
  private static let names: [String: String] = [
    "AE": "United Arab Emirates", "AT": "Austria", "AU": "Australia", "BD": "Bangladesh",
    "BE": "Belgium", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "CN": "China",
    "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark", "EE": "Estonia",
    "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom", "GH": "Ghana",
    "GR": "Greece", "HK": "Hong Kong", "HU": "Hungary", "IE": "Ireland", "IL": "Israel",
    "IN": "India", "IT": "Italy", "JP": "Japan", "KE": "Kenya", "KR": "South Korea",
    "LK": "Sri Lanka", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia", "MT": "Malta",
    "MX": "Mexico", "MY": "Malaysia", "NG": "Nigeria", "NL": "Netherlands", "NO": "Norway",
    "NP": "Nepal", "NZ": "New Zealand", "PH": "Philippines", "PK": "Pakistan", "PL": "Poland",
    "PT": "Portugal", "RO": "Romania", "RU": "Russia", "SE": "Sweden", "SG": "Singapore",
    "TH": "Thailand", "TR": "Turkey", "TW": "Taiwan", "UA": "Ukraine", "US": "United States",
    "VN": "Vietnam",
    "ZA": "South Africa",
  ]

  /// Codes of three letters, and those of two for the same countries.
  private static let longCodes: [String: String] = [
    "ARE": "AE", "AUS": "AU", "AUT": "AT", "BEL": "BE", "BGD": "BD", "BRA": "BR", "CAN": "CA",
    "CHE": "CH", "CHN": "CN", "CYP": "CY", "CZE": "CZ", "DEU": "DE", "DNK": "DK", "ESP": "ES",
    "EST": "EE", "FIN": "FI", "FRA": "FR", "GBR": "GB", "GHA": "GH", "GRC": "GR", "HKG": "HK",
    "HUN": "HU", "IND": "IN", "IRL": "IE", "ISR": "IL", "ITA": "IT", "JPN": "JP", "KEN": "KE",
    "KOR": "KR", "LKA": "LK", "LTU": "LT", "LUX": "LU", "LVA": "LV", "MEX": "MX", "MLT": "MT",
    "MYS": "MY", "NGA": "NG", "NLD": "NL", "NOR": "NO", "NPL": "NP", "NZL": "NZ", "PAK": "PK",
    "PHL": "PH", "POL": "PL", "PRT": "PT", "ROU": "RO", "RUS": "RU", "SGP": "SG", "SWE": "SE",
    "THA": "TH", "TUR": "TR", "TWN": "TW", "UKR": "UA", "USA": "US", "VNM": "VN", "ZAF": "ZA",
  ]

  /// Returns the name for a code of two or three letters; any other text unchanged.
  static func of(_ country: String) -> String {
    let code = country.uppercased()
    return names[longCodes[code] ?? code] ?? country
  }

  /// Returns true for the name of a country, and for a code of two or three letters; a cell may
  /// hold anything else.
  static func isKnown(_ name: String) -> Bool {
    let isCode =
      (2...3).contains(name.utf8.count)
      && name.utf8.allSatisfy { (0x41...0x5A).contains($0 & ~0x20) }
    return isCode || names.values.contains(name)
  }
}
