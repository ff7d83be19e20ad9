/// Limits of a profile's YAML, tested before it is read.
///
/// YAML can say in a hundred bytes what takes a billion values to write out, and a reader that compares keys writes
/// them out. Profiles are small tables of texts, so what goes far beyond them is refused where it begins.
enum YAMLLimits {
  static let byteCount = 1 << 18
  /// The deepest nesting of lists and tables.
  static let depth = 24
  /// The most uses of `*name` for a value marked `&name`.
  static let aliases = 100
  /// The most values, repeated ones included.
  static let values = 20_000

  /// A line that goes too far, and why.
  struct Fault: Hashable {
    let line: Int
    let message: String
  }

  /// The first fault of a text; nil where it keeps to the limits.
  ///
  /// - Complexity: O(length).
  static func fault(in text: String) -> Fault? {
    guard text.utf8.count <= byteCount else {
      let lines = text.utf8.prefix(byteCount).count { $0 == 0x0A }
      return Fault(
        line: lines + 1,
        message: "has more than \(byteCount / 1024) KiB up to here, more than any profile needs")
    }
    var scanner = YAMLLimitScanner(Array(text.utf8))
    return scanner.fault()
  }
}

/// Finds the marks of YAML outside quotes, comments and blocks of text.
///
/// It knows no more of YAML than where a value begins. Where it takes something for a mark that is none, a profile
/// must write it in quotes.
struct YAMLLimitScanner {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  /// The indentation of the lines that enclose this one, from the outermost.
  private var margins: [Int] = []
  /// The number of open brackets.
  private var brackets = 0
  /// The number of lists that begin in this line, as in `- - - x`.
  private var dashes = 0
  private var aliases = 0
  /// True where a value may begin here.
  private var isStart = true

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8? {
    at + offset < bytes.count ? bytes[at + offset] : nil
  }

  private func isBlank(_ byte: UInt8?) -> Bool {
    byte == nil || byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private func fault(_ message: String) -> YAMLLimits.Fault {
    YAMLLimits.Fault(line: line, message: message)
  }

  mutating func fault() -> YAMLLimits.Fault? {
    startLine()
    while let byte = byte() {
      if let fault = read(byte) { return fault }
      if brackets + margins.count + dashes > YAMLLimits.depth {
        return fault("lists and tables are more than \(YAMLLimits.depth) deep in each other")
      }
    }
    return nil
  }

  private mutating func read(_ byte: UInt8) -> YAMLLimits.Fault? {
    switch byte {
    case 0x0A, 0x0D:
      at += 1
      // Of a carriage return and a line feed one ends the line.
      if byte == 0x0A || self.byte() != 0x0A {
        line += 1
        startLine()
      }
    case 0x20, 0x09: at += 1
    case 0x23 where at == 0 || isBlank(bytes[at - 1]): skipLine()
    case 0x27 where isStart: skipQuoted(by: 0x27)
    case 0x22 where isStart: skipQuoted(by: 0x22)
    case 0x5B, 0x7B:
      if isStart || brackets > 0 { brackets += 1 }
      isStart = true
      at += 1
    case 0x5D where brackets > 0, 0x7D where brackets > 0:
      brackets -= 1
      at += 1
      isStart = false
      if isKey { return fault("a list or a table cannot be a key here") }
    case 0x2C:
      at += 1
      isStart = brackets > 0
    case 0x3A:
      at += 1
      isStart = isStart || isBlank(self.byte()) || brackets > 0
    case 0x2D where isStart && isBlank(self.byte(1)):
      at += 1
      dashes += 1
    case 0x3F where isStart && isBlank(self.byte(1)):
      return fault("a key must be written without \"?\" here")
    case 0x2A where isStart && !isBlank(self.byte(1)): return alias()
    case 0x26 where isStart, 0x21 where isStart: skipWord()
    case 0x7C where isStart && brackets == 0, 0x3E where isStart && brackets == 0: skipBlock()
    default:
      at += 1
      isStart = false
    }
    return nil
  }

  /// True where the value that ends here is a key.
  private var isKey: Bool {
    var next = at
    while next < bytes.count, isBlank(bytes[next]) {
      if brackets == 0, bytes[next] == 0x0A { return false }
      next += 1
    }
    return next < bytes.count && bytes[next] == 0x3A
  }

  private mutating func alias() -> YAMLLimits.Fault? {
    aliases += 1
    skipWord()
    isStart = false
    if isKey { return fault("a repeated value (*name) cannot be a key here") }
    return aliases > YAMLLimits.aliases
      ? fault("values are repeated (*name) more than \(YAMLLimits.aliases) times") : nil
  }

  private mutating func skipWord() {
    while let byte = byte(), !isBlank(byte), !(brackets > 0 && [0x2C, 0x5D, 0x7D].contains(byte)) {
      at += 1
    }
  }

  private mutating func startLine() {
    isStart = true
    dashes = 0
    let first = at
    while byte() == 0x20 { at += 1 }
    guard brackets == 0, let next = byte(), next != 0x0A, next != 0x0D, next != 0x23 else { return }
    let margin = at - first
    while let last = margins.last, last >= margin { margins.removeLast() }
    margins.append(margin)
  }

  private mutating func skipLine() {
    while let byte = byte(), byte != 0x0A, byte != 0x0D { at += 1 }
  }

  private mutating func skipQuoted(by quote: UInt8) {
    at += 1
    while let byte = byte() {
      at += 1
      if byte == 0x0A { line += 1 }
      if byte == 0x5C, quote == 0x22 {
        if self.byte() == 0x0A { line += 1 }
        at += 1
      } else if byte == quote {
        guard quote == 0x27, self.byte() == quote else { break }
        at += 1
      }
    }
    isStart = false
  }

  /// Skips a text of several lines: those that stand further to the right than the line that begins it.
  private mutating func skipBlock() {
    let margin = margins.last ?? 0
    skipLine()
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var next = end + 1
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      let isEmpty = next < bytes.count && (bytes[next] == 0x0A || bytes[next] == 0x0D)
      guard next < bytes.count, isEmpty || next - end - 1 > margin else { break }
      line += 1
      at = next
      skipLine()
      if byte() == 0x0D { at += 1 }
    }
  }
}

/// Texts that YAML 1.1 takes for something else where they are not in quotes.
///
/// Tributary reads them as they stand, but another program that makes or checks a profile may not: `no` becomes false,
/// `012` ten, `1:30` ninety. So they must be in quotes.
enum YAMLImplicitType {
  /// Returns the meaning of a text without quotes to a reader of YAML 1.1; nil where it is a text, or a plain number.
  static func meaning(of text: String) -> String? {
    if truths.contains(text.lowercased()) { return "a truth value" }
    if text == "~" || text.lowercased() == "null" { return "nothing" }
    if text.wholeMatch(of: /[-+]?0[0-9_]+/) != nil { return "an octal number" }
    if text.wholeMatch(of: /0[xXbB][0-9a-fA-F_]+/) != nil { return "a number" }
    if text.wholeMatch(of: /[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?/) != nil {
      return "a number of sixties"
    }
    if text.wholeMatch(of: /\d{4}-\d{1,2}-\d{1,2}/) != nil { return "a date" }
    if text.wholeMatch(of: /[-+]?(\d[\d_]*)?\.\d+([eE][-+]\d+)?|[-+]?\.(inf|nan)/) != nil {
      return "a fraction"
    }
    return nil
  }

  private static let truths: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false"]
}
