import Foundation
import PaymentGraph
import Testing

@testable import Ingest

/// Words of rules are whole words: no name that holds one becomes cash, a charge, a return, a hold or interest.
@Suite struct InnocentWordTests {
  static let names: [String] = {
    let file = NarrationTable.folder.deletingLastPathComponent().appending(
      path: "words/innocent.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }()

  @Test func thereAreFiveHundred() { #expect(Set(Self.names).count >= 500) }

  /// Each form that names a party, with some of the names in it, states that party and its own kind.
  ///
  /// All names are used in turn.
  /// Grammars that put together those of several banks may read another name, but never another kind.
  @Test(arguments: NarrationGrammars.names) func formsKeepNamesWhole(_ grammarName: String) throws {
    let grammar = try NarrationGrammars.read(grammarName)
    let reader = NarrationReader(grammar, own: "?:x:own")
    var wrong: [String] = []
    var next = 0
    for form in grammar.forms where form.kind == nil {
      for variant in form.variants where Self.namesOnlyTheParty(variant) {
        var isWrong = false
        for _ in 0..<8 where !isWrong {
          let name = Self.names[next % Self.names.count]
          next += 1
          let text = Self.text(of: variant, naming: name)
          let hint = reader.read([text], type: "", isOut: form.isOut ?? true)
          isWrong =
            hint.kind != nil
            || !["in", "gb"].contains(grammarName) && hint.name != nil && hint.name != name
          if isWrong { wrong.append("\(form.written): \(text): \(hint.name ?? "")") }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(12).joined(separator: "\n"))")
  }

  /// No rule of a bank's profile holds for such a name, in the narration, the name or the reference.
  @Test func noRuleOfAProfileHolds() throws {
    let events: Set<TransferKind> = [
      .cash, .fee, .feeRefund, .reversal, .refund, .chargeback, .interest, .hold, .holdRelease,
    ]
    var found: Set<String> = []
    let banks = ["gb.", "ie.", "in."]
    for case .statement(let profile) in BuiltInFormats.all
    where banks.contains(where: profile.name.hasPrefix) {
      for rule in profile.kinds.map(KindRule.Compiled.init) where events.contains(rule.kind) {
        for name in Self.names {
          for isOut in [true, false] {
            let holds = rule.holds(isOut: isOut) { subject in
              [.narration, .name, .reference].contains(subject) ? name : ""
            }
            if holds { found.insert("\(profile.name): \(rule.kind.name) in \(name)") }
          }
        }
      }
    }
    #expect(found.isEmpty, "\(found.sorted().prefix(20))")
  }

  /// Rows that are such events are known as such, in the forms of their banks.
  @Test func trueEventsAreKnown() throws {
    let file = NarrationTable.folder.deletingLastPathComponent().appending(path: "words/events.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count >= 50)
    for line in lines {
      let cells = NarrationTable.records(String(line))[0]
      let profile = try #require(
        BuiltInFormats.all.lazy.compactMap { document -> StatementFormat? in
          guard case .statement(let profile) = document, profile.name == cells[0] else {
            return nil
          }
          return profile
        }.first)
      let isOut = cells[3] == "out"
      let rule = profile.kinds.map(KindRule.Compiled.init).first {
        $0.holds(isOut: isOut) { $0 == .type ? cells[1] : $0 == .narration ? cells[2] : "" }
      }
      let grammar = try #require(profile.narrations.flatMap(NarrationGrammars.named))
      let hint = NarrationReader(grammar, own: "?:x:own").read(
        [cells[2]], type: cells[1], isOut: isOut)
      #expect((rule?.kind ?? hint.kind ?? .payment).name == cells[4], "\(line)")
    }
  }

  @Test func openWordsOfAPatternAreFound() {
    func open(_ pattern: String) -> [String] {
      WordBounds.unbounded(in: TextPattern(unchecked: pattern))
    }
    #expect(open("(^|[-/ ])(ATM|CASH)") == ["ATM", "CASH"])
    #expect(open("(REV-|RTN|RETURN)") == ["REV", "RTN", "RETURN"])
    #expect(open("^Interest") == ["Interest"] && open("interest$") == ["interest"])
    #expect(open(#"\b(ATM|CASH)\b"#).isEmpty && open("^(CPT|CSH)$").isEmpty)
    #expect(open("(^|[-/ ])(ATL|ATW)/").isEmpty)
  }

  @Test func builtInProfilesHaveNoOpenWords() {
    let banks = ["gb.", "ie.", "in."]
    for case .statement(let profile) in BuiltInFormats.all
    where banks.contains(where: profile.name.hasPrefix) {
      #expect(profile.openWords.isEmpty, "\(profile.name): \(profile.openWords)")
    }
  }

  // MARK: Texts of forms

  private static func namesOnlyTheParty(_ variant: [NarrationForm.Element]) -> Bool {
    variant.contains { if case .field(.name, _) = $0 { true } else { false } }
  }

  private static func text(of variant: [NarrationForm.Element], naming name: String) -> String {
    variant.map { element in
      switch element {
      case .words(let words):
        String(decoding: words[0], as: UTF8.self).replacingOccurrences(of: "\t", with: "    ")
      case .field(let field, _): sample(field, name)
      }
    }.joined()
  }

  private static func sample(_ field: NarrationField, _ name: String) -> String {
    switch field {
    case .name: name
    case .holder: "MEENA SAMPLE"
    case .note: "goods 12"
    case .place: "PUNE"
    case .any: " X 12"
    case .bank, .knownBank: "HDFC"
    case .upi, .vpa: "q1@ybl"
    case .account: "912345678901"
    case .sortAccount: "070116 12345678"
    case .accountNumber: "12345678"
    case .sortCode: "07-01-16"
    case .iban: "IE29AIBK93115212345678"
    case .email: "q@shop.example"
    case .tail: "XX1234"
    case .card: "421424XXXXXX1234"
    case .telephone, .wallet: "9811112222"
    case .ifsc: "HDFC0000123"
    case .rrn: "321334455667"
    case .utr: "HDFCH11095001234"
    case .fpid: "100000001672042095"
    case .cheque: "000123"
    case .mandate, .invoice, .reference: "AB1234567"
    case .date: "05APR21"
    case .time: "10:11"
    }
  }
}
