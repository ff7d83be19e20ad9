/// The facts that a ledger carries if it is an extract of a lake.
public struct Extract: Sendable {
  /// The description of the extract.
  public let manifest: ExtractManifest
  /// The figures of the whole lake, by account.
  package let whole: WholeFigures
  /// The links of the table that was given; nil where there was none.
  package let links: [StatedLink]?
  /// The pooled accounts whose whole books are in the extract.
  package let books: Set<AccountID>
  /// The other payers whose money reaches accounts of the extract; nil where none were followed.
  package let others: OtherPayers?

  package init(
    manifest: ExtractManifest, whole: WholeFigures, links: [StatedLink]?, books: Set<AccountID>,
    others: OtherPayers?
  ) {
    self.books = books
    self.manifest = manifest
    self.whole = whole
    self.links = links
    self.others = others
  }

  /// A link at a pooled account that a table states.
  package struct StatedLink: Sendable, Hashable {
    package let inbound: TransferID
    package let outbound: TransferID
    /// The letter of the grade.
    package let grade: String
    /// The evidence in words.
    package let basis: String
    package let share: Money?

    package init(
      inbound: TransferID, outbound: TransferID, grade: String, basis: String, share: Money?
    ) {
      self.inbound = inbound
      self.outbound = outbound
      self.grade = grade
      self.basis = basis
      self.share = share
    }
  }

  /// The other payers that were followed as victims are, with the accounts that their money reaches.
  package struct OtherPayers: Sendable {
    /// The payers, by the number that the table of others gives them; an account of the ledger where it is one.
    package let accounts: [AccountID?]
    /// The payers that reach an account and the fewest transfers to it, by account.
    package let reaching: [UInt32: [(payer: Int, hops: Int)]]

    package init(accounts: [AccountID?], reaching: [UInt32: [(payer: Int, hops: Int)]]) {
      self.accounts = accounts
      self.reaching = reaching
    }
  }

  /// Returns true where a view is the very scope that the figures of the lake were counted in.
  package func isScope(of view: LedgerView) -> Bool {
    view.currency == nil && !view.isLimitedToAccounts && view.leftOut.isEmpty
      && view.period.from?.iso8601 == manifest.covers.since
      && view.period.until?.iso8601 == manifest.covers.before
  }

  /// Returns a text of the covered scope and hops: `walks of at most 3 hops from 2 claimed payments`.
  public var words: String {
    let covers = manifest.covers
    let hops = covers.maxHops.map { "at most \($0) hop\($0 == 1 ? "" : "s")" } ?? "any length"
    let claims =
      manifest.claims.map { "\($0) claimed payment\($0 == 1 ? "" : "s")" }
      ?? "all payments of \(manifest.victims.count) victim\(manifest.victims.count == 1 ? "" : "s")"
    return "walks of \(hops) from \(claims)"
  }
}

/// Figures of accounts that rest on all transfers of a lake.
package struct WholeFigures: Sendable {
  /// The number of other named accounts that pay into an account, by account.
  package var payers: [UInt32: Int] = [:]
  /// The receipts of an account from others in the covered scope, by account.
  package var inflow: [UInt32: MoneyTotals] = [:]

  package init() {}
}

extension Ledger {
  /// The extract of a lake that the ledger is; nil where it is everything that was recorded.
  public var extract: Extract? { carried }
}

extension LedgerView {
  /// The number of transfers of the view; of an extract's own scope without limits, that of the lake.
  package var statedTransferCount: Int {
    guard let extract = ledger.extract, isWhole else { return transferCount }
    return extract.manifest.whole.transfers
  }

  /// The number of accounts of the view; of an extract's own scope without limits, that of the lake.
  package var statedAccountCount: Int {
    guard let extract = ledger.extract, isWhole else { return accountCount }
    return extract.manifest.whole.accounts
  }

  private var isWhole: Bool { included == nil }
}
