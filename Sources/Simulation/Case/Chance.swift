/// A source of chance whose numbers are the same on every machine and for ever.
///
/// It is SplitMix64 (Steele, Lea and Flood 2014), with bounds by multiplication: the standard
/// library's own way from bits to a range may change between versions, and a seed must go on
/// meaning one case. Each chapter of a story draws from a source of its own, so that changing one
/// does not change the others.
struct Chance {
  private var state: UInt64

  init(seed: UInt64, chapter: String) {
    // The state starts from FNV-1a over the chapter's name.
    state = chapter.utf8.reduce(14_695_981_039_346_656_037 ^ seed) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns a whole number from 0 up to, and without, `count`; 0 where there is none.
  mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(0, count))).high)
  }

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
    for last in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(last, below(last + 1)) }
    return items
  }
}
