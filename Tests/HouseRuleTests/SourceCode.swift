/// The parts of a Swift file that the rules examine: its code, without comments and the contents of strings.
struct SourceCode {
  let lines: [Substring]
  let code: String

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = lines.map { line in
      let bare = line.replacing(/"(\\.|[^"\\])*"/, with: "\"\"")
      return bare.firstRange(of: "//").map { String(bare[..<$0.lowerBound]) } ?? String(bare)
    }.joined(separator: "\n")
  }

  /// The modules that it imports.
  var imports: [String] {
    code.matches(of: /(?m)^(?:@\S+ )*(?:\w+ )?import (?:struct |func |enum )?(\w+)/)
      .map { String($0.1) }
  }

  var prints: Bool { code.contains(/\b(debugPrint|print|dump|fputs|NSLog)\(/) }

  var canStopTheProgram: Bool {
    code.contains(/\b(fatalError|preconditionFailure|precondition|assertionFailure)\(|\btry!|\bas!/)
      || code.contains(/[\w\)\]]!(?!=)/)
  }

  var isUnsafe: Bool {
    code.contains(/\bUnsafe[A-Z]|withUnsafe|\bunsafe[A-Z]|nonisolated\(unsafe\)/)
  }

  var usesFloatingPoint: Bool { code.contains(/\b(Double|Float|Float32|Decimal|CGFloat)\b/) }

  /// True where text is compared, divided or replaced by `Character`, in which a sign and the marks beside it are one.
  var worksByCharacter: Bool {
    code.contains(/\bCharacter\b|\.replac(ing|e)\(|for character in|\.split\(|\.contains\(""/)
  }

  /// Lines with a public declaration and no documentation before it.
  var undocumented: [Int] {
    let declaration =
      /^\s*(public|open) (?:(?:static|final|mutating|consuming|indirect|override|convenience) )*(func|var|let|init|struct|enum|class|protocol|subscript|typealias|actor)\b/
    return lines.indices.filter { index in
      guard lines[index].firstMatch(of: declaration) != nil else { return false }
      var above = index - 1
      while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
      return above < 0 || !lines[above].drop(while: { $0 == " " }).hasPrefix("///")
    }.map { $0 + 1 }
  }

  /// Lines on which a function or an initialiser with more than two unlabelled parameters is declared.
  var manyUnlabelled: [Int] {
    let declaration = /\b(?:func\s+[\p{L}_]\w*|init[?!]?)\s*(?:<[^>]*>)?\s*\(/
    let code = lines.map { $0.drop { $0 == " " }.hasPrefix("//") ? "" : String($0) }
      .joined(separator: "\n")
    return code.matches(of: declaration).compactMap { match -> Int? in
      var depth = 0
      var parameters = [""]
      reading: for character in code[match.range.upperBound...] {
        switch character {
        case "(", "[", "{", "<": depth += 1
        case ")" where depth == 0: break reading
        case ")", "]", "}": depth -= 1
        case ">" where parameters[parameters.count - 1].last != "-": depth -= 1
        case "," where depth == 0:
          parameters.append("")
          continue reading
        default: break
        }
        parameters[parameters.count - 1].append(character)
      }
      let unlabelled = parameters.count { $0.firstMatch(of: /^\s*(?:@\w+\s+)*_\s/) != nil }
      guard unlabelled > 2 else { return nil }
      return code[..<match.range.lowerBound].count { $0 == "\n" } + 1
    }
  }

  /// Lines on which a `///` block or a `// MARK:` opens with a question word or `Of`, and not with a verb or a noun.
  var questionOpenings: [Int] {
    let opening =
      /^\s*(?:\/\/\/|\/\/ MARK:)[ \-]*(?:What|Which|Whether|Whose|How|Where|Who|Of)\b/.ignoresCase()
    let bare = lines.map { $0.drop { $0 == " " } }
    return lines.indices.filter { index in
      guard lines[index].firstMatch(of: opening) != nil else { return false }
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
