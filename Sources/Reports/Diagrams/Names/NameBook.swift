internal import Hashing
internal import PaymentGraph

/// What accounts are called in a diagram, under its mask.
///
/// A pseudonym such as `Victim 7KQ4M` is drawn from a keyed hash of the account's key: the same secret
/// gives the same pseudonym in every diagram, whatever else is in it, and without the secret it
/// cannot be tried out. It says nothing of the order in which accounts appear. Thirty-three million
/// are possible; should two accounts of a ledger get the same one, it merely names both.
///
/// A case is whatever shares its secret: the stated secret; without one, the number of the case,
/// which anybody who knows it can try names with; without either, the loaded files, whatever their
/// order and names. One more file is then another case, and every pseudonym another.
struct NameBook: Sendable {
  let ledger: Ledger
  let mask: DiagramMask
  private let codes: HMACSHA256

  init(_ ledger: Ledger, _ options: DiagramOptions) {
    self.ledger = ledger
    mask = options.mask
    let given = options.maskSecret ?? options.caseNumber.map { Array($0.utf8) }
    // A table that was loaded twice, or under another name, is the same evidence.
    let digests = Set(ledger.files.map(\.digest)).sorted()
    codes = HMACSHA256(key: given ?? digests.flatMap(\.bytes))
  }

  /// The name to show: the stated one, the holder's, or the number.
  func name(_ id: AccountID) -> String {
    let account = ledger.account(id)
    let hasName = account.details.name != nil || account.details.holder != nil
    if !hasName, let words = StandInWords.name(account) { return words }
    if isPseudonymous(account) { return pseudonym(account) }
    guard let stated = account.details.name ?? account.details.holder else {
      return number(account)
    }
    return shown(stated)
  }

  /// A name without the numbers and addresses in it, where they are masked.
  ///
  /// No more of it is looked at than twice what can be shown, and no more is given than that.
  private func shown(_ stated: String) -> String {
    let start = String(stated.prefix(2 * NameBook.limit))
    let text = mask == .none ? start : AccountMask.text(start)
    return text.count > NameBook.limit ? text.prefix(NameBook.limit - 1) + "…" : text
  }

  /// The most characters of a name that are shown anywhere.
  private static let limit = 200

  /// The number to show beside the name; empty where it is the name already, or hidden.
  func numberBesideName(_ id: AccountID) -> String {
    let account = ledger.account(id)
    let beside = StandInWords.besideName(account) { mask == .all ? "" : self.number($0) }
    if let beside { return beside }
    if mask == .all { return "" }
    if mask == .names, isPseudonymous(account), !AccountMask.hides(account.key) { return "" }
    let number = number(account)
    return number.lowercased() == name(id).lowercased() ? "" : number
  }

  /// The holder, where it is another than the name.
  func holder(_ id: AccountID) -> String? {
    let details = ledger.account(id).details
    guard !mask.hidesNames, let holder = details.holder, let name = details.name,
      holder.lowercased() != name.lowercased()
    else { return nil }
    return shown(holder)
  }

  /// The bank, as it may be named.
  func institution(_ id: AccountID) -> String? {
    guard let stated = ledger.account(id).details.institution else { return nil }
    return mask == .all ? "Bank " + code("bank", stated) : shown(stated)
  }

  /// The country's name.
  ///
  /// A cell of a country may hold anything. Under a mask of all, what is the code or the name of no country is left out.
  func country(_ id: AccountID) -> String? {
    guard let stated = ledger.account(id).details.country else { return nil }
    let name = CountryName.of(String(stated.prefix(NameBook.limit)))
    if mask == .all, !CountryName.isKnown(name) { return nil }
    return shown(name)
  }

  private func isPseudonymous(_ account: Account) -> Bool {
    mask == .all || (mask == .names && !account.isPooled)
  }

  private func number(_ account: Account) -> String { number(account.key) }

  private func number(_ whole: String) -> String {
    let key = String(whole.prefix(2 * NameBook.limit))
    let text = mask == .none ? AccountMask.withoutKind(key) : AccountMask.masked(key)
    return text.count > NameBook.limit ? text.prefix(NameBook.limit - 1) + "…" : text
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

  /// Five signs that cannot be mistaken for each other.
  private func code(_ kind: String, _ value: String) -> String {
    let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let hash = codes.code(of: Array("\(kind):\(value)".utf8))
    var text = ""
    for byte in hash.prefix(5) { text.append(signs[Int(byte & 31)]) }
    return text
  }
}
