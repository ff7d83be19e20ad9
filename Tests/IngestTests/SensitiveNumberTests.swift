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

  /// Numbers that look alike and are evidence: references, account numbers, wrong check digits.
  @Test(arguments: [
    "UPI/431806123456/PAYMENT", "4111111111111112", "234123412346",
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

  /// A card is one however its digits are written and parted, and whatever stands beside them.
  @Test(arguments: [
    "4111.1111.1111.1111", "4111/1111/1111/1111", "4111_1111_1111_1111", "4111,1111,1111,1111",
    "4111\u{A0}1111\u{A0}1111\u{A0}1111", "4111\u{2009}1111\u{2009}1111\u{2009}1111",
    "4111\u{2013}1111\u{2013}1111\u{2013}1111", "4111\u{2011}1111\u{2011}1111\u{2011}1111",
    "4111  1111  1111  1111", "4111 - 1111", "4111\u{200B}1111\u{200B}1111\u{200B}1111",
    "４１１１１１１１１１１１１１１１", "٤١١١١١١١١١١١١١١١", "४१११ ११११ ११११ ११११",
    "X4111111111111111Y", "VISA4111111111111111", "4111\t1111\t1111\t1111",
  ])
  func aCardIsKnownInEverySpelling(_ written: String) {
    let isWhole =
      written.unicodeScalars.filter { $0.properties.numericType == .decimal }.count == 16
    let mask = NumberMask(secret: CardSecret(Array("0123456789abcdef".utf8)))
    for text in [written, "ref \(written)", "paid by \(written) today"] {
      let found = SensitiveNumbers.findings(in: text)
      #expect(found.map(\.number) == (isWhole ? ["4111111111111111"] : []), "\(text)")
      let bytes = Array(text.utf8)
      // The cheap look must not overlook what the whole one finds.
      #expect(!isWhole || NumberMask.isCandidate(bytes.span), "\(text)")
      if isWhole {
        // The mark is that of the number, so that records of it stay equal.
        #expect(mask.text(text)?.contains(mask.secret.mark("4111111111111111")) == true)
      }
    }
  }

  /// References of payments are evidence, and no cards.
  @Test(arguments: [
    "N059110123456789", "SBINH11059123456", "HDFCR52021030112345678", "321334455667",
    "YESBN21130386287", "1000000167204209518", "2021.03.04 10:05", "4,111,111,111,111,111",
  ])
  func referencesStay(_ text: String) { #expect(SensitiveNumbers.findings(in: text).isEmpty) }
}
