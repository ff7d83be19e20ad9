/// The addresses of pages: each gives the same shell, which holds no data and asks for it.
enum ShellPages {
  private static let names: Set<String> = [
    "", "sinks", "flow", "sankey", "timeline", "matrix", "trace", "path", "reach", "match",
    "account",
    "transfers", "parties", "files", "problems", "log",
  ]

  /// Returns true for the address of a page.
  static func have(_ path: String) -> Bool {
    names.contains(String(path.dropFirst()))
  }
}
