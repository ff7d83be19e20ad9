/// Up to 64 victims, each with a bit of a machine word.
struct SweepBlock: Sendable {
  static let size = 64

  /// The index of the first of them among all victims.
  let first: Int
  let accounts: [Int]
  /// Their claims, in ledger order; a transfer has one payer, so at most one victim claims it.
  let claims: [(transfer: Int, bit: UInt64)]

  /// Returns the victims in blocks.
  static func blocks(_ sources: [(account: Int, claims: [Int])]) -> [SweepBlock] {
    stride(from: 0, to: sources.count, by: size).map { first in
      let part = sources[first..<min(first + size, sources.count)]
      var claims: [(transfer: Int, bit: UInt64)] = []
      for (number, source) in part.enumerated() {
        claims += source.claims.map { ($0, 1 << UInt64(number)) }
      }
      return SweepBlock(
        first: first, accounts: part.map(\.account),
        claims: claims.sorted { $0.transfer < $1.transfer })
    }
  }
}
