/// What a statement says of itself, and how far its balances bear it out.
public struct StatementFacts: Sendable, Hashable {
  /// One account in one currency.
  public struct Section: Sendable, Hashable {
    /// The key of the statement's own account.
    public let account: String
    /// The account as the file writes it; nil where the file does not say.
    public let written: String?
    /// Where the account was found.
    public let reason: String
    /// What came in, in minor units of ``currency``.
    public let credits: Int64
    /// What went out, without sign.
    public let debits: Int64
    /// The currency.
    public let currency: Currency
    /// The balance before the first row; nil where none is given.
    public let opening: Int64?
    /// The balance after the last row that gives one.
    public let closing: Int64?
    /// The balance after all rows: ``closing`` with the rows that follow it.
    package let ending: Int64?
    /// When the first row took place, and the first millisecond after the last; nil where no row has a time.
    package let span: Range<Int64>?
    /// What came from other parts of the account less what went to them: it moves the balance of this part, and the
    /// account neither gains nor loses by it.
    package let within: Int64
    /// How many balances follow from the one before, and how many could.
    public let linksHeld: Int
    /// How many balances have one before them.
    public let links: Int
    /// What of ``debits``, less what of ``credits``, were fees.
    public let fees: Int64
    /// What was freed less what was held back: it moves the balance, and is in neither credits nor debits.
    public let held: Int64
    /// By how much the closing balance is more than the opening one and all rows between give; nil without balances.
    public let difference: Int64?

    package init(
      account: String, written: String?, reason: String, credits: Int64, debits: Int64,
      currency: Currency, opening: Int64?, closing: Int64?, ending: Int64? = nil,
      span: Range<Int64>? = nil, within: Int64 = 0, linksHeld: Int, links: Int,
      fees: Int64 = 0, held: Int64 = 0, difference: Int64? = nil
    ) {
      self.account = account
      self.written = written
      self.reason = reason
      self.credits = credits
      self.debits = debits
      self.currency = currency
      self.opening = opening
      self.closing = closing
      self.ending = ending ?? closing
      self.span = span
      self.within = within
      self.linksHeld = linksHeld
      self.links = links
      self.fees = fees
      self.held = held
      self.difference = difference
    }
  }

  /// The accounts of the file and their currencies, in the order of their first rows.
  public let sections: [Section]
  /// How dates are written: `dd/MM/yyyy`.
  public let datePattern: String
  /// Whether the newest row stands first.
  public let isNewestFirst: Bool
  /// Whether the balances show that the columns of debits and credits have changed places.
  public let isSwapped: Bool
  /// The code of the Indian branch that the preamble names.
  public let branch: String?

  package init(
    sections: [Section], datePattern: String, isNewestFirst: Bool, isSwapped: Bool, branch: String?
  ) {
    self.sections = sections
    self.datePattern = datePattern
    self.isNewestFirst = isNewestFirst
    self.isSwapped = isSwapped
    self.branch = branch
  }
}
