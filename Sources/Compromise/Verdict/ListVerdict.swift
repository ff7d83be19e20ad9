/// The verdict on a list.
public enum ListVerdict: String, Sendable, Hashable, CaseIterable {
  /// The list stands out, and no other explains the victims as well.
  case supported
  /// One of several lists that the records cannot tell apart.
  case oneOf
  /// The list was behind fewer than half of the contacts.
  case limited
  /// The records do not decide.
  case cannotSay
}

/// The reason why nothing can be said of a list.
public enum ListReason: String, Sendable, Hashable {
  /// Too few people know the list, or too few victims are known, for any answer to be sure.
  case tooFewVictims = "too-few-victims"
  /// So many people are on the list that no number of victims on it would be surprising.
  case tooPopular = "too-popular"
  /// There is nobody to compare the victims with.
  case noControlPopulation = "no-control-population"
  /// The others were loaded because they are on the list.
  case referenceSelected = "reference-selected"
  /// The verdict changes with the days whose statements are held, which no file states.
  case coverageAssumed = "coverage-assumed"
  /// Neither an account nor memberships nor a rate is known of the list.
  case listWithoutData = "list-without-data"
  /// The list could have been named and was not; it may still be behind half of the contacts.
  case open
}
