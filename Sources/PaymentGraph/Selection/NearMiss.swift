/// A search for the account keys that a mistyped key may mean.
package enum NearMiss {
  /// Returns at most three of some names: those that contain the text, or begin it, or differ from
  /// it in few characters, nearest first, then in alphabetical order.
  ///
  /// Case counts for nothing.
  package static func names(near text: String, among names: [String]) -> [String] {
    let wanted = Array(text.lowercased().utf8)
    guard wanted.count >= 2, wanted.count <= 200 else { return [] }
    let limit = max(1, min(3, wanted.count / 3))
    let found = names.compactMap { name -> (distance: Int, name: String)? in
      let bytes = Array(name.lowercased().utf8)
      guard !bytes.isEmpty else { return nil }
      if abs(bytes.count - wanted.count) <= limit {
        let distance = EditDistance.between(
          wanted, bytes, countsExchanges: true, limit: limit)
        if distance <= limit { return (distance, name) }
      }
      let isPart = wanted.count >= 4 && contains(bytes, wanted)
      return isPart || bytes.count >= 4 && wanted.starts(with: bytes) ? (limit + 1, name) : nil
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// Returns at most three keys: those that contain the text or differ from it in few characters,
  /// nearest first, then in alphabetical order.
  ///
  /// Case counts for nothing.
  static func keys(near text: some StringProtocol, in ledger: Ledger) -> [String] {
    let wanted = Array(text.lowercased().utf8)
    guard wanted.count >= 2, wanted.count <= 200 else { return [] }
    let limit = max(1, min(3, wanted.count / 4))
    var found: [(distance: Int, key: String)] = []
    for number in 0..<ledger.accountCount {
      let key = ledger.accountKeys.key(at: number)
      let bytes = Array(key.lowercased().utf8)
      if wanted.count >= 4, contains(bytes, wanted) {
        found.append((min(limit, bytes.count - wanted.count), key))
      } else if abs(bytes.count - wanted.count) <= limit {
        let distance = EditDistance.between(
          wanted, bytes, countsExchanges: true, limit: limit)
        if distance <= limit { found.append((distance, key)) }
      }
    }
    return found.sorted { ($0.distance, $0.key) < ($1.distance, $1.key) }.prefix(3).map(\.key)
  }

  private static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard whole.count >= part.count else { return false }
    return (0...whole.count - part.count).contains { start in
      whole[start] == part[0] && whole[start..<start + part.count].elementsEqual(part)
    }
  }
}
