/// The reason why an archive, or a file in it, is not unpacked.
enum ArchiveFault: Error, Equatable {
  /// The archive is one that is never read, with the reason in words after "is a ZIP archive".
  case refused(String)
  /// The archive is damaged, or contradicts itself, in words after "is a ZIP archive".
  case damaged(String)

  var words: String {
    switch self {
    case .refused(let words), .damaged(let words): words
    }
  }

  /// Returns the error for a file.
  ///
  /// - Parameter what: the kind of the file in words: `is a ZIP archive`.
  func error(of path: String, _ what: String) -> IngestError {
    let code: IngestError.Code = if case .refused = self { .notText } else { .unreadable }
    return IngestError(code, path: path, "\(what) \(words)")
  }
}

/// The limits of unpacking: no archive costs more than what it holds could be worth.
enum ArchiveLimit {
  static let entries = 10_000
  /// The most bytes that one packed byte may become.
  static let ratio = 200
  /// The size up to which that ratio does not matter.
  static let smallSize = 64 << 10
  /// The most bytes of all parts of an archive together.
  static let total = 8 << 30
  /// The longest name of a part, in bytes.
  static let name = 4_096
}

/// The bytes that the parts of one file may still have together, those of archives in it included.
struct UnpackingBudget {
  private(set) var rest = ArchiveLimit.total

  /// Takes bytes from the budget.
  mutating func take(_ count: Int) throws(ArchiveFault) {
    guard count <= rest else {
      throw .damaged(
        "whose parts have more than 8 GiB together; unpack it, and name the files to be read")
    }
    rest -= count
  }

  /// Returns true where unpacked bytes are more than a file of statements can pack.
  static func isBomb(unpacked: Int, packed: Int) -> Bool {
    unpacked > ArchiveLimit.smallSize && unpacked / ArchiveLimit.ratio >= max(1, packed)
  }
}
