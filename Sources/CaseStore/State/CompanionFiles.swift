internal import PaymentGraph

/// A file that the case's decisions make, which is loaded beside the files of the case.
public struct CompanionFile: Hashable, Sendable {
  /// The name: `case/decisions.csv`.
  public let name: String
  /// The bytes.
  public let bytes: [UInt8]

  /// The last part of the name.
  public var fileName: String { String(name.dropFirst(CompanionFile.folder.count)) }

  /// The folder that such names have, so that no file of the case has the same name.
  public static let folder = "case/"
}

extension CaseState {
  /// The files that say the same as the case's decisions: accounts, claims and decisions, as far as there are any.
  ///
  /// A question on the case is answered as if they had been named beside its files.
  public var companions: [CompanionFile] {
    [
      companion("accounts.csv", header: "account,role,pooled,name,by,on,reason", rows: accountRows),
      companion("claims.csv", header: "claim,by,on,reason", rows: claimRows),
      companion(
        "decisions.csv", header: "account,decision,other,by,on,reason", rows: decisionRows),
    ].compactMap { $0 }
  }

  private func companion(_ name: String, header: String, rows: [[String]]) -> CompanionFile? {
    guard !rows.isEmpty else { return nil }
    var writer = CSVWriter(header + "\n")
    for row in rows {
      for cell in row { writer.add(text: cell) }
      writer.endRow()
    }
    return CompanionFile(name: CompanionFile.folder + name, bytes: writer.text)
  }

  /// Returns a text in one line, where a reason has several; accounts and files stay word for word.
  private static func line(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
    }
    return String(scalars)
  }

  private var accountRows: [[String]] {
    details.sorted { $0.key < $1.key }.map { key, held in
      func value(_ detail: DetailEvent.Detail) -> String {
        key.detail == detail ? held.value.value : ""
      }
      return [key.account.text, value(.role), value(.pooled), CaseState.line(value(.name))]
        + grounds(of: held)
    }
  }

  private var decisionRows: [[String]] {
    parties.sorted { $0.key < $1.key }.compactMap { _, held in
      guard let account = spelling(held.value.account), let other = spelling(held.value.other)
      else { return nil }
      return [account, held.value.isSame ? "same" : "different", other] + grounds(of: held)
    }
  }

  private var claimRows: [[String]] {
    claims.sorted { $0.key < $1.key }.compactMap { row, held in
      name(of: row).map { [$0] + grounds(of: held) }
    }
  }

  /// Returns an account as it is spelled, or a row by its file's name; nil for a row whose file is not there.
  private func spelling(_ text: String) -> String? {
    guard text.utf8.count > 65 else { return text }
    guard let row = RowOfSource(text) else { return text }
    return name(of: row)
  }

  private func grounds<Value>(of held: Held<Value>) -> [String] {
    let day = CivilDate(milliseconds: Int64(held.author.at) * 1000).iso8601
    return [CaseState.line(held.author.by), day, CaseState.line(held.why ?? "")]
  }

  /// The events on rows and files that are not in the case: they have no effect.
  public var dangling: [Int] {
    var events: Set<Int> = []
    for (thing, held) in leftOut {
      switch thing {
      case .transfer(let row): if name(of: row) == nil { events.insert(held.event) }
      case .source(let digest): if loaded[digest] == nil { events.insert(held.event) }
      case .account, .term, .name, .event: break
      }
    }
    for (row, held) in claims where name(of: row) == nil { events.insert(held.event) }
    for held in parties.values
    where spelling(held.value.account) == nil || spelling(held.value.other) == nil {
      events.insert(held.event)
    }
    return events.sorted()
  }

  /// Returns the accounts that decisions make one with an account, in the order of steps, itself first.
  public func accounts(sameAs account: Spelling) -> [Spelling] {
    let overruled = Set(conflicts.filter { $0.reason == .isDifferent }.flatMap(\.overruled))
    var found = [account]
    var next = 0
    while next < found.count {
      let others = parties.filter { pair, held in
        held.value.isSame && !overruled.contains(held.event)
          && (pair.first == found[next] || pair.second == found[next])
      }.flatMap { [$0.key.first, $0.key.second] }
      next += 1
      for other in others.sorted() where !found.contains(other) { found.append(other) }
    }
    return found
  }

  /// Returns the events on accounts that the data does not have, or no longer.
  ///
  /// - Parameter isThere: true for an account that some payment names.
  public func events(onMissing isThere: (String) -> Bool) -> [Int] {
    var events: Set<Int> = []
    func check(_ account: String, _ event: Int) {
      if RowOfSource(account) == nil, !isThere(account) { events.insert(event) }
    }
    for held in parties.values {
      check(held.value.account, held.event)
      check(held.value.other, held.event)
    }
    for held in details.values { check(held.value.account, held.event) }
    for (thing, held) in leftOut {
      if case .account(let key) = thing { check(key.text, held.event) }
    }
    return events.sorted()
  }
}
