internal import PaymentGraph

/// Brings the rows of a conversion together.
///
/// A payment in a foreign currency is shown by several rows: the payment, what left the account for it
/// in its own currency, and what came of that. They are tied by the id of the payment. One transfer is
/// made of them: what was sent in the account's currency, and what the other party received. Two rows of
/// one moment that only change money into another currency are one transfer of the account to itself.
enum ConversionFolder {
  static func fold(_ entries: inout [StatementEntry]) {
    var byID: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if let id = entry.id, byID[id] == nil { byID[id] = index }
    }
    var legs: [Int: [Int]] = [:]
    var loose: [Int] = []
    for (index, entry) in entries.enumerated()
    where entry.kind == .fx && entry.role == .movement {
      if let group = entry.group, let payment = byID[group], payment != index {
        legs[payment, default: []].append(index)
      } else {
        loose.append(index)
      }
    }
    for (payment, found) in legs {
      let currency = entries[payment].currency
      let inward = found.filter { entries[$0].currency == currency }
      let outward = found.filter { entries[$0].currency != currency }
      guard inward.count == 1, outward.count == 1,
        entries[inward[0]].amount == -entries[payment].amount,
        (entries[outward[0]].amount < 0) == (entries[payment].amount < 0)
      else { continue }
      let named = money(entries[payment])
      let own = money(entries[outward[0]])
      entries[payment].conversion =
        entries[payment].amount < 0
        ? StatementEntry.Conversion(sent: own, received: named)
        : StatementEntry.Conversion(sent: named, received: own)
      entries[inward[0]].role = .folded
      entries[outward[0]].role = .folded
    }
    pair(loose, &entries)
  }

  private static func pair(_ loose: [Int], _ entries: inout [StatementEntry]) {
    var open = loose
    while let first = open.first {
      open.removeFirst()
      guard
        let match = open.firstIndex(where: {
          entries[$0].own == entries[first].own && entries[$0].currency != entries[first].currency
            && entries[$0].time == entries[first].time
            && (entries[$0].amount < 0) != (entries[first].amount < 0)
        })
      else { continue }
      let second = open.remove(at: match)
      let (out, into) = entries[first].amount < 0 ? (first, second) : (second, first)
      entries[out].conversion = StatementEntry.Conversion(
        sent: money(entries[out]), received: money(entries[into]))
      entries[out].counter = PartyHint(account: entries[out].own)
      entries[into].role = .folded
    }
  }

  private static func money(_ entry: StatementEntry) -> Money {
    Money(minorUnits: abs(entry.amount), currency: entry.currency)
  }
}
