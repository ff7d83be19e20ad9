internal import PaymentGraph

extension Profile {
  /// The format that needs no mapping.
  static let canonical = Profile(
    name: "canonical", signature: ["time", "from", "to", "amount", "currency"],
    columns: Dictionary(
      uniqueKeysWithValues: Field.allCases.filter { $0 != .until && $0 != .count }.map {
        ($0, [HeaderNames.normal($0.rawValue)])
      }), decidesColumns: true)
}
