/// A column whose values are ids that another file explains: a user's number, say, for which a table of
/// users has the e-mail address.
struct Lookup: Sendable, Hashable {
  /// The column with the ids, as ``HeaderNames/normal(_:)`` writes it.
  let column: String
  /// The column of the other file that has the ids.
  let key: String
  /// The column of the other file that has what they stand for.
  let value: String
  /// Further columns by which the other file is told from others.
  let signature: [String]

  /// Whether a file with this header is the one that explains.
  func knows(_ header: HeaderNames) -> Bool {
    ([key, value] + signature).allSatisfy { header.position(of: $0) != nil }
  }
}
