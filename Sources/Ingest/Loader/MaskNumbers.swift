internal import PaymentGraph

/// Masks the numbers that a ledger must not keep whole, in the keys of accounts and in references.
///
/// Every key and every reference is examined once, after reading, by its bytes: the reading of plain rows pays nothing
/// for it. Digits alone in columns of accounts are accounts, unless the column's name says that they are cards, or at
/// least three of them are in the ledger and all fit a card's check digit.
struct MaskNumbers {
  private let looks: KeyLooks
  private let secret: () -> CardSecret
  private let onMark: () -> Void
  /// True where a column of accounts is named as one of cards.
  private let areStated: Bool

  /// - Parameters:
  ///   - looks: the accounts whose keys the rules on numbers concern.
  ///   - secret: makes the secret that marks the numbers of cards.
  ///   - onMark: called where a number was marked, and not only examined.
  init(
    _ looks: KeyLooks, secret: @escaping () -> CardSecret, onMark: @escaping () -> Void,
    areStated: Bool
  ) {
    self.looks = looks
    self.secret = secret
    self.onMark = onMark
    self.areStated = areStated
  }

  /// Returns true where any key has changed.
  func apply(to draft: inout LedgerDraft) -> Bool {
    let accounts = accountsToMask(in: draft)
    let texts = referencesToMask(in: draft)
    guard !accounts.isEmpty || !texts.isEmpty else { return false }
    let mask = NumberMask(secret: secret())
    var keys: [UInt32: String] = [:]
    var replaced: [String: String] = [:]
    for account in accounts {
      let written = draft.builder.accountKeys.key(at: Int(account))
      guard !written.hasPrefix("?:"),
        let key = mask.key(
          MaskNumbers.digits(written).map { String(decoding: $0, as: UTF8.self) } ?? written),
        key != written
      else { continue }
      keys[account] = key
      replaced[written] = key
    }
    if !keys.isEmpty {
      renameStandIns(replaced, in: draft, to: &keys)
      draft.rename(keys, keepsSpelling: false)
      draft.readings = draft.readings.map { $0?.renaming(replaced) }
    }
    var masked: [UInt32: String] = [:]
    for text in texts { masked[text] = mask.text(draft.builder.texts.key(at: Int(text))) }
    if !masked.isEmpty { draft.builder.replaceTexts(masked) }
    if !keys.isEmpty || !masked.isEmpty { onMark() }
    return !keys.isEmpty
  }

  /// Renames the accounts that stand in for parties without a number: they are named after the account whose rows show
  /// them.
  private func renameStandIns(
    _ replaced: [String: String], in draft: LedgerDraft, to keys: inout [UInt32: String]
  ) {
    let known = draft.builder.accountKeys
    for account in 0..<known.count {
      let isStandIn = known.withBytes(of: account) {
        $0.count > 2 && $0[0] == UInt8(ascii: "?") && $0[1] == UInt8(ascii: ":")
      }
      guard isStandIn else { continue }
      let rest = known.key(at: account).dropFirst(2)
      // Keys of accounts may have colons themselves, as does what follows them: the longest that is known is meant.
      let ends = rest.utf8.indices.filter { rest.utf8[$0] == UInt8(ascii: ":") }
      for end in ends.reversed() {
        guard let masked = replaced[String(rest[..<end])] else { continue }
        keys[UInt32(account)] = "?:\(masked)\(rest[end...])"
        break
      }
    }
  }

  /// Returns the digits of a key in a form of spreadsheets, where they are as many as a card has; nil for any other
  /// key.
  ///
  /// Blanks divide the numbers of cards as printed, and tell no less than the digits.
  private static func digits(_ written: String) -> [UInt8]? {
    guard let number = SpreadsheetNumber(written), !number.hasBlanks else { return nil }
    let digits = Array(number.plain.utf8)
    return NumberMask.isBare(digits.span) ? digits : nil
  }

  /// Returns the accounts whose keys may hold such a number.
  ///
  /// A number in a form of spreadsheets is judged by its bare digits.
  private func accountsToMask(in draft: LedgerDraft) -> [UInt32] {
    let keys = draft.builder.accountKeys
    var candidates: [UInt32] = []
    var cards: [UInt32] = []
    // One number that fits no card shows that bare digits are accounts here.
    var areCards = true
    for account in looks.bare where areCards || areStated {
      if keys.withBytes(of: Int(account), NumberMask.isCard) {
        cards.append(account)
      } else {
        areCards = false
      }
    }
    for account in looks.sensitive {
      guard let digits = MaskNumbers.digits(keys.key(at: Int(account))) else {
        candidates.append(account)
        continue
      }
      if NumberMask.isCard(digits.span) { cards.append(account) } else { areCards = false }
    }
    return areStated || areCards && cards.count >= 3 ? candidates + cards : candidates
  }

  /// Returns the references that may hold such a number and are not ids, by text number.
  private func referencesToMask(in draft: LedgerDraft) -> [UInt32] {
    let columns = draft.builder.columns
    guard !columns.references.isEmpty else { return [] }
    var isReference = Array(repeating: false, count: draft.builder.texts.count + 1)
    for text in columns.references { isReference[Int(text)] = true }
    for text in columns.ids { isReference[Int(text)] = false }
    for text in columns.links { isReference[Int(text)] = false }
    return (0..<UInt32(draft.builder.texts.count)).filter {
      isReference[Int($0) + 1] && draft.builder.texts.withBytes(of: Int($0), NumberMask.isCandidate)
    }
  }
}
