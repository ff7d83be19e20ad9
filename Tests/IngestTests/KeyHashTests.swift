import TestSupport
import Testing

@testable import Ingest
@testable import PaymentGraph

/// No keys can be chosen that make the tables of keys slow, whatever their seed; and no number depends on the seed.
@Suite struct KeyHashTests {
  /// A key of three words and its length in bytes.
  struct Key: Hashable {
    var words: SIMD3<UInt64>
    var length = 24

    var bytes: [UInt8] {
      let all = (0..<3).flatMap { word in
        (0..<8).map { UInt8(truncatingIfNeeded: words[word] >> UInt64($0 * 8)) }
      }
      return Array(all.prefix(length))
    }
  }

  static let count = 4_096

  /// The hash as it was before it had a seed, whose collisions take no search.
  static func collisionsWithoutSeed(_ random: inout SplitMix64) -> [Key] {
    (0..<count).map { _ in
      let (w0, w1) = (random.next(), random.next())
      let first = HashSeed.fold(w0 ^ 0x9E37_79B9_7F4A_7C15, w1 ^ 0xD6E8_FEB8_6659_FD93)
      return Key(words: SIMD3(w0, w1, first ^ 0x1234_5678))
    }
  }

  /// Keys that weak hashes spread badly whatever their seed.
  static func families() -> [(name: String, keys: [Key])] {
    var random = SplitMix64(seed: 24)
    var families = [("collide without a seed", collisionsWithoutSeed(&random))]
    let (a, b, c) = (random.next(), random.next(), random.next())
    func family(_ name: String, _ key: (UInt64) -> Key) {
      families.append((name, (0..<UInt64(count)).map(key)))
    }
    family("first word counts") { Key(words: SIMD3($0, b, c)) }
    family("second word counts") { Key(words: SIMD3(a, $0, c)) }
    family("third word counts") { Key(words: SIMD3(a, b, $0)) }
    for word in 0..<3 {
      family("highest bits of word \(word)") { number in
        var words = SIMD3(a, b, c)
        words[word] ^= number << 52
        return Key(words: words)
      }
      family("middle bits of word \(word)") { number in
        var words = SIMD3(a, b, c)
        words[word] ^= number << 26
        return Key(words: words)
      }
    }
    family("the same change in two words") { Key(words: SIMD3(a ^ $0, b ^ $0, c)) }
    family("the same change in three words") { Key(words: SIMD3(a ^ $0, b ^ $0, c ^ $0)) }
    family("complements and words") { number in
      let (left, right) = (a ^ (number >> 1), b &* (number >> 1 | 1))
      return number & 1 == 0
        ? Key(words: SIMD3(left, right, c)) : Key(words: SIMD3(~left, ~right, c))
    }
    family("exchanged words") { number in
      let (left, right) = (a &+ number >> 1, b &- number >> 1)
      return Key(words: number & 1 == 0 ? SIMD3(left, right, c) : SIMD3(right, left, c))
    }
    family("products that are equal") { number in
      // 2^i * 2^j with i + j = 63: one product for many pairs.
      let shift = number % 64
      return Key(words: SIMD3(1 << shift, 1 << (63 - shift), number / 64))
    }
    family("zeros of other lengths") { number in
      Key(words: SIMD3(0, 0, number / 24), length: number < 24 ? Int(number) + 1 : 24)
    }
    family("digits") { number in
      let digits = Array(String(1_000_000_000 + number).utf8)
      var words = SIMD3<UInt64>()
      for (place, digit) in digits.enumerated() {
        words[place / 8] |= UInt64(digit) << UInt64(place % 8 * 8)
      }
      return Key(words: words, length: digits.count)
    }
    return families
  }

  /// The fullest of 8192 places, and how many hashes there are.
  private func spread(_ hashes: [UInt64]) -> (fullest: Int, distinct: Int) {
    var places: [UInt64: Int] = [:]
    for hash in hashes { places[hash & 8_191, default: 0] += 1 }
    return (places.values.max() ?? 0, Set(hashes).count)
  }

  @Test func noFamilyCollidesUnderAnySeed() {
    for (name, keys) in Self.families() {
      let keys = Array(Set(keys)).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      for seed in UInt64(1)...12 {
        var random = SplitMix64(seed: seed)
        let hash = KeyHash(HashSeed(using: &random))
        let words = spread(
          keys.map { hash.of($0.words[0], w1: $0.words[1], w2: $0.words[2], length: $0.length) })
        #expect(words.distinct == keys.count && words.fullest <= 12, "\(name), seed \(seed)")
      }
    }
  }

  @Test func noFamilyCollidesAsLongKeyOrText() {
    for (name, keys) in Self.families() {
      let keys = Array(Set(keys.map { Key(words: $0.words).bytes }))
      for seed in UInt64(1)...4 {
        var random = SplitMix64(seed: seed)
        let seed = HashSeed(using: &random)
        let long = keys.map { $0 + Array("12345678abc".utf8) }
        let found = spread(
          long.map { key in
            key.withUnsafeBytes { bytes in
              bytes.baseAddress.map { KeyHash(seed).of(long: $0, bytes.count) } ?? 0
            }
          })
        #expect(found.distinct == keys.count && found.fullest <= 12, "\(name), long")
        let table = TextTable(seed: seed)
        let texts = spread(keys.map { table.hash($0.span) })
        #expect(texts.distinct == keys.count && texts.fullest <= 12, "\(name), text")
      }
    }
  }

  /// Two chosen keys, under a thousand seeds: no pair is one for more of them than chance has it.
  @Test func noPairCollidesUnderManySeeds() {
    let pairs: [(SIMD2<UInt64>, SIMD2<UInt64>)] = [
      (SIMD2(0, 0), SIMD2(.max, .max)), (SIMD2(5, 7), SIMD2(~5, ~7)), (SIMD2(5, 7), SIMD2(7, 5)),
      (SIMD2(0, 1), SIMD2(1 << 63, 1)), (SIMD2(1, 0), SIMD2(1, 1 << 63)),
      (SIMD2(0, 0), SIMD2(1 << 63, 1 << 63)), (SIMD2(0, 9), SIMD2(0, 8)),
    ]
    var equal = 0
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      let hash = KeyHash(HashSeed(using: &random))
      for (one, other) in pairs
      where hash.of(one[0], w1: one[1], w2: 0, length: 16) & 0xFFFF == hash.of(
        other[0], w1: other[1], w2: 0, length: 16) & 0xFFFF
      {
        equal += 1
      }
    }
    // Of 7000 comparisons of 16 bits chance makes one in ten times equal.
    #expect(equal <= 4)
  }

  /// The old hash of texts collided for chosen texts; they are found as fast as others now.
  @Test func textsThatCollidedAreFar() {
    var random = SplitMix64(seed: 16)
    let factor: UInt64 = 0xD6E8_FEB8_6659_FD93
    let keys = (0..<Self.count).map { _ -> [UInt8] in
      let word = random.next()
      let state = HashSeed.fold(0x9E37_79B9_7F4A_7C15 ^ 16 ^ word, factor)
      return Key(words: SIMD3(word, state ^ 0xABCD, 0), length: 16).bytes
    }
    let old = Set(
      keys.map { key -> UInt64 in
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ 16
        for start in [0, 8] {
          var word: UInt64 = 0
          for place in 0..<8 { word |= UInt64(key[start + place]) << UInt64(place * 8) }
          state = HashSeed.fold(state ^ word, factor)
        }
        return state
      })
    #expect(old.count == 1)
    let table = TextTable()
    #expect(Set(keys.map { table.hash($0.span) }).count == keys.count)
  }

  @Test func numbersDoNotDependOnTheSeed() {
    var random = SplitMix64(seed: 5)
    let keys = (0..<5_000).map { _ in
      (0..<Int.random(in: 0...40, using: &random)).map { _ in
        UInt8.random(in: 0...3, using: &random)
      }
    }
    var first = TextTable(seed: HashSeed(using: &random))
    var second = TextTable(seed: HashSeed(using: &random))
    for key in keys { #expect(first.intern(key.span) == second.intern(key.span)) }
    #expect(first.count == Set(keys).count)
    #expect(keys.allSatisfy { first.find($0.span) == second.find($0.span) })
    #expect(HashSeed.random().factor != HashSeed.random().factor)
  }
}
