internal import PaymentGraph

/// Reads the other party from a row's narration, by the forms of the bank that wrote it.
///
/// A narration that has no form of its bank gives only identifiers known by their form, and no name: a guess would make
/// one account of strangers.
struct NarrationReader {
  let grammar: NarrationGrammar
  /// The four letters of the Indian bank whose account the statement shows; empty where the bank is not Indian.
  let bank: String

  init(_ grammar: NarrationGrammar, own account: String) {
    self.grammar = grammar
    bank =
      account.hasPrefix("in:") ? String(account.dropFirst(3).prefix(4)) : grammar.bank
  }

  /// Reads the other party from a narration.
  ///
  /// - Parameters:
  ///   - readings: the narration, and other ways to join it where it stood in several lines; the first that has a form
  ///     is taken.
  ///   - type: the row's own word for its type, where it has one.
  ///   - isOut: true where money left the account.
  func read(_ readings: [String], type: String, isOut: Bool) -> PartyHint {
    let channel = grammar.channels[StatementText.normal(type)]
    for written in readings {
      let text = NarrationText(written, hidesSlashes: grammar.dividesAtSlash)
      for form in grammar.forms where form.isOut == nil || form.isOut == isOut {
        for variant in form.variants {
          guard
            let match = FormMatch(
              variant, of: text.capitals, dividesAtSlash: grammar.dividesAtSlash)
          else { continue }
          var hint = hint(of: match, in: text)
          // A word of the row's own says more than a form that many banks share, but less than a form that sets the
          // kind.
          hint.channel = (form.kind == nil ? channel : nil) ?? form.channel ?? channel
          hint.kind = form.kind
          if form.isDoubtful { hint.doubtfulName = PartyName(written).text ?? written }
          hint.isUnread = form.namesParty && !hint.namesParty
          return hint
        }
      }
    }
    var hint = identifiers(in: readings.first ?? "")
    hint.channel = channel
    hint.isUnread = !hint.namesParty
    return hint
  }

  // MARK: Fields

  private func hint(of match: FormMatch, in text: NarrationText) -> PartyHint {
    var hint = PartyHint()
    var account: String?
    var sortCode: String?
    for capture in match.captures {
      let written = text.written(capture.range)
      guard !written.isEmpty else { continue }
      let compact = written.uppercased().filter { $0.isLetter || $0.isNumber }
      if var type = capture.field.numberType {
        // A transfer's reference has letters; digits alone may be a customer's number after an empty field.
        if type == .utr, compact.allSatisfy(\.isNumber) { type = .unknown }
        hint.numbers.append(TypedNumber(type: type, value: value(of: written, type)))
      }
      switch capture.field {
      case .name:
        let name = PartyName(written)
        hint.name = hint.name ?? name.text
        if let telephone = name.telephone {
          hint.numbers.append(TypedNumber(type: .telephone, value: telephone))
        }
      case .note:
        if hint.reference == nil, grammar.country != "IN" { hint.reference = reference(written) }
      case .bank, .knownBank: readBank(written, into: &hint)
      case .ifsc:
        hint.branch = compact
        hint.bank = String(compact.prefix(4))
      case .upi, .vpa: readAddress(written, width: capture.width, into: &hint)
      case .account: account = compact
      case .accountNumber: account = compact
      case .sortCode: sortCode = compact
      case .sortAccount: hint.account = sortAccount(written)
      case .iban: hint.account = (try? IBAN(written)).map { AccountKey.key(of: $0).description }
      case .email: hint.account = (try? EmailAddress(written))?.key.description
      case .wallet:
        hint.account = (try? PhoneNumber(local(compact), country: "IN"))?.key.description
      case .tail: hint.tail = String(compact.filter(\.isNumber).suffix(6))
      case .rrn: hint.reference = String(compact.suffix(12))
      case .utr, .fpid: hint.reference = compact
      default: continue
      }
    }
    if let account {
      if let sortCode {
        hint.account = sortAccount("\(sortCode) \(account)")
      } else if grammar.country == "IN", !(hint.bank ?? bank).isEmpty {
        hint.account = (try? IndianAccount(account, bank: hint.bank ?? bank))?.key.description
      } else {
        hint.accountNumber = account
      }
    }
    return hint
  }

  /// Returns a number in the form in which numbers are compared.
  private func value(of written: String, _ type: NumberType) -> String {
    switch type {
    case .upiAddress, .email: return written.lowercased()
    case .rrn: return String(written.filter(\.isNumber).suffix(12))
    case .accountTail: return written.filter(\.isNumber)
    case .unknown, .date, .time: return written.uppercased()
    default: return written.uppercased().filter { $0.isLetter || $0.isNumber || $0 == "*" }
    }
  }

  private func readBank(_ written: String, into hint: inout PartyHint) {
    if let branch = try? IFSC(written) {
      hint.branch = branch.code
      hint.bank = branch.bank
      hint.numbers.append(TypedNumber(type: .ifsc, value: branch.code))
    } else {
      hint.bank = hint.bank ?? BankNames.code(of: written)
    }
  }

  /// Takes a whole address as the account; an address that the bank cut, or may have cut, tells parties apart within
  /// this statement and names no account.
  private func readAddress(_ written: String, width: Int?, into hint: inout PartyHint) {
    let address = written.lowercased().filter { !$0.isWhitespace }
    // The payment system's own form for an account: 50100077777777@HDFC0000123.ifsc.npci.
    if let mark = address.firstRange(of: "@"), address.hasSuffix(".ifsc.npci"),
      let branch = try? IFSC(address[mark.upperBound...].dropLast(".ifsc.npci".count)),
      let account = try? IndianAccount(address[..<mark.lowerBound], of: branch)
    {
      hint.account = account.key.description
      hint.branch = branch.code
      hint.bank = branch.bank
      return
    }
    let fillsField = width.map { written.count >= $0 } ?? false
    if !isDoubtful(written), let whole = try? UPIAddress(address),
      !UPIHandles.isCut(whole.address.split(separator: "@").last ?? "", fillsField: fillsField)
    {
      hint.address = whole.address
      hint.account = whole.key.description
      if !hint.numbers.contains(where: { $0.type == .upiAddress }) {
        hint.numbers.append(TypedNumber(type: .upiAddress, value: whole.address))
      }
      return
    }
    hint.numbers.removeAll { $0.type == .upiAddress }
    guard address.contains(where: { $0.isLetter || $0.isNumber }),
      !StandingPhrases.contain(address)
    else { return }
    hint.partialAddress = address
  }

  /// Returns true where an address may include the end of the name before it, from which only a dash divides it.
  ///
  /// "COLA-COLA@YBL" after a dash may be the address "COLA@YBL" of a "COCA-COLA"; "ravi-1@okaxis" is not doubtful.
  private func isDoubtful(_ written: String) -> Bool {
    let blanks = written.count(where: \.isWhitespace)
    let name = written.prefix { $0 != "@" }
    guard let dash = name.lastIndex(of: "-") else { return blanks > 1 }
    let isCounter = name[name.index(after: dash)...].allSatisfy(\.isNumber)
    let hasSmallLetters = name[..<dash].contains(where: \.isLowercase)
    return blanks > 0 || !(isCounter || hasSmallLetters)
  }

  private func sortAccount(_ written: String) -> String? {
    let country: SortCodeAccount.Country = grammar.country == "IE" ? .ireland : .unitedKingdom
    return (try? SortCodeAccount(written, country: country))?.key.description
  }

  /// Returns the number of an Indian telephone as it is dialled in India.
  private func local(_ digits: String) -> String {
    digits.count == 12 && digits.hasPrefix("91") ? String(digits.dropFirst(2)) : digits
  }

  /// Returns the reference that payer or beneficiary wrote: letters and digits together.
  private func reference(_ text: String) -> String? {
    text.contains(where: \.isLetter) && text.contains(where: \.isNumber)
      ? StatementText.squeezed(text) : nil
  }

  // MARK: Without a form

  /// Finds the identifiers of a narration that has no form, by their own forms.
  private func identifiers(in text: String) -> PartyHint {
    var hint = PartyHint()
    guard grammar.country == "IN" else { return hint }
    for word in text.split(whereSeparator: { " \t/:,;()|*".contains($0) }) {
      if word.contains("@") {
        let bytes = Array(word.utf8)
        // "UPI-ravi@okaxis-…": the dashes of the narration are not part of the address.
        guard let at = bytes.firstIndex(of: 0x40),
          let end = FieldText.end(
            of: .upi, from: (bytes[..<at].lastIndex(of: 0x2D) ?? -1) + 1, in: bytes)
        else { continue }
        let start = (bytes[..<at].lastIndex(of: 0x2D) ?? -1) + 1
        readAddress(String(decoding: bytes[start..<end], as: UTF8.self), width: nil, into: &hint)
        continue
      }
      for part in word.split(separator: "-") {
        let token = part.uppercased()
        let bytes = Array(token.utf8)
        if bytes.count == 11, let branch = try? IFSC(token) {
          hint.branch = branch.code
          hint.bank = branch.bank
          hint.numbers.append(TypedNumber(type: .ifsc, value: branch.code))
        } else if NarrationReader.isTransferReference(bytes) {
          hint.reference = hint.reference ?? token
          hint.numbers.append(TypedNumber(type: .utr, value: token))
        } else if bytes.count == 12, bytes.allSatisfy(FieldText.isDigit) {
          hint.reference = hint.reference ?? token
        }
      }
    }
    return hint
  }

  /// Returns true for references of NEFT and RTGS, of 16 and 22 characters.
  private static func isTransferReference(_ bytes: [UInt8]) -> Bool {
    switch bytes.count {
    case 16:
      if bytes[0] == 0x4E, bytes[1...].allSatisfy(FieldText.isDigit) { return true }
      return bytes[..<4].allSatisfy(FieldText.isLetter) && bytes[5...].allSatisfy(FieldText.isDigit)
    case 22:
      return bytes[..<4].allSatisfy(FieldText.isLetter) && bytes[4] == 0x52
        && bytes[6...].allSatisfy(FieldText.isDigit)
    default: return false
    }
  }
}

/// The phrases that banks and apps print in the field of a name, and that name nobody.
enum StandingPhrases {
  /// Returns true where a text is such a phrase, whole or cut off at the end of the bank's field.
  static func contain(_ text: String) -> Bool {
    let words = key(text)
    if words.isEmpty || whole.contains(words) { return true }
    // "PAYMENT FROM PH": a cut must leave more of a phrase than a name could have by chance.
    guard words.utf8.count >= 9 else { return false }
    return long.contains { $0.hasPrefix(words) }
  }

  /// Returns the letters and digits of a text in capitals, with single blanks between words.
  private static func key(_ text: String) -> String {
    text.uppercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  private static let whole = Set(
    NarrationGrammars.list(PackageResources.standing_phrases_txt).map(key))
  private static let long = whole.filter { $0.utf8.count > 9 }.sorted()
}
