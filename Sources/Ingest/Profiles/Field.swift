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
}
