internal import Hashing
internal import PaymentGraph

/// The last lines below a diagram: case, exhibit, and the files it was made from.
struct SourceLine {
  let options: DiagramOptions

  /// Writes the lines.
  ///
  /// - Parameter files: The files whose records are shown, in any order.
  func lines(_ files: some Sequence<SourceFile>) -> [String] {
    let files = Set(files).sorted { ($0.digest, $0.path) < ($1.digest, $1.path) }
    var parts: [String] = []
    if let number = options.caseNumber { parts.append("Case \(number)") }
    if let exhibit = options.exhibit { parts.append("Exhibit \(exhibit)") }
    if !options.mask.words.isEmpty { parts.append(options.mask.words) }
    return [files.isEmpty ? "" : sources(files), parts.joined(separator: "   ")]
  }

  /// Describes the set of files by its digest: the SHA-256 of the files' digests, one after the
  /// other in their order.
  private func sources(_ files: [SourceFile]) -> String {
    var hasher = SHA256()
    for file in files { hasher.update(file.digest.bytes) }
    let hex = FileDigest(bytes: hasher.digest()).hex
    let set = "\(hex.prefix(8)) \(hex.dropFirst(8).prefix(8))…"
    // Files are named for people and accounts.
    if options.mask.hidesNames || files.count > 4 {
      return "Source set of \(Counted.text(files.count, "file")), SHA-256 \(set)"
    }
    // The name of a statement's file often holds its account's number.
    let names = files.map { file in
      let name = options.mask == .none ? file.name : AccountMask.withoutNumbers(file.name)
      return "\(name) \(file.digest.hex.prefix(12))"
    }.joined(separator: ", ")
    return files.count == 1
      ? "Source (SHA-256): \(names)" : "Sources (SHA-256): \(names); as a set \(set)"
  }
}
