public import Compromise
internal import FundTracing
internal import PaymentGraph
internal import Reports

extension Inquiry {
  /// `compromise`: how the victims were chosen.
  public struct Compromise: Hashable, Sendable {
    /// The victims; without accounts, the payers of claims and the victims of the persons file.
    public var victims = Victims()
    /// The time before first contact in which payments count; nil for 730 days.
    public var window: Wait?
    /// The time before first contact in which they no longer do; nil for none.
    public var lag: Wait?
    /// The columns by which persons are divided, with commas: `none`, `activity`, columns of the persons file; nil for
    /// activity, and bands of age where both sides have them.
    public var strata: String?
    /// The lists that are tried, with commas; nil for all.
    public var lists: String?
    /// True where only lists that a file states are tried.
    public var onlyStated = false
    /// The probability beforehand that none of the lists was used.
    public var priorNone = 0.5
    /// The probability with which any list may be named by chance.
    public var alpha = 0.01
    /// The share of contacts that is worth naming.
    public var material = 0.05
    /// The transfers that count.
    public var scope = Scope()
    /// The most lists in text.
    public var top = 25
    /// The list whose victims and rows are shown instead; nil for the lists.
    public var list: String?
    /// The victim of ``list`` whose rows are shown; nil for all.
    public var victim: String?

    /// Creates the question with the defaults of the command line.
    public init() {}
  }
}

extension Inquiry.Compromise: Question {
  package static let words = ["compromise"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Victims.fields.map { $0.within(\.victims) } + [
      .text("window", \.window), .text("lag", \.lag), .text("strata", \.strata),
      .text("lists", \.lists), .flag("onlyStated", \.onlyStated),
      .text("priorNone", \.priorNone, default: 0.5), .text("alpha", \.alpha, default: 0.01),
      .text("material", \.material, default: 0.05),
    ] + Inquiry.Scope.fields.map { $0.within(\.scope) } + [
      .integer("top", \.top, default: 25), .text("list", \.list), .text("victim", \.victim),
    ]

  package var inquiry: Inquiry { .compromise(self) }

  package func check() throws(InquiryError) {
    if let window, window.milliseconds == 0 {
      throw .contradiction("--window takes a time above 0, such as 365d")
    }
    if let lag, lag.milliseconds >= window?.milliseconds ?? CompromiseSettings().window {
      throw .contradiction("--lag must be shorter than --window")
    }
    for (name, value) in [("--prior-none", priorNone), ("--alpha", alpha)] {
      guard value > 0, value <= 1 else {
        throw .contradiction("\(name) takes a probability above 0 and up to 1, not \(value)")
      }
    }
    guard material >= 0, material <= 1 else {
      throw .contradiction("--material takes a share between 0 and 1, not \(material)")
    }
    if let strata, Inquiry.Compromise.parts(strata).isEmpty {
      throw .contradiction("--strata takes none, activity, or columns of the persons file")
    }
  }

  /// Compares the victims with others.
  func compared(_ asking: Asking) throws(InquiryError) -> CompromiseAnswer {
    let basis = asking.basis
    let view = try scope.view(of: basis)
    let settings = try settings(in: view, of: basis)
    if asking.isCancelled() { throw .cancelled }
    do {
      return try view.compromise(
        settings, claims: basis.claims ?? [], records: basis.caseRecords)
    } catch let error as FundTracingError {
      throw .question(error)
    } catch {
      throw .refused("\(error)")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let answer = try compared(asking)
    guard let list else { return .compromise(answer, top: Swift.max(0, top)) }
    guard let evidence = CompromiseEvidence(answer, list: list, victim: victim) else {
      throw .refused(refusal(list, in: answer))
    }
    return .compromiseEvidence(evidence)
  }

  private func refusal(_ list: String, in answer: CompromiseAnswer) -> String {
    let names = answer.lists.map(\.list)
    if let victim, names.contains(list) {
      let row = answer.lists.first { $0.list == list }
      let near = NearMiss.names(near: victim, among: row?.victimsExposed.map(\.name) ?? [])
      return "--victim \(victim) is not known to be on \(list)\(Self.similar(near))"
    }
    return "no list \"\(list)\" is tried\(Self.similar(NearMiss.names(near: list, among: names)))"
  }

  private static func similar(_ names: [String]) -> String {
    names.isEmpty ? "" : "; similar: \(names.map { "\"\($0)\"" }.joined(separator: ", "))"
  }

  private static func parts(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: ",").map { part in
      String(String.UnicodeScalarView(part.drop { $0 == " " }))
    }.filter { !$0.isEmpty }
  }

  private func settings(
    in view: LedgerView, of basis: Basis
  ) throws(InquiryError) -> CompromiseSettings {
    var settings = CompromiseSettings()
    if let window { settings.window = window.milliseconds }
    if let lag { settings.lag = lag.milliseconds }
    settings.strata = try choice(basis)
    settings.lists = lists.map(Self.parts)
    settings.onlyStated = onlyStated
    settings.priorNone = priorNone
    settings.alpha = alpha
    settings.material = material
    settings.victims = try victims.accounts?.accounts(in: view, of: basis)
    settings.victimWords = victims.accounts?.words
    return settings
  }

  private func choice(_ basis: Basis) throws(InquiryError) -> CompromiseSettings.Strata {
    guard let strata else { return .automatic }
    let words = Self.parts(strata).map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
    if words == ["none"] { return .none }
    let columns = words.filter { $0 != "activity" }
    let known = Set(basis.caseRecords.persons.flatMap(\.attributes.keys))
    for column in columns where !known.contains(column) {
      let near = NearMiss.names(near: column, among: known.sorted())
      throw .refused(
        "--strata: the persons file has no column \(column)\(Self.similar(near))")
    }
    return .by(activity: words.contains("activity"), columns: columns)
  }
}
