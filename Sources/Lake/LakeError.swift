/// The reason why no extract could be taken or put together.
public struct LakeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The cause in one sentence.
  public let description: String
  /// The advice; nil where the cause says it.
  public var help: String?

  init(_ description: String, help: String? = nil) {
    self.description = description
    self.help = help
  }
}
