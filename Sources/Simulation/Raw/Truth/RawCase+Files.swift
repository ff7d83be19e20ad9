internal import PaymentGraph

extension RawCase {
  /// The case as files: `files/` as banks and services hand them over, the investigator's own files
  /// beside them, and the folder `truth`.
  ///
  /// - Returns: The files in the order of their paths.
  public var files: [CaseFile] {
    let own = [
      CaseFile("accounts.csv", accountTable), CaseFile("claims.csv", claimTable),
      CaseFile("decisions.csv", decisionTable), CaseFile("README.md", RawReadme(self).text),
      CaseFile("truth/payments.csv", paymentTable), CaseFile("truth/shared.csv", sharedTable),
      CaseFile("truth/amounts.csv", amountTable), CaseFile("truth/statements.csv", closingTable),
    ]
    let profiles = LayoutService.profiles.map { CaseFile("profiles/\($0.0)", $0.1) }
    return (pages + own + profiles).sorted { $0.path < $1.path }
  }

  /// The victims' accounts, with the statement of those whose file does not name its account; and
  /// the holder of the seller's two accounts, whom the service's table of users names.
  private var accountTable: String {
    let banks = Dictionary(
      RawBank.allCases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return "account,role,name,institution,country,statement\n"
      + accounts.filter(\.isVictim).map { account in
        let bank = banks[account.institution]
        return Self.line([
          account.key, "victim", account.name, account.institution, account.country,
          bank.map { $0.namesAccount ? "" : $0.file } ?? "",
        ])
      }.joined()
      + accounts.filter { ["PayPal", "Mapleremit"].contains($0.institution) && $0.key.count > 0 }
      .filter { !$0.key.hasPrefix("processor:") }.map { account in
        Self.line([
          account.key, "unknown", account.name, account.institution, account.country, "",
        ])
      }.joined()
  }

  /// The claims as victims make them: a row of the victim's own statement.
  private var claimTable: String {
    "claim\n"
      + payments.filter(\.isClaim).compactMap { payment in
        payment.rows.first { !$0.file.hasPrefix("paypal") && !$0.file.hasPrefix("mapleremit") }
      }.map { Self.line([$0.description]) }.joined()
  }

  /// The investigator's decisions where two rows have no number in common.
  private var decisionTable: String {
    "account,decision,other,by,on,reason\n"
      + decided.map { number in
        let rows = payments[number].rows
        let inPayPal = rows.filter { $0.file == "paypal.csv" }.first
        let inBank = rows.first { $0.file != "paypal.csv" }
        let reason =
          payments[number].kind == .withdrawal
          ? "the only withdrawal of this sum in these days"
          : payments[number].kind == .refund
            ? "the only refund to this person" : "the receipt that the victim kept names both"
        return Self.line([
          inBank?.description ?? "", "same", inPayPal?.description ?? "", "DC Larkby",
          "2021-09-14", reason,
        ])
      }.joined()
  }

  private var paymentTable: String {
    "id,time,from,from_name,to,to_name,sent,currency,received,received_currency,kind,claimed,rows\n"
      + payments.map { payment in
        let (payer, payee) = (accounts[payment.payer], accounts[payment.payee])
        return Self.line([
          payment.id, RawDay.iso8601(payment.moment), payer.key, payer.name, payee.key, payee.name,
          payment.sent.decimalText, payment.sent.currency.code, payment.received.decimalText,
          payment.received.currency.code, payment.kind.name, payment.isClaim ? "yes" : "no",
          payment.rows.map(\.description).joined(separator: " "),
        ])
      }.joined()
  }

  private var sharedTable: String {
    "account,name,victims,payments,received,victim_accounts\n"
      + shared.map { shared in
        let account = accounts[shared.account]
        return Self.line([
          account.key, account.name, String(shared.victims.count), String(shared.paymentCount),
          shared.received.map { "\($0.currency.code) \($0.decimalText)" }.joined(separator: " "),
          shared.victims.map { accounts[$0].key }.joined(separator: " "),
        ])
      }.joined()
  }

  private var amountTable: String {
    "account,name,victim,currency,received,held\n"
      + holdings.map { holding in
        func text(_ billionths: Int128) -> String {
          Money(minorUnits: RawHolding.minorUnits(billionths), currency: holding.currency)
            .decimalText
        }
        let account = accounts[holding.account]
        return Self.line([
          account.key, account.name, accounts[holding.victim].key, holding.currency.code,
          text(holding.received), text(holding.held),
        ])
      }.joined()
  }

  private var closingTable: String {
    "file,currency,rows,opening,closing\n"
      + closings.map { closing in
        Self.line([
          closing.file, closing.closing.currency.code, String(closing.rowCount),
          closing.opening.decimalText, closing.closing.decimalText,
        ])
      }.joined()
  }

  /// Writes a line of CSV; no invented text needs quotes.
  private static func line(_ cells: [String]) -> String {
    cells.map { $0.replacing(",", with: " ") }.joined(separator: ",") + "\n"
  }
}
