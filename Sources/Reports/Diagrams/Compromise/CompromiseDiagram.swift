public import Compromise
internal import Drawing
internal import FundTracing
internal import PaymentGraph

/// The answer on how victims were chosen as a picture: each list as a bar of the share of contacts that the records
/// allow, with its verdict, and below them each contact by its day and its place in the order that shows best.
public struct CompromiseDiagram: Sendable {
  let answer: CompromiseAnswer
  let options: DiagramOptions
  private let top: Int

  /// Creates the diagram; it shows the first `top` lists.
  public init(
    _ answer: CompromiseAnswer, top: Int, options: DiagramOptions = DiagramOptions()
  ) {
    self.answer = answer
    self.top = max(1, top)
    self.options = options
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``DiagramError`` where there is nothing to draw.
  /// - Complexity: O(*l* + *v* log *v*) for *l* lists and *v* victims.
  public func picture() throws(DiagramError) -> RenderedDiagram {
    let lists = Array(answer.lists.prefix(top))
    let text = CompromiseText(answer: answer, options: options)
    let contacts = text.contacts
    guard !lists.isEmpty || !contacts.isEmpty else {
      throw .nothing("no list was tried and no contact has a day, so there is nothing to draw")
    }
    var frame = DiagramFrame(
      options: options, title: text.title, facts: text.facts, summary: text.summary,
      width: CompromiseLayout.width)
    frame.notes = text.notes(hidden: answer.lists.count - lists.count)
    frame.legend = text.legend
    let layout = CompromiseLayout(text: text, lists: lists, contacts: contacts, top: frame.top)
    let files = Set(
      lists.flatMap(\.victimsExposed).flatMap(\.evidence)
        .flatMap { answer.scope.ledger.transfer($0).evidence }.map(\.file))
    let drawing = frame.drawing(
      layout.items, bottom: layout.bottom, files: files.sorted { $0.path < $1.path })
    return RenderedDiagram(
      drawing: drawing, table: text.table(lists), related: [:],
      folded: FoldedMembers(
        [(name: NodeID, accounts: [AccountID])](), AccountNamer(answer.scope.ledger, options)),
      check: MaskCheck(
        answer.scope.ledger, accounts: lists.flatMap(\.accounts), mask: options.mask))
  }
}

/// The words of a picture on how victims were chosen, under its mask.
struct CompromiseText {
  let answer: CompromiseAnswer
  let options: DiagramOptions
  private let names: AccountNamer

  init(answer: CompromiseAnswer, options: DiagramOptions) {
    self.answer = answer
    self.options = options
    names = AccountNamer(answer.scope.ledger, options)
  }

  // MARK: Lists

  /// The name of a list: the account's where it is an account's customers.
  func name(_ row: CompromiseAnswer.ListRow) -> String {
    if row.accounts.count == 1, let account = row.accounts.first { return names.name(account) }
    guard options.mask.hidesNames else {
      return options.mask == .none ? row.list : AccountMask.text(row.list)
    }
    let place = answer.lists.firstIndex { $0.list == row.list } ?? 0
    return "List \(place + 1)"
  }

  func victims(_ row: CompromiseAnswer.ListRow) -> String { "\(row.exposed) of \(row.victims)" }

  func others(_ row: CompromiseAnswer.ListRow) -> String {
    row.isStatedRate
      ? "stated" : "\(CompromiseWords.people(row.referenceExposed)) of \(row.reference)"
  }

  /// The verdict, with the share in numbers.
  func verdict(_ row: CompromiseAnswer.ListRow) -> String {
    let words = CompromiseWords.verdict(
      row, credible: answer.lists.count { $0.verdict == .oneOf },
      given: row.given.map { given in
        answer.lists.first { $0.list == given }.map(name) ?? given
      })
    let share = CompromiseWords.share(row)
    return share == "-" ? words : "\(words): \(share)"
  }

  // MARK: Contacts

  /// The order that shows best: the one with the least p after correction; nil where none was tested.
  var bestOrder: CompromiseAnswer.OrderRow? {
    answer.orders.min { ($0.pAdjusted, $0.p) < ($1.pAdjusted, $1.p) }
  }

  var contacts: [CompromiseAnswer.OrderedContacts.Contact] {
    guard let best = bestOrder else { return [] }
    return answer.orderedContacts.first { $0.order == best.order }?.contacts ?? []
  }

  /// The list that is named, or else the first; contacts of people on it are filled.
  var bestList: CompromiseAnswer.ListRow? {
    answer.lists.first { $0.verdict == .supported || $0.verdict == .oneOf }
  }

  /// The order in words, with the outcome of its test.
  var orderWords: String {
    guard let best = bestOrder else { return "" }
    let name = orderName(best.order)
    let outcome =
      switch best.verdict {
      case .supported:
        "supported by \(best.test.rawValue)"
          + (best.callers.map { ", \(Plural.text($0, "caller")) enough" } ?? "")
      case .areaOrNumber: "area by area or by number, cannot say which"
      case .cannotSay: best.isTooFew ? "too few to say" : "not shown"
      }
    return "\(name): \(outcome) (p \(DecimalText.scientific(best.pAdjusted)) after correction)"
  }

  private func orderName(_ order: String) -> String {
    for kind in ["position:", "since:"] where order.hasPrefix(kind) {
      let list = String(order.dropFirst(kind.count))
      let shown = answer.lists.first { $0.list == list }.map(name)
      let hidden = options.mask.hidesNames ? "a list" : list
      return CompromiseWords.order(kind + (shown ?? hidden))
    }
    return CompromiseWords.order(order)
  }

  // MARK: Frame

  var title: String {
    if let title = options.title { return title }
    let named = answer.lists.filter { $0.verdict == .supported }.map(name)
    if !named.isEmpty {
      return "How victims were chosen: the records support \(named.joined(separator: ", "))"
    }
    let several = answer.lists.count { $0.verdict == .oneOf }
    return several > 0
      ? "How victims were chosen: one of \(several) lists"
      : "How victims were chosen: no list is named"
  }

  var facts: [String] {
    let source = answer.reference.source == "controls" ? "controls" : "other payers"
    return [
      Plural.text(answer.victims.count, "victim"),
      "\(Plural.grouped(answer.reference.persons)) \(source)",
      answer.victims.contacts.map {
        "contacts \(CompromiseWords.day($0.lowerBound)) to \(CompromiseWords.day($0.upperBound))"
      } ?? "",
      answer.noList.map { "none of the lists asked: \(CompromiseWords.percent($0))" } ?? "",
    ]
  }

  var summary: String {
    var words = answer.lists.prefix(5).map { "\(name($0)), \(verdict($0))." }
    if !orderWords.isEmpty { words.append("\(orderWords).") }
    return "Lists from which callers may have worked, each with its share of the contacts. "
      + words.joined(separator: " ")
  }

  func notes(hidden: Int) -> [String] {
    var notes: [String] = []
    if hidden > 0 { notes.append("Not drawn: \(Plural.text(hidden, "more list")).") }
    notes.append(
      "A bar is the part of all contacts that came from a list, with 95 per cent; the mark in it is the mean. "
        + "Without a bar nothing can be said, which is not that the list was not used.")
    notes += CompromiseAnswer.limits.prefix(2).map {
      $0.prefix(1).uppercased() + $0.dropFirst() + "."
    }
    return notes
  }

  var legend: [LegendMark] {
    var marks: [LegendMark] = []
    let verdicts = Set(answer.lists.map(\.verdict))
    if verdicts.contains(.supported) || verdicts.contains(.oneOf) {
      marks.append(
        LegendMark(
          .band(CompromiseLayout.named, isDashed: false),
          "the share of contacts of a list that is named"))
    }
    if verdicts.contains(.limited) {
      marks.append(
        LegendMark(.band(CompromiseLayout.limited, isDashed: true), "at most so many contacts"))
    }
    if let best = bestList, !contacts.isEmpty {
      marks.append(
        LegendMark(
          .square(CompromiseLayout.named), "contact of a victim on \(name(best))", startsLine: true)
      )
      marks.append(LegendMark(.square(Palette.other), "of another victim"))
    }
    return marks
  }

  func table(_ lists: [CompromiseAnswer.ListRow]) -> DataTable {
    let rows = lists.enumerated().map { number, row in
      DataTable.Row(
        name: CompromiseLayout.rowName(number),
        cells: [
          name(row), victims(row), others(row),
          row.figures.map { DecimalText.scientific($0.pAdjusted) } ?? "", verdict(row),
        ])
    }
    let ordered = contacts.map { contact in
      DataTable.Row(
        name: nil,
        cells: ["contact", CompromiseWords.day(contact.day), "place \(contact.place)", "", ""])
    }
    return DataTable(
      heads: ["List", "Victims", "Others", "p (corrected)", "Verdict"], numbers: [3],
      rows: rows + ordered)
  }
}
