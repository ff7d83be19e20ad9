/// A table of daily rates that cannot be used.
public struct RatesError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line concerned, the cause and what to do, in one sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}
