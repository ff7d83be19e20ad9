internal import PaymentGraph

/// Divides a look at the keys of all accounts among the cores.
enum KeyShares {
  /// From how many keys on a core gets work of its own.
  private static let least = 1 << 14

  /// What is found among the keys of each part, part by part in the order of accounts.
  ///
  /// - Parameter find: looks at the keys of a part.
  static func map<Found: Sendable>(
    _ keys: TextTable, _ find: @Sendable (_ part: Range<Int>) -> Found
  ) -> [Found] {
    let parts = min(keys.count / least, Machine.coreCount)
    guard parts > 1 else { return [find(0..<keys.count)] }
    return Concurrently.map(parts) { part in
      find(keys.count * part / parts..<keys.count * (part + 1) / parts)
    }
  }
}
