internal import PaymentGraph

extension Era {
  /// Reads the era that a profile states; nil where it states none.
  init?(_ root: ProfileSection) throws(ProfileError) {
    let words = try root.texts("era")
    guard !words.isEmpty else { return nil }
    guard words.count == 2 else {
      throw root.error("era", "\"era\" takes the first and the last day; either may be \"\"")
    }
    var days: [CivilDate?] = []
    for word in words {
      let parts = word.split(separator: "-").compactMap { Int($0) }
      let day = parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
      guard word.isEmpty || day != nil else {
        throw root.error("era", "\"\(word)\" is not a day of the form 2008-01-31")
      }
      days.append(day)
    }
    self.init(first: days.first ?? nil, last: days.last ?? nil)
  }
}
