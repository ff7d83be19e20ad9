/// The rows' own statuses, which tell whether their payments took place.
extension ProfileDraft {
  /// Names of columns that tell whether a payment took place.
  static let statusNames: Set<String> = [
    "status", "state", "transactionstatus", "transactionstate", "paymentstatus", "bookingstatus",
    "buchungsstatus",
    "estado", "statut", "stato", "stav", "tila", "stan", "durum", "статус", "状态", "交易状态",
  ]

  /// The words for such payments that a profile lists even where its file has none of them.
  static let usualUnsettled = [
    "PENDING", "DECLINED", "FAILED", "REVERTED", "CANCELLED", "CANCELED", "REJECTED", "EXPIRED",
    "VORGEMERKT",
  ]

  /// Finds the column that tells whether a payment took place, and the words for that.
  mutating func guessStatus() {
    if answers[.status] == nil { guess(.status, statusByName ?? statusByWords) }
    guard let index = column(.status) else { return }
    let words = columns[index].distinct
    guess(.settled, text: settledList.joined(separator: ","))
    guard answers[.settled] == nil, !isBlankSettled else { return }
    let denied = Set(ProfileDraft.words(text(.unsettled) ?? "").map(StatementText.normal))
    let open = words.filter {
      StatusWords.standing(of: $0) == nil && !denied.contains(StatementText.normal($0))
    }
    let isPartlyEmpty = columns[index].values.count < columns[index].cells.count
    if !open.isEmpty || value(.settled) == nil || isPartlyEmpty {
      doubts[.settled] =
        "Which words of \"\(header[index])\" say that the payment took place "
        + "(\(list(Array((open.isEmpty ? words : open).prefix(12)))) \(open.count == 1 ? "is" : "are") open"
        + (isPartlyEmpty ? "; rows without a word count as payments that did not" : "") + ")?"
    }
  }

  /// The column that is called a status.
  private var statusByName: Int? {
    columns.indices.first { index in
      isCalledStatus(index) && canBeStatus(index)
        && (columns[index].distinct.count > 1
          || columns[index].distinct.contains { StatusWords.standing(of: $0) != nil })
    }
  }

  /// The column of any name in which words say that payments are pending.
  ///
  /// Its other words must be such as tell that payments took place, or few that stand in many rows, so that no column
  /// of free text is taken for it.
  private var statusByWords: Int? {
    guard !isLedger else { return nil }
    return columns.indices.first { index in
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

  /// Returns true where the name of a column says that it is a status.
  func isCalledStatus(_ index: Int) -> Bool {
    headerLine != nil && ProfileDraft.statusNames.contains(HeaderNames.normal(header[index]))
  }

  private func canBeStatus(_ index: Int) -> Bool {
    !taken.contains(index) && !columns[index].isDate && !columns[index].isAmount
      && columns[index].distinct.count <= 12
  }

  /// True where only payments that did not take place have a word, and all others none.
  private var isBlankSettled: Bool {
    guard let index = column(.status), !isLedger, answers[.settled] == nil,
      !isCalledStatus(index),
      columns[index].values.count < columns[index].cells.count
    else { return false }
    return columns[index].distinct.allSatisfy { StatusWords.standing(of: $0) == .unsettled }
  }

  /// The words of the status for payments that took place: those of the answer, and those that are understood.
  var settledList: [String] {
    guard let index = column(.status) else { return [] }
    let said = ProfileDraft.words(answers[.settled]?.text ?? "")
    let decided = Set(
      (said + ProfileDraft.words(answers[.unsettled]?.text ?? "")).map(StatementText.normal))
    return said
      + columns[index].distinct.filter {
        StatusWords.standing(of: $0) == .settled && !decided.contains(StatementText.normal($0))
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
      guard StatusWords.standing(of: word) == nil else { continue }
      throw fault(
        "no row of \"\(header[index])\" has \"\(word)\"; its words are \(list(Array(words.prefix(12))))"
      )
    }
    guard topic == .settled else { return }
    let denied = Set(ProfileDraft.words(answers[.unsettled]?.text ?? "").map(StatementText.normal))
    let understood = words.filter { StatusWords.standing(of: $0) == .settled }
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
    let settled = settledList
    let said = Set(settled.map(StatementText.normal))
    let others =
      columns[index].distinct.filter { !said.contains(StatementText.normal($0)) }
      + ProfileDraft.words(answers[.unsettled]?.text ?? "").filter { word in
        !columns[index].distinct.contains { StatementText.normal($0) == StatementText.normal(word) }
      }
    return (settled, others)
  }
}
