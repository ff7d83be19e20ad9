/// The generic edge list: any table whose header names both accounts and an amount in known words.
enum EdgeList {
  /// Returns the profile for a header; nil where it does not name payer, beneficiary and amount.
  ///
  /// The currency may be missing: then it must be given for the whole file.
  static func profile(for header: HeaderNames, constants: [Field: String]) -> Profile? {
    var columns: [Field: [String]] = [:]
    for field in Field.allCases {
      let names = [HeaderNames.normal(field.rawValue)] + (words[field] ?? [])
      let found = names.first { header.count(of: $0) > 0 }
      if let found { columns[field] = [found] }
    }
    guard let from = columns[.from], let to = columns[.to], let amount = columns[.amount] else {
      return nil
    }
    var profile = Profile(
      name: "edge-list", signature: from + to + amount, columns: columns, constants: constants,
      decidesColumns: true)
    profile.title = "generic edge list"
    profile.holdsTotalRows = true
    return profile
  }

  /// Other words for a field than its own name, the most telling first.
  private static let words: [Field: [String]] = [
    .id: ["transactionid", "txid", "transferid"],
    .time: ["date", "timestamp", "datetime", "when", "bookingdate", "transactiondate"],
    .from: ["payer", "source", "sender", "fromaccount", "sourceaccount", "debtor"],
    .to: [
      "payee", "target", "receiver", "beneficiary", "toaccount", "targetaccount", "creditor",
    ],
    .amount: ["value", "amountpaid"],
    .currency: ["ccy", "currencycode"],
    .reference: ["ref", "purpose"],
    .fromName: ["payername", "sendername"],
    .toName: ["payeename", "beneficiaryname"],
  ]
}
