internal import Drawing
internal import Graphviz
internal import Hashing

/// The answer to `--version`: a report that must be repeated needs the program that made it.
enum Version {
  static let current = "0.1.0"

  /// The version with the commit that the program was built from.
  static let line = "tributary \(current) (commit \(BuildFacts.commit))"

  /// The line, and below it the versions of all that the program is made of or uses.
  ///
  /// Libraries of the machine are asked as they are now; Graphviz and cairo are loaded for it.
  static var full: String {
    var parts = [("Swift", BuildFacts.toolchain)]
    parts += BuildFacts.dependencies.map { ($0.name, $0.version) }
    parts.append(("libcrypto", SHA256.libraryVersion))
    parts.append(("Graphviz", GraphvizRenderer.libraryVersion ?? "not installed"))
    parts += DrawingRenderer.libraryVersions.map { ($0.name, $0.version ?? "not installed") }
    return ([line] + parts.map { "\($0.0): \($0.1)" }).joined(separator: "\n")
  }

  /// The answer to arguments that ask for the version and nothing else; nil for all others.
  static func answer(to arguments: [String]) -> String? {
    switch arguments {
    case ["--version"], ["version"]: line
    case ["--version", "--verbose"], ["--verbose", "--version"], ["version", "--verbose"]: full
    default: nil
    }
  }
}
