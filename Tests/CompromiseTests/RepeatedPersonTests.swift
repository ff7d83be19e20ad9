import PaymentGraph
import TestSupport
import Testing

@testable import Compromise

/// Persons files in which one person stands several times: nobody counts twice.
@Suite("Compromise: repeated persons")
struct RepeatedPersonTests {
  private struct Row {
    var person: String
    var isVictim = false
    var name = ""
    var phone = ""
    var email = ""
    var isOn: Bool?
    var contacted: Int64?
  }

  private func answer(_ rows: [Row]) throws -> CompromiseAnswer {
    let source = SourceFile(path: "persons.csv", digest: FileDigest(bytes: [1]), byteCount: 0)
    var records = CaseRecords()
    for (number, row) in rows.enumerated() {
      var person = CaseRecords.Person(
        name: row.person, group: row.isVictim ? .victim : .control,
        citation: Citation(file: source, line: number + 2, byteRange: 0..<1))
      person.attributes = ["name": row.name, "phone": row.phone, "email": row.email]
      if let isOn = row.isOn { person.isOn["club"] = isOn }
      person.contacted = row.contacted.map {
        PostingTime(start: $0 * 86_400_000, precision: .day)
      }
      records.persons.append(person)
    }
    return try LedgerBuilder().build().whole.compromise(
      CompromiseSettings(), claims: [], records: records)
  }

  /// Ten victims of whom six are on the list, and 80 others of whom 24 are.
  private func plain() -> [Row] {
    let victims = (0..<10).map {
      Row(
        person: "v\($0)", isVictim: true, name: "Victim \($0)", phone: "0163296000\($0)",
        isOn: $0 < 6, contacted: Int64(100 + $0))
    }
    let others = (0..<80).map {
      Row(
        person: "c\($0)", name: "Other \($0)", phone: "01632 97\(1_000 + $0)", isOn: $0 % 10 < 3)
    }
    return victims + others
  }

  /// The same victims six times over: with nothing else in common the club would be named.
  private func repeated(_ change: (inout Row, Int) -> Void) -> [Row] {
    plain()
      + (0..<5).flatMap { copy in
        plain().prefix(10).map { row in
          var row = row
          row.person += "-\(copy)"
          change(&row, copy)
          return row
        }
      }
  }

  private func list(_ answer: CompromiseAnswer) throws -> CompromiseAnswer.ListRow {
    try #require(answer.lists.first { $0.list == "club" })
  }

  @Test func strangersWhoRepeatThemselvesWouldNameTheList() throws {
    let answer = try answer(
      repeated { row, copy in
        row.name += " \(copy)"
        row.phone += "\(copy)"
      }.map { row in
        // Without contacts no order of calls is asked about, which takes long of 60 victims.
        var row = row
        row.contacted = nil
        return row
      })
    #expect(answer.victims.count == 60)
    #expect(try list(answer).verdict == .supported)
  }

  @Test func aPersonOfTheSameNameAndTelephoneCountsOnce() throws {
    let first = try answer(plain())
    #expect(try list(first).verdict != .supported)
    let spellings: [(inout Row, Int) -> Void] = [
      { _, _ in },
      { row, _ in row.name = row.name.uppercased() },
      { row, copy in row.phone = copy % 2 == 0 ? "+44 \(row.phone.dropFirst())" : row.phone },
      { row, copy in row.name = "  \(row.name.replacing(" ", with: "   ")) " },
    ]
    for change in spellings {
      let answer = try answer(repeated(change))
      let row = try list(answer)
      #expect(answer.victims.count == 10)
      let plain = try list(first)
      #expect(row.exposed == 6 && row.victims == 10 && row.verdict == plain.verdict)
      #expect(row.figures?.p == plain.figures?.p)
      #expect(answer.notes.contains { $0.code == "person-repeated" })
    }
  }

  @Test func aPersonOfTheSameNameAndAddressCountsOnce() throws {
    let rows = repeated { row, _ in row.phone = "" }.map { row in
      var row = row
      row.email = row.isVictim ? "\(row.person.prefix(2))@example.org" : ""
      return row
    }
    #expect(try answer(rows).victims.count == 10)
  }

  @Test func theSameWordsInOtherLettersAreOnePerson() throws {
    let rows = (0..<10).flatMap { number in
      ["anna b\(number)", "Anna  B\(number)", "ANNA B\(number)"].map {
        Row(person: $0, isVictim: true, isOn: true, contacted: 5)
      }
    }
    let others = (0..<60).map { Row(person: "c\($0)", isOn: $0 % 2 == 0) }
    #expect(try answer(rows + others).victims.count == 10)
  }

  @Test func aTelephoneAloneJoinsNobodyAndIsNoted() throws {
    var rows = plain()
    for place in 0..<4 { rows[place].phone = "01632 960555" }
    let answer = try answer(rows)
    #expect(answer.victims.count == 10)
    let note = try #require(answer.notes.first { $0.code == "shared-telephone" })
    #expect(note.text.hasPrefix("4 victims"))
  }

  @Test func theEarliestContactOfAPersonCounts() throws {
    let rows = plain().map { row in
      var row = row
      if row.person == "v0" { row.contacted = 300 }
      return row
    }
    var again = rows[0]
    (again.person, again.contacted) = ("zz", 50)
    let answer = try answer(rows + [again])
    let contacts = try #require(answer.victims.contacts)
    #expect(contacts.lowerBound == Int64(50 * 86_400_000))
    #expect(answer.victims.count == 10)
  }

  @Test func aControlWhoIsAVictimUnderAnotherWordIsComparedWithNobody() throws {
    var rows = plain()
    rows.append(
      Row(person: "c99", name: "victim 3", phone: "01632960003", isOn: false))
    let answer = try answer(rows)
    #expect(answer.reference.persons == 80)
  }
}
