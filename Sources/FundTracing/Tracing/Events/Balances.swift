internal import PaymentGraph

/// The balances that a trace keeps: one for every account and currency that transfers name.
///
/// Currencies never mix, so an account with two currencies has two balances. Most accounts have one, which is found
/// without hashing.
struct Balances: Sendable {
  private(set) var account: [UInt32] = []
  private(set) var currency: [UInt8] = []
  private var first: [Int32]
  private var others: [UInt64: Int32] = [:]

  init(accountCount: Int) { first = Array(repeating: -1, count: accountCount) }

  var count: Int { account.count }

  /// Returns the index of a balance, which is made where it is new.
  mutating func number(_ account: UInt32, _ currency: UInt8) -> Int32 {
    let known = first[Int(account)]
    if known >= 0, self.currency[Int(known)] == currency { return known }
    if known < 0 {
      let added = add(account, currency)
      first[Int(account)] = added
      return added
    }
    let key = UInt64(account) << 8 | UInt64(currency)
    if let found = others[key] { return found }
    let added = add(account, currency)
    others[key] = added
    return added
  }

  private mutating func add(_ account: UInt32, _ currency: UInt8) -> Int32 {
    self.account.append(account)
    self.currency.append(currency)
    return Int32(truncatingIfNeeded: self.account.count - 1)
  }
}

/// The labels of lots, numbered, with the mark of those that count as a claimant's.
///
/// Where only claims are followed, all other money has one of two labels: that keeps the lots of an account few,
/// however many strangers paid into it.
struct OriginTable: Sendable {
  private(set) var origins: [MoneyOrigin] = []
  /// True for each label whose money counts among the claimants'.
  private(set) var isClaimant: [Bool] = []
  private var numbers: [MoneyOrigin: Int32] = [:]
  private var coarse: [Bool: Int32] = [:]
  private let unidentified: UnidentifiedMoney
  private let tracksOthers: Bool

  init(_ ledger: Ledger, _ unidentified: UnidentifiedMoney, tracksOthers: Bool) {
    self.unidentified = unidentified
    self.tracksOthers = tracksOthers
  }

  var count: Int { origins.count }

  /// The single label of all money that does not count among the claimants'; nil where each origin has a label of its
  /// own, and while there is no such money.
  var unclaimed: Int32? { coarse[false] }

  mutating func number(_ origin: MoneyOrigin) -> Int32 {
    if let known = numbers[origin] { return known }
    let counts = origin.isClaim || (origin.isUnidentified && unidentified == .claimant)
    if !origin.isClaim, !tracksOthers {
      if let known = coarse[counts] { return known }
      let added = add(origin, counts)
      coarse[counts] = added
      return added
    }
    let added = add(origin, counts)
    numbers[origin] = added
    return added
  }

  /// Makes a separate label for an origin that may have another as well.
  mutating func separate(_ origin: MoneyOrigin) -> Int32 { add(origin, origin.isClaim) }

  /// Returns the claim of a label, or the first claim where the label represents several; nil for other money and for
  /// labels made later.
  func claim(_ label: Int32) -> TransferID? {
    Int(label) < origins.count ? origins[Int(label)].claim : nil
  }

  /// Returns, by label of a claim, the label of the first claim of the same account in the same currency.
  func firstClaims(_ columns: TransferColumns) -> [Int32: Int32] {
    var first: [ClaimGroup: Int32] = [:]
    var found: [Int32: Int32] = [:]
    for label in origins.indices {
      guard case .claim(let claim) = origins[label] else { continue }
      let number = Int32(truncatingIfNeeded: label)
      let victim = ClaimGroup(claim, columns)
      found[number] = first[victim, default: number]
      if first[victim] == nil { first[victim] = number }
    }
    return found
  }

  /// Merges the claims of one account in one currency: the label of the first represents all of them.
  mutating func unite(_ firsts: [Int32: Int32]) {
    for (label, first) in firsts where label != first {
      if case .claim(let claim) = origins[Int(first)] { origins[Int(first)] = .claims(from: claim) }
    }
  }

  func isClaim(_ label: Int32) -> Bool { origins[Int(label)].isClaim }

  private mutating func add(_ origin: MoneyOrigin, _ counts: Bool) -> Int32 {
    origins.append(origin)
    isClaimant.append(counts)
    return Int32(truncatingIfNeeded: origins.count - 1)
  }
}
