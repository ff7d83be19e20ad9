/// Reads a pattern from left to right.
struct PatternParser {
  /// The deepest nesting of groups.
  static let depthLimit = 40
  /// The largest number of a counted repetition.
  static let countLimit = 1_000

  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var depth = 0
  private(set) var groups = 0

  init(_ written: String) { scalars = Array(written.unicodeScalars) }

  var isAtEnd: Bool { at >= scalars.count }

  private func next(_ offset: Int = 0) -> Unicode.Scalar? {
    at + offset < scalars.count ? scalars[at + offset] : nil
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[at...].starts(with: wanted) else { return false }
    at += wanted.count
    return true
  }

  mutating func choice() throws(PatternFault) -> PatternSyntax {
    var choices = [try sequence()]
    while take("|") { choices.append(try sequence()) }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws(PatternFault) -> PatternSyntax {
    var items: [PatternSyntax] = []
    while let scalar = next(), scalar != "|", scalar != ")" {
      let item = try atom()
      items.append(try repeated(item))
    }
    return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
  }

  private mutating func repeated(_ item: PatternSyntax) throws(PatternFault) -> PatternSyntax {
    guard let (least, most) = try count() else { return item }
    switch item {
    case .textStart, .textEnd, .veryEnd, .border, .look:
      throw PatternFault(reason: "repeats an expression that takes no letters")
    default: break
    }
    let isLazy = take("?")
    if take("+") {
      throw PatternFault(reason: "has a possessive repetition, which is not supported")
    }
    let start = at
    if try count() != nil {
      at = start
      throw PatternFault(reason: "repeats a repetition without a group around it")
    }
    return .repetition(item, least: least, most: most, isLazy: isLazy)
  }

  /// Reads a counted repetition; nil where there is none.
  private mutating func count() throws(PatternFault) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = at
    guard take("{"), let least = number() else {
      at = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      at = start
      return nil
    }
    guard least <= Self.countLimit, most ?? 0 <= Self.countLimit else {
      throw PatternFault(reason: "repeats something more than \(Self.countLimit) times")
    }
    if let most, most < least {
      throw PatternFault(reason: "has a repetition {m,n} with n below m")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = next(), ("0"..."9").contains(digit) {
      value = min((value ?? 0) * 10 + Int(digit.value - 0x30), Self.countLimit + 1)
      at += 1
    }
    return value
  }

  private mutating func atom() throws(PatternFault) -> PatternSyntax {
    guard let scalar = next() else { return .empty }
    at += 1
    switch scalar {
    case "(": return try group()
    case "[": return .set(try set())
    case ".": return .set(.any)
    case "^": return .textStart
    case "$": return .textEnd
    case "*", "+", "?": throw PatternFault(reason: "repeats nothing")
    case "\\": return try escape()
    default: return .scalar(ScalarSet.folded(scalar))
    }
  }

  private mutating func group() throws(PatternFault) -> PatternSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw PatternFault(reason: "nests groups more than \(Self.depthLimit) deep")
    }
    if take("?i)") { return .empty }
    var look: Bool?
    var number: Int?
    if take("?:") {
    } else if take("?=") {
      look = false
    } else if take("?!") {
      look = true
    } else if take("?<=") || take("?<!") {
      throw PatternFault(reason: "looks behind, which is not supported")
    } else if take("?>") {
      throw PatternFault(reason: "has an atomic group, which is not supported")
    } else if take("?<") || take("?P<") {
      while let scalar = next(), ScalarSet.isWord(scalar) { at += 1 }
      guard take(">") else { throw PatternFault(reason: "names a group wrongly") }
      groups += 1
      number = groups
    } else if next() == "?" {
      throw PatternFault(reason: "has a kind of group that is not supported")
    } else {
      groups += 1
      number = groups
    }
    let inner = try choice()
    guard take(")") else { throw PatternFault(reason: "does not close a group") }
    if let look { return .look(inner, isNegated: look) }
    return number.map { .group(number: $0, inner) } ?? inner
  }

  private mutating func escape() throws(PatternFault) -> PatternSyntax {
    guard let scalar = next() else { throw PatternFault(reason: "ends with a backslash") }
    switch scalar {
    case "b", "B":
      at += 1
      return .border(isNegated: scalar == "B")
    case "A":
      at += 1
      return .textStart
    case "Z":
      at += 1
      return .textEnd
    case "z":
      at += 1
      return .veryEnd
    case "1"..."9", "k", "g":
      throw PatternFault(reason: "refers back to a group, which cannot be matched in linear time")
    default:
      switch try member() {
      case .range(let range) where range.count == 1:
        return .scalar(Unicode.Scalar(range.lowerBound).map(ScalarSet.folded) ?? range.lowerBound)
      case let part: return .set(ScalarSet([part]))
      }
    }
  }

  /// Reads the escape after a backslash, in a set or outside.
  private mutating func member() throws(PatternFault) -> ScalarSet.Part {
    guard let scalar = next() else { throw PatternFault(reason: "ends with a backslash") }
    at += 1
    func one(_ value: UInt32) -> ScalarSet.Part { .range(value...value) }
    switch scalar {
    case "d": return .kind(.digit, isNegated: false)
    case "D": return .kind(.digit, isNegated: true)
    case "w": return .kind(.word, isNegated: false)
    case "W": return .kind(.word, isNegated: true)
    case "s": return .kind(.blank, isNegated: false)
    case "S": return .kind(.blank, isNegated: true)
    case "t": return one(0x09)
    case "n": return one(0x0A)
    case "v": return one(0x0B)
    case "f": return one(0x0C)
    case "r": return one(0x0D)
    case "0": return one(0)
    case "x": return one(try hexadecimal(2))
    case "u": return one(try hexadecimal(4))
    case "p", "P": return .kind(try property(), isNegated: scalar == "P")
    default:
      guard !ScalarSet.isWord(scalar) else {
        throw PatternFault(reason: "has \\\(scalar), which is not known")
      }
      return one(scalar.value)
    }
  }

  /// The number of a scalar, of so many digits or in braces.
  private mutating func hexadecimal(_ digits: Int) throws(PatternFault) -> UInt32 {
    let isBraced = take("{")
    var text = ""
    while let scalar = next(), scalar.properties.isASCIIHexDigit, isBraced || text.count < digits {
      text.unicodeScalars.append(scalar)
      at += 1
    }
    guard isBraced ? take("}") : text.count == digits, let value = UInt32(text, radix: 16),
      Unicode.Scalar(value) != nil
    else { throw PatternFault(reason: "has an invalid character number") }
    return value
  }

  private mutating func property() throws(PatternFault) -> ScalarSet.Kind {
    var name = ""
    if take("{") {
      while let scalar = next(), scalar != "}" {
        name.unicodeScalars.append(scalar)
        at += 1
      }
      _ = take("}")
    }
    switch name {
    case "L", "Letter", "Alphabetic": return .letter
    case "Lu", "Uppercase": return .capital
    case "Ll", "Lowercase": return .small
    case "N": return .number
    case "Nd": return .digit
    case "P": return .punctuation
    case "White_Space", "Whitespace", "Z", "Zs": return .blank
    default: throw PatternFault(reason: "has \\p{\(name)}, which is not known")
    }
  }

  private mutating func set() throws(PatternFault) -> ScalarSet {
    let isNegated = take("^")
    var parts: [ScalarSet.Part] = []
    var isFirst = true
    while let scalar = next(), scalar != "]" || isFirst {
      isFirst = false
      if scalar == "[" {
        throw PatternFault(reason: "has a set within a set, which is not supported")
      }
      if take("&&") || take("--") || take("~~") {
        throw PatternFault(reason: "computes with sets, which is not supported")
      }
      at += 1
      let part = scalar == "\\" ? try member() : .range(scalar.value...scalar.value)
      guard next() == "-", let end = next(1), end != "]" else {
        parts.append(part)
        continue
      }
      at += 2
      let last = end == "\\" ? try member() : .range(end.value...end.value)
      guard case .range(let low) = part, case .range(let high) = last,
        low.lowerBound <= high.lowerBound
      else { throw PatternFault(reason: "has an invalid range of characters") }
      parts.append(.range(low.lowerBound...high.lowerBound))
    }
    guard take("]") else { throw PatternFault(reason: "does not close a set") }
    return ScalarSet(parts, isNegated: isNegated)
  }
}

/// A regular expression taken apart.
///
/// Only what can be matched in linear time is read: no references back, no looking behind, nothing that gives up
/// ways to match. What is read means what it means elsewhere; letters stand for both cases, `.` for all but the ends
/// of lines, `^` and `$` for the ends of the text.
indirect enum PatternSyntax: Sendable, Hashable {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case textStart, textEnd, veryEnd
  case border(isNegated: Bool)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  case group(number: Int, PatternSyntax)
  case look(PatternSyntax, isNegated: Bool)
  case repetition(PatternSyntax, least: Int, most: Int?, isLazy: Bool)

  /// Takes a pattern apart.
  static func parse(_ written: String) throws(PatternFault) -> (PatternSyntax, groups: Int) {
    var parser = PatternParser(written)
    let syntax = try parser.choice()
    guard parser.isAtEnd else { throw PatternFault(reason: "closes a group that it does not open") }
    return (syntax, parser.groups)
  }
}

/// Why a pattern cannot be used: the rest of a sentence that begins with it.
struct PatternFault: Error, Hashable {
  let reason: String
}
