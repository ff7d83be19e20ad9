/// The treatment of rows that are not well formed.
public enum Tolerance: String, Sendable, Hashable, CaseIterable {
  /// The first rejected row ends the reading; nothing is loaded.
  case strict
  /// Such rows are rejected and the rest is loaded.
  case normal
  /// Rows that can be mended in exactly one way are loaded as mended, each with a warning.
  case lenient
}
