/// Why a profile cannot be used, with the place in its text.
public struct ProfileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The profile's file, or its name where it is built in.
  public let source: String
  /// The line in its text, from 1; 0 where it is none in particular.
  public let line: Int
  /// What is wrong and what would be right.
  public let message: String

  /// The place and the message: `file:line: message`.
  public var description: String {
    line > 0 ? "\(source):\(line): \(message)" : "\(source): \(message)"
  }
}
