internal import Synchronization

/// The profiles that come with the program, read from their YAML once, when they are first needed.
enum BuiltInProfiles {
  /// All that can be read, in the order of their names; a test sees to it that this is all of them.
  static var all: [ProfileDocument] {
    cache.withLock { known in
      if let known { return known }
      let read = texts.compactMap { name, text in
        try? ProfileDocument(text: text, source: name, isChecked: false)
      }
      known = read
      return read
    }
  }

  /// The YAML of each profile by its file's name, in the order of names.
  static let texts: [(name: String, text: String)] = files.map { name, bytes in
    (name, String(decoding: bytes, as: UTF8.self))
  }

  private static let cache = Mutex<[ProfileDocument]?>(nil)
}
