internal import Hashing
internal import PaymentGraph

/// The place of a text in the file that holds it: packed in an archive, or as a sheet of a workbook.
struct PartOfFile: Sendable {
  /// The path in the file that was given: `march/a.xml`, `books.zip!march.xlsx!Sheet1`; empty for the one text of a
  /// `.gz` file.
  let path: String
  /// The last step of that path.
  let name: String
  /// The file that was given.
  let outer: OuterFile
  /// True where the text is one that was compressed alone.
  var isCompressed = false

  /// The kind of part in words for `check`, with the meaning of citations.
  var words: String {
    isCompressed
      ? "unpacked from gzip: lines and bytes count in the unpacked text, and the digest is that of the file given"
      : "a part of the file given, whose digest this is: lines and bytes count in the part"
  }
}

/// A file that holds texts, with its digest, which is found once for all of them.
final class OuterFile: Sendable {
  let file: MappedFile
  private let known = Locked<FileDigest?>(nil)

  init(_ file: MappedFile) { self.file = file }

  var digest: FileDigest {
    known.withLock { known in
      if let known { return known }
      let digest = file.withBytes { FileDigest(bytes: SHA256.digest(of: $0)) }
      known = digest
      return digest
    }
  }
}

/// The contents of an archive: the number of parts that are read, and those that are left out.
struct ArchiveContents: Sendable {
  /// A part that is not read.
  struct LeftOut: Sendable {
    let path: String
    /// The reason in words: `is a PDF, …`.
    let reason: String
    /// True for files that systems add by themselves: nobody misses them.
    let isOfSystem: Bool
  }

  var read = 0
  var leftOut: [LeftOut] = []
}
