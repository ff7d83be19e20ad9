/// An input file as evidence.
public struct SourceFile: Hashable, Sendable {
  /// The path as it was given.
  public let path: String
  /// The SHA-256 of its bytes.
  public let digest: FileDigest
  /// Its size in bytes.
  public let byteCount: Int

  /// A file with this path, digest and size.
  public init(path: String, digest: FileDigest, byteCount: Int) {
    self.path = path
    self.digest = digest
    self.byteCount = byteCount
  }

  /// The last part of the path, for places where the whole is too long.
  public var name: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
