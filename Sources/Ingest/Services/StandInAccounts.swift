internal import PaymentGraph

/// Recognises files of one service that show one account, although some of them do not name it.
///
/// Two files show one account where both have one record of the service with one amount, or with the two sides of one
/// conversion: a service gives an id to one payment only. The id must have the form of the service's own, or there must
/// be two such records. A stand-in gives way to the account that another file names; of two stand-ins the one whose key
/// comes first stays. A stand-in that could be two named accounts stays unresolved.
struct StandInAccounts {
  /// The key that replaces each stand-in.
  private(set) var renamed: [String: String] = [:]
  /// The rows by which files were recognised: that of the account that gives way, and the other.
  private(set) var grounds: [(gone: String, row: Int, other: Int)] = []

  private struct Pair: Hashable {
    let one: String
    let other: String
  }

  /// - Parameters:
  ///   - posted: the rows of statements.
  ///   - own: for each row, the key of the account whose statement has it.
  init(_ posted: [PostedEntry], own: [String]) {
    var rows: [StatementEntry.ServiceRecord: [Int]] = [:]
    for (place, row) in posted.enumerated() {
      if let record = row.entry.record { rows[record, default: []].append(place) }
    }
    var found: [Pair: (count: Int, isSure: Bool, row: Int, other: Int)] = [:]
    for (record, indices) in rows where Set(indices.map { posted[$0].file }).count > 1 {
      for (index, one) in indices.enumerated() {
        for other in indices[(index + 1)...]
        where own[one] != own[other] && posted[one].file != posted[other].file
          && (StandInAccounts.isStandIn(own[one]) || StandInAccounts.isStandIn(own[other]))
          && StandInAccounts.agree(posted[one].entry, posted[other].entry)
        {
          let isFirst = own[one] < own[other]
          let pair = Pair(one: min(own[one], own[other]), other: max(own[one], own[other]))
          let (row, partner) = isFirst ? (one, other) : (other, one)
          var known = found[pair] ?? (0, false, row, partner)
          known.count += 1
          known.isSure = known.isSure || record.hasOwnForm
          if (row, partner) < (known.row, known.other) { (known.row, known.other) = (row, partner) }
          found[pair] = known
        }
      }
    }
    unite(found)
  }

  private mutating func unite(
    _ found: [Pair: (count: Int, isSure: Bool, row: Int, other: Int)]
  ) {
    let sure = found.filter { $0.value.isSure || $0.value.count > 1 }
      .sorted { ($0.key.one, $0.key.other) < ($1.key.one, $1.key.other) }
    for group in KeyGroups.joined(sure.lazy.map { ($0.key.one, $0.key.other) }) {
      let named = group.filter { !StandInAccounts.isStandIn($0) }
      guard named.count < 2, let kept = named.first ?? group.min() else { continue }
      for key in group where key != kept { renamed[key] = kept }
    }
    for (pair, ground) in sure {
      if renamed[pair.other] != nil {
        grounds.append((pair.other, ground.other, ground.row))
      } else if renamed[pair.one] != nil {
        grounds.append((pair.one, ground.row, ground.other))
      }
    }
  }

  /// Returns true where a key stands in for the account of a file that does not name it.
  static func isStandIn(_ key: String) -> Bool { key.hasPrefix("?:") && key.hasSuffix(":own") }

  /// Returns true where two rows of one id are the same, or the sides of one conversion.
  private static func agree(_ one: StatementEntry, _ other: StatementEntry) -> Bool {
    if one.kind == .fx, other.kind == .fx, one.currency != other.currency {
      return (one.amount < 0) != (other.amount < 0)
    }
    return one.currency == other.currency && one.amount == other.amount
  }
}

extension StatementEntry.ServiceRecord {
  /// True where the id has the form that the service gives to all payments of all its customers.
  var hasOwnForm: Bool {
    let parts = id.unicodeScalars
    switch service {
    case "paypal": return id.wholeMatch(of: /[0-9A-Z]{17}/) != nil
    case "stripe": return id.wholeMatch(of: /[a-z]{2,5}_[0-9A-Za-z_]+/) != nil
    case "wise": return id.wholeMatch(of: /[A-Z_]{4,}-[0-9A-Za-z-]+/) != nil
    default: return parts.count >= 8
    }
  }
}
