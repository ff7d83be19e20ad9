internal import PaymentGraph

/// A person of the comparison: one holder, with all accounts and rows that are the person's.
struct ComparedPerson: Sendable {
  /// The key of the first account, else the name of the persons file.
  let name: String
  /// The accounts in the ledger, by key.
  let accounts: [AccountID]
  /// The row of the persons file; nil where there is none.
  let record: CaseRecords.Person?
  /// The moment of first contact; nil where none is known.
  var contacted: Int64?
  /// True where a payment stands for a contact that nobody stated.
  var contactIsPayment = false
  /// The days whose statements are held.
  var statements = TimeSpans([])
  /// True where a coverage file states them.
  var coverageIsStated = false

  /// Returns the person's value in a column of the persons file; empty where there is none.
  func attribute(_ name: String) -> String { record?.attributes[name] ?? "" }

  /// Returns whether the person was on a list before a moment, as far as the persons file says; nil where it does not.
  func stated(on list: String, before moment: Int64?) -> Bool? {
    guard let record else { return nil }
    if let since = record.since[list] {
      if let moment { return since < moment }
      return record.isOn[list]
    }
    if let answer = record.isOn[list] { return answer }
    return record.positions[list] == nil ? nil : true
  }
}
