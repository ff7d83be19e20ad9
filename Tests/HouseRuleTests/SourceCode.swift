import Foundation
import Synchronization
import TestSupport

/// The parts of a Swift file that the rules examine: its code, without comments and the contents of strings.
///
/// Patterns are slow: they are tried only on lines with a word that they need.
struct SourceCode: Sendable {
  let lines: [Substring]
  private let codeLines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    codeLines = lines.map { SourceCode.code(of: $0) }
  }

  /// Every file below a folder, with its name; each is read once.
  static func files(under folder: String) throws -> [(name: String, code: SourceCode)] {
    if let known = read.withLock({ $0[folder] }) { return known }
    let files = try Repository.swiftFiles(under: folder).map {
      (name: Repository.name($0), code: SourceCode(try Repository.text($0)))
    }
    return read.withLock {
      $0[folder] = files
      return files
    }
  }

  private static let read = Mutex<[String: [(name: String, code: SourceCode)]]>([:])

  /// Returns a line without its comment and without the contents of its strings.
  private static func code(of line: Substring) -> String {
    let bytes = Array(line.utf8)
    guard bytes.contains(0x22) || bytes.contains(0x2F) else { return String(line) }
    var bare: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x2F, at + 1 < bytes.count, bytes[at + 1] == 0x2F { break }
      bare.append(bytes[at])
      if bytes[at] == 0x22, let end = end(ofStringAt: at, in: bytes) {
        bare.append(0x22)
        at = end
      }
      at += 1
    }
    return String(decoding: bare, as: UTF8.self)
  }

  private static func end(ofStringAt start: Int, in bytes: [UInt8]) -> Int? {
    var at = start + 1
    while at < bytes.count, bytes[at] != 0x22 { at += bytes[at] == 0x5C ? 2 : 1 }
    return at < bytes.count ? at : nil
  }

  /// Returns true where a line of the code has one of the words and the pattern.
  private func has(_ pattern: some RegexComponent, words: String...) -> Bool {
    codeLines.contains { line in words.contains { line.contains($0) } && line.contains(pattern) }
  }

  /// The modules that it imports.
  var imports: [String] {
    codeLines.filter { $0.contains("import ") }.compactMap {
      $0.firstMatch(
        of: /^(?:@\S+ )*(?:\w+ )?import (?:struct |func |enum )?(\w+)/
      ).map { String($0.1) }
    }
  }

  var prints: Bool {
    has(
      /\b(debugPrint|print|dump|fputs|NSLog)\(/, words: "rint(", "dump(", "fputs(", "NSLog(")
  }

  var canStopTheProgram: Bool {
    has(
      /\b(fatalError|preconditionFailure|precondition|assertionFailure)\(|\btry!|\bas!|[\w\)\]]!(?!=)/,
      words: "!", "fatalError(", "precondition", "assertionFailure(")
  }

  var isUnsafe: Bool {
    has(
      /\bUnsafe[A-Z]|withUnsafe|\bunsafe[A-Z]|nonisolated\(unsafe\)/, words: "Unsafe", "unsafe")
  }

  var usesFloatingPoint: Bool {
    has(
      /\b(Double|Float|Float32|Decimal|CGFloat)\b/, words: "Double", "Float", "Decimal")
  }

  /// True where text is compared, divided or replaced by `Character`, in which a sign and the marks beside it are one.
  var worksByCharacter: Bool {
    has(
      /\bCharacter\b|\.replac(ing|e)\(|for character in|\.split\(|\.contains\(""/,
      words: "haracter", ".replac", ".split(", ".contains(")
  }

  /// Lines with a public declaration and no documentation before it.
  var undocumented: [Int] {
    let declaration =
      /^\s*(public|open) (?:(?:static|final|mutating|consuming|indirect|override|convenience) )*(func|var|let|init|struct|enum|class|protocol|subscript|typealias|actor)\b/
    return lines.indices.filter { index in
      guard lines[index].contains("public ") || lines[index].contains("open "),
        lines[index].firstMatch(of: declaration) != nil
      else { return false }
      var above = index - 1
      while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
      return above < 0 || !lines[above].drop(while: { $0 == " " }).hasPrefix("///")
    }.map { $0 + 1 }
  }

  /// Lines on which a function or an initialiser with more than two unlabelled parameters is declared.
  var manyUnlabelled: [Int] {
    let declaration = /\b(?:func\s+[\p{L}_]\w*|init[?!]?)\s*(?:<[^>]*>)?\s*\(/
    return lines.indices.filter { index in
      let line = lines[index]
      guard line.contains("func ") || line.contains("init"),
        !line.drop(while: { $0 == " " }).hasPrefix("//"),
        let match = line.firstMatch(of: declaration)
      else { return false }
      let unlabelled = parameters(from: match.range.upperBound, of: index).count {
        $0.firstMatch(of: /^\s*(?:@\w+\s+)*_\s/) != nil
      }
      return unlabelled > 2
    }.map { $0 + 1 }
  }

  /// Returns the parameters that begin at a place, each as it is written.
  private func parameters(from start: Substring.Index, of line: Int) -> [String] {
    var depth = 0
    var parameters = [""]
    for index in line..<lines.count {
      let text = index == line ? lines[index][start...] : lines[index]
      if index > line, text.drop(while: { $0 == " " }).hasPrefix("//") { continue }
      for character in text {
        switch character {
        case "(", "[", "{", "<": depth += 1
        case ")" where depth == 0: return parameters
        case ")", "]", "}": depth -= 1
        case ">" where parameters[parameters.count - 1].last != "-": depth -= 1
        case "," where depth == 0:
          parameters.append("")
          continue
        default: break
        }
        parameters[parameters.count - 1].append(character)
      }
      parameters[parameters.count - 1].append("\n")
    }
    return parameters
  }

  /// Lines on which a `///` block or a `// MARK:` opens with a question word or `Of`, and not with a verb or a noun.
  var questionOpenings: [Int] {
    let opening =
      /^\s*(?:\/\/\/|\/\/ MARK:)[ \-]*(?:What|Which|Whether|Whose|How|Where|Who|Of)\b/.ignoresCase()
    let bare = lines.map { $0.drop { $0 == " " } }
    return lines.indices.filter { index in
      guard bare[index].hasPrefix("//"), lines[index].firstMatch(of: opening) != nil else {
        return false
      }
      guard bare[index].hasPrefix("///") else { return true }
      // A block may have blank lines before its first word.
      var above = index - 1
      while above >= 0, bare[above].dropFirst(3).allSatisfy({ $0 == " " }),
        bare[above].hasPrefix("///")
      {
        above -= 1
      }
      return above < 0 || !bare[above].hasPrefix("///")
    }.map { $0 + 1 }
  }
}
