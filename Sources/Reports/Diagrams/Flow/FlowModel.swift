internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The content of a flow diagram: who is drawn in which column, and which payments between them.
struct FlowModel {
  let input: FlowInput
  let parties: [FlowParty]
  let streams: [FlowStream]

  var ledger: Ledger { input.ledger }
  var sourceNoun: String { input.sourceNoun }

  // MARK: Streams

  /// Returns true where a stream goes back: it is drawn from left to right with its arrow reversed.
  func isTurned(_ stream: FlowStream) -> Bool {
    parties[stream.to].column < parties[stream.from].column
  }

  func left(_ stream: FlowStream) -> Int { isTurned(stream) ? stream.to : stream.from }
  func right(_ stream: FlowStream) -> Int { isTurned(stream) ? stream.from : stream.to }

  /// Returns true where both ends are in one column.
  func isSideways(_ stream: FlowStream) -> Bool {
    parties[stream.to].column == parties[stream.from].column
  }

  /// Returns the channel whose colour a stream has; nil for none.
  func channel(_ stream: FlowStream) -> Int? {
    parties[stream.to].channel ?? parties[stream.from].channel
  }

  /// Returns `to`, `from`, or `via` for both: the preposition for the lines in a channel's colour.
  func preposition(_ channel: Int?) -> String {
    let own = streams.filter {
      !$0.isReturn && parties[$0.to].tier != .stop && self.channel($0) == channel
    }
    let arrives = own.contains { parties[$0.to].channel == channel }
    let leaves = own.contains {
      parties[$0.from].channel == channel && parties[$0.to].channel == nil
    }
    return arrives && leaves ? "via" : leaves ? "from" : "to"
  }

  // MARK: Parties

  /// Returns the sum that a party paid, for those in the first column, or received, for all others.
  func total(_ party: Int) -> MoneyTotals {
    var totals = MoneyTotals()
    let isSource = parties[party].tier == .source
    for stream in streams
    where stream.way != .refund && (isSource ? stream.from : stream.to) == party {
      for transfer in betweenAccounts(stream) {
        totals.add(isSource ? transfer.sent : transfer.received)
      }
    }
    return totals
  }

  /// Returns the payments of a stream without those of an account to itself, such as a conversion: these bring an
  /// account nothing, and take nothing from it.
  private func betweenAccounts(_ stream: FlowStream) -> [Transfer] {
    stream.transfers.map(ledger.transfer).filter { !$0.isOwn }
  }

  /// Returns the sum that a party of the first column lost or paid, drawn or not; nil where the
  /// question names no sources.
  func claimed(_ party: Int) -> MoneyTotals? {
    guard parties[party].tier == .source, !input.claimed.isEmpty else { return nil }
    return sum(input.claimed, parties[party].accounts)
  }

  /// Returns the drawn part of the sum that a party lost or paid.
  func followed(_ party: Int) -> MoneyTotals { sum(input.followed, parties[party].accounts) }

  /// The sum that all sources lost or paid, those outside the picture included, and the part of it that is drawn.
  var allClaims: (claimed: MoneyTotals, followed: MoneyTotals) {
    let accounts = input.claimed.keys.sorted { $0.position < $1.position }
    return (sum(input.claimed, accounts), sum(input.followed, accounts))
  }

  private func sum(_ sums: [AccountID: MoneyTotals], _ accounts: [AccountID]) -> MoneyTotals {
    var totals = MoneyTotals()
    for account in accounts { if let own = sums[account] { totals.add(own) } }
    return totals
  }

  /// Returns the number of payments received.
  func paymentsIn(_ party: Int) -> Int {
    streams.filter { $0.to == party && $0.way != .refund }.reduce(0) {
      $0 + betweenAccounts($1).count
    }
  }

  /// Returns the number of payments made.
  func paymentsOut(_ party: Int) -> Int {
    streams.filter { $0.from == party && $0.way != .refund }.reduce(0) {
      $0 + betweenAccounts($1).count
    }
  }

  /// Returns the sum that the party sent.
  func paidOut(_ party: Int) -> MoneyTotals {
    var totals = MoneyTotals()
    for stream in streams where stream.from == party && stream.way != .refund {
      for transfer in betweenAccounts(stream) { totals.add(transfer.sent) }
    }
    return totals
  }

  /// Returns the name of a party in the drawing.
  static func name(_ party: Int) -> NodeID { NodeID("p\(party)") }

  /// Returns the names of both ends of a stream within a column.
  static func ends(ofSideways stream: Int) -> [NodeID] {
    [NodeID("r\(stream)"), NodeID("q\(stream)")]
  }
}

/// The kind of column of a flow diagram, from left to right.
enum FlowTier: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// The sources of the money: victims, or the accounts from which a question starts.
  case source
  /// The pooled accounts, or the account that a diagram is about.
  case channel
  /// The accounts that pay on, in as many columns as they pay each other.
  case transit
  /// The accounts where the money ends.
  case end
  /// The accounts that accounts of ``end`` pay in turn.
  case beyond
  /// The end of money of which the records tell nothing more; it is no account.
  case stop

  static func < (left: FlowTier, right: FlowTier) -> Bool { left.rawValue < right.rawValue }
}

/// The party of a row or card of a flow diagram: an account, several folded into one row, or the
/// end of money that stops.
struct FlowParty: Sendable, Hashable {
  /// The accounts, in the order of their keys; for money that stops, the account where it does.
  var accounts: [AccountID]
  /// The tier of the party's column.
  var tier: FlowTier
  /// The number of the column, from the left.
  var column: Int
  /// The name of the party's card: a country, a bank.
  var group: String
  /// The number of the channel, from 0; nil for none.
  var channel: Int?
  /// True where somebody wants the account to have a row of its own.
  var isPinned = false

  /// True where several accounts were folded into the party.
  var isFolded: Bool { accounts.count > 1 }
}

/// Payments between two parties, drawn as one line.
struct FlowStream: Sendable, Hashable {
  /// The properties by which streams are told apart.
  struct Key: Hashable {
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let way: FlowWay
  }

  /// The indices of the parties.
  var from: Int
  var to: Int
  /// The evidence for the stream.
  var evidence: FlowEvidence
  var way: FlowWay
  /// The transfers, in ledger order.
  var transfers: [TransferID] = []
}

/// The way that money goes between the columns of a picture.
enum FlowWay: Int, Sendable, Hashable, Comparable {
  /// From left to right, or within a column.
  case onward
  /// To an account further left, which the records do not call a refund: the account received it like any other money.
  case back
  /// Back as a refund.
  case refund

  static func < (left: FlowWay, right: FlowWay) -> Bool { left.rawValue < right.rawValue }

  /// The words beside a line; empty for onward.
  var words: String {
    switch self {
    case .onward: ""
    case .back: "goes back"
    case .refund: "given back"
    }
  }

  /// Returns the words of a legend for lines of these ways that do not go onward; nil where there are none.
  static func legend(_ ways: some Sequence<FlowWay>) -> String? {
    let ways = Set(ways)
    switch (ways.contains(.refund), ways.contains(.back)) {
    case (true, true): return "returned money, or a payment to an account further left"
    case (true, false): return "returned money"
    case (false, true): return "a payment to an account further left"
    case (false, false): return nil
    }
  }
}

extension FlowStream {
  /// True where the stream does not go onward.
  var isReturn: Bool { way != .onward }
}

/// The evidence for a stream: links for payouts of a pooled account, the order of payments for all.
enum FlowEvidence: Sendable, Hashable, Comparable {
  /// The stream is no payout of a pooled account, or records name each other (grade A or B).
  case recorded
  /// The records do not show whether the money had arrived before it left.
  case openOrder
  /// The stream rests on links of this grade.
  case inferred(Grade)
  /// No link leads to the stream.
  case unlinked

  init(_ grade: Grade?) {
    switch grade {
    case .a, .b: self = .recorded
    case .c, .d, .x: self = grade.map(FlowEvidence.inferred) ?? .unlinked
    case nil: self = .unlinked
    }
  }

  /// The remark on the evidence; empty for a recorded stream.
  var words: String {
    switch self {
    case .recorded: ""
    case .openOrder: "order not recorded"
    case .inferred(let grade): "link inferred, grade \(grade.letter)"
    case .unlinked: "no recorded link"
    }
  }
}
