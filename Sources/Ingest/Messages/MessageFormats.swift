internal import PaymentGraph

/// The format by which the entries of bank messages are read, and the finding for a file that is such a message.
enum MessageFormats {
  /// Returns the finding for a message; nil where the format cannot be read, which a test rules out.
  ///
  /// - Parameter currency: the currency that the user states, which a message without one needs.
  /// - Throws: the question for the currency.
  static func finding(
    _ kind: MessageKind, path: String, currency: String?
  ) throws(IngestError) -> HeaderFinder.Finding? {
    let header = HeaderNames(written: MessageLines.header)
    let format = BuiltInFormats.possible(for: header).first { $0.name == "message.entries" }
    guard case .statement(var profile)? = format else { return nil }
    profile.about.name = kind.format
    profile.about.title = kind.words
    if kind.family == .quicken {
      guard let currency = currency.flatMap({ Currency($0) }) else {
        throw IngestError(
          .twoReadings, path: path,
          "is a QIF download, which names no currency; state it with --set currency=GBP")
      }
      profile.fields.currency = ""
      profile.fields.constantCurrency = currency
      // The accounts that it names are its own, whatever their names look like.
      profile.fields.counterKind = (.plain, "")
      // Every program writes them in its own way.
      profile.about.dates = []
      profile.about.decimal = nil
    }
    guard
      let plan = StatementPlan(
        profile, on: header, reason: "\(kind.name), \(kind.words): its beginning says so")
    else { return nil }
    return HeaderFinder.Finding(
      dialect: Dialect(), headerLine: 0, bodyStart: 0, bodyLine: 1,
      kind: .statement(plan, preamble: []), message: kind)
  }
}
