import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Numbers in the forms that spreadsheets and programs give them.
@Suite("Forms of numbers")
struct SpreadsheetFormTests {
  private func accounts(_ payees: [String]) throws -> Intake {
    var text = "id,time,from,to,amount,currency\n"
    for (number, payee) in payees.enumerated() {
      text +=
        "\(number),2021-01-01,v\(number),\"\(payee.replacing("\"", with: "\"\""))\",1.00,INR\n"
    }
    return try load(text)
  }

  /// The accounts that are paid, by their keys.
  private func paid(_ intake: Intake) -> [String] {
    Set(intake.ledger.transfers.map(\.beneficiary.key)).sorted()
  }

  @Test(arguments: [
    ("50100012345678.0", "50100012345678"), ("50100012345678.00", "50100012345678"),
    ("'50100012345678", "50100012345678"), ("=\"50100012345678\"", "50100012345678"),
    ("50,100,012,345,678", "50100012345678"), ("5,01,00,01,23,45,678", "50100012345678"),
    ("50'100'012'345'678", "50100012345678"), ("50.100.012.345.678", "50100012345678"),
    ("50,100,012,345,678.00", "50100012345678"), ("5.0100012345678E+13", "50100012345678"),
    ("5.0100012345678e13", "50100012345678"), ("'007", "007"), ("=\"007\"", "007"),
    ("\u{202A}50100012345678\u{202C}", "50100012345678"), ("'50100012345678.0", "50100012345678"),
    ("=\"A. Sample\"", "A. Sample"), ("=50100012345678", "50100012345678"),
  ])
  func formsArePlain(_ form: String, _ plain: String) throws {
    #expect(AccountSpelling.canonical(form) == plain)
    #expect(paid(try accounts([plain, form])) == [plain])
    #expect(paid(try accounts([form])) == [plain])
  }

  @Test(arguments: [
    ["1", "1.0"], ["007", "7"], ["123456", "123456.1", "123456.0"], ["12.5", "125"],
    ["50100012345678", "50100012345678.5"], ["'t Hooft", "t Hooft"], ["1,2", "12"],
    ["12 345678901", "123 45678901"], ["10.0.0.1", "10001"], ["5.01E+13", "50100012345678"],
    ["1.0E+2", "100"], ["12345-678", "12345678"], ["1234567,89", "123456789"],
  ])
  func whatMayBeTwoStaysTwo(_ keys: [String]) throws {
    #expect(paid(try accounts(keys)) == keys.sorted())
  }

  @Test func shorterNumbersAreOneWhereThePlainOneOccurs() throws {
    #expect(paid(try accounts(["12345678.0", "12345678"])) == ["12345678"])
    #expect(paid(try accounts(["12345678.0"])) == ["12345678.0"])
    #expect(paid(try accounts(["123,456", "123456"])) == ["123456"])
  }

  @Test(arguments: [
    (["1", "1.0"], 3, "account \"1.0\" may be \"1\""),
    (["50100012345678", "5010 0012 3456 78"], 3, "may be \"50100012345678\""),
    (["0012345678", "12345678"], 2, "may be \"12345678\", which lacks its leading zeros"),
  ])
  func whatMayBeOneIsWarnedOf(_ keys: [String], _ line: Int, _ words: String) throws {
    let found = try accounts(keys).diagnostics.filter { $0.code == "account-alike" }
    #expect(found.count == 1 && found.first?.summary.contains(words) ?? false)
    #expect(found.first?.citation?.line == line)
  }

  @Test func aShortenedNumberIsSaidWithWhatItMayBe() throws {
    let intake = try accounts([
      "5.01E+13", "50100012345678", "50149999999999", "50200000000000", "501000123456",
      "IN/50101112345678",
    ])
    let note = intake.diagnostics.first { $0.code == "account-shortened" }?.note ?? ""
    #expect(
      note.hasSuffix("it may be \"50100012345678\", \"50149999999999\", \"IN/50101112345678\""))
  }

  /// Numbers in random forms are the accounts that their digits are, and never fewer.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func randomFormsNeverMergeTwoNumbers(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var numbers: Set<String> = []
    while numbers.count < 12 {
      let count = Int.random(in: 9...16, using: &random)
      var digits = String(Int.random(in: 1...9, using: &random))
      while digits.count < count { digits += String(Int.random(in: 0...9, using: &random)) }
      if digits.hasSuffix("0") || CardNumber.fitsLuhn(Array(digits.utf8)) { continue }
      numbers.insert(digits)
    }
    let forms: [(String) -> String] = [
      { $0 }, { $0 + ".0" }, { "'" + $0 }, { "=\"" + $0 + "\"" }, { Self.grouped($0, ",") },
      { Self.grouped($0, "'") }, { $0 + ".00" }, { Self.grouped($0, ",") + ".00" },
    ]
    var keys: [String] = []
    for number in numbers.sorted() {
      for _ in 0..<3 { keys.append((forms.randomElement(using: &random) ?? forms[0])(number)) }
    }
    keys.shuffle(using: &random)
    #expect(paid(try accounts(keys)) == numbers.sorted(), "seed \(seed)")
  }

  private static func grouped(_ digits: String, _ mark: Character) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text.append(mark) }
      text.append(digit)
    }
    return text
  }

  @Test(arguments: [
    ("0x098B716B8Aaf21512996dC57EB0615e2383E2f96", "0x098b716b8aaf21512996dc57eb0615e2383e2f96"),
    ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
    ("6F9619FF-8B86-D011-B42D-00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
  ])
  func caseOfSomeAddressesMeansNothing(_ written: String, _ plain: String) throws {
    #expect(paid(try accounts([written, plain])) == [plain])
    #expect(paid(try accounts([written])) == [plain])
  }

  @Test func caseOfBase58AddressesMeansSomething() throws {
    let keys = ["1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1bvbmseystwetqtfn5au4m4gfg7xjanvn2"]
    #expect(paid(try accounts(keys)) == keys.sorted())
  }

  @Test func aCardInAFormOfSpreadsheetsIsMaskedAsItsDigitsAre() throws {
    // Three numbers that fit a card's check digit: then all bare digits are cards.
    let cards = ["4111111111111111", "5555555555554444", "4012888888881881"]
    for forms in [cards, cards.map { $0 + ".0" }, cards.map { "'" + $0 }] {
      for key in paid(try accounts(forms)) {
        #expect(key.hasPrefix("card:") && !cards.contains { key.contains($0) }, "\(key)")
      }
    }
  }
}
