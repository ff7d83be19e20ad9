/// Numbers that are the same in every run: SplitMix64.
///
/// Reference: Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014.
struct SeededNumbers: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns a number below a bound.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}

/// Orders drawn by chance, the same in every run: each is made from the one before by Fisher's and Yates's exchange.
struct SeededPermutations: Sendable {
  /// The number of orders from which a p is estimated: the least p is 1 / 100,000.
  static let count = 99_999

  private var numbers = SeededNumbers(seed: 1)
  private(set) var order: [Int]

  init(_ size: Int) { order = Array(0..<size) }

  mutating func shuffle() {
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, numbers.below(last + 1))
    }
  }
}
