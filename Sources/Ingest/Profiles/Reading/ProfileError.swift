/// The reason why a profile cannot be used, with the line in its text.
public struct ProfileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The profile's file, or its name where it is built in.
  public let source: String
  /// The line in its text, from 1; 0 where the error is of no particular line.
  public let line: Int
  /// The fault and its remedy.
  public let message: String

  /// The line and the message: `file:line: message`.
  public var description: String {
    line > 0 ? "\(source):\(line): \(message)" : "\(source): \(message)"
  }
}
