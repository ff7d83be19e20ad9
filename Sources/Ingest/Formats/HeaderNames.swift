internal import PaymentGraph

/// A file's header as names that can be compared: letters and digits only, in lower case.
struct HeaderNames: Sendable {
  /// The names as they stand in the file.
  let written: [String]
  /// The normalised names; the second of two equal ones is `name#2`.
  let unique: [String]

  init(written: [String]) {
    self.written = written
    var seen: [String: Int] = [:]
    seen.reserveCapacity(written.count)
    unique = written.map { name in
      let normal = HeaderNames.normal(name)
      seen[normal, default: 0] += 1
      let count = seen[normal, default: 1]
      return count == 1 ? normal : "\(normal)#\(count)"
    }
  }

  /// Returns the index of a column by its normalised name, or by `#4` for the fourth; nil for none.
  func position(of name: String) -> Int? {
    if name.first == "#", let number = Int(name.dropFirst()), number >= 1, number <= unique.count {
      return number - 1
    }
    if let found = unique.firstIndex(of: name) { return found }
    // "Ref #1" may be a name by itself.
    return name.contains("#") ? unique.firstIndex(of: HeaderNames.normal(name)) : nil
  }

  /// Counts the columns with a normalised name.
  func count(of name: String) -> Int {
    unique.count { $0 == name || $0.hasPrefix(name + "#") }
  }

  /// Returns true where a list of names, each with its spellings, is the whole header; columns without a name do not
  /// count.
  func isWhole(_ names: [String], isOrdered: Bool) -> Bool {
    let named = written.filter { !$0.isEmpty }.map(HeaderNames.normal)
    guard named.count == names.count else { return false }
    return !isOrdered
      || zip(named, names).allSatisfy { name, spellings in
        spellings.split(separator: "|").contains { HeaderNames.normal(String($0)) == name }
      }
  }

  /// Returns true where all names of a signature are here, as often as it names them.
  func matches(_ signature: [String]) -> Bool {
    HeaderNames(written: signature).unique.allSatisfy(unique.contains)
  }

  /// Returns the letters and digits of a name, in lower case; a name that has none, such as `+/-`, stays as it is.
  static func normal(_ name: String) -> String {
    let letters = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    return letters.isEmpty ? String(name.filter { !$0.isWhitespace }) : letters
  }

  /// Normalises the name of a column as a profile writes it: `Account#2` is the second of that name, `#4` the fourth
  /// column.
  static func reference(_ name: String) -> String {
    guard let mark = name.lastIndex(of: "#"), mark != name.startIndex,
      Int(name[name.index(after: mark)...]) != nil
    else { return name.hasPrefix("#") ? name : normal(name) }
    return normal(String(name[..<mark])) + name[mark...]
  }

  /// Returns the names most like a wanted one, nearest first, as suggestions to the user.
  func names(near wanted: String) -> [String] {
    let normal = HeaderNames.normal(wanted)
    return written.filter { !$0.isEmpty }.map { name in
      (name: name, distance: EditDistance.between(HeaderNames.normal(name), normal))
    }.filter {
      $0.distance <= max(2, normal.count / 2) || HeaderNames.normal($0.name).contains(normal)
    }
    .enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
    .map(\.element.name)
  }
}
