internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import PaymentGraph
internal import Reports

extension CaseBundle {
  /// Returns what may be shown to others: answers and pictures with names and numbers replaced.
  ///
  /// - Throws: ``CommandFailure`` where a name or a number is found in a text all the same; then nothing is written.
  static func shared(of file: CaseFile, folders: [String]) async throws -> CaseBundle {
    var bundle = CaseBundle()
    let events = await file.events
    let context = try await CaseContext(
      of: file, state: await file.state(), head: await file.head, searching: folders)
    let masks = try SharedNames(of: context, events: events)
    var figures = CSVText.heads(["answer"] + CitedFigure.heads + ["payments", "rows"])
    var number = 0
    for (record, _, answer) in try await RecordedAnswers(file: file, folders: folders).all() {
      number += 1
      let asked = try answer.get()
      let name = "answer-\(number)"
      if asked.words.first == "draw" {
        let picture = try CaseAsker(context: asked.context).ask(masked(asked.words)).bytes
        bundle.add(picture, as: "answers/\(name).svg")
        continue
      }
      let bytes = try asked.ask()
      guard Chain.digest(of: bytes) == record.answer else {
        throw CommandFailure(
          "the answer \"\(record.name)\" differs from the one on record, so no bundle is written")
      }
      bundle.add(try masks.masked(json: bytes), as: "answers/\(name).json")
      for figure in try asked.figures(of: bytes) {
        figures += CSVText.line(
          [.value(name)] + figure.cells.map { .shown(masks.masked($0)) }
            + [
              .value("\(figure.payments.count)"),
              .value("\(figure.payments.reduce(0) { $0 + $1.rows.count })"),
            ])
      }
    }
    bundle.add(figures, as: "figures.csv")
    bundle.add(log(events, masks: masks), as: "log.csv")
    bundle.add(readme, as: "README.txt")
    try masks.refuseLeaks(in: bundle.files)
    return bundle
  }

  /// Returns the words of a picture with everything masked, as a text that can be searched.
  private static func masked(_ words: [String]) -> [String] {
    var kept: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if ["--mask", "-o", "--output", "--title", "--case-number", "--exhibit"].contains(word) {
        rest = rest.dropFirst()
      } else if word != "--show-numbers",
        !["--mask=", "--output=", "--title=", "--case-number=", "--exhibit="]
          .contains(where: { word.hasPrefix($0) })
      {
        kept.append(word)
      }
    }
    return kept + ["--mask=all", "--title=Flow", "--output=answer.svg"]
  }

  private static func log(_ events: [RecordedEvent], masks: SharedNames) -> String {
    let effects = EventEffects(events)
    var text = CSVText.heads(["number", "at", "by", "kind", "effective", "hash"])
    for event in events {
      text += CSVText.line([
        .value("\(event.number)"), .value(EventTime.text(event.author.at)),
        .shown(masks.masked(event.author.by)), .value(masks.masked(event.event.kind)),
        .value(effects.has(event.number) ? "yes" : "no"), .value(event.hash.hex),
      ])
    }
    return text
  }

  private static let readme = """
    Answers of a case, for others to read.

    Accounts, names, files and persons are replaced: one thing has the same number in all texts; pictures have numbers of their own. Notes,
    reasons and the files themselves are left out. Each text was searched for every account, name, reference and note of the case before it was written.

    answers/      the answers on record
    figures.csv   their figures, with the number of payments and rows that each rests on
    log.csv       the events, without their contents
    SHA256SUMS    the SHA-256 of all these files

    """
}

/// The names and numbers of a case that others must not see, and the words that stand for them.
struct SharedNames {
  private var words: [Spelling: String] = [:]
  /// Texts that are left out and must not be found: notes and reasons.
  private var hidden: Set<Spelling> = []

  init(of context: CaseContext, events: [RecordedEvent]) throws {
    try context.requireFiles()
    let ledger = try CaseNames(context).loaded()
    var groups: [(texts: [String], letter: String)] = []
    for number in 0..<ledger.accountCount {
      let account = ledger.account(AccountID(number))
      groups.append(([account.key] + account.aliases.map(\.spelling), "A"))
      groups.append(([account.details.name, account.details.holder].compactMap { $0 }, "N"))
      groups.append(([account.details.institution].compactMap { $0 }, "B"))
    }
    for number in 0..<ledger.transferCount {
      let transfer = ledger.transfer(TransferID(number))
      groups.append(([transfer.recordedID].compactMap { $0 }, "T"))
      groups.append(([transfer.reference].compactMap { $0 }, "R"))
    }
    for source in context.state.allSources {
      groups.append(
        ([source.name] + source.name.split(separator: "/").suffix(1).map(String.init), "F"))
    }
    for event in events {
      groups.append(([event.author.by], "P"))
      if let why = event.why { hidden.insert(Spelling(why)) }
      switch event.event {
      case .remark(let remark): hidden.insert(Spelling(remark.text))
      case .opening(let opening): hidden.insert(Spelling(opening.title))
      default: break
      }
    }
    replace(groups)
    search = NameSearch(words.keys.map { Array($0.text.utf8) })
  }

  private var search = NameSearch([])

  /// Gives each group of names a word in which no name occurs.
  private mutating func replace(_ groups: [(texts: [String], letter: String)]) {
    let search = NameSearch(
      (groups.flatMap(\.texts) + hidden.map(\.text)).map { Array($0.utf8) })
    var numbers: [String: Int] = [:]
    for group in groups {
      let texts = group.texts.filter { !$0.isEmpty && words[Spelling($0)] == nil }
      if texts.isEmpty { continue }
      var word = ""
      repeat {
        numbers[group.letter, default: 0] += 1
        word = "\(group.letter)-\(numbers[group.letter] ?? 0)"
      } while search.first(in: Array(word.utf8)) != nil
      for text in texts { words[Spelling(text)] = word }
    }
  }

  /// Returns a text with all names replaced.
  func masked(_ text: String) -> String {
    if let word = words[Spelling(text)] { return word }
    let bytes = search.replacing(in: Array(text.utf8)) { name in
      words[Spelling(String(decoding: name, as: UTF8.self))] ?? ""
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns an answer in JSON with all names replaced in its texts.
  func masked(json bytes: [UInt8]) throws -> [UInt8] {
    func visit(_ value: Any) -> Any {
      if let text = value as? String { return masked(text) }
      if let values = value as? [Any] { return values.map(visit) }
      if let object = value as? [String: Any] { return object.mapValues(visit) }
      return value
    }
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    return [UInt8](
      try JSONSerialization.data(
        withJSONObject: visit(value),
        options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    ) + [UInt8(ascii: "\n")]
  }

  /// Throws where a name, a note or a reason is found in a file.
  func refuseLeaks(in files: [Spelling: [UInt8]]) throws(CommandFailure) {
    let search = NameSearch((Array(words.keys) + hidden).map { Array($0.text.utf8) })
    for (file, bytes) in files.sorted(by: { $0.key < $1.key }) {
      // The words of the bundle's own page are not the case's.
      if file.text == "README.txt" { continue }
      let bytes = SharedNames.contents(of: bytes, isJSON: file.text.hasSuffix(".json"))
      if let name = search.first(in: bytes) {
        throw CommandFailure(
          "\(file.text) still holds \"\(String(decoding: name, as: UTF8.self))\", so nothing is written"
        )
      }
    }
  }
}

extension SharedNames {
  /// Returns the parts of a text that come from the case: the texts of JSON without the names of members, the rows of CSV
  /// without the head.
  private static func contents(of bytes: [UInt8], isJSON: Bool) -> [UInt8] {
    guard isJSON, let value = try? JSONSerialization.jsonObject(with: Data(bytes)) else {
      let head = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.startIndex
      return Array(bytes[head...])
    }
    var texts: [UInt8] = []
    func visit(_ value: Any) {
      if let text = value as? String { texts += Array(text.utf8) + [UInt8(ascii: "\n")] }
      for value in value as? [Any] ?? [] { visit(value) }
      for value in (value as? [String: Any] ?? [:]).values { visit(value) }
    }
    visit(value)
    return texts
  }
}

/// A search for many names at once, by their first four bytes; shorter names are not searched for within texts.
struct NameSearch {
  private var names: [UInt32: [[UInt8]]] = [:]

  init(_ all: [[UInt8]]) {
    for name in all where name.count >= 4 {
      names[NameSearch.start(of: name[0..<4]), default: []].append(name)
    }
    // The longest first, so that a name within another does not spoil it.
    for key in names.keys {
      names[key]?.sort { left, right in
        left.count != right.count
          ? left.count > right.count : left.lexicographicallyPrecedes(right)
      }
    }
  }

  private static func start(of bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Returns the name that begins at a place; nil where none does.
  private func name(in bytes: [UInt8], at place: Int) -> [UInt8]? {
    guard place + 4 <= bytes.count,
      let known = names[NameSearch.start(of: bytes[place..<place + 4])]
    else { return nil }
    return known.first { bytes[place...].starts(with: $0) }
  }

  /// Returns a name that the bytes hold; nil where they hold none.
  func first(in bytes: [UInt8]) -> [UInt8]? {
    for place in bytes.indices {
      if let name = name(in: bytes, at: place) { return name }
    }
    return nil
  }

  /// Returns the bytes with each name replaced.
  func replacing(in bytes: [UInt8], by word: ([UInt8]) -> String) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if let name = name(in: bytes, at: place) {
        result += Array(word(name).utf8)
        place += name.count
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return result
  }
}
