/// The likeness of two names, and the reason for it.
///
/// One word in common never suffices: many share a family name.
enum NameLikeness {
  /// Returns the likeness of two names; nil where they are not alike.
  static func compare(_ left: PartyName, _ right: PartyName) -> (score: Int, reason: String)? {
    var best: (score: Int, reason: String)?
    for one in left.spellings {
      for other in right.spellings {
        guard let found = compare(one, other) else { continue }
        if found.score > best?.score ?? 0 { best = found }
      }
    }
    return best
  }

  private static func compare(
    _ left: [String], _ right: [String]
  ) -> (score: Int, reason: String)? {
    let letters = (left.joined(), right.joined())
    if left.count > 1 || letters.0.utf8.count >= 4, left.sorted() == right.sorted() {
      return (100, left == right ? "same name" : "same words in another order")
    }
    if letters.0.utf8.count >= 4, letters.0 == letters.1 { return (98, "same letters") }
    let (short, long) =
      letters.0.utf8.count < letters.1.utf8.count ? letters : (letters.1, letters.0)
    if short.utf8.count >= 8, long.hasPrefix(short) { return (90, "one is the start of the other") }
    let common = Set(left).intersection(right)
    let (fewer, more) = left.count <= right.count ? (left, right) : (right, left)
    if common.count >= 2 {
      let matched = common.reduce(0) { $0 + $1.utf8.count }
      let all = max(letters.0.utf8.count, letters.1.utf8.count)
      guard Set(fewer).isSubset(of: more) else {
        let score = 70 * matched / max(1, all)
        return score >= 50 ? (score, "\(common.count) words in common") : nil
      }
      return (85, "all words of one are in the other")
    }
    guard common.count == 1, fewer.count > 1, more.count > 1, isInitialled(fewer, by: more, common)
    else { return nil }
    return (60, "one word in common, and initials that fit")
  }

  /// Returns true where the words that one name does not share begin with the letters of the
  /// other's.
  private static func isInitialled(
    _ fewer: [String], by more: [String], _ common: Set<String>
  ) -> Bool {
    var others = more.filter { !common.contains($0) }
    for word in fewer where !common.contains(word) {
      guard
        let place = others.firstIndex(where: {
          ($0.utf8.count == 1 || word.utf8.count == 1) && $0.first == word.first
        })
      else { return false }
      others.remove(at: place)
    }
    return true
  }
}
