/// A file of a written case.
public struct CaseFile: Sendable, Hashable {
  /// The path below the case's folder, with `/` between its parts.
  public let path: String
  /// The content, in UTF-8.
  public let bytes: [UInt8]

  init(_ path: String, _ text: String) {
    self.path = path
    bytes = Array(text.utf8)
  }

  init(_ path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
