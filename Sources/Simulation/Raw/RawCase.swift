internal import PaymentGraph

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
public struct RawCase: Sendable {
  /// The seed of the chance.
  public let seed: UInt64
  /// The accounts; payments name them by their index here.
  public let accounts: [RawAccount]
  /// All payments that some file shows, in the order of time.
  public let payments: [RawPayment]
  /// The totals of the statements, in the order of their files' names.
  public let closings: [RawClosing]
  /// The amounts of each victim's claimed money that came to each account and stayed, first in,
  /// first out.
  public let holdings: [RawHolding]

  let pages: [CaseFile]
  /// The payments whose two rows are one by a person's decision.
  let decided: [Int]

  /// Tells the story that begins with this seed.
  ///
  /// - Complexity: O(*p* log *p*) for *p* payments.
  public init(seed: UInt64) {
    let story = RawStory(seed: seed)
    let written = RawFiles(story)
    self.seed = seed
    accounts = story.cast.accounts
    // The truth lists payments in the order of time; ids follow it.
    let order = story.payments.indices.sorted {
      (story.payments[$0].moment, $0) < (story.payments[$1].moment, $1)
    }
    var places = Array(repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[number] = place }
    payments = order.enumerated().map { place, number in
      var payment = story.payments[number]
      payment.id = "p-\(Cast.digits(place + 1, 4))"
      payment.rows = written.rows[number, default: []].sorted {
        ($0.file, $0.line) < ($1.file, $1.line)
      }
      return payment
    }
    decided = story.decided.map { places[$0] }.sorted()
    closings = written.closings
    pages = written.pages
    let openings = RawBank.allCases.filter { !$0.isVictims }.map { bank in
      (
        account: story.cast.own(bank),
        money: Money(
          minorUnits: story.statements[bank]?.opening ?? 0, currency: bank.currency)
      )
    }
    holdings = RawLots(payments, accounts, openings: openings).holdings
  }
}
