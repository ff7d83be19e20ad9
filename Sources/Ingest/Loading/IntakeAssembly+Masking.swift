internal import PaymentGraph

extension IntakeAssembly {
  /// Masks what a ledger must not keep whole, in the keys of accounts and in references.
  ///
  /// Every key and every reference is looked at once, after reading, by its bytes: the reading of plain rows
  /// pays nothing for it. Digits alone in columns of accounts are accounts, unless the column's name says
  /// that they are cards, or at least three stand in the ledger and all fit a card's check digit.
  mutating func maskNumbers() {
    let accounts = accountsToMask()
    let texts = referencesToMask()
    guard !accounts.isEmpty || !texts.isEmpty else { return }
    let mask = NumberMask(secret: cardSecret)
    var keys: [UInt32: String] = [:]
    for account in accounts {
      let written = builder.accountKeys.key(at: Int(account))
      guard !written.hasPrefix("?:"),
        let key = mask.key(
          Looks.digits(written).map { String(decoding: $0, as: UTF8.self) } ?? written),
        key != written
      else { continue }
      keys[account] = key
    }
    if !keys.isEmpty { facts.renumber(builder.rename(keys, keepsSpelling: false)) }
    var masked: [UInt32: String] = [:]
    for text in texts { masked[text] = mask.text(builder.texts.key(at: Int(text))) }
    if !masked.isEmpty { builder.replaceTexts(masked) }
  }

  /// What keys look like.
  private struct Looks: Sendable {
    /// The accounts whose keys may hold such a number among other things.
    var candidates: [UInt32] = []
    /// Those of bare digits that fit a card.
    var bare: [UInt32] = []
    /// One number that fits no card shows that bare digits are accounts here.
    var mayBeCards = true

    /// Takes a number in a form of spreadsheets for what its bare digits would be taken for, and any other key as it
    /// is.
    mutating func add(_ account: UInt32, _ keys: TextTable, _ namesCardColumn: Bool) {
      guard let digits = Looks.digits(keys.key(at: Int(account))) else {
        candidates.append(account)
        return
      }
      guard mayBeCards || namesCardColumn else { return }
      if NumberMask.isCard(digits.span) { bare.append(account) } else { mayBeCards = false }
    }

    /// The digits of a card's length that a key in a form of spreadsheets has; nil for any other key.
    ///
    /// Blanks divide the numbers of cards as they stand on them, and say no less than the digits.
    static func digits(_ written: String) -> [UInt8]? {
      guard let number = SpreadsheetNumber(written), !number.hasBlanks else { return nil }
      let digits = Array(number.plain.utf8)
      return NumberMask.isBare(digits.span) ? digits : nil
    }
  }

  /// The accounts whose keys may hold such a number.
  private func accountsToMask() -> [UInt32] {
    let keys = builder.accountKeys
    let namesCardColumn = namesCardColumn
    let parts = KeyShares.map(keys) { part in
      var looks = Looks()
      for account in part {
        keys.withBytes(of: account) { key in
          if NumberMask.isBare(key) {
            guard looks.mayBeCards || namesCardColumn else { return }
            if NumberMask.isCard(key) {
              looks.bare.append(UInt32(account))
            } else {
              looks.mayBeCards = false
            }
          } else if NumberMask.isCandidate(key) {
            looks.add(UInt32(account), keys, namesCardColumn)
          }
        }
      }
      return looks
    }
    let candidates = parts.flatMap(\.candidates)
    let bare = parts.flatMap(\.bare)
    let areCards = namesCardColumn || parts.allSatisfy(\.mayBeCards) && bare.count >= 3
    return areCards ? candidates + bare : candidates
  }

  /// The references that may hold such a number and are no ids, by text number.
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

  /// The user's secret, or that which the bytes of the files make.
  private var cardSecret: CardSecret {
    reader.cardSecret
      ?? CardSecret(
        files: inputs.indices.filter { unread[$0] == nil && !isRepeated($0) }.map {
          inputs[$0].file.file.withBytes(CardSecret.part)
        })
  }
}
