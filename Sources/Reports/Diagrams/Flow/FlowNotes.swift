internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The words above and below a flow diagram: facts, legend and notes.
struct FlowNotes {
  let text: FlowText
  /// True where parties are rows of tables, and not cards.
  let isLedger: Bool

  private var model: FlowModel { text.model }

  /// The transfers on the lines, without money that stops.
  private var shown: [Transfer] {
    model.streams.filter { model.parties[$0.to].tier != .stop }.flatMap(\.transfers)
      .map(model.ledger.transfer)
  }

  /// The files with the records of what is drawn.
  var files: [SourceFile] { shown.flatMap(\.evidence).map(\.file) }

  private var days: String { DayText.range(shown.map(\.time)) }

  /// Returns the frame of the diagram, as narrow as its words allow.
  ///
  /// - Parameter notes: The notes on what is not in the picture.
  func frame(_ options: DiagramOptions, title: String, notes: [String]) -> DiagramFrame {
    let accounts = model.parties.filter { $0.tier != .stop }.reduce(0) { $0 + $1.accounts.count }
    var frame = DiagramFrame(
      options: options, title: title, facts: facts,
      summary: "\(Plural.text(shown.count, "payment")) between "
        + "\(Plural.text(accounts, "account")), \(days). \(paidOut)", width: FlowNotes.leastWidth)
    frame.banner = model.input.banner
    frame.legend = marks
    frame.notes = [amountWords, widthWords] + strokeWords + notes
    return frame
  }

  /// Narrower pictures leave no room for their words.
  static let leastWidth = 560.0

  private var paidOut: String {
    if let words = text.allClaimWords { return words }
    var totals = MoneyTotals()
    for number in model.parties.indices where model.parties[number].tier == .source {
      totals.add(model.total(number))
    }
    let money = totals.words
    guard !money.isEmpty else { return "" }
    guard model.input.center != nil else { return "\(money) paid out by \(model.sourceNoun)s" }
    // The sum received can differ from the sum sent, and be in other currencies.
    let middle = model.parties.firstIndex { $0.tier == .channel }.map(model.total) ?? totals
    return "\(money) sent by payers"
      + (middle == totals
        ? ""
        : ", which arrived as \(middle.words) after exchange or fees on the way")
  }

  /// The facts below the title.
  private var facts: [String] {
    [days, Plural.text(shown.count, "payment"), paidOut].filter { !$0.isEmpty }
  }

  /// The legend of the colours of lines and cards.
  private var marks: [LegendMark] {
    var marks = model.input.center == nil ? channelMarks : []
    func add(_ color: DiagramColor, _ text: String) {
      marks.append(LegendMark(.square(color), text))
    }
    let tiers = Set(model.parties.map(\.tier))
    if tiers.contains(.source) {
      let letter = model.sourceNoun == "victim" ? "V" : "S"
      add(Palette.band(.source), "\(model.input.headingOfSources) (\(letter))")
    }
    if tiers.contains(.transit) { add(Palette.band(.transit), "Accounts that pay on (T)") }
    if tiers.contains(.end) || tiers.contains(.beyond) {
      add(Palette.band(.end), "Receiving accounts (B)")
    }
    if tiers.contains(.stop) { add(Palette.other, "Money that stops (X)") }
    return marks
  }

  private var channelMarks: [LegendMark] {
    let channels = model.parties.filter { $0.channel != nil }
    // A name that several channels share tells nobody which one is meant.
    let names = channels.map(text.name)
    let words = channels.map { party in
      let (name, beside) = (text.name(party), text.numberBesideName(party))
      let isShared = names.count { $0 == name } > 1 && !beside.isEmpty
      return
        "\(model.preposition(party.channel)) \(isShared ? "\(name), \(beside)" : name)"
        + (party.tier == .channel ? " (P)" : "")
    }
    return LegendMark.channels(Array(zip(channels.map(\.channel), words))) {
      .line($0, dashes: [], width: 3)
    }
  }

  private var amountWords: String {
    let place = isLedger ? "in the row where their line ends" : "beside their line"
    return
      "Payments stand \(place), as received: \"x 3\" = three of that amount each; \"in 3\" = three of different "
      + "amounts, added up."
  }

  private var widthWords: String {
    "Line width grows with the square root of the amount, within each currency: lines of different currencies cannot "
      + "be compared."
  }

  private var strokeWords: [String] {
    var words: [String] = []
    let evidence = Set(
      model.streams.filter { model.parties[$0.to].tier != .stop }.map(\.evidence))
    let grades = evidence.sorted().compactMap { evidence in
      if case .inferred(let grade) = evidence { grade.letter } else { nil }
    }
    if evidence.contains(.unlinked) || !grades.isEmpty {
      let inferred =
        grades.isEmpty
        ? "" : ", or the link is only inferred (grade \(grades.joined(separator: ", ")))"
      words.append("Dashed line: no record links the payout with a receipt\(inferred).")
    }
    if evidence.contains(.openOrder) {
      words.append("Dashed line: the records do not show that the money arrived before it left.")
    }
    if let legend = FlowWay.legend(model.streams.map(\.way)) {
      words.append("Dotted line: \(legend).")
    }
    if model.parties.contains(where: \.isFolded) {
      words.append("Rows \"and … more\" stand for several accounts; totals leave nothing out.")
    }
    return words
  }
}
