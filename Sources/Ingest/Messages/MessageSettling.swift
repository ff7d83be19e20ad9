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

  /// - Throws: the question for the reading, where the balances leave both.
  func settle(_ message: inout BankMessage) throws(IngestError) {
    var entries: [[Int]] = Array(repeating: [], count: message.statements.count)
    for (index, entry) in message.entries.enumerated() { entries[entry.statement].append(index) }
    let isOriginal = try readsOriginal(message, entries)
    if isOriginal {
      for index in message.entries.indices where message.entries[index].isReversal {
        message.entries[index].turn()
      }
    }
    let isBackwards = runsBackwards(message)
    for (number, members) in entries.enumerated() {
      check(number, members: members, isBackwards: isBackwards, in: &message)
    }
    noteMissing(&message)
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
    _ message: BankMessage, _ entries: [[Int]]
  ) throws(IngestError) -> Bool {
    let isConcerned = message.entries.contains { $0.isReversal && $0.change != nil }
    guard isConcerned else { return false }
    var votes = (booked: 0, original: 0)
    for (number, members) in entries.enumerated() {
      guard
        let gap = gap(
          of: message.statements[number], members: members, in: message)
      else { continue }
      let turned = members.filter { message.entries[$0].isReversal }
        .compactMap { message.entries[$0].change }.reduce(.zero, +)
      // The gap of the other reading lacks twice the reversals.
      let other = gap + turned + turned
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
  private func gap(
    of statement: MessageStatement, members: [Int], in message: BankMessage
  ) -> ExactDecimal? {
    guard let opening = statement.opening, let closing = statement.closing,
      opening.currency == closing.currency
    else { return nil }
    var sum = opening.amount
    for index in members {
      guard let change = message.entries[index].change else { continue }
      guard message.entries[index].currency == opening.currency else { return nil }
      sum = sum + change
    }
    return closing.amount - sum
  }

  // MARK: Balances

  /// Returns true where the newest entry comes first, as ``RowArrangement`` takes it.
  private func runsBackwards(_ message: BankMessage) -> Bool {
    let days = message.entries.lazy.map { String($0.date.prefix(10)) }
    return (days.first ?? "") > (days.last ?? "")
  }

  private func check(
    _ number: Int, members: [Int], isBackwards: Bool, in message: inout BankMessage
  ) {
    let statement = message.statements[number]
    let moving = members.filter { message.entries[$0].change != nil }
    guard let closing = statement.closing else { return }
    let last = isBackwards ? moving.first : moving.last
    guard let gap = gap(of: statement, members: members, in: message) else {
      let isOne = moving.allSatisfy { message.entries[$0].currency == closing.currency }
      if let last, statement.opening == nil, isOne {
        message.entries[last].balance = closing.amount.text
      }
      return
    }
    guard !gap.isZero else {
      message.statements[number].isProved = true
      if let last { message.entries[last].balance = closing.amount.text }
      return
    }
    let sum = closing.amount - gap
    let name = statement.number.isEmpty ? "the statement" : "statement \(statement.number)"
    message.problems.append(
      MessageProblem(
        code: .balanceBreak, severity: .warning,
        summary:
          "\(name) opens with \(statement.opening?.amount.text ?? "") and its entries make it "
          + "\(sum.text), but it closes with \(closing.amount.text) \(closing.currency): "
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
