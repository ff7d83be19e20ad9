internal import Drawing
internal import Hashing
package import PaymentGraph

/// The names of accounts in a diagram, under its mask.
///
/// A pseudonym such as `Victim 7KQ4M` comes from a keyed hash of the account's key: the same secret
/// gives the same pseudonym in every diagram, whatever else is in it, and without the secret nobody
/// can test guesses. It tells nothing of the order in which accounts appear. Thirty-three million
/// are possible; should two accounts of a ledger get the same one, it merely names both.
///
/// A case is everything that shares its secret: the stated secret; without one, the number of the
/// case, with which anybody who knows it can test names; without either, the loaded files, whatever
/// their order and names. One more file is then another case, and every pseudonym changes.
package struct AccountNamer: Sendable {
  let ledger: Ledger
  let mask: DiagramMask
  /// The paper on which the diagram is to be printed.
  let paper: Paper?
  private let codes: HMACSHA256

  package init(_ ledger: Ledger, _ options: DiagramOptions) {
    self.ledger = ledger
    mask = options.mask
    paper = options.paper
    let given = options.maskSecret ?? options.caseNumber.map { Array($0.utf8) }
    // A table that was loaded twice, or under another name, is the same evidence.
    let digests = Set(ledger.files.map(\.textDigest)).sorted()
    codes = HMACSHA256(key: given ?? digests.flatMap(\.bytes))
  }

  /// Returns the name to show: the stated name, the holder's, or the number.
  package func name(_ id: AccountID) -> String {
    let account = ledger.account(id)
    let hasName = account.details.name != nil || account.details.holder != nil
    if !hasName, let words = StandInWords.name(account) { return words }
    if isPseudonymous(account) { return pseudonym(account) }
    guard let stated = account.details.name ?? account.details.holder else {
      return number(account)
    }
    return shown(stated, of: account.key)
  }

  /// Returns a name with its numbers and addresses masked, where the mask asks for it.
  ///
  /// At most twice as much of the name is read as can be shown, and no more is returned.
  ///
  /// - Parameter key: The account that the name is of: a short number that is its own is hidden too.
  private func shown(_ stated: String, of key: String = "") -> String {
    let start = String(stated.prefix(2 * AccountNamer.limit))
    let text = mask == .none ? start : AccountMask.text(start, of: key)
    return text.count > AccountNamer.limit ? text.prefix(AccountNamer.limit - 1) + "…" : text
  }

  /// The most characters of a name that are shown anywhere.
  private static let limit = 200

  /// Returns the number to show beside the name; empty where the name is the number already, or
  /// where it is hidden.
  package func numberBesideName(_ id: AccountID) -> String {
    let account = ledger.account(id)
    let beside = StandInWords.besideName(account) { owner in
      mask == .all ? "" : self.number(owner, of: mask.hidesNames ? [] : nil)
    }
    if let beside { return beside }
    if mask == .all { return "" }
    let number = number(account)
    if mask == .names, isPseudonymous(account) {
      // A key of which nothing is hidden would tell who it is, and one of which all is hidden tells nothing.
      let isHidden = AccountMask.hides(account.key, hidingNames: account.details.names)
      let isShown = number.unicodeScalars.contains { $0.properties.numericType != nil || $0 == "@" }
      guard isHidden, isShown else { return "" }
    }
    return number.lowercased() == name(id).lowercased() ? "" : number
  }

  /// Returns the holder, where the name is another.
  package func holder(_ id: AccountID) -> String? {
    let details = ledger.account(id).details
    guard !mask.hidesNames, let holder = details.holder, let name = details.name,
      holder.lowercased() != name.lowercased()
    else { return nil }
    return shown(holder, of: ledger.account(id).key)
  }

  /// Returns the bank, as the mask allows it.
  package func institution(_ id: AccountID) -> String? {
    guard let stated = ledger.account(id).details.institution else { return nil }
    return mask == .all ? "Bank " + code("bank", stated) : shown(stated)
  }

  /// Returns the country's name.
  ///
  /// A country's cell may hold anything. The mask of everything drops a text that is neither a code
  /// nor a name of a country.
  package func country(_ id: AccountID) -> String? {
    guard let stated = ledger.account(id).details.country else { return nil }
    let name = CountryName.of(String(stated.prefix(AccountNamer.limit)))
    if mask == .all, !CountryName.isKnown(name) { return nil }
    return shown(name)
  }

  private func isPseudonymous(_ account: Account) -> Bool {
    mask == .all || (mask == .names && !account.isPooled)
  }

  private func number(_ account: Account) -> String {
    number(account.key, of: isPseudonymous(account) ? account.details.names : nil)
  }

  /// Returns a key as it may be shown.
  ///
  /// - Parameter names: The names of the holder, where they are hidden.
  private func number(_ whole: String, of names: [String]?) -> String {
    let key = String(whole.prefix(2 * AccountNamer.limit))
    let text =
      mask == .none
      ? AccountMask.withoutKind(key)
      : names.map { AccountMask.masked(key, hidingNames: $0) } ?? AccountMask.masked(key)
    return text.count > AccountNamer.limit ? text.prefix(AccountNamer.limit - 1) + "…" : text
  }

  private func pseudonym(_ account: Account) -> String {
    let noun =
      switch account.role {
      case .victim: "Victim"
      case .processor: "Service"
      case .merchant: "Merchant"
      case .mule: "Mule"
      case .destination, .unknown: "Account"
      }
    return "\(noun) \(code("account", account.key))"
  }

  /// Returns the keyed digest of a text of some kind, by which exports name what the mask hides.
  package func digest(of value: String, kind: String) -> [UInt8] {
    codes.code(of: Array("\(kind):\(value)".utf8))
  }

  /// Returns a text from the data with its numbers and addresses masked, where the mask asks for it.
  package func text(_ value: String) -> String { mask == .none ? value : AccountMask.text(value) }

  /// Returns five signs that cannot be mistaken for each other.
  private func code(_ kind: String, _ value: String) -> String {
    let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let hash = codes.code(of: Array("\(kind):\(value)".utf8))
    var text = ""
    for byte in hash.prefix(5) { text.append(signs[Int(byte & 31)]) }
    return text
  }
}

extension AccountDetails {
  /// The names that the data gives for an account's holder.
  var names: [String] { [name, holder].compactMap { $0 } }
}

/// The words for an account that stands in for somebody of whom the data gives no number.
///
/// Its key names the account whose row it comes from and little else: nothing that a reader could
/// take for an account's number.
enum StandInWords {
  /// Returns a name for a party of which the data gives none; nil for accounts that have a number.
  static func name(_ account: Account) -> String? {
    guard account.isStandIn else { return nil }
    if account.key.hasSuffix(":CASH") { return "Cash" }
    if account.key.hasSuffix(":CASH-IN") { return "Cash paid in" }
    if account.key.hasSuffix(":own") { return "Account without a number" }
    return account.isNamed ? nil : "Nobody named"
  }

  /// Returns the text beside such a party's name, where another account has its number; nil for
  /// accounts that have one.
  ///
  /// - Parameter number: Returns the number, as it may be shown, of the account whose row names the
  ///   party.
  static func besideName(_ account: Account, number: (String) -> String) -> String? {
    guard account.isStandIn else { return nil }
    if account.key.hasSuffix(":own") { return "own account of a file" }
    guard name(account) != nil else { return "known by name only" }
    let words =
      account.key.hasSuffix(":CASH")
      ? "drawn from" : account.key.hasSuffix(":CASH-IN") ? "into" : "in a row of"
    let owner = owner(account.key).map(number) ?? ""
    return owner.isEmpty ? "" : "\(words) \(owner)"
  }

  /// Returns the account whose row names nobody: the key between the sign and the way of payment;
  /// nil where only a file is known.
  private static func owner(_ key: String) -> String? {
    var parts = key.dropFirst(2).split(separator: ":", omittingEmptySubsequences: false)
    let isCash = parts.last == "CASH" || parts.last == "CASH-IN"
    parts.removeLast(min(parts.count, isCash ? 1 : 2))
    let owner = parts.joined(separator: ":")
    let isFile = owner.utf8.count == 12 && owner.allSatisfy(\.isHexDigit)
    return owner.isEmpty || owner.hasPrefix("?") || isFile ? nil : owner
  }
}

/// The names behind each part of a drawing that stands for several accounts, so that a page finds
/// them too.
struct FoldedMembers: Sendable {
  private let names: AccountNamer
  let accounts: [NodeID: [AccountID]]

  /// Collects the accounts.
  ///
  /// - Parameter parties: Accounts with the part of the drawing that stands for them; a part that
  ///   stands for one account shows its name itself and is left out.
  init(_ parties: some Sequence<(name: NodeID, accounts: [AccountID])>, _ names: AccountNamer) {
    self.names = names
    var accounts: [NodeID: [AccountID]] = [:]
    for party in parties { accounts[party.name, default: []] += party.accounts }
    self.accounts = accounts
  }

  /// The names of each part's accounts, as the drawing's mask allows them, in the order in which
  /// they were folded; the parts by name.
  ///
  /// O(accounts): only pages ask for it.
  var texts: [(name: NodeID, members: [String])] {
    accounts.sorted { $0.key.description < $1.key.description }.map { name, accounts in
      (
        name,
        accounts.map { id in
          let number = names.numberBesideName(id)
          return number.isEmpty ? names.name(id) : "\(names.name(id)), \(number)"
        }
      )
    }
  }
}

/// Codes of countries, as other tools want them.
package enum CountryCode {
  /// Returns the two letters of a country that the data gives as a code or in English, in small letters; nil for a text
  /// that is neither.
  package static func of(_ country: String) -> String? { CountryName.code(country)?.lowercased() }
}

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

  /// Returns the two letters for a known code or name; nil for any other text.
  static func code(_ country: String) -> String? {
    let code = country.uppercased()
    if let short = longCodes[code] { return short }
    if names[code] != nil { return code }
    return names.filter { $0.value.uppercased() == code }.keys.min()
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
