internal import PaymentGraph

/// Compares the entries of a message with its balances, and settles by them what the entries leave open.
///
/// The closing balance stands after the last entry if the opening balance and the entries give it; then the statement's
/// balances are known. It stands there only: a sum does not show the order of entries within a day.
///
/// Banks disagree on an entry that undoes another one: most give the direction of the entry itself, some that of the
/// original. The one reading under which a balance closes is that of the whole message.
struct MessageSettling {
  let path: String
  /// The reading that the user states.
  let stated: ReversalDirection?
  /// True where the format itself says how such entries are read.
  let isFixed: Bool

  /// The reading of the entries that undo others, and the balances that statements prove.
  struct Settled {
    /// True where entries that undo others give the direction of those.
    var isOriginal = false
    /// The closing balances, by the entries after which they stand.
    var balances: [Int: String] = [:]
  }

  /// Settles a message, and gives its entries their directions and balances.
  ///
  /// - Throws: the question for the reading, where the balances leave both.
  func settle(_ message: inout BankMessage) throws(IngestError) {
    var sums = MessageSums()
    for (index, entry) in message.entries.enumerated() { sums.add(entry, number: index) }
    let settled = try settle(sums, of: &message)
    if settled.isOriginal {
      for index in message.entries.indices where message.entries[index].isReversal {
        message.entries[index].turn()
      }
    }
    for (index, balance) in settled.balances { message.entries[index].balance = balance }
  }

  /// Settles a message by the sums of its entries; their own values stay as they are.
  ///
  /// - Throws: the question for the reading, where the balances leave both.
  func settle(
    _ sums: MessageSums, of message: inout BankMessage
  ) throws(IngestError) -> Settled {
    var settled = Settled()
    settled.isOriginal = try readsOriginal(message, sums)
    for number in message.statements.indices {
      let sum =
        sums.statements.indices.contains(number) ? sums.statements[number] : MessageSums.Sum()
      check(
        number, sum: settled.isOriginal ? sum.turned : sum, isBackwards: sums.runsBackwards,
        in: &message, settled: &settled)
    }
    noteMissing(&message)
    return settled
  }

  // MARK: Missing statements

  /// Reports numbers of statements that are left out in the message, unless the balances go on without a gap.
  private func noteMissing(_ message: inout BankMessage) {
    var last: [String: Int] = [:]
    for (index, statement) in message.statements.enumerated() {
      guard let number = Int(statement.number), number < Int32.max else { continue }
      defer { last[statement.account] = index }
      guard let before = last[statement.account].map({ message.statements[$0] }),
        let known = Int(before.number), number > known + 1
      else { continue }
      if let closing = before.closing, let opening = statement.opening,
        closing.currency == opening.currency, closing.amount == opening.amount
      {
        continue
      }
      let missing = known + 2 == number ? "\(known + 1)" : "\(known + 1) to \(number - 1)"
      message.problems.append(
        MessageProblem(
          code: .statementMissing, severity: .warning,
          summary:
            "statement \(known) is followed by \(number): \(missing) \(known + 2 == number ? "is" : "are") missing",
          note: "what happened between the two is not in this file",
          remedy: "ask the bank for the statements between them", line: statement.line))
    }
  }

  // MARK: Reversals

  /// Returns true where reversals give the direction of the entries that they undo.
  private func readsOriginal(
    _ message: BankMessage, _ sums: MessageSums
  ) throws(IngestError) -> Bool {
    guard sums.hasReversals else { return false }
    var votes = (booked: 0, original: 0)
    for (statement, sum) in zip(message.statements, sums.statements) {
      guard let gap = gap(of: statement, sum) else { continue }
      // The gap of the other reading lacks twice the reversals.
      let other = gap + sum.reversed + sum.reversed
      if gap.isZero, !other.isZero { votes.booked += 1 }
      if other.isZero, !gap.isZero { votes.original += 1 }
    }
    switch votes {
    case (1..., 0): return false
    case (0, 1...): return true
    default: break
    }
    if let stated { return stated == .original }
    if isFixed { return false }
    throw IngestError(
      .twoReadings, path: path,
      "has entries that undo others (RvslInd), and no balance shows whether their direction is "
        + "their own or that of the entries that they undo; choose with "
        + FileFlag.reversals(path))
  }

  /// Returns the closing balance without the opening one and the entries; nil where one of the balances is missing.
  private func gap(of statement: MessageStatement, _ sum: MessageSums.Sum) -> ExactDecimal? {
    guard let opening = statement.opening, let closing = statement.closing,
      opening.currency == closing.currency, sum.isAll(in: opening.currency)
    else { return nil }
    return closing.amount - (opening.amount + sum.changes)
  }

  // MARK: Balances

  private func check(
    _ number: Int, sum: MessageSums.Sum, isBackwards: Bool, in message: inout BankMessage,
    settled: inout Settled
  ) {
    let statement = message.statements[number]
    guard let closing = statement.closing else { return }
    let last = isBackwards ? sum.first : sum.last
    guard let gap = gap(of: statement, sum) else {
      if let last, statement.opening == nil, sum.isAll(in: closing.currency) {
        settled.balances[last] = closing.amount.text
      }
      return
    }
    guard !gap.isZero else {
      message.statements[number].isProved = true
      if let last { settled.balances[last] = closing.amount.text }
      return
    }
    let total = closing.amount - gap
    let name = statement.number.isEmpty ? "the statement" : "statement \(statement.number)"
    message.problems.append(
      MessageProblem(
        code: .balanceBreak, severity: .warning,
        summary:
          "\(name) opens with \(statement.opening?.amount.text ?? "") and its entries make it "
          + "\(total.text), but it closes with \(closing.amount.text) \(closing.currency): "
          + "\(gap.text) is not accounted for",
        note: "the entries are loaded, and none of the two balances is used",
        remedy: "look for missing pages or entries, and ask the bank for the whole statement",
        line: statement.line))
  }
}

/// The direction that an entry which undoes another one gives.
public enum ReversalDirection: String, CaseIterable, Sendable {
  /// Its own: a credit is money that came in.
  case booked
  /// That of the entry that it undoes: a credit is money that went out again.
  case original
}
