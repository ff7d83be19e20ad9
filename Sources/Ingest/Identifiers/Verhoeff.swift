/// The check digit of Aadhaar numbers: the dihedral group D5 (Verhoeff, "Error detecting decimal codes", 1969), which
/// finds every wrong digit and every exchange of two neighbours.
enum Verhoeff {
  /// Returns true where the last digit is the check digit of those before.
  static func fits(_ digits: [UInt8]) -> Bool {
    var check = 0
    for (place, digit) in digits.reversed().enumerated() {
      check = product(check, permuted(Int(digit) - 0x30, place))
    }
    return check == 0
  }

  /// Returns the product in D5: 0 to 4 are turns of a pentagon, 5 to 9 turns after a reflection.
  private static func product(_ left: Int, _ right: Int) -> Int {
    switch (left < 5, right < 5) {
    case (true, true): (left + right) % 5
    case (true, false): (left + right - 5) % 5 + 5
    case (false, true): (left - 5 - right + 5) % 5 + 5
    case (false, false): (left - right + 5) % 5
    }
  }

  private static func permuted(_ digit: Int, _ place: Int) -> Int {
    var digit = digit
    for _ in 0..<place % 8 { digit = permutation[digit] }
    return digit
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
}
