import TestSupport
import Testing

@testable import Ingest

@Suite struct IdentifierTests {
  private func key(_ text: String, _ country: String? = nil) -> String? {
    AccountKey.canonical(text, country: country)?.key.description
  }

  @Test(arguments: [
    ("DE89 3704 0044 0532 0130 00", "iban:DE89370400440532013000"),
    ("iban: de89 3704 0044 0532 0130 00", "iban:DE89370400440532013000"),
    ("IBAN:DE89370400440532013000", "iban:DE89370400440532013000"),
    ("IBAN DE89370400440532013000", "iban:DE89370400440532013000"),
    ("GB29 NWBK 6016 1331 9268 19", "gb:601613/31926819"),
    ("GB29-NWBK-6016-1331-9268-19", "gb:601613/31926819"),
    ("IE29 AIBK 9311 5212 3456 78", "ie:931152/12345678"),
    ("Seller@Example.CA", "email:seller@example.ca"),
    (" <seller@example.ca>", "email:seller@example.ca"),
    ("a.b+tag@example.com", "email:a.b+tag@example.com"),
    ("käufer@bücher.example", "email:käufer@xn--bcher-kva.example"),
    ("Ravi.K@OkHDFCBank", "upi:ravi.k@okhdfcbank"),
    ("+44 (0)20 7946 0123", "phone:+442079460123"), ("+44 20-7946.0123", "phone:+442079460123"),
    ("HDFC0001234/50100012345678", "in:HDFC:50100012345678"),
    ("hdfc0001234 00050100012345678", "in:HDFC:50100012345678"),
    ("in:hdfc:0050100012345678", "in:HDFC:50100012345678"),
    ("in:KKCB:912010000451", "in:KKCB:912010000451"),
    ("gb:20-04-15/12345678", "gb:200415/12345678"), ("gb:200415/12345678", "gb:200415/12345678"),
    ("gb:200415/1234567", "gb:200415/01234567"),
    ("ca:003-12345-1234567", "ca:003-12345-1234567"), ("bic:aibkie2dxxx", "bic:AIBKIE2D"),
    ("upi:ravi@ybl", "upi:ravi@ybl"), ("EMAIL: A@B.example", "email:a@b.example"),
  ])
  func keys(_ text: String, _ expected: String) { #expect(key(text) == expected) }

  @Test(arguments: [
    ("'200415-12345678", "GB", "gb:200415/12345678"),
    ("20-04-15 12345678", "GB", "gb:200415/12345678"),
    ("20041512345678", "GB", "gb:200415/12345678"),
    // A spreadsheet takes leading zeros away; the groups show where the sort code ends.
    ("40506 1234567", "GB", "gb:040506/01234567"), ("40506-1234567", "GB", "gb:040506/01234567"),
    ("4-05-06 1234567", "GB", "gb:040506/01234567"),
    ("4-05-06 12345678", "GB", "gb:040506/12345678"),
    ("40506 12345678", "GB", "gb:040506/12345678"),
    ("9311-01 1234567", "IE", "ie:931101/01234567"),
    ("600008-49127454", "GB", "gb:600008/49127454"),
    ("93-11-52 12345678", "IE", "ie:931152/12345678"),
    ("12345-003 1234567", "CA", "ca:003-12345-1234567"),
    ("000312345 1234567", "CA", "ca:003-12345-1234567"),
    ("003-12345-1234567", "CA", "ca:003-12345-1234567"),
  ])
  func keysOfACountry(_ text: String, _ country: String, _ expected: String) {
    #expect(key(text, country) == expected)
    #expect(key(text) == nil)
  }

  @Test(arguments: [
    "", "victim-gb-01", "paypal", "customer-148", "DE88 3704 0044 0532 0130 00", "007",
    "9007199254740993", "4111111111111111", "a@b@example.com", "@example.com", "seller@",
    "rs6321908@", "20-04-15 12345678", "0x098B716B8Aaf21512996dC57EB0615e2383E2f96",
    "021015/800E21640", "HDFC0001234", "ABCD:123456789012", "C1231006815", "a@1.2", "+4420",
    "email:nobody", "iban:DE88370400440532013000", "card:4111111111111111", "x:y",
  ])
  func noKeys(_ text: String) { #expect(key(text) == nil) }

  @Test func canonicalKeysAreTheirOwn() throws {
    for text in [
      "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "Seller@Example.CA",
      "ravi@okicici", "+442079460123", "HDFC0001234 50100012345678", "bic:AIBKIE2D",
      "ca:003-12345-1234567",
    ] {
      let first = try #require(AccountKey.canonical(text))
      let again = try #require(AccountKey.canonical(first.key.description))
      #expect(again.key == first.key && again.alias == nil, "\(text)")
    }
  }

  @Test func otherSpellingsAreAliases() {
    #expect(
      AccountKey.canonical("GB29 NWBK 6016 1331 9268 19")?.alias == "GB29 NWBK 6016 1331 9268 19")
    #expect(AccountKey.canonical("seller@example.ca")?.alias == nil)
    #expect(AccountKey.canonical("Seller@example.ca")?.alias == "Seller@example.ca")
  }

  @Test func aBritishIBANIsItsSortCodeAndAccount() throws {
    let iban = try IBAN("GB29NWBK60161331926819")
    let account = try SortCodeAccount(
      sortCode: "60-16-13", account: "31926819", country: .unitedKingdom)
    #expect(SortCodeAccount(iban) == account && AccountKey.key(of: iban) == account.key)
    #expect(iban.description == "GB29 NWBK 6016 1331 9268 19")
    #expect(SortCodeAccount(try IBAN("DE89370400440532013000")) == nil)
  }

  @Test func accountNumbersOfOtherLengths() throws {
    func account(_ sortCode: String, _ number: String) -> String? {
      try? SortCodeAccount(sortCode: sortCode, account: number, country: .unitedKingdom).account
    }
    #expect(account("200415", "1234567") == "01234567")
    #expect(account("200415", "123456") == "00123456")
    #expect(account("200415", "12345") == nil)
    #expect(account("601613", "0031926819") == "31926819")
    #expect(account("089300", "1234567890") == "12345678")
    #expect(account("200415", "1234567890") == nil)
    #expect(account("20041", "12345678") == nil)
    #expect(account("20o415", "12345678") == nil)
  }

  @Test func ibanFaultsSayWhatIsWrong() {
    func fault(_ text: String) -> IdentifierFault? {
      do throws(IdentifierFault) {
        _ = try IBAN(text)
        return nil
      } catch { return error }
    }
    #expect(fault("GB28 NWBK 6016 1331 9268 19") == .checkDigits)
    #expect(fault("GB29 NWBK 6016 1331 9268 1") == .length(expected: "22", found: 21))
    #expect(fault("ZZ29 NWBK") == .country("ZZ"))
    #expect(fault("GB29 1234 6016 1331 9268 19")?.description.contains("letters") == true)
    #expect(fault("GB29_NWBK")?.description.contains("letters and digits") == true)
  }

  @Test func indianNumbersIgnoreZerosInFront() throws {
    let branch = try IFSC("sbin0001234")
    #expect(branch.bank == "SBIN")
    let account = try IndianAccount("_00000022222222222", of: branch)
    #expect(account.key.description == "in:SBIN:22222222222")
    #expect(throws: IdentifierFault.length(expected: "9 to 18", found: 8)) {
      try IndianAccount("12345678", of: branch)
    }
    #expect(throws: IdentifierFault.self) { try IndianAccount("000000000", of: branch) }
  }

  @Test func canadianTransitsAreWrittenInTwoWays() throws {
    let cheque = try CanadianAccount(branch: "12345-003", account: "1234567")
    let electronic = try CanadianAccount(branch: "0 003 12345", account: "1234567")
    #expect(cheque == electronic && cheque.institution == "003" && cheque.transit == "12345")
    #expect(throws: IdentifierFault.self) {
      try CanadianAccount(branch: "100312345", account: "1234567")
    }
  }

  @Test func banksAreComparedByEightCharacters() throws {
    #expect(try BIC("AIBKIE2DXXX") == BIC("aibkie2d"))
    #expect(try BIC("SBININBB104").branch == "104" && BIC("SBININBB104") == BIC("SBININBB"))
    #expect(try !BIC("1BCDGB2L").isUsual)
  }

  @Test func cutAddressesAreHintsOnly() {
    #expect(throws: IdentifierFault.truncated) { try UPIAddress("rs6321908@") }
    #expect(throws: IdentifierFault.self) { try UPIAddress("a.b@ok.bank") }
  }

  @Test func phonesFollowTheHabitsOfACountry() throws {
    #expect(try PhoneNumber("020 7946 0123", country: "GB").number == "+442079460123")
    #expect(try PhoneNumber("09876543210", country: "IN").number == "+919876543210")
    #expect(try PhoneNumber("0044 20 7946 0123").number == "+442079460123")
    #expect(try PhoneNumber("(416) 555-0199", country: "CA").number == "+14165550199")
    #expect(throws: IdentifierFault.needs("the country")) { try PhoneNumber("02079460123") }
    #expect(throws: IdentifierFault.self) { try PhoneNumber("12345", country: "GB") }
  }

  @Test func lookUpsOfAnyBytesEnd() {
    var random = SplitMix64(seed: 11)
    let alphabet = Array("GBIEDE0123456789@.:-/ +aé'\u{0}(")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
          alphabet.randomElement(using: &random)
        })
      for country in [nil, "GB", "IE", "CA", "IN"] {
        guard let found = AccountKey.canonical(text, country: country) else { continue }
        #expect(AccountKey.canonical(found.key.description)?.key == found.key, "\(text)")
      }
    }
  }
}
