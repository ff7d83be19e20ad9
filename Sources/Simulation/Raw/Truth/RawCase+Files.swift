internal import PaymentGraph

extension RawCase {
  /// The case as files: `files/` as banks and services hand them over, the investigator's own files
  /// beside them, and the folder `truth`.
  ///
  /// - Returns: The files in the order of their paths.
  package var files: [CaseFile] {
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

/// The page beside a raw case: the story, the files, and the truth.
struct RawReadme {
  private let raw: RawCase

  init(_ raw: RawCase) { self.raw = raw }

  var text: String {
    """
    # A raw case, seed \(raw.seed)

    What an investigator gets: statements as nine banks export them, a PayPal activity download, three
    tables of a payment service. Everything is invented: people, firms, the payment service, numbers. The
    banks and PayPal exist; only their layouts are theirs. `tributary simulate --raw --seed \(raw.seed) -o
    folder` writes the same bytes.

    ## The story

    In the spring of 2021 somebody calls people in the United Kingdom and Ireland, says that their
    computer is full of errors, and sells them a "support plan" for GBP 185 or EUR 229. Six people pay,
    some of them again two months later: by card through PayPal, or by bank transfer through Mapleremit, a
    Canadian payment service. PayPal turns euro into pounds, holds one payment while it is disputed, and
    sends a part of it back. PayPal and Mapleremit pay out to two, then three accounts in India. These pass
    the money on to each other by IMPS, UPI and NEFT, and take it out as cash. Salaries, rent, supermarkets,
    groceries and interest stand beside it, and other customers who complain to nobody.

    ## The files

    | file | what it is |
    |---|---|
    | `files/barclays.csv`, `lloyds.csv`, `nationwide.csv`, `natwest.csv`, `aib.csv`, `starling.csv` | the statements of the six |
    | `files/paypal.csv` | the seller's PayPal account |
    | `files/mapleremit-users.csv`, `-transactions.csv`, `-withdrawals.csv` | three tables of the payment service |
    | `files/hdfc.csv`, `icici.csv`, `sbi.xls` | three accounts in India; the `.xls` is text with tabs |
    | `claims.csv` | what the six claim: rows of their own statements |
    | `accounts.csv` | who the six are, and who is behind the accounts at PayPal and Mapleremit; two statements do not name their account, so this file does |
    | `decisions.csv` | rows that are one payment though no number says so, and why |
    | `profiles/` | how the tables of the payment service are read |
    | `truth/` | what is true and no file shows |

    ## What makes it hard

    - \(twice) of \(raw.payments.count) payments stand in two files: at the victim's bank or an Indian bank, and
      at PayPal or the payment service or another Indian bank. Each must count once.
    - Payments through Mapleremit, and between the Indian accounts, carry one number in both files.
      Card payments through PayPal and its withdrawals carry none: the bank prints the day after, PayPal its
      own id. That they are one payment is a decision of a person.
    - Two payments of one amount on neighbouring days are not one. Nor are two rows that print PayPal's
      telephone number, or the branch code of one bank.

    ## The truth

    `truth/payments.csv` names every payment once, with all rows that show it. `truth/shared.csv` lists the
    accounts that money of two or more victims reaches. `truth/amounts.csv` says how much of which victim's
    money came to each account and stayed, first in, first out; what stood on an account before
    its statement begins leaves it first. `truth/statements.csv` says what each statement adds up to.

    """
  }

  private var twice: Int {
    raw.payments.count { Set($0.rows.map(\.file)).count > 1 }
  }
}
