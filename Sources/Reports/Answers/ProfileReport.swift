public import PaymentGraph

/// A list of profiles for people.
public struct ProfileReport: Sendable {
  private let profiles: [(name: String, shape: String, title: String, isOwn: Bool)]

  /// Creates the report on profiles, in the order given.
  public init(_ profiles: [(name: String, shape: String, title: String, isOwn: Bool)]) {
    self.profiles = profiles
  }

  /// The list: one line a profile with name, shape and title.
  public var text: String {
    let width = profiles.map(\.name.count).max() ?? 0
    return profiles.map { profile in
      let gap = String(repeating: " ", count: width - profile.name.count)
      let shape = profile.shape + String(repeating: " ", count: max(0, 9 - profile.shape.count))
      return TerminalText.safe(
        "\(profile.name)\(gap)  \(shape)  \(profile.title)\(profile.isOwn ? " (yours)" : "")")
        + "\n"
    }.joined()
  }
}

/// The first transfers that a new profile makes of its file, for a person to look at before it is used.
public struct ProfilePreview {
  private let intake: Intake

  /// The number of transfers shown.
  private static let count = 5

  /// Creates a preview of the transfers that a profile made of one file.
  public init(_ intake: Intake) { self.intake = intake }

  /// The preview: one line a transfer, and the sums.
  public var lines: [String] {
    let sections = intake.files.first?.statement?.sections ?? []
    let own = Set(sections.map(\.account))
    // Transfers with one time keep the order of the file.
    var lines = intake.ledger.transfers.prefix(Self.count).map { transfer in
      let day = transfer.time.iso8601
      if own.contains(transfer.payer.key) {
        return "\(day)  out  \(transfer.sent)  to \(party(transfer.beneficiary))"
      }
      if own.contains(transfer.beneficiary.key) {
        return "\(day)  in   \(transfer.received)  from \(party(transfer.payer))"
      }
      return
        "\(day)  \(transfer.sent)  from \(party(transfer.payer)) to \(party(transfer.beneficiary))"
    }
    let rest = intake.ledger.transfers.count - lines.count
    if rest > 0 { lines.append("and \(rest) more") }
    for section in sections {
      let credits = MoneyTotal(minorUnits: section.credits, currency: section.currency)
      let debits = MoneyTotal(minorUnits: section.debits, currency: section.currency)
      lines.append(
        "in all: in \(credits), out \(debits)"
          + (section.links > 0 ? "; \(section.linksHeld) of \(section.links) balances follow" : ""))
    }
    return lines
  }

  private func party(_ account: Account) -> String {
    let name = account.details.name
    // The key of a stand-in tells a person nothing.
    if account.key.hasPrefix("?:") { return name ?? "a party not named in the row" }
    return name.map { "\($0) (\(account.key))" } ?? account.key
  }
}
