internal import PaymentGraph

/// Finds links of open transfers by references that differ in spelling, and by references that several receipts share.
struct ReferenceSearch {
  private let books: HubRecords
  private let model: FittedHub
  private let precedence: Precedence

  init(_ books: HubRecords, model: FittedHub, precedence: Precedence) {
    self.books = books
    self.model = model
    self.precedence = precedence
  }

  /// Returns the links of groups: several receipts and one payout carry one reference, and the receipts, less the fee,
  /// add up to the payout to the unit.
  func groups() -> [Link] {
    let references = books.columns.references
    guard !references.isEmpty else { return [] }
    var receipts: [UInt32: [Int]] = [:]
    for receipt in books.openReceipts where references[receipt] > 0 {
      receipts[references[receipt], default: []].append(receipt)
    }
    var payouts: [UInt32: [Int]] = [:]
    for payout in books.openPayouts where books.problems[payout] == .ambiguousReference {
      payouts[references[payout], default: []].append(payout)
    }
    return payouts.keys.sorted().flatMap { reference -> [Link] in
      guard let payout = payouts[reference]?.first, payouts[reference]?.count == 1,
        let members = receipts[reference], members.count > 1
      else { return [] }
      return group(members, payout)
    }
  }

  private func group(_ receipts: [Int], _ payout: Int) -> [Link] {
    let sent = books.sent(payout)
    let gross = receipts.map(books.received)
    guard gross.allSatisfy({ $0.currency == sent.currency }),
      receipts.allSatisfy({ precedence.mayFollow($0, payout) })
    else { return [] }
    let amounts = gross.map(\.minorUnits)
    let rules = (model.fees[sent.currency] ?? []).map(\.rule) + [.none]
    for rule in rules {
      for regime in BatchRegime.allCases
      where regime.payout(of: amounts, rule) == sent.minorUnits {
        return zip(receipts, amounts).map { receipt, amount in
          Link(
            inbound: TransferID(receipt), outbound: TransferID(payout), grade: .a,
            basis: .documentedGroup,
            share: regime == .eachReceipt
              ? Money(minorUnits: rule.net(of: amount), currency: sent.currency) : nil)
        }
      }
    }
    return []
  }

  /// Returns links of pairs in which one record's reference contains the reference or the id of the other, uniquely on
  /// both sides.
  ///
  /// The grade is A where the amounts reconcile, C where no rule says so, X where they contradict it.
  func contained() -> [Link] {
    let columns = books.columns
    guard !columns.references.isEmpty else { return [] }
    var crowded: Set<Int> = []
    let pairs = pairs(of: books.openReceipts, in: books.openPayouts, &crowded) { ($0, $1) }
      .union(pairs(of: books.openPayouts, in: books.openReceipts, &crowded) { ($1, $0) })
      .filter { !crowded.contains($0.receipt) && !crowded.contains($0.payout) }
    var payoutsOf: [Int: Int] = [:]
    var receiptsOf: [Int: Int] = [:]
    for pair in pairs {
      payoutsOf[pair.receipt, default: 0] += 1
      receiptsOf[pair.payout, default: 0] += 1
    }
    return pairs.filter { payoutsOf[$0.receipt] == 1 && receiptsOf[$0.payout] == 1 }
      .sorted { ($0.payout, $0.receipt) < ($1.payout, $1.receipt) }
      .map { pair in
        Link(
          inbound: TransferID(pair.receipt), outbound: TransferID(pair.payout),
          grade: grade(pair.receipt, pair.payout), basis: .containedReference,
          share: books.sent(pair.payout))
      }
  }

  private struct Pair: Hashable {
    let receipt: Int
    let payout: Int
  }

  /// Returns the pairs of a named transfer and one whose reference contains the name.
  ///
  /// - Parameter crowded: gets the transfers that cannot be in a unique pair, because three or more have one name. Their
  ///   pairs are left out: a reference that everybody writes would make as many as receipts times payouts.
  private func pairs(
    of named: [Int], in texts: [Int], _ crowded: inout Set<Int>, _ order: (Int, Int) -> (Int, Int)
  ) -> Set<Pair> {
    let ledger = books.ledger
    var byKey: [String: Set<Int>] = [:]
    for transfer in named {
      let view = ledger.transfer(TransferID(transfer))
      for text in [view.reference, view.recordedID] {
        if let text, let key = ReferenceKey.whole(text) { byKey[key, default: []].insert(transfer) }
      }
    }
    guard !byKey.isEmpty else { return [] }
    var pairs: Set<Pair> = []
    var crowdedKeys: Set<String> = []
    for transfer in texts {
      guard let reference = ledger.transfer(TransferID(transfer)).reference else { continue }
      for key in ReferenceKey.contained(in: reference) {
        guard let named = byKey[key] else { continue }
        if named.count > 2 {
          crowded.insert(transfer)
          // The named transfers are added once for all texts.
          if crowdedKeys.insert(key).inserted { crowded.formUnion(named) }
          continue
        }
        for other in named where other != transfer {
          let (receipt, payout) = order(other, transfer)
          pairs.insert(Pair(receipt: receipt, payout: payout))
        }
      }
    }
    return pairs
  }

  private func grade(_ receipt: Int, _ payout: Int) -> Grade {
    guard precedence.mayFollow(receipt, payout) else { return .x }
    let (gross, sent) = (books.received(receipt), books.sent(payout))
    guard gross.currency == sent.currency else { return .c }
    if gross.minorUnits == sent.minorUnits { return .a }
    guard sent.minorUnits < gross.minorUnits else { return .x }
    guard let fees = model.fees[gross.currency], !fees.isEmpty else { return .c }
    let nets = fees.map { $0.net(of: gross.minorUnits) }
    if nets.contains(where: { $0.lowerBound == sent.minorUnits && $0.upperBound == sent.minorUnits }
    ) {
      return .a
    }
    return nets.contains { $0.contains(sent.minorUnits) } ? .c : .x
  }
}

/// A reference in a form for tolerant comparison: letters and digits only, in capitals.
///
/// Banks drop hyphens, change case and put words before and after. The rest of `Payout mr-2009-004711 INR` contains
/// `MR2009004711` as a whole word, because adjacent words are also read together.
enum ReferenceKey {
  /// The fewest characters of a key; shorter keys, and keys without a digit, coincide by chance.
  static let fewestCharacters = 8
  /// The most words of a text that are read together.
  private static let mostWords = 6

  /// Returns the key of a whole reference; nil where it is too short to be telling.
  static func whole(_ text: String) -> String? {
    let key = words(text).joined()
    return isTelling(key) ? key : nil
  }

  /// Returns the keys that a text contains: each run of up to six words.
  static func contained(in text: String) -> Set<String> {
    let words = words(text)
    var keys: Set<String> = []
    for first in words.indices {
      var key = ""
      for word in words[first...].prefix(mostWords) {
        key += word
        if isTelling(key) { keys.insert(key) }
      }
    }
    return keys
  }

  private static func isTelling(_ key: String) -> Bool {
    key.utf8.count >= fewestCharacters && key.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  }

  private static func words(_ text: String) -> [String] {
    text.uppercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }
}
