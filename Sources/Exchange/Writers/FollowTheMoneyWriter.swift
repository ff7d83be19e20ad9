internal import Reports

/// Entities of FollowTheMoney, one JSON object a line: documents, accounts with their holders, payments between holders.
///
/// Its readers drop what they do not understand without a word, so only values of the forms that they keep are written:
/// times without `Z`, whole seconds, amounts of digits and a point, codes of countries in small letters.
struct FollowTheMoneyWriter: ExportWriter {
  private let sink: ByteSink
  private var documents: [String] = []
  /// The holders of several accounts that are written.
  private var writtenHolders: Set<String> = []
  private(set) var loss = ExportLoss()

  init(_ sink: ByteSink) { self.sink = sink }

  // MARK: Entities

  private var isFirstProperty = true

  private mutating func begin(_ id: String, _ schema: String) {
    sink.put("{\"id\":\"")
    sink.put(id)
    sink.put("\",\"schema\":\"")
    sink.put(schema)
    sink.put("\",\"properties\":{")
    isFirstProperty = true
  }

  private mutating func property(_ name: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    property(name, [text])
  }

  private mutating func property(_ name: String, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    sink.put(isFirstProperty ? "\"" : ",\"")
    isFirstProperty = false
    sink.put(name)
    sink.put("\":[")
    for (number, text) in texts.enumerated() {
      if number > 0 { sink.put(0x2C) }
      JSONText.put(text, to: sink)
    }
    sink.put("]")
  }

  private func endEntity() throws(ExportError) {
    sink.put("}}\n")
    try sink.endRow()
  }

  // MARK: Rows

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    var seen: Set<String> = []
    for file in files {
      let id = "f-\(file.digest.prefix(20))"
      documents.append(id)
      guard seen.insert(id).inserted else { continue }
      begin(id, "Document")
      property("fileName", file.name)
      property("description", "SHA-256 \(file.digest)")
      try endEntity()
    }
  }

  mutating func write(_ account: ExportAccount) throws(ExportError) {
    let country = account.country.map { CountryCode.of($0) } ?? nil
    if account.country != nil, country == nil { loss.unknownCountries += 1 }
    begin(account.digest, "BankAccount")
    property("name", account.name ?? account.label)
    property("accountNumber", AccountNumber.number(account.number))
    property("iban", AccountNumber.iban(account.number))
    property("bic", AccountNumber.bank(account.number))
    property("bankName", account.institution)
    property("country", country)
    // The key itself, where the number is a part of it.
    let key = AccountNumber.number(account.number) == account.number ? [] : [account.number]
    property("alias", key + account.aliases.filter { !key.contains($0) })
    property("notes", FollowTheMoneyWriter.notes(of: account, hasCode: country != nil))
    try endEntity()
    try writeHolder(of: account, country: country)
    begin("o-\(account.digest.dropFirst(2))", "Ownership")
    property("owner", account.party)
    property("asset", account.digest)
    try endEntity()
  }

  private mutating func writeHolder(
    of account: ExportAccount, country: String?
  ) throws(ExportError) {
    // A stated holder may have several accounts.
    if account.holder != nil, !writtenHolders.insert(account.party).inserted { return }
    let isCompany =
      account.holder == nil && (account.role == "processor" || account.role == "merchant")
    begin(account.party, isCompany ? "Company" : "LegalEntity")
    if let name = account.holder ?? account.name {
      property("name", name)
    } else {
      loss.unnamedHolders += 1
      property("name", "Holder of \(account.number.isEmpty ? account.label : account.number)")
      property("notes", "no name in the data")
    }
    property("country", country)
    try endEntity()
  }

  private static func notes(of account: ExportAccount, hasCode: Bool) -> [String] {
    var notes: [String] = []
    if account.role != "unknown" { notes.append("role: \(account.role)") }
    if account.isPooled { notes.append("pooled: the money of many customers is mixed here") }
    if account.isStandIn { notes.append("stands in for a party without a number in the data") }
    if let country = account.country, !hasCode { notes.append("country in the data: \(country)") }
    if let figures = account.figures {
      if let part = figures.part { notes.append("in this answer: \(part)") }
      if let victims = figures.victims { notes.append("victims: \(victims)") }
      if let hops = figures.hops { notes.append("hops: \(hops)") }
      if let grade = figures.grade { notes.append("grade: \(grade)") }
      if let finding = figures.finding { notes.append("finding: \(finding)") }
      if let exact = figures.exact { notes.append("exact: \(exact)") }
    }
    return notes
  }

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    begin(transfer.id, "Payment")
    property("payer", transfer.payerParty)
    property("beneficiary", transfer.beneficiaryParty)
    property("payerAccount", transfer.payerDigest)
    property("beneficiaryAccount", transfer.beneficiaryDigest)
    property("amount", transfer.sent.text)
    property("currency", transfer.sent.currency)
    property("date", date(of: transfer.time))
    property("purpose", transfer.reference)
    property("transactionNumber", transfer.recordID)
    property("sequenceNumber", "\(transfer.sequence)")
    property("recordId", transfer.source)
    if let file = transfer.file, documents.indices.contains(file) {
      property("proof", documents[file])
    }
    property("summary", summary(of: transfer))
    try endEntity()
  }

  /// Returns a moment of UTC to its precision, without a zone, which FollowTheMoney takes for UTC; else the day.
  private mutating func date(of time: ExportTime) -> String? {
    guard let moment = time.moment else {
      if time.text != nil, time.precision != "day" { loss.inexactTimes += 1 }
      return time.day
    }
    if time.hasFraction { loss.inexactTimes += 1 }
    // A minute is not its first second.
    let isMinute = time.precision == "minute" || time.precision == "hour"
    return isMinute ? String(moment.dropLast(3)) : moment
  }

  private func summary(of transfer: ExportTransfer) -> [String] {
    var parts = ["kind: \(transfer.kind)"]
    if let received = transfer.received {
      parts.append("received: \(received.text) \(received.currency)")
    }
    if let grade = transfer.grade { parts.append("grade of the link: \(grade)") }
    if let link = transfer.link { parts.append("passes on: \(link)") }
    if let payment = transfer.givesBack { parts.append("gives back: \(payment)") }
    if let decision = transfer.decision { parts.append("decision: \(decision)") }
    if let count = transfer.payments {
      parts.append(count > 0 ? "total of \(count) payments" : "total of several payments")
    }
    if transfer.time.moment == nil || transfer.time.hasFraction, let text = transfer.time.text,
      text != transfer.time.day
    {
      parts.append("time as recorded: \(text)")
    }
    if let exact = transfer.figures?.exact { parts.append("exact: \(exact)") }
    if !transfer.moreSources.isEmpty {
      parts.append("also in: \(transfer.moreSources.joined(separator: "; "))")
    }
    return parts
  }

  mutating func end() throws(ExportError) { try sink.finish() }
}
