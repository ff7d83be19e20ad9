internal import PaymentGraph

/// The words for the files and lines that show payments, so that a reader can look them up.
struct RecordWords {
  /// The most lines of a file that are named.
  private static let mostLines = 6

  let mask: DiagramMask

  /// Writes `paypal.csv:12, 45 and 9 more; bank.csv:3`, in the order of names.
  func text(_ transfers: some Sequence<Transfer>) -> String {
    var lines: [SourceFile: Set<Int>] = [:]
    for citation in transfers.flatMap(\.evidence) {
      lines[citation.file, default: []].insert(citation.line)
    }
    let files = lines.keys.sorted { ($0.name, $0.digest) < ($1.name, $1.digest) }
    return files.map { file in
      let own = (lines[file] ?? []).sorted()
      let shown = own.prefix(RecordWords.mostLines).map(String.init).joined(separator: ", ")
      let more = own.count - RecordWords.mostLines
      return "\(name(file)):\(shown)" + (more > 0 ? " and \(more) more" : "")
    }.joined(separator: "; ")
  }

  /// Returns the name of a file, masked because files are named for people and accounts.
  private func name(_ file: SourceFile) -> String {
    if mask.hidesNames { return "file \(file.digest.hex.prefix(12))" }
    return mask == .none ? file.name : AccountMask.withoutNumbers(file.name)
  }
}
