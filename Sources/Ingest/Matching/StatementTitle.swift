internal import PaymentGraph

/// The lines before a statement's header, as far as they may name the account and its holder.
///
/// Days, amounts and counts differ between two exports of one account, so they are left out; a name or a long number
/// under one label that differs is that of another account.
struct StatementTitle {
  /// The telling words of each line, by its label, or by its place where it has none.
  private var words: [String: Set<String>] = [:]

  /// Parts of labels of lines that tell of the export or of its sums, not of the account.
  private static let otherLabels = [
    "balance", "period", "date", "from", "to", "page", "print", "generated", "download", "time",
    "total", "limit", "reference", "saldo", "solde", "zeitraum", "datum", "statementno",
    "statementnumber",
  ]

  private static let calendar: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon",
    "tue", "wed", "thu", "fri", "sat", "sun",
  ]

  private static let marks: Set<Character> = [":", ",", ";", "\t", "|", "\""]

  /// - Parameter lines: the lines before the header.
  init(_ lines: [String]) {
    for (number, line) in lines.enumerated() {
      let parts = line.split { StatementTitle.marks.contains($0) }
        .map { StatementText.squeezed(String($0)) }.filter { !$0.isEmpty }
      let isLabelled = parts.count > 1 && !parts[0].contains(where: \.isNumber)
      let label = isLabelled ? HeaderNames.normal(parts[0]) : "#\(number)"
      guard !StatementTitle.otherLabels.contains(where: label.contains) || !isLabelled else {
        continue
      }
      let telling = (isLabelled ? parts.dropFirst() : parts[...])
        .flatMap { $0.uppercased().split { $0.isWhitespace } }.map(String.init)
        .filter(StatementTitle.tells)
      words[label, default: []].formUnion(telling)
    }
  }

  /// Returns true where a line of one statement names another account or holder than the same line of the other.
  func contradicts(_ other: StatementTitle) -> Bool {
    words.contains { label, mine in
      guard let theirs = other.words[label] else { return false }
      return !mine.isEmpty && !theirs.isEmpty && mine != theirs
    }
  }

  /// Returns true for a word that is no day, amount, time of day or small number.
  private static func tells(_ word: String) -> Bool {
    let digits = word.count(where: \.isNumber)
    if digits == 0 {
      return word.count { $0.isLetter } > 1 && !calendar.contains(word.prefix(3).lowercased())
    }
    if word.contains(where: \.isLetter) { return !CellKind.date.fits(word, dates: []) }
    let isYear = word.count == 4 && ["19", "20"].contains(word.prefix(2))
    let isAmount = word.contains(/[.,]\d{1,3}$/) || SureSigns.currency(in: word) != nil
    return digits > 3 && !isYear && !isAmount && !CellKind.date.fits(word, dates: [])
  }
}

extension SourceText {
  /// Returns the title of the statement that the text is.
  ///
  /// - Parameter header: the line of the header, from 1; nil where there is none.
  func title(before header: Int?) -> StatementTitle {
    var lines: [String] = []
    withBytes { bytes in
      var start = 0
      while lines.count + 1 < header ?? 0, let line = TextLine(bytes, from: start) {
        lines.append(line.string(in: bytes))
        start = line.next
      }
    }
    return StatementTitle(lines)
  }
}
