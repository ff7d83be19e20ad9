/// The facts that are not in a ledger: rows of files beside the payments that could not be read or
/// name nothing that is loaded, and payments that a list left out.
public struct UnreadFacts: Sendable, Hashable {
  /// The claims that name no loaded payment, or several, or cannot be read.
  public var claims = 0
  /// The rows of accounts files that cannot be read, and the roles that are no words for one.
  public var accounts = 0
  /// The decisions that cannot be read.
  public var decisions = 0
  /// The rows of other such files that cannot be read.
  public var others = 0
  /// The transfers that were left out of a loaded list when it was written.
  public var leftOut = 0
  /// The pairs of accounts that count as two though their keys differ in capitals only, in words.
  public var alike: [String] = []

  /// Creates facts without any such row.
  public init() {}

  /// One clause for each kind of row, as answers print it; empty where there is no such row.
  public var words: [String] {
    var words: [String] = []
    func add(_ count: Int, noun: String, rest: String) {
      if count > 0 { words.append("\(count) \(noun)\(count == 1 ? "" : "s") \(rest)") }
    }
    add(
      claims, noun: "claim",
      rest:
        "could not be read or matched with a payment, and \(claims == 1 ? "is" : "are") in no figure"
    )
    add(
      accounts, noun: "row",
      rest:
        "of accounts files could not be read or \(accounts == 1 ? "has" : "have") an unknown role, so victims may be missing"
    )
    add(
      decisions, noun: "decision",
      rest: "could not be read, and \(decisions == 1 ? "has" : "have") no effect")
    add(others, noun: "row", rest: "of other files beside the payments could not be read")
    add(
      leftOut, noun: "payment",
      rest:
        "\(leftOut == 1 ? "was" : "were") left out of the list that is loaded, so nothing that is not listed is excluded"
    )
    return words
  }

  /// The accounts whose keys differ in capitals only, as answers print them; nil where there are none.
  public var alikeWords: String? {
    guard let first = alike.first else { return nil }
    let rest = alike.count - 1
    let more = rest > 0 ? " (and those of \(rest) more \(rest == 1 ? "pair" : "pairs"))" : ""
    return
      "the keys \(first) differ in capitals only\(more): they count as two accounts, and no walk passes from one to the other (a decision makes them one)"
  }

  /// The number of all such rows.
  public var count: Int { claims + accounts + decisions + others + leftOut }
}
