/// The progress of loading.
public struct LoadProgress: Sendable, Hashable {
  /// The file that is being read.
  public let path: String
  /// The number of bytes read so far, of all files.
  public let bytesRead: Int
  /// The number of bytes of all files.
  public let byteCount: Int
}
