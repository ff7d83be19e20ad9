internal import PaymentGraph

/// How a hub treats a payment, fitted from the pairs that its records state.
struct HubModel: Sendable {
  let window: LagWindow
  /// The fee rules, by currency.
  let fees: [Currency: [FittedFee]]
  /// The day rates of payouts in another currency than the receipt's.
  let rates: RateBands
  /// Whether one payout passed on several receipts in the records.
  let isBatching: Bool
  /// How the hub takes its fee from batches: what the recorded ones obey, both ways where none is.
  let batchRegimes: [BatchRegime]
  /// How many receipts were passed on by exactly one payout that pays on nothing else.
  let pairCount: Int
  /// How many receipts several payouts passed on.
  private let splitCount: Int
  /// By currency: how many pairs there are, and how many obey some rule.
  private let obeyed: [Currency: (pairs: Int, obeying: Int)]

  init(
    _ books: HubBooks, _ precedence: Precedence, _ settings: MatchSettings,
    also groups: [Link] = []
  ) {
    let links = (books.recorded + groups).filter { link in
      let kind = books.columns.kind[link.outbound.position]
      return link.grade == .a && kind != .fee && !books.isReturn(link.outbound.position)
        && books.columns.beneficiary[link.outbound.position]
          != books.columns.payer[link.inbound.position]
        // What the hub pays to itself bears no fee that a customer pays.
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
        books.wait($0.inbound.position, $0.outbound.position, precedence)
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
    // A service states one fee for all currencies; where too few pairs of a currency are recorded to
    // fit one, another's is taken if all of them obey it, for links of grade C.
    for (currency, pairs) in amounts where fees[currency]?.isEmpty ?? true {
      let others = fees.keys.sorted().flatMap { fees[$0] ?? [] }
      let fitting = others.first { fee in
        pairs.allSatisfy { fee.rule.net(of: $0.gross) == $0.net }
      }
      if let fitting { fees[currency] = [fitting.borrowed(by: currency, pairCount: pairs.count)] }
    }
    self.fees = fees
    self.obeyed = obeyed
    batchRegimes = HubModel.regimes(
      links.filter { (receiptsOf[$0.outbound.position] ?? 0) > 1 }, books, fees)
    rates = RateBands(books, pairs, fees)
  }

  /// The ways of taking fees that most recorded batches obey.
  private static func regimes(
    _ links: [Link], _ books: HubBooks, _ fees: [Currency: [FittedFee]]
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
      // Without a fee both ways are one.
      let isFree = fees.values.allSatisfy { $0.allSatisfy { $0.rule.isNothing } }
      return isFree ? [.eachReceipt] : BatchRegime.allCases
    }
    return BatchRegime.allCases.filter { obeying[$0] == most }
  }

  /// Whether nearly all pairs that the records state obey the rules, and hardly a receipt is split.
  func isGeneral(_ currency: Currency, _ settings: MatchSettings) -> Bool {
    guard pairCount * 100 >= (pairCount + splitCount) * settings.leastObeyed else { return false }
    guard let (pairs, obeying) = obeyed[currency], pairs >= settings.fewestPairs else {
      return fees[currency]?.contains(where: \.isStated) ?? false
    }
    return obeying * 100 >= pairs * settings.leastObeyed
  }

  /// Whether the records *pin* what the hub keeps in a currency: each pair that they state obeys a fitted rule, no
  /// receipt is split, and whichever of the equivalent rules is the true one, every receipt of the hub leaves the
  /// same amount, to within a minor unit.
  ///
  /// Where it is not pinned, a payout that fits no receipt may only show that the rule is another one, or that the hub
  /// makes exceptions. O(*r*) for *r* receipts.
  func isPinned(_ currency: Currency, _ books: HubBooks) -> Bool {
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

  /// What a receipt leaves under each rule of its currency; nothing where the rule says too little.
  func nets(of gross: Money) -> [(fee: FittedFee?, net: ClosedRange<Int64>)] {
    guard let fees = fees[gross.currency], !fees.isEmpty else {
      return [(nil, gross.minorUnits...gross.minorUnits)]
    }
    return fees.map { ($0, $0.net(of: gross.minorUnits)) }.filter {
      $0.1.upperBound - $0.1.lowerBound <= HubModel.widestNet && $0.1.upperBound > 0
    }
  }

  /// A range of nets wider than this, in minor units, predicts nothing.
  private static let widestNet: Int64 = 5

  /// All rules, in the order of currencies.
  var allFees: [FittedFee] { fees.keys.sorted().flatMap { fees[$0] ?? [] } }
}
