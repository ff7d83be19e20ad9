import PaymentGraph
import TestSupport
import Testing

@Suite("Selection of accounts")
struct SelectionTests {
  private func ledger(_ keys: [String], role: AccountRole = .unknown) -> Ledger {
    LedgerLiteral(
      lines: keys.flatMap {
        ["account \($0) role:\(role.name)", "- \($0) -> shop 1.00 EUR"]
      }
    ).ledger
  }

  private func keys(_ texts: [String], _ ledger: Ledger) throws -> [String] {
    try AccountSelector(texts).accounts(in: ledger.whole).map { ledger.account($0).key }
  }

  @Test func allRolesAndKeys() throws {
    let ledger = ledger(["b", "a", "x,y"], role: .victim)
    #expect(try keys(["all"], ledger) == ["a", "b", "x,y"])
    #expect(try keys(["role:victim"], ledger) == ["a", "b", "x,y"])
    #expect(try keys(["role:mule"], ledger).isEmpty)
    #expect(try keys(["b, a"], ledger) == ["a", "b"])
    #expect(try keys(["x,y"], ledger) == ["x,y"])
    #expect(try keys(["shop", "a", "a"], ledger) == ["a", "shop"])
  }

  @Test func mistypedKeysGetSuggestions() {
    let ledger = ledger(["victim-01", "victim-02", "merchant", "in:GNGB:9001"])
    let cases = [
      "victim-0l": ["victim-01", "victim-02"], "vitcim-01": ["victim-01", "victim-02"],
      "GNGB:9001": ["in:GNGB:9001"], "MERCHANT": ["merchant"], "zzzzzz": [],
    ]
    for (text, suggestions) in cases {
      #expect(throws: SelectionError.unknownAccount(text, suggestions: suggestions)) {
        try keys([text], ledger)
      }
    }
  }

  @Test func emptyAndUnknownRolesAreErrors() {
    #expect(throws: SelectionError.nothingNamed) { try AccountSelector([""]) }
    #expect(throws: SelectionError.unknownRole("boss")) { try AccountSelector(["role:boss"]) }
  }
}
