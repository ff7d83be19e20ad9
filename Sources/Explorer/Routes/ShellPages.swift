/// The addresses of pages: each gives the same shell, which holds no data and asks for it.
enum ShellPages {
  private static let names: Set<String> = [
    "", "sinks", "flow", "sankey", "timeline", "matrix", "trace", "path", "reach", "match",
    "account",
    "transfers", "parties", "files", "problems", "requests", "log", "answers",
  ]

  /// Returns true for the address of a page.
  static func have(_ path: String) -> Bool {
    if path.hasPrefix("/answers/") {
      let name = path.dropFirst("/answers/".count)
      return !name.isEmpty && !name.contains("/")
    }
    return names.contains(String(path.dropFirst()))
  }
}
