import FundTracing
import PaymentGraph
import Simulation
import Testing

/// Raw cases loaded and answered: every row accounted for, every payment once, between the accounts that
/// the truth names, and the same accounts shared with the same sums.
@Suite("Raw cases, loaded")
struct RawCaseLoadingTests {
  static let seeds: Range<UInt64> = 0..<20

  @Test(arguments: seeds) func everyRowIsAccountedFor(_ seed: UInt64) throws {
    let loaded = try RawCaseFolder(seed: seed)
    for file in loaded.intake.files {
      #expect(file.rows.rejected == 0, "\(file.file.path) has rejected rows")
      #expect(
        file.rows.read
          == file.rows.loaded + file.rows.memo + file.rows.skipped + file.rows.rejected)
    }
    // Each row that shows a payment is evidence of a transfer.
    let shown = Set(loaded.intake.ledger.transfers.flatMap { loaded.rows(of: $0) })
    let rows = Set(loaded.raw.payments.flatMap { $0.rows.map(\.description) })
    #expect(rows.subtracting(shown).isEmpty && shown.subtracting(rows).isEmpty)
  }

  @Test(arguments: seeds) func everyStatementCloses(_ seed: UInt64) throws {
    let loaded = try RawCaseFolder(seed: seed)
    for closing in loaded.raw.closings where closing.file != "barclays.csv" {
      let reading = try #require(loaded.reading(of: closing.file))
      let section = try #require(
        reading.statement?.sections.first { $0.currency == closing.closing.currency })
      #expect(section.opening == Int128(closing.opening.minorUnits))
      #expect(section.closing == Int128(closing.closing.minorUnits))
      #expect(section.linksHeld == section.links, "\(closing.file) does not close")
      #expect(
        section.credits - section.debits
          == closing.closing.minorUnits - closing.opening.minorUnits)
    }
  }

  /// The ledger's payments of an account within the days of its statement lead to the closing balance of the statement.
  @Test(arguments: seeds) func everyLedgerClosesToItsStatements(_ seed: UInt64) throws {
    let loaded = try RawCaseFolder(seed: seed)
    let closings = loaded.intake.ledger.statementClosings
    for stated in loaded.raw.closings where stated.file != "barclays.csv" {
      let found = closings.filter {
        $0.file.name == stated.file && $0.currency == stated.closing.currency
      }
      #expect(found.count == 1, "\(stated.file)")
      #expect(found.first?.closing == Int128(stated.closing.minorUnits))
      #expect(found.first?.difference == 0, "\(stated.file)")
    }
  }

  @Test(arguments: seeds) func everyPaymentCountsOnce(_ seed: UInt64) throws {
    let loaded = try RawCaseFolder(seed: seed)
    let ledger = loaded.intake.ledger
    var transfers: [Set<String>: [Transfer]] = [:]
    for transfer in ledger.transfers {
      transfers[loaded.rows(of: transfer), default: []].append(transfer)
    }
    for payment in loaded.raw.payments {
      let rows = Set(payment.rows.map(\.description))
      // A fee stands in the row of its payment, which another row may show as well.
      let found = transfers.filter {
        payment.kind == .fee ? !$0.key.isDisjoint(with: rows) : $0.key == rows
      }.flatMap(\.value).filter { $0.sent == payment.sent && $0.received == payment.received }
      #expect(found.count == 1, "\(payment.id) in \(rows.sorted()) is \(found.count) transfers")
      for transfer in found.prefix(1) {
        check(transfer.payer.key, loaded.raw.accounts[payment.payer], payment)
        check(transfer.beneficiary.key, loaded.raw.accounts[payment.payee], payment)
      }
    }
    #expect(ledger.transfers.count == loaded.raw.payments.count)
  }

  /// An account that the truth knows by a key only is that key; one known by name only is none.
  private func check(_ key: String, _ account: RawAccount, _ payment: RawPayment) {
    if account.key.isEmpty {
      #expect(key.hasPrefix("?:"), "\(payment.id): \(key) stands for \(account.name)")
    } else {
      #expect(key == account.key, "\(payment.id)")
    }
  }

  @Test(arguments: seeds) func claimsAreTheVictimsPayments(_ seed: UInt64) throws {
    let loaded = try RawCaseFolder(seed: seed)
    let ledger = loaded.intake.ledger
    let claimed = (loaded.intake.claims ?? []).map { loaded.rows(of: ledger.transfer($0)) }
    let truth = loaded.raw.payments.filter(\.isClaim).map { Set($0.rows.map(\.description)) }
    #expect(Set(claimed) == Set(truth) && claimed.count == truth.count)
  }

  @Test(arguments: seeds) func sharedAccountsEqualTheTruth(_ seed: UInt64) throws {
    let loaded = try RawCaseFolder(seed: seed)
    let (raw, ledger) = (loaded.raw, loaded.intake.ledger)
    let answer = try ledger.whole.sharedSinks(
      of: Source.claiming(loaded.intake.claims ?? [], in: ledger))
    let truth = raw.shared.filter { shared in
      let key = raw.accounts[shared.account].key
      return !key.isEmpty && key != "processor:paypal"
    }
    let found = answer.sinks.filter { !ledger.account($0.account).key.hasPrefix("?:") }
    #expect(
      Set(found.map { ledger.account($0.account).key })
        == Set(truth.map { raw.accounts[$0.account].key }))
    for shared in truth {
      let key = raw.accounts[shared.account].key
      guard let sink = found.first(where: { ledger.account($0.account).key == key }) else {
        continue
      }
      #expect(
        sink.victims.map { ledger.account($0).key }.sorted()
          == shared.victims.map { raw.accounts[$0].key }.sorted(), "victims of \(key)")
      #expect(sink.transfers.count == shared.paymentCount, "payments to \(key)")
      for money in shared.received {
        #expect(
          sink.received.minorUnits(of: money.currency) == Int128(money.minorUnits), "sum of \(key)")
      }
    }
  }

  /// First in, first out, to a thousandth of the minor unit: the rule that plain lists of lots can follow.
  @Test(arguments: seeds) func amountsEqualTheTruth(_ seed: UInt64) throws {
    struct Share: Hashable {
      let account: String
      let victim: String
      let currency: String
    }
    let loaded = try RawCaseFolder(seed: seed)
    let (raw, ledger) = (loaded.raw, loaded.intake.ledger)
    let tracing = try ledger.whole.trace(
      of: Source.claiming(loaded.intake.claims ?? [], in: ledger), by: .rule(.fifo))
    #expect(tracing.reconciles)
    var found: [Share: Fraction] = [:]
    for holding in tracing.victimHoldings {
      let key = ledger.account(holding.place.account).key
      let share = Share(
        account: key.hasPrefix("?:") ? "by name" : key, victim: ledger.account(holding.victim).key,
        currency: holding.currency.code)
      found[share, default: .zero] += holding.amount
    }
    var truth: [Share: Int128] = [:]
    for holding in raw.holdings where holding.held > 0 {
      let key = raw.accounts[holding.account].key
      let share = Share(
        account: key.isEmpty ? "by name" : key, victim: raw.accounts[holding.victim].key,
        currency: holding.currency.code)
      truth[share, default: 0] += holding.held
    }
    #expect(Set(found.keys) == Set(truth.keys))
    for (share, held) in truth {
      let known = try #require(Fraction(Int64(held / 1_000_000), 1_000))
      let apart = (found[share] ?? .zero) - known
      #expect(
        (apart.signum < 0 ? -apart : apart) < Fraction(1), "\(share.victim) at \(share.account)")
    }
  }
}
