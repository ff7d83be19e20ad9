/// The sheets of workbooks that are asked for, by the workbook's path or name; under "" for all workbooks.
struct SheetChoice: Sendable {
  var names: [String: [String]] = [:]
  /// The path of the one part that is wanted, which ends with its sheet; nil for all that are asked for.
  var only: String?

  init(_ names: [String: [String]] = [:]) { self.names = names }

  /// Returns the sheets that are asked for; empty where none is.
  ///
  /// - Parameter path: the workbook's path, with that of the archive before it.
  func sheets(of path: String) -> [String] {
    FileNames(path).all.compactMap { names[$0] }.first ?? names[""] ?? []
  }
}

/// The names by which options mean a file: its path, and the ends of it, with and without the archive that holds it.
struct FileNames {
  /// The names, the longest first.
  let all: [String]

  /// - Parameter path: the path as answers cite it: `case/statements.zip!march/a.xml`.
  init(_ path: String) {
    var found = [path]
    func add(_ name: some StringProtocol) {
      if !name.isEmpty, !found.contains(String(name)) { found.append(String(name)) }
    }
    func last(_ path: some StringProtocol) -> String {
      path.split(separator: "/" as Character).last.map { String($0) } ?? ""
    }
    let steps = path.split(separator: "!" as Character, omittingEmptySubsequences: false)
    add(steps.count == 1 ? last(path) : "")
    if steps.count > 1 {
      // The name of the archive with the path in it, then what is in it, then the archive itself.
      add(([last(steps[0])] + steps.dropFirst().map(String.init)).joined(separator: "!"))
      for first in steps.indices.dropFirst() {
        add(steps[first...].joined(separator: "!"))
        add(([last(steps[first])] + steps[(first + 1)...].map(String.init)).joined(separator: "!"))
      }
      for end in steps.indices.dropFirst().reversed() {
        let outer = steps[..<end].joined(separator: "!")
        add(outer)
        add(last(steps[end - 1]))
      }
    }
    all = found
  }
}
