internal import PaymentGraph

/// The words for an account that stands in for somebody of whom the data gives no number.
///
/// Its key names the account whose row it comes from and little else: nothing that a reader could
/// take for an account's number.
enum StandInWords {
  /// Returns a name for a party of which the data gives none; nil for accounts that have a number.
  static func name(_ account: Account) -> String? {
    guard account.isStandIn else { return nil }
    if account.key.hasSuffix(":CASH") { return "Cash" }
    if account.key.hasSuffix(":CASH-IN") { return "Cash paid in" }
    if account.key.hasSuffix(":own") { return "Account without a number" }
    return account.isNamed ? nil : "Nobody named"
  }

  /// Returns the text beside such a party's name, where another account has its number; nil for
  /// accounts that have one.
  ///
  /// - Parameter number: Returns the number, as it may be shown, of the account whose row names the
  ///   party.
  static func besideName(_ account: Account, number: (String) -> String) -> String? {
    guard account.isStandIn else { return nil }
    if account.key.hasSuffix(":own") { return "own account of a file" }
    guard name(account) != nil else { return "known by name only" }
    let words =
      account.key.hasSuffix(":CASH")
      ? "drawn from" : account.key.hasSuffix(":CASH-IN") ? "into" : "in a row of"
    let owner = owner(account.key).map(number) ?? ""
    return owner.isEmpty ? "" : "\(words) \(owner)"
  }

  /// Returns the account whose row names nobody: the key between the sign and the way of payment;
  /// nil where only a file is known.
  private static func owner(_ key: String) -> String? {
    var parts = key.dropFirst(2).split(separator: ":", omittingEmptySubsequences: false)
    let isCash = parts.last == "CASH" || parts.last == "CASH-IN"
    parts.removeLast(min(parts.count, isCash ? 1 : 2))
    let owner = parts.joined(separator: ":")
    let isFile = owner.utf8.count == 12 && owner.allSatisfy(\.isHexDigit)
    return owner.isEmpty || owner.hasPrefix("?") || isFile ? nil : owner
  }
}
