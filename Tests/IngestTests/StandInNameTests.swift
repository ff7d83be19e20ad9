import Testing

@testable import Ingest

/// The names of parties without names: nobody who writes references can choose two payments whose parties seem to be
/// one.
@Suite struct StandInNameTests {
  /// Two texts with one FNV-1a, of which the names were once made.
  @Test func textsOfOneSimpleHashHaveTwoNames() {
    let texts = ["8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ"]
    let names = texts.map { StatementPosting.shortName(of: [$0, "185.00"]) }
    #expect(Set(names).count == 2)
    #expect(names.allSatisfy { StatementPosting.isNameless("?:own:payment:\($0)") })
  }

  @Test func wordsThatAreDividedOtherwiseHaveOtherNames() {
    let lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"]]
    #expect(Set(lists.map { StatementPosting.shortName(of: $0) }).count == lists.count)
  }
}
