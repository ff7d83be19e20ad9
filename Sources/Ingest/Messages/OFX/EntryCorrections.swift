internal import PaymentGraph

/// Entries of a download that take back or replace others, and entries that stand in it twice.
///
/// The standard gives each entry of an account an id (`FITID`) of its own. An entry that corrects another one names its
/// id (`CORRECTFITID`): with `REPLACE` it takes that one's place, with `DELETE` it moves nothing and neither does that
/// one. An entry that repeats another one in every value is the same payment, unless the bank gives one id to payments
/// that differ: then ids prove nothing, and both count.
struct EntryCorrections {
  /// The status of an entry that another one replaces, deletes or repeats.
  static let status = "VOID"

  /// An entry that corrects another one.
  struct Correction {
    /// The index of the entry, and the id that it names.
    let entry: Int
    let id: String
    let isDeletion: Bool
  }

  private var corrections: [Correction] = []

  /// Notes an entry that names the id of another one.
  mutating func note(entry: Int, id: String?, action: String?) {
    guard let id, !id.isEmpty else { return }
    corrections.append(
      Correction(entry: entry, id: id, isDeletion: action?.lowercased() == "delete"))
  }

  private struct Name: Hashable {
    let account: String
    let id: String
  }

  /// Sets aside the entries that do not count, and reports those whose original is not in the message.
  func apply(to message: inout BankMessage) {
    var byName: [Name: [Int]] = [:]
    for (index, entry) in message.entries.enumerated() where !entry.id.isEmpty {
      byName[name(entry.id, of: index, in: message), default: []].append(index)
    }
    correct(byName, in: &message)
    unite(byName, in: &message)
  }

  private func name(_ id: String, of entry: Int, in message: BankMessage) -> Name {
    Name(account: message.statements[message.entries[entry].statement].account, id: id)
  }

  private func correct(_ byName: [Name: [Int]], in message: inout BankMessage) {
    var lines: [String] = []
    // The entry by which each other one does not count.
    var takers: [Int: Int] = [:]
    let correcting = Set(corrections.map(\.entry))
    for correction in corrections {
      let entry = correction.entry
      let others = (byName[name(correction.id, of: entry, in: message)] ?? []).filter {
        $0 != entry && takers[$0] == nil && takers[entry] != $0
      }
      // An entry may have the id that it corrects; files with the newest entry first have the corrected one behind it.
      let before = others.filter { $0 < entry }
      var originals = before.isEmpty ? others : before
      // An id that entries with different values have does not say which of them is meant.
      let first = originals.filter { !correcting.contains($0) }
      let isShared = first.dropFirst().contains {
        !message.entries[$0].repeats(message.entries[first[0]])
      }
      if isShared { originals = [] }
      for original in originals {
        takers[original] = entry
        message.entries[original].status = EntryCorrections.status
      }
      if correction.isDeletion { message.entries[entry].status = EntryCorrections.status }
      guard originals.isEmpty else {
        lines.append("\(message.entries[entry].line)")
        continue
      }
      // A correction that is itself corrected may share its original with the later one.
      guard takers[entry] == nil else { continue }
      let word = correction.isDeletion ? "deletes" : "replaces"
      message.problems.append(
        MessageProblem(
          code: .correctionOpen, severity: .warning,
          summary:
            "the entry \(word) the one with id \"\(correction.id)\", "
            + (isShared
              ? "which several entries with different values have"
              : "which this file does not have, or which another entry corrects"),
          note: correction.isDeletion
            ? "it moves nothing itself; another file may still count the entry that it deletes"
            : "it is loaded; another file may count the entry that it replaces once more",
          remedy: "look for that entry in earlier downloads of the account, and leave it out",
          entry: entry))
    }
    guard !lines.isEmpty else { return }
    message.decisions.append(
      "\(lines.count) \(lines.count == 1 ? "entry corrects an earlier one" : "entries correct earlier ones"), which "
        + "\(lines.count == 1 ? "does" : "do") not count: line \(lines.prefix(5).joined(separator: ", "))"
        + (lines.count > 5 ? " and others" : ""))
  }

  private func unite(_ byName: [Name: [Int]], in message: inout BankMessage) {
    for indices in byName.values.sorted(by: { $0[0] < $1[0] }) where indices.count > 1 {
      let counted = indices.filter { message.entries[$0].status == "BOOK" }
      guard let first = counted.first else { continue }
      guard counted.allSatisfy({ message.entries[$0].repeats(message.entries[first]) }) else {
        warn(ofAlike: counted, in: &message)
        continue
      }
      for entry in counted.dropFirst() {
        message.entries[entry].status = EntryCorrections.status
        message.problems.append(
          MessageProblem(
            code: .idRepeated, severity: .warning,
            summary:
              "the entry with id \"\(message.entries[entry].id)\" is repeated and counted once",
            note: "line \(message.entries[first].line) has the same values",
            remedy: "no action is needed unless the bank gives one id to several payments",
            entry: entry))
      }
    }
  }

  /// Says that entries of one id may be one payment, told in other words or on another day.
  ///
  /// All of them have one amount and name no two parties: an id that other payments have too says nothing.
  private func warn(ofAlike counted: [Int], in message: inout BankMessage) {
    let first = counted[0]
    guard counted.allSatisfy({ message.entries[$0].mayRepeat(message.entries[first]) }) else {
      return
    }
    for entry in counted.dropFirst() {
      message.problems.append(
        MessageProblem(
          code: .idClash, severity: .warning,
          summary:
            "the entry has the id \"\(message.entries[entry].id)\" and the amount of another one, but other words or another day",
          note: "both count; line \(message.entries[first].line) may be the same payment",
          remedy: "compare the two, and leave one out if they are one payment", entry: entry))
    }
  }
}

extension MessageEntry {
  /// Returns true where amounts agree and parties do not differ.
  fileprivate func mayRepeat(_ other: MessageEntry) -> Bool {
    amount == other.amount && direction == other.direction && currency == other.currency
      && (name.isEmpty || other.name.isEmpty || name == other.name)
      && (account.isEmpty || other.account.isEmpty || account == other.account)
  }

  /// Returns true where all values are those of another entry.
  fileprivate func repeats(_ other: MessageEntry) -> Bool {
    date == other.date && valueDate == other.valueDate && amount == other.amount
      && direction == other.direction && currency == other.currency && name == other.name
      && account == other.account && reference == other.reference && text == other.text
      && type == other.type
  }
}
