internal import FundTracing
internal import Patterns
internal import PaymentGraph

/// The fields of one row of a screening, each kind of row with its own.
struct PatternRowFields {
  let row: PatternRow
  let ledger: Ledger

  /// The members of the row in JSON.
  var json: JSONValue {
    var members: [(name: String, value: JSONValue)] = [("pattern", .string(row.pattern.rawValue))]
    members += shape
    members += [
      ("first", .time(row.first)), ("last", .time(row.last)), ("grade", .string(row.grade.letter)),
      ("score", row.score.map { .real(DecimalText.fixed($0, places: 6)) } ?? .null),
      ("q", row.q.map { .real(DecimalText.fixed($0, places: 6)) } ?? .null),
    ]
    if let recurs = row.recurs { members.append(("recurs", .integer(recurs))) }
    members.append(("finding", .string(row.finding.rawValue)))
    return .object(members)
  }

  private var shape: [(name: String, value: JSONValue)] {
    switch row.shape {
    case .fan(let account, let others, let unknown, let peak):
      let isIn = row.pattern == .fanIn
      return [
        key("account", account), (isIn ? "payers" : "payees", keys(others)),
        (isIn ? "unknownPayers" : "unknownPayees", .integer(unknown)),
        (
          "peak",
          .object([
            ("count", .integer(peak.count)), ("transfers", .integer(peak.transfers)),
            ("first", .time(peak.first)), ("last", .time(peak.last)),
          ])
        ), ("transfers", names(row.transfers)), ("receipts", names(row.receipts)),
        ("amounts", totals(row.amounts)),
      ]
    case .turn(let account, let payers, let payees, let payerPeak, let payeePeak, let turn):
      return [
        key("account", account), ("payers", keys(payers)), ("payees", keys(payees)),
        (
          "peak",
          .object([
            ("payers", .integer(payerPeak)), ("payees", .integer(payeePeak)),
            ("turn", name(turn)),
          ])
        ),
      ] + legs("transfersIn", "transfersOut", amounts: "amountsIn", onward: "amountsOut")
    case .spread(let source, let sink, let middles, let peak):
      return [
        key("source", source), key("sink", sink), ("middles", keys(middles)),
        ("peak", .integer(peak)),
      ] + legs("transfersOut", "transfersIn", amounts: "amountsOut", onward: "amountsIn")
    case .loop(let accounts, let count, let witness):
      return [
        ("accounts", keys(accounts)), ("length", .integer(accounts.count)),
        ("count", .integer(count)), ("witness", names(witness)),
      ] + oneLeg + way
    case .chain(let accounts, let closes):
      return [("accounts", keys(accounts)), ("closes", .bool(closes))] + oneLeg + way
    case .pairs(let account, let pairs, let receipts, let passed):
      var members: [(name: String, value: JSONValue)] = [
        key("account", account),
        ("pairs", .array(pairs.map { .array([name($0.receipt), name($0.payout)]) })),
        ("receipts", .integer(receipts)),
      ]
      if row.pattern == .passThrough { members.append(("passedAtMost", totals(passed))) }
      if row.pattern == .mirror {
        members.append(
          (
            "expected",
            .array(pairs.map { .real(DecimalText.fixed($0.expected ?? 0, places: 6)) })
          ))
      }
      return members + [("amounts", totals(row.onwardAmounts))]
    case .band(let account, let side, let total, let inBand, let all, let p):
      return [
        ("side", .string(side.rawValue)), key("account", account),
        ("transfers", names(row.transfers)), ("total", .string(total.decimalText)),
        ("currency", .string(total.currency.code)), ("inBand", .integer(inBand)),
        ("of", .integer(all)), ("p", .string(p)),
      ]
    case .waking(let account, let before, let days):
      return [
        key("account", account), ("lastBefore", .time(before)), ("silentDays", .integer(days)),
      ] + oneLeg
    case .block(let payers, let payees):
      return [("payers", keys(payers)), ("payees", keys(payees))] + oneLeg
    case .stack(let sources, let middles, let sinks):
      return [("sources", keys(sources)), ("middles", keys(middles)), ("sinks", keys(sinks))]
        + legs("transfersOut", "transfersIn", amounts: "amountsOut", onward: "amountsIn")
    }
  }

  private var oneLeg: [(name: String, value: JSONValue)] {
    [
      ("transfers", names(row.transfers)), ("receipts", names(row.receipts)),
      ("amounts", totals(row.amounts)),
    ]
  }

  /// The sums at both ends of a way; those of `amounts` count the same money at every hop.
  private var way: [(name: String, value: JSONValue)] {
    guard let way = row.way else { return [] }
    return [("left", JSONValue.money(way.left)), ("arrived", JSONValue.money(way.arrived))]
  }

  private func legs(
    _ first: String, _ second: String, amounts: String, onward: String
  ) -> [(name: String, value: JSONValue)] {
    [
      (first, names(row.transfers)), (second, names(row.onward)), ("receipts", names(row.receipts)),
      (amounts, totals(row.amounts)), (onward, totals(row.onwardAmounts)),
    ]
  }

  // MARK: Values

  private func key(_ member: String, _ account: AccountID) -> (name: String, value: JSONValue) {
    (member, .string(ledger.account(account).key))
  }

  private func keys(_ accounts: [AccountID]) -> JSONValue {
    .array(accounts.map { .string(ledger.account($0).key) })
  }

  private func totals(_ totals: [MoneyTotal]) -> JSONValue { .array(totals.map(JSONValue.money)) }

  private func name(_ transfer: TransferID) -> JSONValue { .string(text(transfer)) }

  private func names(_ transfers: [TransferID]) -> JSONValue {
    .array(transfers.map { .string(text($0)) })
  }

  /// Returns the name of a transfer, by which every command finds it.
  func text(_ transfer: TransferID) -> String { ledger.transfer(transfer).name }

  // MARK: Text

  /// The account in the middle, or those at both ends.
  var who: String {
    func party(_ account: AccountID) -> String { PartyText.both(ledger.account(account)) }
    func list(_ accounts: [AccountID]) -> String {
      accounts.prefix(3).map(party).joined(separator: ", ")
        + (accounts.count > 3 ? " and \(accounts.count - 3) more" : "")
    }
    return switch row.shape {
    case .fan(let account, _, _, _), .turn(let account, _, _, _, _, _),
      .pairs(let account, _, _, _), .waking(let account, _, _):
      party(account)
    case .band(let account, let side, _, _, _, _): "\(party(account)) as \(side.rawValue)"
    case .spread(let source, let sink, _, _): "\(party(source)) to \(party(sink))"
    case .loop(let accounts, _, _), .chain(let accounts, _):
      accounts.prefix(8).map(party).joined(separator: " > ")
        + (accounts.count > 8 ? " and \(accounts.count - 8) more" : "")
    case .block(let payers, let payees): "\(list(payers)) all pay \(list(payees))"
    case .stack(let sources, _, let sinks): "\(list(sources)) to \(list(sinks))"
    }
  }

  /// The counts that make it a finding.
  var size: String {
    switch row.shape {
    case .fan(_, _, let unknown, let peak):
      Plural.text(peak.count, row.pattern == .fanIn ? "payer" : "payee")
        + " in \(Plural.text(peak.transfers, "payment"))"
        + (unknown > 0 ? ", \(unknown) unknown" : "")
    case .turn(_, _, _, let payers, let payees, _):
      "\(Plural.text(payers, "payer")), then \(Plural.text(payees, "payee"))"
    case .spread(_, _, _, let peak): "over \(Plural.text(peak, "account"))"
    case .loop(let accounts, let count, _):
      Plural.text(accounts.count, "payment") + (count > 1 ? ", \(Plural.grouped(count)) ways" : "")
    case .chain(_, let closes):
      Plural.text(row.transfers.count, "payment") + (closes ? ", closes" : "")
    case .pairs(_, let pairs, let receipts, _):
      "\(Plural.grouped(pairs.count)) of \(Plural.text(receipts, "receipt"))"
    case .band(_, _, _, let inBand, let all, let p):
      "\(row.transfers.count) below the limit; \(inBand) of \(Plural.text(all, "payment")) in the band, \(chance(p))"
    case .waking(_, _, let days):
      "\(Plural.text(row.transfers.count, "payment")) after \(Plural.text(days, "day"))"
    case .block(let payers, let payees):
      "\(Plural.text(payers.count, "payer")), \(Plural.text(payees.count, "payee"))"
    case .stack(_, let middles, _): "share \(Plural.text(middles.count, "account"))"
    }
  }

  /// Writes a chance to three digits; the fraction, which can have hundreds, is in JSON.
  private func chance(_ p: String) -> String {
    guard let chance = row.chance else { return "p \(p)" }
    return chance < 1e-20 ? "p < 1e-20" : "p \(DecimalText.scientific(chance))"
  }

  /// The sums, those of the second leg after the first; of a way, those at its beginning and its end.
  var amounts: String {
    func words(_ totals: [MoneyTotal]) -> String {
      totals.map(\.description).joined(separator: " + ")
    }
    switch row.shape {
    case .pairs: return words(row.onwardAmounts)
    case .band(_, _, let total, _, _, _): return total.description
    case .chain, .loop:
      // The sum over all hops would count the same money again and again.
      guard let way = row.way else { return words(row.amounts) }
      return way.left == way.arrived ? "\(way.left)" : "\(way.left) > \(way.arrived)"
    default:
      return row.onward.isEmpty
        ? words(row.amounts) : "\(words(row.amounts)), then \(words(row.onwardAmounts))"
    }
  }
}
