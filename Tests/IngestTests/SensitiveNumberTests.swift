import Testing

@testable import Ingest

@Suite struct SensitiveNumberTests {
  @Test(arguments: [
    ("POS 4111111111111111 LONDON", "POS 411111…1111 LONDON"),
    ("card 4111 1111 1111 1111.", "card 411111…1111."),
    ("4111-1111-1111-1111", "411111…1111"),
    ("amex 3782 822463 10005", "amex 378282…0005"),
    ("AADHAAR 234123412346 KYC", "AADHAAR ########2346 KYC"),
    ("2341 2341 2346", "########2346"), ("pan aaapa1234a x", "pan AAAPA####A x"),
    ("4111111111111111 and 5500005555555559", "411111…1111 and 550000…5559"),
  ])
  func masks(_ text: String, _ expected: String) {
    #expect(SensitiveNumbers.masked(text) == expected)
  }

  /// What looks alike and is evidence: references, account numbers, wrong check digits.
  @Test(arguments: [
    "UPI/431806123456/PAYMENT", "4111111111111112", "234123412346", "A4111111111111111",
    "9007199254740993", "NEFT SBINR52018070200009748", "AAAXA1234A", "12 4111 111 11111 11111",
    "50100012345678 20100304", "2010-03-04 12:00 1234567890",
  ])
  func leaves(_ text: String) { #expect(SensitiveNumbers.masked(text) == text) }

  @Test func cardsAreNeverKeptWhole() throws {
    let secret = CardSecret("correct horse battery".utf8)
    let one = try CardNumber("4111 1111 1111 1111").key(with: secret)
    let same = try CardNumber("4111-1111-1111-1111").key(with: secret)
    let other = try CardNumber("4111 1100 0009 1111")
    #expect(one == same && one.description.hasPrefix("card:411111…1111:"))
    #expect(!one.description.contains("4111111111"))
    #expect(other.key(with: secret) != one)
    #expect(try CardNumber("4111111111111111").key(with: CardSecret("another".utf8)) != one)
    #expect(throws: IdentifierFault.checkDigits) { try CardNumber("4111111111111112") }
    #expect(throws: IdentifierFault.self) { try CardNumber("9999999999999995") }
  }

  @Test func theSecretOfFilesDoesNotDependOnTheirOrder() throws {
    let one = CardSecret.part(of: Array("a,b\n".utf8).span)
    let two = CardSecret.part(of: Array("c,d\n".utf8).span)
    let card = try CardNumber("4111111111111111")
    #expect(
      card.key(with: CardSecret(files: [one, two]))
        == card.key(with: CardSecret(files: [two, one]))
    )
    #expect(
      card.key(with: CardSecret(files: [one])) != card.key(with: CardSecret(files: [one, two])))
  }

  @Test func verhoeffFindsEverySlip() {
    let number = Array("234123412346".utf8)
    #expect(Verhoeff.fits(number))
    for place in number.indices {
      for digit in UInt8(0x30)...0x39 where digit != number[place] {
        var wrong = number
        wrong[place] = digit
        #expect(!Verhoeff.fits(wrong))
      }
      guard place > 0, number[place] != number[place - 1] else { continue }
      var swapped = number
      swapped.swapAt(place, place - 1)
      #expect(!Verhoeff.fits(swapped))
    }
  }
}
