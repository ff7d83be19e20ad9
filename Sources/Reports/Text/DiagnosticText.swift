public import PaymentGraph

/// Writes problems in the data as an editor and a reader can use them.
///
/// The text is `file:line:column: severity: summary [code]`, then the bytes of the file with the
/// position marked, then the reasons for the tool's view and the advice. At most ``perCode``
/// problems of one code are written out (of notes ``perNoteCode``), then their number. Beside the
/// answer to a question only rejected rows are written out so; of rows that were loaded, one
/// problem of each code.
public struct DiagnosticText: Sendable {
  /// The number of problems of one code that are written out.
  public static let perCode = 20

  /// The number of notes of one code that are written out; they ask for nothing.
  public static let perNoteCode = 3

  private let style: TextStyle
  private let isBesideAnswer: Bool

  /// Creates a writer in a style.
  ///
  /// - Parameter isBesideAnswer: True where the problems accompany the answer to a question, which
  ///   they must not bury: then one warning and one note of each code is written out.
  public init(style: TextStyle, isBesideAnswer: Bool = false) {
    self.style = style
    self.isBesideAnswer = isBesideAnswer
  }

  /// Writes all problems, in the order given.
  public func text(_ diagnostics: [Diagnostic]) -> String {
    var counts: [String: (found: Int, shown: Int)] = [:]
    var text = ""
    for diagnostic in diagnostics {
      let limit = limit(diagnostic.severity)
      var count = counts[diagnostic.code] ?? (0, 0)
      count.found += 1
      if count.found <= limit {
        count.shown += 1
        text += self.text(diagnostic)
      }
      counts[diagnostic.code] = count
    }
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count.found > count.shown {
      text += "(+\(Plural.grouped(count.found - count.shown)) more) [\(code)]\n"
    }
    return text
  }

  private func limit(_ severity: Severity) -> Int {
    switch severity {
    case .error: DiagnosticText.perCode
    case .warning: isBesideAnswer ? 1 : DiagnosticText.perCode
    case .note: isBesideAnswer ? 1 : DiagnosticText.perNoteCode
    }
  }

  /// Writes one problem.
  public func text(_ diagnostic: Diagnostic) -> String {
    var head = ""
    if let citation = diagnostic.citation {
      head += "\(TerminalText.safe(citation.file.path)):\(citation.line):"
      if let column = diagnostic.column { head += "\(column):" }
      head += " "
    }
    let severity =
      switch diagnostic.severity {
      case .error: style.error("error")
      case .warning: style.warning("warning")
      case .note: style.note("note")
      }
    var text = "\(head)\(severity): \(TerminalText.safe(diagnostic.summary)) [\(diagnostic.code)]\n"
    text += excerpt(diagnostic)
    if !diagnostic.note.isEmpty { text += "  note: \(TerminalText.safe(diagnostic.note))\n" }
    if !diagnostic.remedy.isEmpty { text += "  help: \(TerminalText.safe(diagnostic.remedy))\n" }
    return text
  }

  private func excerpt(_ diagnostic: Diagnostic) -> String {
    guard let citation = diagnostic.citation, !diagnostic.excerpt.isEmpty else { return "" }
    let number = String(citation.line)
    let margin = String(repeating: " ", count: max(5, number.count))
    let gutter = String(margin.dropLast(number.count)) + number
    var text =
      "\(gutter) | \(TerminalText.safe(String(decoding: diagnostic.excerpt, as: UTF8.self)))\n"
    guard let column = diagnostic.column, column <= diagnostic.excerpt.count + 1 else {
      return text
    }
    let before = String(decoding: diagnostic.excerpt.prefix(column - 1), as: UTF8.self)
    let marked = diagnostic.excerpt.dropFirst(column - 1).prefix(max(1, diagnostic.length))
    let length = max(
      1, TerminalColumns.of(TerminalText.safe(String(decoding: marked, as: UTF8.self))))
    let gap = String(repeating: " ", count: TerminalColumns.of(TerminalText.safe(before)))
    text += "\(margin) | \(gap)\(style.mark(String(repeating: "^", count: length)))\n"
    return text
  }
}
