/// The rows' own statuses, which tell whether their payments took place.
extension ProfileDraft {
  /// The words for such payments that a profile lists even where its file has none of them.
  static let usualUnsettled = [
    "PENDING", "DECLINED", "FAILED", "REVERTED", "CANCELLED", "CANCELED", "REJECTED", "EXPIRED",
    "VORGEMERKT",
  ]

  /// The word of an answer for rows that have none.
  static let blank = "blank"

  /// Finds the column that tells whether a payment took place, and the words for that.
  mutating func guessStatus() {
    if answers[.status] == nil {
      guess(.status, statusByName ?? statusByWords)
      if let index = column(.status), let more = rivals(of: index) {
        doubts[.status] =
          "Several columns may tell whether a payment took place (\(names([index] + more))): which one does (--set status=COLUMN; none where no column does)?"
      }
    }
    guard let index = column(.status) else { return }
    let words = columns[index].distinct
    guess(.settled, text: settledList.joined(separator: ","))
    guard answers[.settled] == nil, !isBlankSettled else { return }
    let denied = Set(ProfileDraft.words(text(.unsettled) ?? "").map(StatementText.normal))
    let open = words.filter {
      standing($0, index) == nil && !denied.contains(StatementText.normal($0))
    }
    let isBlankOpen = isPartlyBlank(index) && !denied.contains("BLANK")
    if !open.isEmpty || value(.settled) == nil || isBlankOpen {
      let list = list(Array((open.isEmpty ? words : open).prefix(12)))
      let isOne = (open.isEmpty ? words : open).count == 1
      let rest =
        isBlankOpen
        ? "; rows without a word count as payments that did not, unless the answer has the word \(ProfileDraft.blank)"
        : ""
      doubts[.settled] =
        "Which words of \"\(header[index])\" say that the payment took place (\(list) \(isOne ? "is" : "are") open\(rest); --set status=none where the column tells something else)?"
    }
  }

  /// The column that is called a status.
  private var statusByName: Int? {
    let kinds: [[StatusNames.Kind]] = [
      [.progress], [.affirmed, .denied], [.reversed], [.reason], [.possible],
    ]
    return kinds.lazy.compactMap { kinds in
      columns.indices.first { index in
        statusKind(index).map(kinds.contains) == true && canBeStatus(index)
          && tellsSomething(index)
      }
    }.first
  }

  /// Returns true where the rows of a column differ, or one of its words is understood.
  private func tellsSomething(_ index: Int) -> Bool {
    let column = columns[index]
    let isKnown = column.distinct.contains { standing($0, index) != nil }
    switch statusKind(index) {
    case .possible: return isKnown && column.distinct.count > 1
    case .reason: return !column.values.isEmpty && isPartlyBlank(index)
    default:
      return isKnown || column.distinct.count > 1
        || !column.values.isEmpty && isPartlyBlank(index)
    }
  }

  /// The column of any name in which words say that payments are pending.
  ///
  /// Its other words must be such as tell that payments took place, or few that stand in many rows, so that no column
  /// of free text is taken for it.
  private var statusByWords: Int? {
    columns.indices.first { index in
      guard canBeStatus(index) else { return false }
      let words = columns[index].distinct
      guard words.contains(where: StatusWords.isSurelyUnsettled) else { return false }
      let open = words.filter { StatusWords.standing(of: $0) == nil }
      return open.isEmpty
        || headerLine != nil
          && (words.contains { StatusWords.standing(of: $0) == .settled }
            || open.count <= 2 && columns[index].values.count > words.count)
    }
  }

  /// Returns the other columns that deny payments which the status does not tell apart from others; nil where there are
  /// none.
  private func rivals(of status: Int) -> [Int]? {
    guard statusKind(status) != nil else { return nil }
    let found = columns.indices.filter { index in
      guard index != status, let kind = statusKind(index), canBeStatus(index),
        tellsSomething(index)
      else { return false }
      var standings: [String: Set<String>] = [:]
      for (word, cell) in zip(columns[status].cells, columns[index].cells)
      where standing(word, status) != .unsettled {
        let known = standing(cell, index)
        let isTold = kind == .reason ? cell.isEmpty : known == .settled
        standings[word, default: []].insert(isTold ? "" : known == .unsettled ? "-" : cell)
      }
      return standings.values.contains { $0.count > 1 }
    }
    return found.isEmpty ? nil : found
  }

  /// Returns the part that the name of a column gives it.
  func statusKind(_ index: Int) -> StatusNames.Kind? {
    headerLine == nil ? nil : StatusNames.kind(of: columns[index].name)
  }

  /// Returns the progress that a word of a column tells.
  private func standing(_ word: String, _ index: Int) -> StatusWords.Standing? {
    StatusNames.standing(of: word, in: statusKind(index))
  }

  /// Returns true where the name of a column says that it is a status.
  func isCalledStatus(_ index: Int) -> Bool {
    statusKind(index).map { $0 != .possible || canBeStatus(index) && tellsSomething(index) }
      ?? false
  }

  private func canBeStatus(_ index: Int) -> Bool {
    let column = columns[index]
    let isFlag = column.distinct.allSatisfy { StatusNames.isYes($0) != nil }
    switch statusKind(index) {
    case .affirmed, .denied, .reversed:
      // The word may also head a column of days or of money.
      guard
        isFlag
          || column.distinct.contains(where: { StatusWords.standing(of: $0) != nil })
          || isPartlyBlank(index)
      else { return false }
    default: break
    }
    let isReason = statusKind(index) == .reason
    return !taken.contains(index) && !column.isDate && (!column.isAmount || isFlag || isReason)
      && (column.distinct.count <= 12 || isReason)
  }

  private func isPartlyBlank(_ index: Int) -> Bool {
    columns[index].values.count < columns[index].cells.count
  }

  /// True where only payments that did not take place have a word, and all others none.
  private var isBlankSettled: Bool {
    guard let index = column(.status), !isLedger, answers[.settled] == nil,
      !isCalledStatus(index), isPartlyBlank(index)
    else { return false }
    return columns[index].distinct.allSatisfy { standing($0, index) == .unsettled }
  }

  /// True where an answer says that rows without a word took place.
  var settlesBlank: Bool {
    guard let index = column(.status), isPartlyBlank(index) else { return false }
    return isBlankSettled
      || !columns[index].distinct.contains { StatementText.normal($0) == "BLANK" }
        && ProfileDraft.words(answers[.settled]?.text ?? "").contains {
          StatementText.normal($0) == "BLANK"
        }
  }

  /// The words of the status for payments that took place: those of the answer, and those that are understood.
  var settledList: [String] {
    guard let index = column(.status) else { return [] }
    let said = ProfileDraft.words(answers[.settled]?.text ?? "")
    let decided = Set(
      (said + ProfileDraft.words(answers[.unsettled]?.text ?? "")).map(StatementText.normal))
    return said
      + columns[index].distinct.filter {
        standing($0, index) == .settled && !decided.contains(StatementText.normal($0))
      }
  }

  /// Checks an answer that names words of the status.
  ///
  /// A word that no row has is more likely a slip than a word of other files, unless it is a usual one. An answer that
  /// lists some of the words that are understood, but not all, leaves open what the others mean.
  func checkStatusWords(_ text: String, _ topic: Topic) throws(ProfileError) {
    guard let index = column(.status) else {
      throw fault("no column tells whether payments took place: name it first with status=COLUMN")
    }
    let said = ProfileDraft.words(text)
    let known = Set(said.map(StatementText.normal))
    let words = columns[index].distinct
    let found = Set(words.map(StatementText.normal))
    for word in said where !found.contains(StatementText.normal(word)) {
      if StatementText.normal(word) == "BLANK", isPartlyBlank(index) { continue }
      guard standing(word, index) == nil else { continue }
      throw fault(
        "no row of \"\(header[index])\" has \"\(word)\"; its words are \(list(Array(words.prefix(12))))"
      )
    }
    guard topic == .settled else { return }
    let denied = Set(ProfileDraft.words(answers[.unsettled]?.text ?? "").map(StatementText.normal))
    let understood = words.filter { standing($0, index) == .settled }
    let missing = understood.filter {
      !known.contains(StatementText.normal($0)) && !denied.contains(StatementText.normal($0))
    }
    if let first = missing.first, missing.count < understood.count,
      understood.contains(where: { known.contains(StatementText.normal($0)) })
    {
      throw fault(
        "\"\(first)\" is understood as a payment that took place: name it in settled as well, or answer unsettled=\(first)"
      )
    }
  }

  /// The words of the status, divided into those for payments that took place and all others that are known; a status
  /// of which only payments that did not take place have a word has no settled ones.
  var statusWords: (settled: [String], others: [String])? {
    guard let index = column(.status), text(.settled) != nil || isBlankSettled else { return nil }
    let isBlank = settlesBlank
    func isWord(_ text: String) -> Bool { !isBlank || StatementText.normal(text) != "BLANK" }
    let settled = settledList.filter(isWord)
    let said = Set(settled.map(StatementText.normal))
    let others =
      columns[index].distinct.filter { !said.contains(StatementText.normal($0)) }
      + ProfileDraft.words(answers[.unsettled]?.text ?? "").filter { word in
        StatementText.normal(word) != "BLANK"
          && !columns[index].distinct.contains {
            StatementText.normal($0) == StatementText.normal(word)
          }
      }
    return (settled, others)
  }
}
