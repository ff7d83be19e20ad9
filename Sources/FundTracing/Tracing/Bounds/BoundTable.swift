public import PaymentGraph

/// The bounds of victims' money under any rule: the answer of ``PaymentGraph/LedgerView/bounds(of:at:terms:effort:)``.
public struct BoundTable: Sendable {
  /// A site: the account, bank or fee, and the currency in which money lies there.
  public struct Site: Sendable, Hashable {
    /// The account, bank or fee.
    public let place: Holding.Place
    /// The currency.
    public let currency: Currency

    /// Creates a site.
    public init(place: Holding.Place, currency: Currency) {
      self.place = place
      self.currency = currency
    }

    /// Returns true where the site comes first in the order of account keys, then of accounts, fees and overdrafts,
    /// then of currencies.
    func precedes(_ other: Site, _ ranks: [UInt32]) -> Bool {
      let (one, two) = (ranks[place.account.position], ranks[other.place.account.position])
      if one != two { return one < two }
      return (place.kind, currency.code) < (other.place.kind, other.currency.code)
    }
  }

  private struct Key: Hashable {
    let victims: [AccountID]
    let site: Site
    let claimCurrency: Currency
  }

  /// The victims, in the order of their keys.
  public let victims: [AccountID]
  /// The bounds that are not 0 to 0, and those at accounts asked for: by account key, kind of site, currency, claims'
  /// currency and victim; those for all victims together come last.
  public let bounds: [Bound]
  /// The sites that money of the claims can reach and whose bounds would have taken more than the effort allowed; in
  /// the same order.
  public let omitted: [Site]
  /// The accounts asked for; nil for all.
  public let asked: Set<AccountID>?
  /// The claimed payments, in ledger order.
  public let claims: [TransferID]
  /// The accounts that claimed money can have reached, that paid on, and whose balances no record shows, by key: in them
  /// may have lain any other money.
  public let unknownBalances: [AccountID]
  /// The notes that a reader must know beside the bounds.
  public let notes: [AnswerNote]
  private let numbers: [Key: Int]
  private let isOmitted: Set<Site>

  init(
    victims: [AccountID], claims: [TransferID], bounds: [Bound], omitted: [Site],
    asked: Set<AccountID>?, unknownBalances: [AccountID], notes: [AnswerNote]
  ) {
    self.unknownBalances = unknownBalances
    self.victims = victims
    self.claims = claims
    self.asked = asked
    self.bounds = bounds
    self.omitted = omitted
    self.notes = notes
    isOmitted = Set(omitted)
    numbers = Dictionary(
      bounds.enumerated().map { number, bound in
        (
          Key(
            victims: bound.victims, site: Site(place: bound.place, currency: bound.currency),
            claimCurrency: bound.claimCurrency), number
        )
      }, uniquingKeysWith: min)
  }

  /// Returns the least and the most of some victims' money at a site, in minor units of their claims' currency; nil
  /// where they were not computed.
  ///
  /// - Parameter victims: one victim, or all of them in the order of ``victims``.
  public func limits(
    of victims: [AccountID], at site: Site, claimedIn claimCurrency: Currency
  ) -> (lower: Int128, upper: Int128)? {
    bothLimits(of: victims, at: site, claimedIn: claimCurrency).map {
      ($0.any.lower, $0.any.upper)
    }
  }

  /// Returns the least and the most as ``limits(of:at:claimedIn:)`` does, if accounts whose balances no record shows
  /// held no money but what the records show.
  public func limitsIfNothingElse(
    of victims: [AccountID], at site: Site, claimedIn claimCurrency: Currency
  ) -> (lower: Int128, upper: Int128)? {
    bothLimits(of: victims, at: site, claimedIn: claimCurrency).map {
      ($0.ifNothingElse.lower, $0.ifNothingElse.upper)
    }
  }

  private func bothLimits(
    of victims: [AccountID], at site: Site, claimedIn claimCurrency: Currency
  ) -> (any: BoundLimits, ifNothingElse: BoundLimits)? {
    if let number = numbers[Key(victims: victims, site: site, claimCurrency: claimCurrency)] {
      return (bounds[number].limits, bounds[number].ifNothingElse)
    }
    let none = BoundLimits(lower: 0, upper: 0, bottlenecks: [])
    let isComputed = asked?.contains(site.place.account) ?? !isOmitted.contains(site)
    return isComputed ? (none, none) : nil
  }

  /// The bounds for all victims together, in the order of ``bounds``.
  public var ofAll: [Bound] { bounds.filter { $0.victims == victims } }
}

/// The least and the most of somebody's money that can lie at one site at the end, under any rule that respects time
/// and balances, and in every order of payments that the records leave open.
public struct Bound: Sendable, Hashable {
  /// The victims whose money is counted together, in the order of their keys.
  public let victims: [AccountID]
  /// The account, bank or fee where the money is.
  public let place: Holding.Place
  /// The currency in which it lies there.
  public let currency: Currency
  /// The currency of the claims, in which all amounts are.
  public let claimCurrency: Currency
  /// The sum of their claims, in minor units.
  public let claimed: Int128
  /// The least and the most whatever other money lay in accounts whose balances no record shows.
  public let limits: BoundLimits
  /// The least and the most if those accounts held no money but what the records show, or else the least that makes all
  /// payments possible; the same as ``limits`` where records show all balances.
  public let ifNothingElse: BoundLimits

  /// The least, in minor units: this much is there under any rule.
  public var lower: Int128 { limits.lower }
  /// The most, in minor units; 0 excludes the site on these records.
  public var upper: Int128 { limits.upper }
  /// The limits that keep ``upper`` from being more, in ledger order.
  public var bottlenecks: [Bottleneck] { limits.bottlenecks }
}

/// A least and a most, in minor units of the currency of claims.
public struct BoundLimits: Sendable, Hashable {
  /// The least.
  public let lower: Int128
  /// The most.
  public let upper: Int128
  /// The limits that keep ``upper`` from being more, in ledger order: together they let exactly that much pass.
  public let bottlenecks: [Bottleneck]

  init(lower: Int128, upper: Int128, bottlenecks: [Bottleneck]) {
    (self.lower, self.upper, self.bottlenecks) = (lower, upper, bottlenecks)
  }
}

/// One limit that keeps more of somebody's money from reaching an account: an arc of the minimum cut.
public struct Bottleneck: Sendable, Hashable {
  /// The kinds of limits.
  public enum Kind: Sendable, Hashable {
    /// No more than this was claimed.
    case claim(TransferID)
    /// No more than this of a payment could pass: its amount, or the part that a link, a fee, an overdraft or the
    /// balance of the account leaves.
    case payment(TransferID)
    /// No more than this was left in the account after a payment out of it.
    case balance(AccountID, after: TransferID)
  }

  /// The kind of the limit.
  public let kind: Kind
  /// The amount that can pass, in minor units.
  public let minorUnits: Int128
}
