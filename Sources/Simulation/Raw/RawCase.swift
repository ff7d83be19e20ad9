package import PaymentGraph

/// A made-up case as an investigator gets it: statements in the layouts of nine banks, a PayPal
/// activity download and three tables of a payment service; and the truth that no file shows.
///
/// Six victims in the United Kingdom and Ireland pay callers for a "support plan" in the spring of
/// 2021, by card through PayPal or by bank transfer through a payment service. Both pay out to
/// three accounts in India, from which the money goes on to each other and out as cash. Payments of
/// ordinary life come between them.
///
/// Two files show many of the payments. The truth names each once, with all rows that show it. The
/// same seed writes the same bytes on every machine.
package struct RawCase: Sendable {
  /// The seed of the chance.
  package let seed: UInt64
  /// The accounts; payments name them by their index here.
  package let accounts: [RawAccount]
  /// All payments that some file shows, in the order of time.
  package let payments: [RawPayment]
  /// The totals of the statements, in the order of their files' names.
  package let closings: [RawClosing]
  /// The amounts of each victim's claimed money that came to each account and stayed, first in,
  /// first out.
  package let holdings: [RawHolding]

  let pages: [CaseFile]
  /// The payments whose two rows are one by a person's decision.
  let decided: [Int]

  /// Tells the story that begins with this seed.
  ///
  /// - Complexity: O(*p* log *p*) for *p* payments.
  package init(seed: UInt64) {
    let story = RawStory(seed: seed)
    let written = RawFiles(story)
    self.seed = seed
    accounts = story.characters.accounts
    // The truth lists payments in the order of time; ids follow it.
    let order = story.payments.indices.sorted {
      (story.payments[$0].moment, $0) < (story.payments[$1].moment, $1)
    }
    var positions = Array(repeating: 0, count: order.count)
    for (position, number) in order.enumerated() { positions[number] = position }
    payments = order.enumerated().map { position, number in
      var payment = story.payments[number]
      payment.id = "p-\(Characters.digits(position + 1, 4))"
      payment.rows = written.rows[number, default: []].sorted {
        ($0.file, $0.line) < ($1.file, $1.line)
      }
      return payment
    }
    decided = story.decided.map { positions[$0] }.sorted()
    closings = written.closings
    pages = written.pages
    let openings = RawBank.allCases.filter { !$0.isVictims }.map { bank in
      (
        account: story.characters.own(bank),
        money: Money(
          minorUnits: story.statements[bank]?.opening ?? 0, currency: bank.currency)
      )
    }
    holdings = RawLots(payments, accounts, openings: openings).holdings
  }
}

/// A payment of a raw case as it really took place, and the rows that show it.
package struct RawPayment: Sendable, Hashable {
  /// The payment's name in the truth; no file shows it.
  package internal(set) var id: String
  /// The moment of the payment, in milliseconds since 1970.
  package let moment: Int64
  /// The number of the account that pays.
  package let payer: Int
  /// The number of the account that is paid.
  package let payee: Int
  /// The amount that leaves the payer.
  package let sent: Money
  /// The amount that the beneficiary receives.
  package let received: Money
  /// The kind of movement.
  package let kind: TransferKind
  /// True where a victim claims the payment.
  package let isClaim: Bool
  /// The rows that show the payment, in the order of the files' names and lines.
  package internal(set) var rows: [RawRow] = []
}

/// The amount of one victim's claimed money that came to an account and stayed there, first in,
/// first out.
///
/// Amounts are kept in billionths of the minor unit, because conversions divide them.
package struct RawHolding: Sendable, Hashable {
  /// The number of the account.
  package let account: Int
  /// The number of the victim's account.
  package let victim: Int
  /// The currency.
  package let currency: Currency
  /// The victim's money in all receipts together, in billionths of the minor unit.
  package let received: Int128
  /// The victim's money that is still there when the story ends, in billionths of the minor unit.
  package let held: Int128

  /// Rounds billionths of the minor unit half up to whole minor units.
  package static func minorUnits(_ billionths: Int128) -> Int64 {
    Int64((billionths + RawLots.unit / 2) / RawLots.unit)
  }
}

/// The totals of one account's statement.
package struct RawClosing: Sendable, Hashable {
  /// The file's name.
  package let file: String
  /// The number of rows that show payments or hold back money, without those of the frame.
  package let rowCount: Int
  /// The balance before the first row.
  package let opening: Money
  /// The balance after the last row.
  package let closing: Money
}

/// A row of a file of a raw case.
package struct RawRow: Sendable, Hashable, CustomStringConvertible {
  /// The file's name.
  package let file: String
  /// The line on which the row begins, counted from 1.
  package let line: Int

  /// The row as answers print it: `barclays.csv:12`.
  package var description: String { "\(file):\(line)" }
}
