/// Finds by its bytes the end of a field's text.
enum FieldText {
  /// Returns the end of a field's text that begins at a position; nil where no such text begins there.
  ///
  /// - Parameter text: the narration, in ASCII capitals.
  static func end(of field: NarrationField, from start: Int, in text: [UInt8]) -> Int? {
    let end: Int?
    switch field {
    case .rrn: end = rrn(text, start)
    case .utr:
      // The code of a branch is as long as a short reference, and stands in its place where the bank prints both.
      end = token(text, start: start, length: 10...22) { $0 >= 6 }.flatMap { end in
        NumberForms.isIFSC(Array(text[start..<end])) ? nil : end
      }
    case .fpid:
      end = token(text, start: start, length: 15...20) { $0 >= 14 }
    case .ifsc:
      end = token(text, start: start, length: 11...11) { _ in
        (try? IFSC(String(decoding: text[start..<start + 11], as: UTF8.self))) != nil
      }
    case .account: end = digits(text, start: start, length: 9...18)
    case .accountNumber: end = digits(text, start: start, length: 8...8)
    case .sortCode: end = sortCode(text, start)
    case .sortAccount: end = sortAccount(text, start)
    case .cheque: end = digits(text, start: start, length: 1...10)
    case .telephone, .wallet: end = telephone(text, start)
    case .tail: end = tail(text, start)
    case .card: end = card(text, start)
    case .upi: end = address(text, start)
    case .email: end = email(text, start)
    case .iban: end = token(text, start: start, length: 15...34) { $0 >= 2 }
    case .mandate, .invoice, .reference: end = reference(text, start)
    case .date: end = date(text, start)
    case .time: end = time(text, start)
    case .name, .holder, .note, .place, .any, .bank, .knownBank, .vpa: end = nil
    }
    guard let end, end == text.count || !isWord(text[end]) || !isWord(text[end - 1]) else {
      return nil
    }
    return end
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || byte >= 0x80 }

  private static func run(
    _ text: [UInt8], _ start: Int, while holds: (UInt8) -> Bool
  ) -> Int {
    var end = start
    while end < text.count, holds(text[end]) { end += 1 }
    return end
  }

  private static func digits(_ text: [UInt8], start: Int, length: ClosedRange<Int>) -> Int? {
    let end = run(text, start, while: isDigit)
    return length.contains(end - start) ? end : nil
  }

  /// Reads twelve digits, before which a bank may print zeros up to sixteen digits.
  private static func rrn(_ text: [UInt8], _ start: Int) -> Int? {
    let end = run(text, start, while: isDigit)
    if end - start == 12 { return end }
    guard (13...16).contains(end - start), text[start..<end - 12].allSatisfy({ $0 == 0x30 }) else {
      return nil
    }
    return end
  }

  private static func token(
    _ text: [UInt8], start: Int, length: ClosedRange<Int>, holds: (Int) -> Bool
  ) -> Int? {
    let end = run(text, start) { isDigit($0) || isLetter($0) }
    guard length.contains(end - start) else { return nil }
    return holds(text[start..<end].count(where: isDigit)) ? end : nil
  }

  private static func reference(_ text: [UInt8], _ start: Int) -> Int? {
    let end = run(text, start) {
      isWord($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0 == 0x23
    }
    return end > start && text[start..<end].contains(where: isDigit) ? end : nil
  }

  private static func sortCode(_ text: [UInt8], _ start: Int) -> Int? {
    if let end = digits(text, start: start, length: 6...6) { return end }
    guard start + 8 <= text.count, text[start + 2] == 0x2D, text[start + 5] == 0x2D else {
      return nil
    }
    let isCode = [0, 1, 3, 4, 6, 7].allSatisfy { isDigit(text[start + $0]) }
    return isCode ? start + 8 : nil
  }

  private static func sortAccount(_ text: [UInt8], _ start: Int) -> Int? {
    guard let code = sortCode(text, start), code < text.count else { return nil }
    let number = run(text, code) { isBlank($0) || $0 == 0x2F || $0 == 0x2D }
    guard number > code else { return nil }
    return digits(text, start: number, length: 8...8)
  }

  /// Reads `9811112222`, `+919811112222`.
  private static func telephone(_ text: [UInt8], _ start: Int) -> Int? {
    guard start < text.count else { return nil }
    return digits(text, start: text[start] == 0x2B ? start + 1 : start, length: 10...13)
  }

  /// Reads `XX1234`, `**0983`.
  private static func tail(_ text: [UInt8], _ start: Int) -> Int? {
    let mask = run(text, start) { $0 == 0x58 || $0 == 0x2A }
    guard mask > start else { return nil }
    return digits(text, start: mask, length: 2...6)
  }

  /// Reads `421424XXXXXX1234`, `607431*3795`, `XX1234`, `1234`.
  private static func card(_ text: [UInt8], _ start: Int) -> Int? {
    let first = run(text, start, while: isDigit)
    let mask = run(text, first) { $0 == 0x58 || $0 == 0x2A }
    let end = run(text, mask, while: isDigit)
    guard end > start, end - mask <= 4 || mask == first else { return nil }
    if mask == first { return first - start == 4 ? first : nil }
    return first - start <= 6 ? end : nil
  }

  /// Reads a UPI address; the name before the at sign may hold dots, dashes and underscores.
  private static func address(_ text: [UInt8], _ start: Int) -> Int? {
    let at = run(text, start) {
      isDigit($0) || isLetter($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x5F
    }
    guard at > start, at < text.count, text[at] == 0x40 else { return nil }
    let end = run(text, at + 1) { isDigit($0) || isLetter($0) }
    guard end > at + 1, end == text.count || text[end] != 0x2E else { return nil }
    return end
  }

  private static func email(_ text: [UInt8], _ start: Int) -> Int? {
    let end = run(text, start) { !isBlank($0) && $0 != 0x2F && $0 != 0x2C }
    let address = String(decoding: text[start..<end], as: UTF8.self)
    return (try? EmailAddress(address)) != nil ? end : nil
  }

  private static let months = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ].map { Array($0.utf8) }

  /// Reads `05 APR`, `30DEC10`, `05-APR-2021`, `13/01/10`, `13.01`.
  private static func date(_ text: [UInt8], _ start: Int) -> Int? {
    let day = run(text, start, while: isDigit)
    guard (1...2).contains(day - start), day < text.count else { return nil }
    func isMark(_ byte: UInt8) -> Bool { byte == 0x20 || (0x2D...0x2F).contains(byte) }
    let month = isMark(text[day]) ? day + 1 : day
    if month + 3 <= text.count, months.contains(Array(text[month..<month + 3])) {
      let named = month + 3
      let year = named < text.count && isMark(text[named]) ? named + 1 : named
      for length in [4, 2] where digits(text, start: year, length: length...length) != nil {
        return year + length
      }
      return named
    }
    guard month > day, text[day] != 0x20 else { return nil }
    let second = run(text, month, while: isDigit)
    guard (1...2).contains(second - month) else { return nil }
    guard second < text.count, text[second] == text[day] else { return second }
    for length in [4, 2] where digits(text, start: second + 1, length: length...length) != nil {
      return second + 1 + length
    }
    return nil
  }

  /// Reads `14:33`, `14.33`, `14:33:20`, `1433`.
  private static func time(_ text: [UInt8], _ start: Int) -> Int? {
    if let end = digits(text, start: start, length: 4...4) { return end }
    let hour = run(text, start, while: isDigit)
    guard (1...2).contains(hour - start), hour < text.count,
      text[hour] == 0x3A || text[hour] == 0x2E,
      let minute = digits(text, start: hour + 1, length: 2...2)
    else { return nil }
    guard minute < text.count, text[minute] == text[hour] else { return minute }
    return digits(text, start: minute + 1, length: 2...2) ?? minute
  }
}

/// The handles after the at sign of UPI addresses.
enum UPIHandles {
  /// Returns true where a handle is, or may be, the beginning of a longer one: banks cut addresses at the end of their
  /// field.
  ///
  /// - Parameter fillsField: true where the address is as long as the bank's field, so that more may have followed.
  static func isCut(_ handle: some StringProtocol, fillsField: Bool) -> Bool {
    let handle = handle.lowercased()
    let goesOn = known.contains { $0 != handle && $0.hasPrefix(handle) }
    return known.contains(handle) ? fillsField && goesOn : fillsField || goesOn
  }

  private static let known = Set(NarrationGrammars.list(PackageResources.upi_handles_txt))
}

/// The four letters of Indian banks, by the names and short forms that narrations print.
enum BankNames {
  /// Returns the four letters of a bank; nil where the text names no known bank.
  static func code(of text: some StringProtocol) -> String? {
    let words = text.uppercased().split { !$0.isLetter }.joined()
    guard words.utf8.count >= 3 else { return nil }
    if codes.contains(words) { return words }
    // "HDFC BANK LTD" continues after the name, "YES BANK LIMITE" and "STATE BAN" are cut.
    if let known = names.first(where: { words.hasPrefix($0.name) }) { return known.code }
    let cut = Set(names.filter { $0.name.hasPrefix(words) }.map(\.code))
    return cut.count == 1 ? cut.first : nil
  }

  private static let table: [(code: String, name: String)] = NarrationGrammars.list(
    PackageResources.indian_banks_txt
  ).compactMap { line in
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    return (parts[0], parts[1].uppercased().filter(\.isLetter))
  }
  private static let codes = Set(table.map(\.code))
  /// The names, longer ones first, so that "BANK OF INDIA" does not match a longer name that begins with it.
  private static let names = table.sorted {
    $0.name.count != $1.name.count ? $0.name.count > $1.name.count : $0.name < $1.name
  }
}
