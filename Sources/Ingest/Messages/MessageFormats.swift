/// The format by which the entries of bank messages are read, and the finding for a file that is such a message.
enum MessageFormats {
  /// Returns the finding for a message; nil where the format cannot be read, which a test rules out.
  static func finding(_ kind: MessageKind) -> HeaderFinder.Finding? {
    let header = HeaderNames(written: MessageLines.header)
    let format = BuiltInFormats.possible(for: header).first { $0.name == "message.entries" }
    guard case .statement(var profile)? = format else { return nil }
    profile.about.name = kind.format
    profile.about.title = kind.words
    guard
      let plan = StatementPlan(
        profile, on: header, reason: "\(kind.name), \(kind.words): its beginning says so")
    else { return nil }
    return HeaderFinder.Finding(
      dialect: Dialect(), headerLine: 0, bodyStart: 0, bodyLine: 1,
      kind: .statement(plan, preamble: []), message: kind)
  }
}
