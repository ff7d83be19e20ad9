/// The other party's account as a column of its own gives it.
///
/// A number whose form is known by itself (an IBAN, a sort code with an account, an address) has that form's key. Any
/// other number becomes a key without blanks, as where a ledger names it as its payer: so one number in two files is
/// one account, and two numbers are two. The bank of such a number is unknown, so it is not taken for the account of
/// that number at an Indian bank, where a statement names the bank. A number of fewer than eight characters tells
/// accounts apart within one statement and never unites accounts of two; a masked number tells less.
enum DeclaredAccount: Equatable {
  /// The key of an account.
  case key(String)
  /// A number that is too short to be one account everywhere.
  case number(String)
  /// The last digits after a mask.
  case tail(String)

  /// The fewest letters and digits by which a number is one account in all files.
  static let leastLength = 8

  /// - Returns: nil where the text is not the number of an account.
  init?(_ written: String, country: String?) {
    if let key = AccountKey.canonical(written, country: country)?.key.description {
      self = .key(key)
      return
    }
    let text = written.filter { !$0.isWhitespace && $0 != "'" }
    let digits = text.filter { $0.isASCII && $0.isNumber }
    guard digits.contains(where: { $0 != "0" }), !text.contains("@") else { return nil }
    let known = text.filter { $0.isLetter || $0.isNumber }
    if text.contains("*") || text.contains("…") || text.contains("•")
      || text.uppercased().hasPrefix("XX")
    {
      guard digits.count >= 2 else { return nil }
      self = .tail(String(digits.suffix(6)))
      return
    }
    // A word with a digit in it ("Flat 7") is a name and no number.
    guard digits.count * 2 >= known.count else { return nil }
    self = known.count < Self.leastLength ? .number(text) : .key(text)
  }
}
