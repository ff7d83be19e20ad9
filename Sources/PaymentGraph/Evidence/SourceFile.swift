/// An input file as evidence.
public struct SourceFile: Hashable, Sendable {
  /// The path as it was given.
  public let path: String
  /// The SHA-256 of the file's bytes.
  public let digest: FileDigest
  /// The file's size in bytes.
  public let byteCount: Int

  /// Creates a file with this path, digest and size.
  public init(path: String, digest: FileDigest, byteCount: Int) {
    self.path = path
    self.digest = digest
    self.byteCount = byteCount
  }

  /// The last part of the path, for use where the whole is too long.
  public var name: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
