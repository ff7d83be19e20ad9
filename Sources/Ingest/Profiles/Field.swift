/// The fields that a column can hold: the words of the canonical CSV, which mappings use too.
public enum Field: String, CaseIterable, Sendable, Hashable {
  case id, time, from, to, amount, currency
  case receivedAmount = "received_amount"
  case receivedCurrency = "received_currency"
  case reference, link, kind, memo
  case fromRole = "from_role"
  case toRole = "to_role"
  case fromName = "from_name"
  case toName = "to_name"
  case fromInstitution = "from_institution"
  case toInstitution = "to_institution"
  case fromCountry = "from_country"
  case toCountry = "to_country"
  /// The last day of a row that is a total over a period.
  case until
  /// The number of payments that a row stands for, where it is a total.
  case count
  /// `open` where the order of a row among rows of its time does not show which was first; empty where it does.
  case order
  /// The decision by which two rows were taken for one payment, in words; empty where records show that they are one.
  case decision
  /// The number of a row in a list of transfers, by which other rows of the list name it.
  case listNumber = "list_number"
  /// The numbers of rows of the list that may show the payment of this one once more.
  case mayShow = "may_show"
  /// The number of the row of the list that this one gives back.
  case givesBack = "gives_back"
  /// The account to which the payer's or the payee's address led in another payment.
  case fromLeadsTo = "from_leads_to"
  case toLeadsTo = "to_leads_to"
  /// The number of rows that could not be read in the files from which a list was written, the same
  /// in each of its rows.
  case rowsUnread = "rows_unread"
}
