internal import PaymentGraph

/// The numbers and sums of an output, as its bytes say them: found by readers that share nothing with the writers.
struct OutputTally: Sendable, Equatable {
  /// The number of accounts.
  var accounts = 0
  /// The number of transfers; a sum counts all of its own.
  var transfers = 0
  /// The number of rows of transfers: fewer than transfers where they are added up.
  var rows = 0
  /// The sums sent, by currency.
  var sent = CurrencySums()
  /// The sums received where they are not those sent, by currency.
  var received = CurrencySums()

  /// The differences from another tally, in words; empty where there are none.
  func differences(from other: OutputTally, comparesAccounts: Bool, comparesReceived: Bool)
    -> String
  {
    var words: [String] = []
    if comparesAccounts, accounts != other.accounts {
      words.append("\(accounts) accounts and not \(other.accounts)")
    }
    if transfers != other.transfers {
      words.append("\(transfers) transfers and not \(other.transfers)")
    }
    if sent != other.sent { words.append("sent \(sent) and not \(other.sent)") }
    if comparesReceived, received != other.received {
      words.append("received \(received) and not \(other.received)")
    }
    return words.joined(separator: "; ")
  }
}

/// Exact sums by the code of a currency.
struct CurrencySums: Sendable, Equatable, CustomStringConvertible {
  private struct Sum: Equatable {
    let code: [UInt8]
    var units: Int128
    var decimals: Int
  }

  private var sums: [Sum] = []

  /// Adds an amount that is written with some decimals.
  mutating func add(_ units: Int128, decimals: Int, code: some Collection<UInt8>) {
    guard let place = sums.firstIndex(where: { $0.code.elementsEqual(code) }) else {
      sums.append(Sum(code: Array(code), units: units, decimals: decimals))
      sums.sort { $0.code.lexicographicallyPrecedes($1.code) }
      return
    }
    var units = units
    for _ in 0..<max(0, sums[place].decimals - decimals) { units *= 10 }
    while sums[place].decimals < decimals {
      sums[place].units *= 10
      sums[place].decimals += 1
    }
    sums[place].units += units
  }

  /// Adds all sums of another.
  mutating func add(_ other: CurrencySums) {
    for sum in other.sums { add(sum.units, decimals: sum.decimals, code: sum.code) }
  }

  /// The sums as text, in the order of codes: `EUR 120.00`.
  var lines: [String] {
    sums.map { sum in
      let sign = sum.units < 0 ? "-" : ""
      var digits = Array(String(sum.units.magnitude).utf8)
      while digits.count <= sum.decimals { digits.insert(0x30, at: 0) }
      if sum.decimals > 0 { digits.insert(0x2E, at: digits.count - sum.decimals) }
      return "\(String(decoding: sum.code, as: UTF8.self)) \(sign)"
        + String(decoding: digits, as: UTF8.self)
    }
  }

  var description: String { sums.isEmpty ? "nothing" : lines.joined(separator: " + ") }

  var isEmpty: Bool { sums.isEmpty }
}

/// A decimal number as it is written.
struct WrittenDecimal {
  var units: Int128 = 0
  var decimals = 0

  /// Reads digits with at most one point between them, and a sign; nil for any other text.
  init?(_ bytes: some Collection<UInt8>) {
    var (isNegative, hasPoint, digits) = (false, false, 0)
    for (number, byte) in bytes.enumerated() {
      switch byte {
      case 0x2D where number == 0: isNegative = true
      case 0x2E where !hasPoint && digits > 0: hasPoint = true
      case 0x30...0x39:
        // Thirty-six digits fit, and no sum of a ledger has more.
        guard digits < 37 else { return nil }
        units = units * 10 + Int128(byte - 0x30)
        digits += 1
        if hasPoint { decimals += 1 }
      default: return nil
      }
    }
    guard digits > 0, !hasPoint || decimals > 0 else { return nil }
    if isNegative { units = -units }
  }
}

extension OutputTally {
  /// The tally of the ledger itself, with which outputs are compared.
  init(_ rows: ExportRows) {
    accounts = rows.accounts.count
    let view = rows.view
    let columns = view.ledger.columns
    var (sent, received) = (MoneyTotals(), MoneyTotals())
    for transfer in 0..<columns.count where view.contains(transfer) {
      transfers += 1
      let (out, into) = (columns.sentMoney(transfer), columns.receivedMoney(transfer))
      sent.add(out)
      if out != into { received.add(into) }
    }
    for line in sent.lines { self.sent.add(line) }
    for line in received.lines { self.received.add(line) }
  }
}

extension CurrencySums {
  fileprivate mutating func add(_ total: MoneyTotal) {
    add(total.minorUnits, decimals: total.currency.exponent, code: total.currency.code.utf8)
  }
}
