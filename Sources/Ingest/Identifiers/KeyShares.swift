internal import PaymentGraph

/// Divides an examination of the keys of all accounts among the cores.
enum KeyShares {
  /// The number of keys from which a core gets work of its own.
  private static let least = 1 << 14

  /// Returns the findings among the keys of each part, part by part in the order of accounts.
  ///
  /// - Parameter find: examines the keys of a part.
  static func map<Found: Sendable>(
    _ keys: TextTable, _ find: @Sendable (_ part: Range<Int>) -> Found
  ) -> [Found] {
    let parts = min(keys.count / least, Processor.coreCount)
    guard parts > 1 else { return [find(0..<keys.count)] }
    return Concurrently.map(parts) { part in
      find(keys.count * part / parts..<keys.count * (part + 1) / parts)
    }
  }
}
