internal import FundTracing
internal import PaymentGraph

/// Exact amounts as members of a JSON object.
enum ExactMembers {
  /// Returns each amount as its fraction under its name; null where only bounds are known, which
  /// are then listed under `between`, by name.
  static func of(
    _ amounts: [(name: String, amount: Fraction)], _ currency: Currency,
    between: String = "between"
  ) -> [(name: String, value: JSONValue)] {
    var members = amounts.map { name, amount in
      (
        name: name,
        value: amount.isExact ? JSONValue.string(AmountText.exact(amount, currency)) : .null
      )
    }
    let enclosed = amounts.filter { !$0.amount.isExact }
    if !enclosed.isEmpty {
      members.append(
        (
          name: between,
          value: .object(
            enclosed.map { name, amount in
              let ends = AmountText.exact(amount, currency).split(separator: "..")
              return (name: name, value: .array(ends.map { .string(String($0)) }))
            })
        ))
    }
    return members
  }
}
