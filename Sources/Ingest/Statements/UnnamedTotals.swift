internal import PaymentGraph

/// Finds the rows of a statement that may state a balance or a total, though no word of theirs is known to say so.
///
/// The amount of such a row is the sum of all rows before it; or it names no party, where other rows do, and its amount
/// is what came in or what went out before. Words of a language that ``BalanceWords`` lacks are so found by arithmetic.
/// A payment may have such an amount by chance: the row still counts, and its reader is warned.
struct UnnamedTotals {
  /// The rows that are looked at, from the end of the statement.
  private static let reach = 4

  /// The indices of the drafts, in their order.
  private(set) var rows: [Int] = []

  /// O(*n*) for *n* drafts.
  init(_ drafts: [StatementRows.Draft]) {
    var sections: [PlacedRows.Section: [Int]] = [:]
    for (index, draft) in drafts.enumerated() where draft.movesBalance && draft.entry.amount != 0 {
      sections[PlacedRows.Section(draft.entry), default: []].append(index)
    }
    for (_, section) in sections where section.allSatisfy({ drafts[$0].printed == nil }) {
      let running = RunningSums(section.map { Int128(drafts[$0].entry.amount) })
      let isNamed = section.contains { drafts[$0].entry.counter.namesParty }
      let sides = running.sides.filter { place in
        isNamed && place >= section.count - UnnamedTotals.reach
          && !drafts[section[place]].entry.counter.namesParty
      }
      rows += Set(running.wholes + sides).map { section[$0] }
    }
    rows.sort()
  }

  /// Reports the rows.
  func report(_ drafts: [StatementRows.Draft], bytes: Span<UInt8>, log: inout DiagnosticLog) {
    for row in rows {
      log.add(
        .balanceOrPayment, severity: .warning,
        summary: "the row counts as a payment, but its amount is the sum of rows before it",
        in: drafts[row].row, bytes: bytes,
        note: "it may state a balance or a total, and the first row a balance as well",
        remedy: "compare the row with the original; remove it if it is not a payment")
    }
  }
}

/// The rows of one account whose amounts are sums of rows before them.
private struct RunningSums {
  /// The rows of one direction before the present one.
  private struct Side {
    var sum: Int128 = 0
    var count = 0

    mutating func add(_ amount: Int128) {
      sum += amount
      count += 1
    }
  }

  /// The rows that are the sum of all rows before: the last one, or several.
  private(set) var wholes: [Int] = []
  /// The rows that are the sum of what came in, or of what went out, with the first row or without it.
  private(set) var sides: [Int] = []

  init(_ amounts: [Int128]) {
    var (into, out) = (Side(), Side())
    let opening = amounts.first ?? 0
    for (place, amount) in amounts.enumerated() {
      let isIn = amount > 0
      let side = isIn ? into : out
      // The first row may be a balance, which is no part of what came in.
      let isWithoutFirst = (opening > 0) == isIn && side.sum - opening == amount
      if into.count > 0, out.count > 0, into.count + out.count > 2, into.sum + out.sum == amount {
        wholes.append(place)
      } else if side.count > 1, side.sum == amount || isWithoutFirst {
        sides.append(place)
      } else if isIn {
        into.add(amount)
      } else {
        out.add(amount)
      }
    }
    // One row in the midst may have such an amount by chance.
    if wholes.count == 1, wholes[0] != amounts.count - 1 { wholes = [] }
  }
}
