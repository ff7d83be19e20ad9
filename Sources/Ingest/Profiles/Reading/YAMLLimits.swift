/// Limits of a profile's YAML, tested before it is read.
///
/// YAML can say in a hundred bytes what takes a billion values to write out, and a reader that compares keys writes
/// them out. Profiles are small tables of texts, so what goes far beyond them is refused where it begins.
enum YAMLLimits {
  static let byteCount = 1 << 18
  /// The deepest nesting of lists and tables.
  static let depth = 24
  /// The most uses of `*name` for a value marked `&name`.
  static let aliases = 100
  /// The most values, repeated ones included.
  static let values = 20_000

  /// A line that goes too far, and why.
  struct Fault: Hashable {
    let line: Int
    let message: String
  }

  /// The first fault of a text; nil where it keeps to the limits.
  ///
  /// - Complexity: O(length).
  static func fault(in text: String) -> Fault? {
    guard text.utf8.count <= byteCount else {
      let lines = text.utf8.prefix(byteCount).count { $0 == 0x0A }
      return Fault(
        line: lines + 1,
        message: "has more than \(byteCount / 1024) KiB up to here, more than any profile needs")
    }
    var scanner = YAMLLimitScanner(Array(text.utf8))
    return scanner.fault()
  }
}
