internal import PaymentGraph

/// Finds the rows that are the two sides of one move of money between the parts of an account, such as its savings.
///
/// Both parts are one account, and each has a row: the same amount leaves one part and comes into the other. The rows
/// are one move where their times are one, or a minute apart at most, and no third row could be a side; or where as many
/// equal rows left as came in, so that every pairing gives the same moves.
struct PotMoves {
  /// A row that moves money of an account to itself.
  struct Side {
    let own: String
    let currency: Currency
    let amount: Int64
    let time: PostingTime
    /// The part of the account to which the row belongs.
    let part: String
  }

  /// The indices of the sides of each move, in the order of those by which money left.
  private(set) var moves: [(out: Int, into: Int)] = []

  /// O(*n* log *n*) for *n* sides, unless many have one amount.
  init(_ sides: [Side]) {
    let groups = Dictionary(grouping: sides.indices) { index in
      "\(sides[index].own)\u{1F}\(sides[index].currency.code)\u{1F}\(sides[index].amount.magnitude)"
    }
    for (_, group) in groups {
      func partners(_ one: Int) -> [Int] {
        group.filter { other in
          (sides[one].amount < 0) != (sides[other].amount < 0)
            && sides[one].part != sides[other].part
            && PotMoves.isOneTime(sides[one].time, sides[other].time)
        }
      }
      // Rows that recur with one amount in hundreds are not searched for pairs.
      guard group.count <= 200 else { continue }
      for out in group where sides[out].amount < 0 {
        let found = partners(out)
        let rivals = found.first.map(partners) ?? []
        guard !found.isEmpty, found.count == rivals.count,
          rivals.allSatisfy({ partners($0) == found }),
          found.allSatisfy({ partners($0) == rivals }),
          let place = rivals.firstIndex(of: out)
        else { continue }
        moves.append((out, found[place]))
      }
    }
    moves.sort { $0.out < $1.out }
  }

  private static func isOneTime(_ one: PostingTime, _ other: PostingTime) -> Bool {
    if one == other { return true }
    return one.precision != .day && other.precision != .day
      && abs(one.start &- other.start) <= 60_000
  }
}

extension PotMoves {
  /// Makes one transfer of each move of which one file has both rows.
  static func fold(_ entries: inout [StatementEntry]) {
    let rows = entries.indices.filter { row in
      let entry = entries[row]
      return entry.kind == .internal && entry.role == .movement
        && entry.counter.account == entry.own
        && entry.conversion == nil && entry.fee == 0 && !entry.pot.isEmpty
    }
    guard rows.count > 1 else { return }
    let pairs = PotMoves(
      rows.map { row in
        let entry = entries[row]
        return Side(
          own: entry.own, currency: entry.currency, amount: entry.amount,
          time: entry.localTime ?? entry.time, part: entry.pot)
      })
    for move in pairs.moves {
      let (out, into) = (rows[move.out], rows[move.into])
      entries[into].role = .folded
      entries[out].furtherRows.append(entries[into].row)
    }
  }
}
