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
      // Rows that recur with one amount in hundreds are not searched for pairs.
      guard group.count <= 200 else { continue }
      let partners = Dictionary(
        uniqueKeysWithValues: group.map { one in
          (one, group.filter { PotMoves.mayPair(sides[one], sides[$0]) })
        })
      for out in group where sides[out].amount < 0 {
        guard let found = partners[out], let first = found.first, let rivals = partners[first],
          found.count == rivals.count, rivals.allSatisfy({ partners[$0] == found }),
          found.allSatisfy({ partners[$0] == rivals }), let place = rivals.firstIndex(of: out)
        else { continue }
        moves.append((out, found[place]))
      }
    }
    moves.sort { $0.out < $1.out }
  }

  /// Returns true where nothing speaks against two rows of one amount being the sides of one move.
  private static func mayPair(_ one: Side, _ other: Side) -> Bool {
    (one.amount < 0) != (other.amount < 0) && one.part != other.part
      && (one.time == other.time || ConversionPairs.areWithinMinute(one.time, other.time))
  }
}

extension PotMoves.Side {
  /// Takes the side of a move that a row shows; nil where the row is none.
  ///
  /// - Parameters:
  ///   - own: the account, by any name that is the same for all rows compared.
  ///   - part: the part of the account, by such a name.
  init?(_ entry: StatementEntry, own: String, part: String) {
    guard entry.kind == .internal, entry.conversion == nil, entry.fee == 0 else { return nil }
    self.init(
      own: own, currency: entry.currency, amount: entry.amount,
      time: entry.localTime ?? entry.time, part: part)
  }

  /// Takes a row for a side of a move whose other side has the same text; nil for a row without text.
  init?(sameTextAs entry: StatementEntry, at time: PostingTime) {
    guard !entry.narration.isEmpty, entry.conversion == nil, entry.fee == 0 else { return nil }
    self.init(
      own: "\(entry.own)\u{1F}\(entry.narration)", currency: entry.currency,
      amount: entry.amount, time: time, part: entry.pot)
  }
}

extension PotMoves {
  /// Makes one transfer of each move of which one file has both rows.
  static func fold(_ entries: inout [StatementEntry]) {
    let sides = entries.indices.compactMap { row -> (row: Int, side: Side)? in
      guard entries[row].kind == .internal else { return nil }
      let entry = entries[row]
      guard entry.role == .movement, entry.counter.account == entry.own, !entry.pot.isEmpty,
        let side = Side(entry, own: entry.own, part: entry.pot)
      else { return nil }
      return (row, side)
    }
    guard sides.count > 1 else { return }
    let pairs = PotMoves(sides.map(\.side))
    for move in pairs.moves {
      let (out, into) = (sides[move.out].row, sides[move.into].row)
      entries[into].role = .folded
      entries[out].furtherRows.append(entries[into].row)
    }
  }
}
