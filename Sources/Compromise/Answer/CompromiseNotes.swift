internal import PaymentGraph

/// Writes what a reader must know beside the figures.
struct CompromiseNotes {
  private(set) var notes: [CompromiseNote] = []
  private let question: CompromiseQuestion

  init(
    _ question: CompromiseQuestion, rounds: ListRounds, rows: [CompromiseAnswer.ListRow]
  ) {
    self.question = question
    writeContacts()
    writeReference(rows)
    writeLists(rows)
    writeVisibility(rows)
    writeUnknown(rows)
  }

  /// Writes the lists of which it is not known whether every victim was on them.
  private mutating func writeUnknown(_ rows: [CompromiseAnswer.ListRow]) {
    let open = rows.filter { $0.unknown > 0 }
    guard let most = open.max(by: { $0.unknown < $1.unknown }) else { return }
    let others = open.count > 1 ? ", and less of \(count(open.count - 1, "other list"))" : ""
    add(
      "membership-unknown",
      "of \(count(most.unknown, "victim")) it is not known whether they were on \(most.list)\(others): they count neither for nor against, so shares are those of the victims who are known"
    )
  }

  private mutating func add(_ code: String, _ text: String) {
    notes.append(CompromiseNote(code: code, text: text))
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private mutating func writeContacts() {
    let victims = question.people.victims
    let stood = victims.count { $0.contactIsPayment }
    if stood > 0 {
      add(
        "contact-assumed",
        "for \(count(stood, "victim")) no contact is stated: the time of the first claimed payment stands for it"
      )
    }
    if question.people.contactsCorrected > 0 {
      let number = question.people.contactsCorrected
      add(
        "contact-after-payment",
        "\(count(number, "stated contact")) came after a claimed payment of the same victim: the payment's time is used"
      )
    }
    let identities = question.people.identities
    if identities.repeated > 0 {
      add(
        "person-repeated",
        "\(count(identities.repeated, "row")) of persons \(identities.repeated == 1 ? "is" : "are") a person who has another row (the same name with the same telephone or e-mail, or the same word in other letters): each person counts once"
      )
    }
    if identities.sharing > 0 {
      add(
        "shared-telephone",
        "\(count(identities.sharing, "victim")) of different names share a telephone or an e-mail address: people of one household were hardly chosen independently, and count as one person only where a file names them as one"
      )
    }
    let strangers = (victims + question.people.others).count { $0.accounts.isEmpty }
    if strangers > 0, question.view.ledger.transferCount > 0 {
      add(
        "person-without-account",
        "\(count(strangers, "person")) of the persons file \(strangers == 1 ? "is" : "are") neither an account nor a holder of the ledger: only stated memberships count for them"
      )
    }
    let unknown = victims.count { $0.contacted == nil }
    if unknown > 0 {
      add(
        "contact-unknown",
        "for \(count(unknown, "victim")) no contact is known: no payment and no order of calls counts for them"
      )
    }
    let uncovered = zip(victims, question.exposure.covered).count {
      $0.contacted != nil && !$0.accounts.isEmpty && $1.isEmpty
    }
    if uncovered > 0 {
      add(
        "not-covered",
        "of \(count(uncovered, "victim")) no statement before first contact is held: no payment counts for them"
      )
    }
  }

  private mutating func writeReference(_ rows: [CompromiseAnswer.ListRow]) {
    let people = question.people
    if people.controlsLeftOut > 0 {
      add(
        "control-is-victim",
        "\(count(people.controlsLeftOut, "control")) claimed a payment, and \(people.controlsLeftOut == 1 ? "is" : "are") compared with nobody"
      )
    }
    let assumed = (people.victims + people.others).count {
      !$0.accounts.isEmpty && !$0.coverageIsStated
    }
    if assumed > 0 {
      add(
        "coverage-assumed",
        "for \(count(assumed, "person")) no file says which statements are held: the period of the ledger is taken (account,from,to states it)"
      )
    }
    let undecided = rows.filter { $0.reason == .coverageAssumed }
    if !undecided.isEmpty {
      let names = undecided.prefix(3).map(\.list).joined(separator: ", ")
      let more = undecided.count > 3 ? " and \(undecided.count - 3) more" : ""
      add(
        "coverage-decides",
        "the verdict on \(names)\(more) would be another if statements reach only from each person's first record to the last: state the days that are held (account,from,to)"
      )
    }
    writeCoverageOfNobody()
    let files = question.foreignFiles
    if files.isEmpty {
      for row in rows where row.reason == .referenceSelected {
        add(
          "reference-selected",
          "the others were loaded because they paid \(row.list); nothing is said about \(row.list)")
      }
    } else {
      let names = files.prefix(5).joined(separator: ", ")
      let more = files.count > 5 ? " and \(files.count - 5) more" : ""
      add(
        "reference-selected",
        "the \(people.others.count) others are known from other records than the victims, such as payees' and processors' (\(names)\(more)): a payment that those do not show may have been made, so nothing is said about payees; if these records are whole, say so in a coverage file (account,from,to), or name the others as controls in a persons file"
      )
    }
    if rows.contains(where: { $0.reason == .noControlPopulation }) {
      add(
        "no-control-population",
        "fewer than 20 others, or fewer than half as many as victims, can be compared: without them nothing is said about these lists; load other payers' statements, controls in a persons file (person,group), or rates in a lists file (list,kind,size,population)"
      )
    }
    if question.strata.count == 1, question.settings.strata == .automatic {
      add(
        "one-stratum",
        "with fewer than 60 others or 10 victims all are compared as one group: victims who simply pay more often can make every list look used"
      )
    }
  }

  /// Writes the names of a coverage file that are nobody's: a slip there makes the period of the ledger count instead.
  private mutating func writeCoverageOfNobody() {
    let known = Set(question.records.persons.map(\.name))
    let strangers = Set(
      (question.records.coverage ?? []).filter { $0.accounts.isEmpty && !known.contains($0.person) }
        .map(\.person)
    ).sorted()
    guard !strangers.isEmpty else { return }
    let more = strangers.count > 3 ? " and \(strangers.count - 3) more" : ""
    add(
      "coverage-of-nobody",
      "the coverage file names \(count(strangers.count, "account")) that neither the ledger nor a persons file has: \(strangers.prefix(3).joined(separator: ", "))\(more); \(strangers.count == 1 ? "its days count" : "their days count") for nobody"
    )
  }

  private mutating func writeLists(_ rows: [CompromiseAnswer.ListRow]) {
    if question.lists.reachedPayees > 0 {
      let number = question.lists.reachedPayees
      add(
        "reached-payees",
        "\(count(number, "payee")) that claimed payments reach \(number == 1 ? "is not" : "are not") tried as \(number == 1 ? "a list" : "lists")"
      )
    }
    if question.lists.usesLinks {
      add(
        "inferred-links",
        "payments through pooled accounts count for the service, and along links of grade A or B for the beneficiary as well"
      )
    }
    for row in rows where row.reason == .listWithoutData {
      add(
        "list-without-data",
        "list \(row.list) has neither an account nor members, so nobody is known to be on it")
    }
    // A list that nobody called was on is no source at all, and not the only one still less.
    for row in rows where row.onlySource?.isExcluded == true && row.exposed > 0 {
      if let only = row.onlySource {
        add(
          "not-the-only-source",
          "\(only.notOnList) of \(only.known) victims are not on \(row.list): it was not the only source"
        )
      }
    }
    for row in rows where row.verdict == .supported || row.verdict == .oneOf {
      let undated = undatedMembers(row)
      guard undated > 0 else { continue }
      add(
        "membership-undated",
        "of \(count(undated, "victim")) on \(row.list) the persons file does not say since when: that they were on it before first contact rests on its word (since:\(row.list) states the day)"
      )
    }
    for row in rows where row.copies.count > 1 {
      add(
        "several-copies",
        "no single copy of \(row.list) explains all: a victim became a customer after another had been called; \(row.copies.count) copies are enough, or some of these victims are customers by chance"
      )
    }
    for row in rows where row.copyDateContradicted {
      add(
        "copy-date-contradicted",
        "\(row.list) is said to have been copied on days on which a copy hardly explains the contacts"
      )
    }
  }

  /// Returns the number of victims whom only an answer without a day puts on a list.
  private func undatedMembers(_ row: CompromiseAnswer.ListRow) -> Int {
    let exposed = Set(row.victimsExposed.filter(\.evidence.isEmpty).map(\.name))
    return question.people.victims.count { person in
      exposed.contains(person.name) && person.record?.since[row.list] == nil
    }
  }

  private mutating func writeVisibility(_ rows: [CompromiseAnswer.ListRow]) {
    let named = rows.filter { $0.figures?.share != nil && !$0.accounts.isEmpty }
    if !named.isEmpty {
      add(
        "visible-customers",
        "shares count customers who paid within the window: where customers of a list never pay in it, \"at most\" is too low, and the lower limit still holds"
      )
    }
  }
}
