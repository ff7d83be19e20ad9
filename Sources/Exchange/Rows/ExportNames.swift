internal import Hashing
internal import PaymentGraph
internal import Reports

/// The identifiers and texts of accounts and files as a mask allows them.
///
/// Without a mask an account's identifier is its key. Under a mask it is `a-` and a keyed digest, so that nobody without
/// the secret can test guesses; references, ids of records, spellings and decisions are masked as texts, or left out
/// where the mask replaces names.
struct ExportNames {
  let mask: DiagramMask
  private let namer: AccountNamer
  private let ledger: Ledger
  private let check: MaskCheck?
  /// The identifiers of files as rows cite them, in the order of the ledger's files.
  let files: [String]

  init(_ ledger: Ledger, accounts: [AccountID], mask: DiagramMask, secret: [UInt8]?) {
    self.ledger = ledger
    self.mask = mask
    namer = AccountNamer(ledger, DiagramOptions(mask: mask, maskSecret: secret))
    check = mask == .none ? nil : MaskCheck(ledger, accounts: accounts, mask: mask)
    let words = RecordWords(mask: mask)
    files = ledger.files.map { ExportNames.short($0, words) }
  }

  private static func short(_ file: SourceFile, _ words: RecordWords) -> String {
    "\(words.name(file))@\(file.textDigest.hex.prefix(12))"
  }

  /// Returns the name of a file as the mask allows it.
  func shown(_ file: SourceFile) -> String { RecordWords(mask: mask).name(file) }

  /// Returns a file as the table of files shows it.
  func file(_ file: SourceFile, holdsTransfers: Bool) -> ExportFile {
    let words = RecordWords(mask: mask)
    return ExportFile(
      short: ExportNames.short(file, words), name: words.name(file), digest: file.textDigest.hex,
      byteCount: file.byteCount, holdsTransfers: holdsTransfers)
  }

  /// Returns the digest of an account's key.
  func digest(_ key: String) -> String {
    mask == .none
      ? StableID.text("a", of: key)
      : StableID.text("a", digest: namer.digest(of: key, kind: "account"))
  }

  /// Returns the identifier of an account: its key, where nothing hides it and the format can hold it.
  func identifier(_ key: String, _ rule: KeyRule) -> String {
    mask == .none && rule.holds(key) ? key : digest(key)
  }

  /// Returns the identifier of an account's holder: accounts of which files state one holder share it.
  func party(_ account: Account) -> String {
    let holder = account.details.holder.map { "holder:\($0)" } ?? "account:\(account.key)"
    return mask == .none
      ? StableID.text("p", of: holder)
      : StableID.text("p", digest: namer.digest(of: holder, kind: "party"))
  }

  /// Returns a text of a row, as the mask allows it, and true where it was left out.
  func rowText(_ text: String?) -> (text: String?, isHidden: Bool) {
    guard let text, !text.isEmpty else { return (nil, false) }
    if mask == .none { return (text, false) }
    if mask.hidesNames { return (nil, true) }
    let shown = namer.text(text)
    if check?.leak(in: [shown]) != nil { return (nil, true) }
    return (shown, shown != text)
  }

  /// Returns an account with all that may be shown of it.
  func account(_ account: Account, figures: AccountFigures?) -> ExportAccount {
    let key = account.key
    let digest = digest(key)
    let details = account.details
    var row = ExportAccount(
      id: key, digest: digest, party: party(account), label: account.displayName,
      name: details.name, holder: details.holder, role: details.role.name,
      institution: details.institution, country: details.country, isPooled: account.isPooled,
      isStandIn: account.isStandIn, number: key, figures: figures)
    guard mask != .none else {
      row.aliases = account.aliases.map(\.spelling)
      return row
    }
    row.id = digest
    row.number = namer.numberBesideName(account.id)
    row.label = namer.name(account.id)
    if !row.number.isEmpty, row.number != row.label { row.label += ", \(row.number)" }
    row.name = details.name.map { _ in namer.name(account.id) }
    row.holder = namer.holder(account.id)
    row.institution = namer.institution(account.id)
    row.country = namer.country(account.id)
    if let text = row.institution, check?.leak(in: [text]) != nil { row.institution = nil }
    if let text = row.country, check?.leak(in: [text]) != nil { row.country = nil }
    if mask.hidesNames { row.holder = nil }
    return row
  }

  /// True without a mask.
  var hidesNothing: Bool { mask == .none }

  /// Returns a hidden value that some texts hold; nil where they hold none.
  func leak(in texts: [String]) -> String? { check?.leak(in: texts) }
}
