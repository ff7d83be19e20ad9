/// How far loading has come.
public struct LoadProgress: Sendable, Hashable {
  /// The file that is being read.
  public let path: String
  /// The bytes read so far, of all files.
  public let bytesRead: Int
  /// The bytes of all files.
  public let byteCount: Int
}
