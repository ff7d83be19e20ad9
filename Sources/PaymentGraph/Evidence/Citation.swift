/// The origin of a fact: a file, a line, and the bytes of the record.
public struct Citation: Hashable, Sendable {
  /// The file.
  public let file: SourceFile
  /// The line on which the record starts, counted from 1.
  public let line: Int
  /// The bytes of the record within the file, without its line end.
  public let byteRange: Range<Int>

  /// Cites a record of a file.
  public init(file: SourceFile, line: Int, byteRange: Range<Int>) {
    self.file = file
    self.line = line
    self.byteRange = byteRange
  }
}

extension Citation: CustomStringConvertible {
  /// The citation in words, such as `payments.csv:14`.
  public var description: String { "\(file.path):\(line)" }
}

/// An input file as evidence, or a part of one: a file in an archive, a sheet of a workbook.
public struct SourceFile: Hashable, Sendable {
  /// The path as it was given; for a part with its own path behind it: `statements.zip!march/a.xml`.
  public let path: String
  /// The SHA-256 of the bytes of the file that was given: for a part, of the file that holds it.
  public let digest: FileDigest
  /// The size in bytes, in which byte ranges count: for a part, of the part when unpacked.
  public let byteCount: Int
  /// The part of the file that this is; nil for a whole file that is read as it is.
  public let part: SourcePart?

  /// Creates a file with this path, digest and size, or a part of it.
  public init(path: String, digest: FileDigest, byteCount: Int, part: SourcePart? = nil) {
    self.path = path
    self.digest = digest
    self.byteCount = byteCount
    self.part = part
  }

  /// The digest that tells this text from all others, two parts of one file included.
  public var textDigest: FileDigest { part?.digest ?? digest }

  /// The path of the file that was given.
  public var givenPath: String {
    guard let part, !part.path.isEmpty, path.hasSuffix("!" + part.path) else { return path }
    return String(path.dropLast(part.path.count + 1))
  }

  /// The last part of the path, with that of the part behind it, for use where the whole is too long.
  public var name: String {
    let given = givenPath
    let name = given.split(separator: "/").last.map(String.init) ?? given
    return name + path.dropFirst(given.count)
  }
}

/// A text that another file holds: packed in an archive, or as a sheet of a workbook.
public struct SourcePart: Hashable, Sendable {
  /// The path in the file that holds it; empty for the one text of a `.gz` file.
  public let path: String
  /// The SHA-256 of the text as it is read: of the unpacked bytes, or of a sheet's cells.
  public let digest: FileDigest

  /// Creates a part with this path and digest.
  public init(path: String, digest: FileDigest) {
    self.path = path
    self.digest = digest
  }
}

/// The SHA-256 of a file's bytes, which proves next year that the evidence is the same.
public struct FileDigest: Hashable, Sendable, Comparable {
  /// The 32 bytes of the digest.
  public let bytes: [UInt8]

  /// Creates a digest of these bytes, which are kept as given.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// The digest as 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Compares digests byte by byte: the order in which a ledger numbers its files.
  public static func < (left: FileDigest, right: FileDigest) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// A further row that shows a transfer: its file, line and bytes, as the ledger's columns hold
/// them.
package struct EvidenceRow: Sendable, Hashable {
  /// The number of the file.
  package var file: UInt16
  /// The line on which the record starts, from 1.
  package let line: UInt32
  /// The offset of the record's first byte in the file.
  package let byteOffset: Int64
  /// The bytes of the record.
  package let byteCount: UInt32

  /// Cites a record of a file.
  package init(file: Int, line: Int, byteRange: Range<Int>) {
    self.file = UInt16(truncatingIfNeeded: file)
    self.line = UInt32(clamping: line)
    byteOffset = Int64(byteRange.lowerBound)
    byteCount = UInt32(clamping: byteRange.count)
  }

  /// Returns the record as a citation; nil where the ledger has no such file.
  func citation(in files: [SourceFile]) -> Citation? {
    guard files.indices.contains(Int(file)) else { return nil }
    return Citation(
      file: files[Int(file)], line: Int(line),
      byteRange: Int(byteOffset)..<Int(byteOffset) + Int(byteCount))
  }
}

/// A cell that no field of the ledger holds, as its row has it: a memo, a label, one of the bank's
/// own columns.
///
/// Such cells are not copied into the ledger; they are read again from the bytes that a citation
/// names.
public struct KeptCell: Sendable, Hashable {
  /// The column's name as the header writes it.
  public let column: String
  /// The text of the cell; numbers that must not be kept whole are masked.
  public let text: String

  /// Creates a cell of a column.
  package init(column: String, text: String) {
    self.column = column
    self.text = text
  }
}
