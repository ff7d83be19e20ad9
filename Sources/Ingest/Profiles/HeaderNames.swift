/// A file's header as names that can be compared: letters and digits only, in lower case.
struct HeaderNames: Sendable {
  /// The names as they stand in the file.
  let written: [String]
  /// The normalised names; the second of two equal ones is `name#2`.
  let unique: [String]

  init(written: [String]) {
    self.written = written
    var seen: [String: Int] = [:]
    unique = written.map { name in
      let normal = HeaderNames.normal(name)
      seen[normal, default: 0] += 1
      let count = seen[normal, default: 1]
      return count == 1 ? normal : "\(normal)#\(count)"
    }
  }

  /// The position of a column by its normalised name, or by `#4` for the fourth; nil for none.
  func position(of name: String) -> Int? {
    if name.first == "#", let number = Int(name.dropFirst()), number >= 1, number <= unique.count {
      return number - 1
    }
    return unique.firstIndex(of: name)
  }

  /// How many columns carry a normalised name.
  func count(of name: String) -> Int {
    unique.count { $0 == name || $0.hasPrefix(name + "#") }
  }

  /// Whether all names of a signature are here, as often as it names them.
  func matches(_ signature: [String]) -> Bool {
    HeaderNames(written: signature).unique.allSatisfy(unique.contains)
  }

  /// The letters and digits of a name, in lower case.
  static func normal(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
