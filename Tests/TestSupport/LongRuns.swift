import Foundation

/// The runs that take minutes: `make test` does a part of each, `make test-long` does all.
public enum LongRuns {
  /// True where `TRIBUTARY_LONG` is 1.
  public static let areWanted = ProcessInfo.processInfo.environment["TRIBUTARY_LONG"] == "1"

  /// Returns all values for a long run, and the first ones for any other.
  public static func part<Value>(of values: [Value], first count: Int) -> [Value] {
    areWanted ? values : Array(values.prefix(count))
  }
}
