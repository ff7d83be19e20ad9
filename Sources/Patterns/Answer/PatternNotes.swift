internal import FundTracing
internal import PaymentGraph

/// Writes the facts that a reader must know beside the rows of a screening.
struct PatternNotes {
  private let answer: PatternAnswer
  private let table: PaymentTable
  private(set) var notes: [AnswerNote] = []

  init(answer: PatternAnswer, table: PaymentTable) {
    self.answer = answer
    self.table = table
  }

  mutating func write(skipped: [String], shuffles: Int, leastForRates: Int) {
    let searched = answer.searched
    notes += AnswerNote.general(of: answer.scope)
    add(
      searched.selfTransfers > 0, .selfTransfers,
      text:
        "\(count(searched.selfTransfers, "payment")) from an account to itself \(searched.selfTransfers == 1 ? "is" : "are") left out"
    )
    add(
      searched.withoutTime > 0, .noTime,
      text:
        "\(count(searched.withoutTime, "payment")) without a time \(searched.withoutTime == 1 ? "is" : "are") left out, so nothing is excluded"
    )
    add(
      answer.scope.ledger.rejectedRowCount > 0, .rejectedRows,
      text:
        "\(count(answer.scope.ledger.rejectedRowCount, "row")) could not be read: transfers may be missing, so nothing is excluded"
    )
    add(
      searched.stepsNotCompared > 0, .convertedWithin,
      text:
        "\(count(searched.stepsNotCompared, "step")) between two currencies could not be compared: no rate is recorded often enough"
    )
    writePooled()
    writeTimes()
    let isMeasured = answer.patterns.contains { $0.shuffles > 0 }
    if table.count < leastForRates, !isMeasured, !answer.rows.isEmpty {
      add(
        true, .chance,
        text:
          "with fewer than \(leastForRates) payments no false discovery rate is computed: rows are facts, and chance may explain them"
      )
    } else if shuffles == 0, !answer.rows.isEmpty {
      add(
        true, .chance,
        text: "no shuffles were made, so no row says how likely chance would give it (--shuffles N)"
      )
    } else if isMeasured {
      add(
        true, .chance,
        text:
          "q is the expected share of chance findings among rows with this score or a better one; "
          + "a row that chance does not explain need not be a crime: pay-day is real haste")
    }
    for reason in skipped { add(true, .skippedPattern, text: "\(reason), and is left out") }
    writePrices()
  }

  private mutating func writePooled() {
    let facts = table.facts
    if case .asOrdinary = answer.settings.rules.pooling, answer.scope.ledger.hasPooled {
      add(
        true, .pooledAsOrdinary,
        text: "pooled accounts are treated as ordinary ones: such rows are grade D")
      return
    }
    guard facts.pooled > 0 else { return }
    add(
      true, .stoppedAtPooled,
      text:
        "\(count(facts.pooled, "pooled account")) \(facts.pooled == 1 ? "is" : "are") never in the middle of a row: "
        + "\(count(facts.linksUsed, "link")) \(facts.linksUsed == 1 ? "joins" : "join") receipts and payouts, "
        + "\(count(facts.unlinkedReceipts, "receipt")) \(facts.unlinkedReceipts == 1 ? "ends" : "end") there, and "
        + "\(count(facts.unlinkedPayouts, "payout")) \(facts.unlinkedPayouts == 1 ? "has" : "have") an unknown payer"
    )
  }

  private mutating func writeTimes() {
    let columns = answer.scope.ledger.columns
    let days = table.payments.count {
      columns.precision[Int($0.transfer)] == .day
    }
    add(
      days > 0, .openDay,
      text:
        "\(count(days, "payment")) \(days == 1 ? "has" : "have") a day and no time of day: within a day the order is that of the rows, "
        + "and windows count days (--ties forbid lets no payment follow another of its day)")
    if let first = table.times.first, first == table.times.last, table.count > 1 {
      add(true, .noTimeSpread, text: "all payments have one moment, so no window tells anything")
    }
  }

  private mutating func writePrices() {
    guard let prices = answer.prices else { return }
    if prices.signature.count == 1 {
      add(
        true, .chance,
        text:
          "victims claim one price only: one price is a weak sign, so no other account is named by it"
      )
    }
    if prices.signature.isEmpty {
      add(true, .chance, text: "no price is claimed twice, so there is none to look for")
    }
    if table.facts.unlinkedReceipts > 0 {
      add(
        true, .stoppedAtPooled,
        text:
          "payments of these prices into pooled accounts without links are not looked at: their payees are unknown"
      )
    }
  }

  private mutating func add(_ isTrue: Bool, _ code: AnswerNote.Code, text: String) {
    if isTrue { notes.append(AnswerNote(code: code, text: text)) }
  }

  private func count(_ number: Int, _ noun: String) -> String {
    AnswerNote.count(number, noun)
  }
}
