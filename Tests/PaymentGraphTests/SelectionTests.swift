import PaymentGraph
import Testing

@Suite("Selection of accounts")
struct SelectionTests {
  private func ledger(_ keys: [String], role: AccountRole = .unknown) -> Ledger {
    var builder = LedgerBuilder()
    let shop = builder.account("shop")
    for key in keys {
      let account = builder.account(key)
      builder.describe(account, as: AccountDetails(role: role))
      builder.add(
        TransferDraft(
          payer: account, beneficiary: shop, sent: Money(minorUnits: 1, currency: .none)))
    }
    return builder.build()
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
