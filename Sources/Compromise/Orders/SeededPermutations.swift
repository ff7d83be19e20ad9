internal import PaymentGraph

/// Orders drawn by chance, the same in every run: each is made from the one before by Fisher's and Yates's exchange.
struct SeededPermutations: Sendable {
  /// The number of orders from which a p is estimated: the least p is 1 / 100,000.
  static let count = 99_999

  private var numbers = SeededNumbers(seed: 1)
  private(set) var order: [Int]

  init(_ size: Int) { order = Array(0..<size) }

  mutating func shuffle() { numbers.shuffle(&order) }
}
