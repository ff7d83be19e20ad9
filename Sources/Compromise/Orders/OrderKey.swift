internal import Foundation

/// The texts by which lists of people are sorted.
enum OrderKey {
  /// Returns a name as a directory sorts it: decomposed, without marks, in small letters.
  static func name(_ text: String) -> String {
    var letters = String.UnicodeScalarView()
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .spacingMark, .format, .control: continue
      default: letters.append(scalar)
      }
    }
    return String(letters).trimmingCharacters(in: .whitespaces)
  }

  /// Returns the digits of telephone numbers, all as they are dialled within their country; nil where there are none.
  ///
  /// A number with `+` or `00` loses the code of the country where all such numbers have the same first digits, as many
  /// as a code of one to three digits can have, and other numbers begin with 0.
  static func telephones(_ texts: [String]) -> [[UInt32]?] {
    let numbers = texts.map { text -> (digits: [UInt32], isInternational: Bool)? in
      var isInternational = text.unicodeScalars.first { !$0.properties.isWhitespace } == "+"
      var digits = text.unicodeScalars.compactMap { scalar -> UInt32? in
        scalar.properties.numericType == .decimal
          ? scalar.properties.numericValue.map { UInt32($0) } : nil
      }
      if !isInternational, digits.starts(with: [0, 0]) {
        isInternational = true
        digits.removeFirst(2)
      }
      return digits.isEmpty ? nil : (digits, isInternational)
    }
    let abroad = numbers.compactMap { $0 }.filter(\.isInternational).map(\.digits)
    let atHome = numbers.compactMap { $0 }.filter { !$0.isInternational }.map(\.digits)
    guard let first = abroad.first, !atHome.isEmpty,
      atHome.allSatisfy({ $0.first == 0 }),
      let length = OrderKey.countryCodeLength(first, atHome: atHome),
      abroad.allSatisfy({ $0.starts(with: first.prefix(length)) })
    else { return numbers.map { $0?.digits } }
    return numbers.map { number in
      number.map { $0.isInternational ? [0] + $0.digits.dropFirst(length) : $0.digits }
    }
  }

  /// Returns the length of the country's code that makes a number as long as those dialled at home.
  private static func countryCodeLength(_ number: [UInt32], atHome: [[UInt32]]) -> Int? {
    let lengths = Set(atHome.map(\.count))
    return (1...3).first { lengths.contains(number.count - $0 + 1) }
  }
}
