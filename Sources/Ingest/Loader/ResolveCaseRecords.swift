internal import PaymentGraph

/// Joins the files of persons, lists, areas and coverage, finds their accounts in the ledger, and reports what
/// contradicts the payments.
struct ResolveCaseRecords {
  private let stated: [CaseRecords]

  init(_ stated: [CaseRecords]) { self.stated = stated }

  func apply(
    in ledger: Ledger, claims: [TransferID]?, to readings: inout [FileReading]
  ) -> CaseRecords {
    guard !stated.isEmpty else { return CaseRecords() }
    var records = CaseRecords()
    let holders = holders(in: ledger)
    var persons: [String: CaseRecords.Person] = [:]
    for var person in ordered(stated.flatMap(\.persons)) {
      person.accounts = accounts(person.name, ledger, holders: holders)
      if let first = persons[person.name] {
        reportTwice(person, first: first, to: &readings)
        continue
      }
      persons[person.name] = person
      records.persons.append(person)
    }
    records.persons.sort { ($0.name, $0.citation.line) < ($1.name, $1.citation.line) }
    records.lists = stated.flatMap(\.lists).map { list in
      var list = list
      list.accountID = list.account.flatMap { account($0, ledger) }
      return list
    }.sorted {
      ($0.name, $0.area ?? "", $0.ageBand ?? "", $0.citation.line)
        < ($1.name, $1.area ?? "", $1.ageBand ?? "", $1.citation.line)
    }
    var areas: Set<String> = []
    records.areas = stated.flatMap(\.areas).filter { areas.insert($0.area).inserted }
      .sorted { $0.area < $1.area }
    if stated.contains(where: { $0.coverage != nil }) {
      records.coverage = stated.flatMap { $0.coverage ?? [] }.map { row in
        var row = row
        row.accounts = accounts(row.person, ledger, holders: holders)
        return row
      }.sorted {
        ($0.person, $0.days.lowerBound, $0.days.upperBound)
          < ($1.person, $1.days.lowerBound, $1.days.upperBound)
      }
    }
    reportContradictions(records, ledger, claims: claims ?? [], to: &readings)
    return records
  }

  /// Puts rows in an order that neither files nor lines decide, so that of two rows of a person the same one always
  /// counts: a victim's before a control's, then the earlier contact, then the order of their cells.
  private func ordered(_ persons: [CaseRecords.Person]) -> [CaseRecords.Person] {
    func cells(_ person: CaseRecords.Person) -> String {
      let parts: [[String]] = [
        person.attributes.map { "\($0.key)=\($0.value)" }.sorted(),
        person.isOn.map { "\($0.key)=\($0.value)" }.sorted(),
        person.since.map { "\($0.key)=\($0.value)" }.sorted(),
        person.positions.map { "\($0.key)=\($0.value)" }.sorted(),
      ]
      return parts.map { $0.joined(separator: "\u{1F}") }.joined(separator: "\u{1E}")
    }
    // Only persons who stand there twice need it.
    var counts: [String: Int] = [:]
    for person in persons { counts[person.name, default: 0] += 1 }
    return persons.sorted { left, right in
      if left.name == right.name, counts[left.name] ?? 0 > 1 {
        if left.group != right.group { return left.group == .victim }
        let (first, second) = (left.contacted?.start ?? .max, right.contacted?.start ?? .max)
        if first != second { return first < second }
        let (mine, theirs) = (cells(left), cells(right))
        if mine != theirs { return mine < theirs }
      } else if left.name != right.name {
        return left.name < right.name
      }
      let (one, other) = (left.citation, right.citation)
      if one.file.textDigest != other.file.textDigest {
        return one.file.textDigest < other.file.textDigest
      }
      return one.line < other.line
    }
  }

  private func account(_ text: String, _ ledger: Ledger) -> AccountID? {
    (ledger.account(text) ?? AccountSpelling.canonical(text).flatMap { ledger.account($0) })?.id
  }

  private func holders(in ledger: Ledger) -> [String: [AccountID]] {
    var found: [String: [AccountID]] = [:]
    for account in ledger.accounts {
      if let holder = account.details.holder { found[holder, default: []].append(account.id) }
    }
    return found
  }

  private func accounts(
    _ text: String, _ ledger: Ledger, holders: [String: [AccountID]]
  ) -> [AccountID] {
    account(text, ledger).map { [$0] } ?? holders[text] ?? []
  }

  // MARK: Problems

  private func add(_ diagnostic: Diagnostic, to readings: inout [FileReading]) {
    guard let file = diagnostic.citation?.file,
      let index = readings.firstIndex(where: { $0.file == file })
    else { return }
    readings[index].add(diagnostic)
  }

  private func setAside(_ citation: Citation, in readings: inout [FileReading]) {
    guard let index = readings.firstIndex(where: { $0.file == citation.file }) else { return }
    readings[index] = readings[index].settingAside(.repetition, line: citation.line)
  }

  private func reportTwice(
    _ person: CaseRecords.Person, first: CaseRecords.Person, to readings: inout [FileReading]
  ) {
    setAside(person.citation, in: &readings)
    let isSame =
      person.group == first.group && person.contacted == first.contacted
      && person.attributes == first.attributes && person.isOn == first.isOn
      && person.since == first.since && person.positions == first.positions
    guard !isSame else { return }
    add(
      Diagnostic(
        code: DiagnosticCode.personTwice.rawValue, severity: .warning,
        summary: "person \"\(person.name)\" has two rows with different values",
        citation: person.citation,
        note:
          "the other row is \(first.citation); that one is used: a victim's before a control's, then the earlier contact, whatever the order of rows",
        remedy: "keep one row for each person"), to: &readings)
  }

  private func reportContradictions(
    _ records: CaseRecords, _ ledger: Ledger, claims: [TransferID],
    to readings: inout [FileReading]
  ) {
    var first: [AccountID: Transfer] = [:]
    for claim in claims {
      let transfer = ledger.transfer(claim)
      guard transfer.time.precision != .unknown else { continue }
      if let known = first[transfer.payer.id], known.time.start <= transfer.time.start { continue }
      first[transfer.payer.id] = transfer
    }
    for person in records.persons {
      let payments = person.accounts.compactMap { first[$0] }
      guard let payment = payments.min(by: { $0.time.start < $1.time.start }) else { continue }
      if person.group == .control {
        add(
          Diagnostic(
            code: DiagnosticCode.controlIsVictim.rawValue, severity: .warning,
            summary: "control \"\(person.name)\" claims a payment, and is a victim",
            citation: person.citation, note: "first claimed payment: \(payment)",
            remedy: "make the person a victim, or take the claim out"), to: &readings)
      } else if let contacted = person.contacted, contacted.start > payment.time.start {
        add(
          Diagnostic(
            code: DiagnosticCode.contactAfterPayment.rawValue, severity: .warning,
            summary:
              "the first contact of \"\(person.name)\" on \(contacted.iso8601) came after the first claimed payment",
            citation: person.citation,
            note: "the payment's time is used: \(payment)",
            remedy: "look up when the person was first called"), to: &readings)
      }
    }
    var members: Set<String> = []
    for person in records.persons {
      members.formUnion(person.isOn.keys)
      members.formUnion(person.since.keys)
      members.formUnion(person.positions.keys)
    }
    let known = Set(records.lists.filter { $0.account != nil || $0.size != nil }.map(\.name))
    var named: Set<String> = []
    for list in records.lists
    where !members.contains(list.name) && !known.contains(list.name)
      && named.insert(list.name).inserted
    {
      add(
        Diagnostic(
          code: DiagnosticCode.listWithoutData.rawValue, severity: .warning,
          summary: "of list \"\(list.name)\" neither an account nor members nor a size is stated",
          citation: list.citation, note: "nothing can be said about it",
          remedy:
            "name the account that its customers pay, or add a column on:\(list.name) to a persons file"
        ), to: &readings)
    }
  }
}
