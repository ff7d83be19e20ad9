import PaymentGraph
import Testing

@testable import Ingest

/// Narrations in the forms of 22 banks and apps, with the party, the identifiers and the kind that each states.
@Suite struct NarrationTableTests {
  @Test(arguments: NarrationTable.grammars) func narrationsSayWhatTheySay(_ grammar: String) throws
  {
    for row in try NarrationTable.rows(of: grammar) {
      let hint = try NarrationTable.reading(row)
      #expect((hint.kind ?? .payment).name == row.kind, "\(row.testDescription)")
      #expect(hint.name ?? "" == row.name, "\(row.testDescription)")
      #expect(hint.account ?? "" == row.account, "\(row.testDescription)")
      #expect(hint.channel ?? "" == row.channel, "\(row.testDescription)")
      let numbers = Set(hint.numbers.map { "\($0.type.rawValue):\($0.value)" })
      #expect(numbers == row.numbers, "\(row.testDescription)")
    }
  }

  @Test func thereAreFifteenOfEachAndThreeHundredInAll() throws {
    let counts = try NarrationTable.grammars.map { try NarrationTable.rows(of: $0).count }
    #expect(counts.count >= 12 && counts.allSatisfy { $0 >= 15 } && counts.reduce(0, +) >= 300)
  }

  @Test func everyGrammarCanBeRead() throws {
    for name in NarrationGrammars.files.map(\.name) {
      let grammar = try NarrationGrammars.read(name)
      #expect(!grammar.forms.isEmpty || !grammar.channels.isEmpty, "\(name)")
    }
    #expect(NarrationGrammars.names.allSatisfy { NarrationGrammars.named($0) != nil })
  }

  /// A narration of no form names nobody, whatever words it holds.
  @Test(arguments: [
    "MISC ENTRY 998877", "RAVI KUMAR SENT YOU MONEY", "TO TRANSFER-INB Salary Payment--", "Recd",
    "",
    "UPI/DR/HDFC/PAYMENT",
  ])
  func nobodyIsGuessed(_ narration: String) throws {
    for name in NarrationGrammars.names where name.hasPrefix("in") {
      let grammar = try NarrationGrammars.read(name)
      let hint = NarrationReader(grammar, own: "?:x:own").read([narration], type: "", isOut: true)
      #expect(hint.name == nil && hint.account == nil && hint.isUnread, "\(name): \(narration)")
    }
  }

  /// A shape alone gives the identifier and no name.
  @Test func identifiersAreKnownByTheirShape() throws {
    let grammar = try NarrationGrammars.read("in.hdfc")
    let hint = NarrationReader(grammar, own: "in:HDFC:50100011111111").read(
      ["SOMETHING NEW/ravi99@okaxis/UTIB0000123 N091210552127895"], type: "", isOut: true)
    #expect(hint.account == "upi:ravi99@okaxis" && hint.name == nil && hint.branch == "UTIB0000123")
    #expect(hint.reference == "N091210552127895")
  }
}
