internal import PaymentGraph

extension IntakeAssembly {
  /// Masks the numbers that a ledger must not keep whole, in the keys of accounts and in references.
  ///
  /// Every key and every reference is examined once, after reading, by its bytes: the reading of plain rows pays
  /// nothing for it. Digits alone in columns of accounts are accounts, unless the column's name says that they are
  /// cards, or at least three of them are in the ledger and all fit a card's check digit.
  ///
  /// - Parameter looks: the accounts whose keys the rules on numbers concern.
  /// - Returns: true where any key has changed.
  mutating func maskNumbers(_ looks: KeyLooks) -> Bool {
    let accounts = accountsToMask(looks)
    let texts = referencesToMask()
    guard !accounts.isEmpty || !texts.isEmpty else { return false }
    let mask = NumberMask(secret: cardSecret)
    var keys: [UInt32: String] = [:]
    for account in accounts {
      let written = builder.accountKeys.key(at: Int(account))
      guard !written.hasPrefix("?:"),
        let key = mask.key(
          IntakeAssembly.digits(written).map { String(decoding: $0, as: UTF8.self) } ?? written),
        key != written
      else { continue }
      keys[account] = key
    }
    if !keys.isEmpty { facts.renumber(builder.rename(keys, keepsSpelling: false)) }
    var masked: [UInt32: String] = [:]
    for text in texts { masked[text] = mask.text(builder.texts.key(at: Int(text))) }
    if !masked.isEmpty { builder.replaceTexts(masked) }
    return !keys.isEmpty
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
  private func accountsToMask(_ looks: KeyLooks) -> [UInt32] {
    let keys = builder.accountKeys
    var candidates: [UInt32] = []
    var cards: [UInt32] = []
    // One number that fits no card shows that bare digits are accounts here.
    var areCards = true
    let isStated = namesCardColumn
    for account in looks.bare where areCards || isStated {
      if keys.withBytes(of: Int(account), NumberMask.isCard) {
        cards.append(account)
      } else {
        areCards = false
      }
    }
    for account in looks.sensitive {
      guard let digits = IntakeAssembly.digits(keys.key(at: Int(account))) else {
        candidates.append(account)
        continue
      }
      if NumberMask.isCard(digits.span) { cards.append(account) } else { areCards = false }
    }
    return isStated || areCards && cards.count >= 3 ? candidates + cards : candidates
  }

  /// Returns the references that may hold such a number and are not ids, by text number.
  private func referencesToMask() -> [UInt32] {
    let columns = builder.columns
    guard !columns.references.isEmpty else { return [] }
    var isReference = Array(repeating: false, count: builder.texts.count + 1)
    for text in columns.references { isReference[Int(text)] = true }
    for text in columns.ids { isReference[Int(text)] = false }
    for text in columns.links { isReference[Int(text)] = false }
    return (0..<UInt32(builder.texts.count)).filter {
      isReference[Int($0) + 1] && builder.texts.withBytes(of: Int($0), NumberMask.isCandidate)
    }
  }

  /// The user's secret, or the one made of the bytes of the files.
  private var cardSecret: CardSecret {
    reader.cardSecret
      ?? CardSecret(
        files: inputs.indices.filter { unread[$0] == nil && !isRepeated($0) }.map {
          inputs[$0].file.file.withBytes(CardSecret.part)
        })
  }
}
