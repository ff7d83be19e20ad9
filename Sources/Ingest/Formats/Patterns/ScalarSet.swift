/// A set of scalars that a place in a pattern takes, whatever their case.
struct ScalarSet: Sendable, Hashable {
  /// The meaning of an escape such as `\d`.
  enum Kind: Sendable, Hashable {
    case digit, word, blank, letter, capital, small, number, punctuation

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      let properties = scalar.properties
      switch self {
      case .digit: return properties.generalCategory == .decimalNumber
      case .word: return ScalarSet.isWord(scalar)
      case .blank: return properties.isWhitespace
      case .letter:
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
          return true
        default: return false
        }
      // Case never counts.
      case .capital, .small:
        return properties.isCased && Kind.letter.contains(scalar)
      case .number:
        switch properties.generalCategory {
        case .decimalNumber, .letterNumber, .otherNumber: return true
        default: return false
        }
      case .punctuation:
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
          .initialPunctuation, .finalPunctuation, .otherPunctuation:
          return true
        default: return false
        }
      }
    }
  }

  /// A part of a set: a range of scalars or a kind, which may be all but it.
  enum Part: Sendable, Hashable {
    case range(ClosedRange<UInt32>)
    case kind(Kind, isNegated: Bool)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .range(let range): range.contains(scalar.value)
      case .kind(let kind, let isNegated): kind.contains(scalar) != isNegated
      }
    }
  }

  let parts: [Part]
  let isNegated: Bool
  /// The set's part of ASCII, so that most texts need no property of a scalar.
  private let low: UInt64
  private let high: UInt64

  init(_ parts: [Part], isNegated: Bool = false) {
    self.parts = parts
    self.isNegated = isNegated
    var bits: [UInt64] = [0, 0]
    for value in UInt8(0)..<128
    where ScalarSet.holds(Unicode.Scalar(value), parts) != isNegated {
      bits[Int(value >> 6)] |= 1 << UInt64(value & 63)
    }
    (low, high) = (bits[0], bits[1])
  }

  @inline(__always)
  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return low >> UInt64(value) & 1 == 1 }
    if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
    return containsBeyond(value)
  }

  @inline(never)
  private func containsBeyond(_ value: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(value) else { return false }
    return ScalarSet.holds(scalar, parts) != isNegated
  }

  /// Returns true where a scalar, or the same letter in the other case, is in a part.
  private static func holds(_ scalar: Unicode.Scalar, _ parts: [Part]) -> Bool {
    if parts.contains(where: { $0.contains(scalar) }) { return true }
    guard scalar.properties.isCased else { return false }
    return [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].contains {
      text in
      guard let other = text.unicodeScalars.first, text.unicodeScalars.count == 1, other != scalar
      else { return false }
      return parts.contains { $0.contains(other) }
    }
  }

  /// Everything but the ends of lines.
  static let any = ScalarSet(
    [.range(0x0A...0x0D), .range(0x85...0x85), .range(0x2028...0x2029)], isNegated: true)

  /// True for what words are made of: letters, digits, marks and signs that join.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x61...0x7A).contains(scalar.value | 0x20) || (0x30...0x39).contains(scalar.value)
        || scalar.value == 0x5F
    }
    if scalar.properties.isAlphabetic || scalar.properties.isJoinControl { return true }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .connectorPunctuation, .nonspacingMark, .spacingMark, .enclosingMark:
      return true
    default: return false
    }
  }

  /// A scalar in small letters, where that is one scalar.
  static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    if scalar.isASCII {
      return (0x41...0x5A).contains(scalar.value) ? scalar.value | 0x20 : scalar.value
    }
    guard scalar.properties.isCased else { return scalar.value }
    let small = scalar.properties.lowercaseMapping.unicodeScalars
    guard small.count == 1, let first = small.first else { return scalar.value }
    return first.value
  }
}
