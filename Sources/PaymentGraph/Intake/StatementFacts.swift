/// The facts that a statement gives about itself, and how far its balances bear it out.
public struct StatementFacts: Sendable, Hashable {
  /// The rows of one account in one currency.
  public struct Section: Sendable, Hashable {
    /// The key of the statement's own account.
    public let account: String
    /// The account as the file writes it; nil where the file does not name it.
    public let written: String?
    /// The reason for taking this account: the part of the file that names it.
    public let reason: String
    /// The sum received, in minor units of ``currency``.
    public let credits: Int64
    /// The sum paid, without sign.
    public let debits: Int64
    /// The currency.
    public let currency: Currency
    /// The balance before the first row; nil where none is given.
    public let opening: Int64?
    /// The balance after the last row that gives one.
    public let closing: Int64?
    /// The balance after all rows: ``closing`` with the rows that follow it.
    package let ending: Int64?
    /// The stretch from the first row's time to the first millisecond after the last row's; nil
    /// where no row has a time.
    package let span: Range<Int64>?
    /// The sum that came from other parts of the account less the sum that went to them: it moves
    /// the balance of this part, and the account neither gains nor loses by it.
    package let within: Int64
    /// The number of balances that follow from the balance before them.
    public let linksHeld: Int
    /// The number of balances that have a balance before them.
    public let links: Int
    /// The fees among ``debits`` less the fees among ``credits``.
    public let fees: Int64
    /// The sum released less the sum held back: it moves the balance, and is part of neither
    /// credits nor debits.
    public let held: Int64
    /// The closing balance less the sum of the opening balance and all rows between; nil without
    /// balances.
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
  /// The pattern of dates: `dd/MM/yyyy`.
  public let datePattern: String
  /// True where the newest row comes first.
  public let isNewestFirst: Bool
  /// True where the balances show that the columns of debits and credits are swapped.
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
