internal import PaymentGraph

/// The way in which a pooled account treats a payment, fitted from the pairs that its records state.
struct FittedHub: Sendable {
  let window: LagWindow
  /// The fee rules, by currency.
  let fees: [Currency: [FittedFee]]
  /// The day rates of payouts in another currency than the receipt's.
  let rates: RateBands
  /// True where one payout passed on several receipts in the records.
  let isBatching: Bool
  /// The ways of taking fees from batches that the recorded batches obey; both where there are none.
  let batchRegimes: [BatchRegime]
  /// The number of receipts passed on by exactly one payout that passes on no other.
  let pairCount: Int
  /// The number of receipts that several payouts passed on.
  private let splitCount: Int
  /// The number of pairs, and of pairs that obey some rule, by currency.
  private let obeyed: [Currency: (pairs: Int, obeying: Int)]

  init(
    _ books: HubRecords, precedence: Precedence, settings: MatchSettings,
    also groups: [Link] = []
  ) {
    let links = (books.recorded + groups).filter { link in
      let kind = books.columns.kind[link.outbound.position]
      return link.grade == .a && kind != .fee && !books.isReturn(link.outbound.position)
        && books.columns.beneficiary[link.outbound.position]
          != books.columns.payer[link.inbound.position]
        // A payment of the account to itself bears none of the fees that customers pay.
        && !books.isWithin(link.inbound.position) && !books.isWithin(link.outbound.position)
    }
    var payoutsOf: [Int: Int] = [:]
    var receiptsOf: [Int: Int] = [:]
    for link in links {
      payoutsOf[link.inbound.position, default: 0] += 1
      receiptsOf[link.outbound.position, default: 0] += 1
    }
    let pairs = links.filter {
      payoutsOf[$0.inbound.position] == 1 && receiptsOf[$0.outbound.position] == 1
    }
    pairCount = pairs.count
    splitCount = payoutsOf.values.count { $0 > 1 }
    isBatching = receiptsOf.values.contains { $0 > 1 }
    window = LagWindow(
      pairs.compactMap {
        books.wait($0.inbound.position, payout: $0.outbound.position, precedence: precedence)
      }, settings)

    var amounts: [Currency: [FeeFit.Pair]] = [:]
    for pair in pairs {
      let (gross, net) = (
        books.received(pair.inbound.position), books.sent(pair.outbound.position)
      )
      if gross.currency == net.currency {
        amounts[gross.currency, default: []].append(
          FeeFit.Pair(gross: gross.minorUnits, net: net.minorUnits))
      }
    }
    let stated = settings.fees[AccountID(books.hub)]
    var fees: [Currency: [FittedFee]] = [:]
    var obeyed: [Currency: (pairs: Int, obeying: Int)] = [:]
    for (currency, pairs) in amounts {
      let found =
        stated.map { [FittedFee(stated: $0, currency: currency)] }
        ?? FeeFit.rules(pairs, currency: currency, fewestPairs: settings.fewestPairs)
      fees[currency] = found
      obeyed[currency] = (
        pairs.count,
        pairs.count { pair in found.contains { $0.rule.net(of: pair.gross) == pair.net } }
      )
    }
    if let stated {
      for receipt in books.receipts {
        let currency = books.received(receipt).currency
        if fees[currency] == nil {
          fees[currency] = [FittedFee(stated: stated, currency: currency)]
        }
      }
    }
    // A service states one fee for all currencies. Where too few pairs of a currency are recorded to fit one, another
    // currency's fee is taken if all pairs obey it, for links of grade C.
    for (currency, pairs) in amounts where fees[currency]?.isEmpty ?? true {
      let others = fees.keys.sorted().flatMap { fees[$0] ?? [] }
      let fitting = others.first { fee in
        pairs.allSatisfy { fee.rule.net(of: $0.gross) == $0.net }
      }
      if let fitting { fees[currency] = [fitting.borrowed(by: currency, pairCount: pairs.count)] }
    }
    self.fees = fees
    self.obeyed = obeyed
    batchRegimes = FittedHub.regimes(
      links.filter { (receiptsOf[$0.outbound.position] ?? 0) > 1 }, books: books, fees: fees)
    rates = RateBands(books, pairs: pairs, fees: fees)
  }

  /// Returns the ways of taking fees that most recorded batches obey.
  private static func regimes(
    _ links: [Link], books: HubRecords, fees: [Currency: [FittedFee]]
  ) -> [BatchRegime] {
    var batches: [Int: [Int]] = [:]
    for link in links { batches[link.outbound.position, default: []].append(link.inbound.position) }
    var obeying: [BatchRegime: Int] = [:]
    for (payout, receipts) in batches {
      let sent = books.sent(payout)
      let gross = receipts.map(books.received)
      guard gross.allSatisfy({ $0.currency == sent.currency }),
        let rule = fees[sent.currency]?.first?.rule
      else { continue }
      for regime in BatchRegime.allCases
      where regime.payout(of: gross.map(\.minorUnits), rule) == sent.minorUnits {
        obeying[regime, default: 0] += 1
      }
    }
    guard let most = obeying.values.max() else {
      // Without a fee the two ways are the same.
      let isFree = fees.values.allSatisfy { $0.allSatisfy { $0.rule.isNothing } }
      return isFree ? [.eachReceipt] : BatchRegime.allCases
    }
    return BatchRegime.allCases.filter { obeying[$0] == most }
  }

  /// Returns true where nearly all recorded pairs obey the rules, and hardly any receipt is split.
  func isGeneral(_ currency: Currency, _ settings: MatchSettings) -> Bool {
    guard pairCount * 100 >= (pairCount + splitCount) * settings.leastObeyed else { return false }
    guard let (pairs, obeying) = obeyed[currency], pairs >= settings.fewestPairs else {
      return fees[currency]?.contains(where: \.isStated) ?? false
    }
    return obeying * 100 >= pairs * settings.leastObeyed
  }

  /// Returns true where the records *pin* the fee in a currency.
  ///
  /// Then each recorded pair obeys a fitted rule, no receipt is split, and all equivalent rules leave the same amount
  /// of every receipt of the account, to within a minor unit.
  ///
  /// Where the fee is not pinned, a payout that fits no receipt may only show that another rule applies, or that the
  /// account makes exceptions. O(*r*) for *r* receipts.
  func isPinned(_ currency: Currency, _ books: HubRecords) -> Bool {
    guard let fees = fees[currency], !fees.isEmpty, splitCount == 0 else { return false }
    if let (pairs, obeying) = obeyed[currency], obeying < pairs { return false }
    return books.receipts.lazy.map(books.received).filter { $0.currency == currency }
      .allSatisfy { gross in
        fees.allSatisfy { fee in
          let net = fee.net(of: gross.minorUnits)
          return net.upperBound - net.lowerBound <= 1
        }
      }
  }

  /// Returns the net amounts of a receipt under each rule of its currency; empty where the rules leave them too open.
  func nets(of gross: Money) -> [(fee: FittedFee?, net: ClosedRange<Int64>)] {
    guard let fees = fees[gross.currency], !fees.isEmpty else {
      return [(nil, gross.minorUnits...gross.minorUnits)]
    }
    return fees.map { ($0, $0.net(of: gross.minorUnits)) }.filter {
      $0.1.upperBound - $0.1.lowerBound <= FittedHub.widestNet && $0.1.upperBound > 0
    }
  }

  /// The widest range of net amounts, in minor units, that still predicts anything.
  private static let widestNet: Int64 = 5

  /// All rules, in the order of currencies.
  var allFees: [FittedFee] { fees.keys.sorted().flatMap { fees[$0] ?? [] } }
}
