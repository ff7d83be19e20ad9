internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The user's knowledge of pooled accounts.
struct HubOptions: ParsableArguments {
  @Option(
    name: .customLong("fee"),
    help: ArgumentHelp(
      "A documented fee of a pooled account: paypal=3.4%+0.20. Default: fitted from recorded pairs.",
      valueName: "account=fee"))
  var fees: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      A pooled account whose records you state to be complete; grade B needs complete records. The \
      statement is ignored if the records disprove it.
      """, valueName: "account"))
  var complete: [SelectorText] = []

  @Option(
    name: .customLong("balance"),
    help: ArgumentHelp(
      """
      A pooled account's balance at the end of a day: 'paypal=2009-12-31 4120.55 GBP'. Between two \
      balances the records are shown to be complete if opening + in - out = closing.
      """, valueName: "account=day amount currency"))
  var balances: [String] = []

  @Option(
    help: ArgumentHelp(
      "The shortest and longest wait of money on pooled accounts: 2h..7d. Default: fitted from recorded pairs.",
      valueName: "shortest..longest"))
  var window: WindowArgument?

  @Option(
    help: ArgumentHelp(
      "The pence or cents by which an amount may miss the fee rule and still count as exact.",
      valueName: "n"))
  var tolerance = 0

  func validate() throws {
    guard (0...1_000_000).contains(tolerance) else {
      throw ValidationError("--tolerance takes a number from 0 to 1000000, not \(tolerance)")
    }
    for text in fees { _ = try HubOptions.divide(text) }
    for text in balances { _ = try HubOptions.balance(text, nil) }
  }

  /// Returns the settings that the options describe.
  func settings(in view: LedgerView) throws -> MatchSettings {
    var settings = MatchSettings()
    for text in fees {
      let (account, fee) = try HubOptions.divide(text)
      guard let selector = SelectorText(argument: account) else { continue }
      settings.fees[try selector.account(in: view)] = fee
    }
    settings.balances = try balances.compactMap { text in
      let (account, time, amount) = try HubOptions.balance(text, view.ledger)
      guard let selector = SelectorText(argument: account) else { return nil }
      return MatchSettings.StatedBalance(
        account: try selector.account(in: view), time: time, amount: amount)
    }
    for selector in complete { settings.complete.formUnion(try selector.accounts(in: view)) }
    settings.window = window?.milliseconds
    settings.tolerance = Int64(tolerance)
    return settings
  }

  /// Reads a balance from an option.
  ///
  /// - Parameter ledger: The ledger whose decimals amounts have; nil before there is one.
  private static func balance(
    _ text: String, _ ledger: Ledger?
  ) throws -> (String, PostingTime, Money) {
    guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
      throw ValidationError("--balance takes 'account=2009-12-31 4120.55 GBP', not \"\(text)\"")
    }
    let words = text[text.index(after: sign)...].split(separator: " ").map(String.init)
    guard words.count == 3, let day = CivilDate(argument: words[0]),
      let code = Currency(words[2]),
      let money = Money(decimal: words[1], ledger?.currency(code) ?? code.finest)
    else {
      throw ValidationError("--balance takes 'account=2009-12-31 4120.55 GBP', not \"\(text)\"")
    }
    return (
      String(text[..<sign]), PostingTime(start: day.milliseconds, precision: .day), money
    )
  }

  private static func divide(_ text: String) throws -> (String, HubFee) {
    guard let sign = text.lastIndex(of: "="),
      let fee = HubFee(argument: String(text[text.index(after: sign)...])), sign > text.startIndex
    else {
      throw ValidationError("--fee takes account=fee such as paypal=3.4%+0.20, not \"\(text)\"")
    }
    return (String(text[..<sign]), fee)
  }
}
