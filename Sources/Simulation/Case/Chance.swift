internal import PaymentGraph

/// A source of chance whose numbers are the same on every machine and for ever.
///
/// A seed must go on meaning one case. Each chapter of a story draws from a source of its own, so that changing one
/// does not change the others.
struct Chance {
  private var numbers: SeededNumbers

  init(seed: UInt64, chapter: String) {
    // The state starts from FNV-1a over the chapter's name.
    numbers = SeededNumbers(
      seed: chapter.utf8.reduce(14_695_981_039_346_656_037 ^ seed) {
        ($0 ^ UInt64($1)) &* 1_099_511_628_211
      })
    _ = next()
  }

  mutating func next() -> UInt64 { numbers.next() }

  /// Returns a whole number from 0 up to, and without, `count`; 0 where there is none.
  mutating func below(_ count: Int) -> Int { numbers.below(count) }

  /// Returns a whole number of the range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// Returns one of the items, of which there is at least one.
  mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

  /// Returns true in so many of a thousand calls.
  mutating func happens(perMille: Int) -> Bool { below(1_000) < perMille }

  /// Returns the items in random order.
  mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
    var items = items
    numbers.shuffle(&items)
    return items
  }
}
