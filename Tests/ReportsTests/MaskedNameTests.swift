import PaymentGraph
import TestSupport
import Testing

@testable import Reports

/// The part of a key that the mask of names leaves, and the words that it lets a drawing have.
@Suite("Masked names")
struct MaskedNameTests {
  @Test(arguments: [
    ("email:anna@annaoneill.ie", "a•••@•••"), ("anna.oneill@gmail.com", "a•••@gmail.com"),
    ("x@GMAIL.com", "x•••@GMAIL.com"), ("x@mail.annaoneill.ie", "x•••@•••"),
    ("a@b@gmail.com", "a•••@•••"), ("x@gmail.com.annaoneill.ie", "x•••@•••"),
    ("upi:patrick.byrne@okaxis", "p•••@okaxis"), ("patrick@byrne", "p•••@•••"),
    ("IE29AIBK93115212345678", "IE29AIBK••••5678"), ("in:GNGB:900100420017", "GNGB ••••0017"),
    ("PATRICK BYRNE 99123456", "••• ••• ••••3456"), ("byrnep-7654321", "•••-••••4321"),
    ("ANN-7654321", "•••-••••4321"), ("MRW-564911", "MRW-••••4911"),
    ("анна7654321", "•••••••4321"), ("béla-7654321", "•••-••••4321"),
    ("paypal:ann.lee@annlee.ie", "p•••@•••"),
    ("0x52908400098527886E0F7030069857D2E4169EE7", "0x5290…9EE7"),
  ])
  func ofKeys(_ key: String, _ shown: String) {
    #expect(AccountMask.masked(key, hidingNames: ["Ann Byrne"]) == shown)
  }

  /// No word of a holder's name is left of a key that is made of it.
  @Test func noWordOfTheNameIsLeft() {
    let first = ["Ann", "Béla", "Göran", "Zoë", "Li", "Иван", "Maria-Luisa"]
    let last = ["O'Neill", "Kovács", "Nguyen", "Байгот", "van Dyk", "Ó Briain"]
    var random = SplitMix64(seed: 11)
    for _ in 0..<400 {
      let name =
        "\(first.randomElement(using: &random) ?? "") \(last.randomElement(using: &random) ?? "")"
      let words = name.lowercased().unicodeScalars.split { !$0.properties.isAlphabetic }
        .map { String($0) }.filter { $0.unicodeScalars.count > 2 }
      let number = String(Int.random(in: 100_000...99_999_999, using: &random))
      let joined = name.lowercased().replacing(" ", with: "")
      for key in [
        "\(joined)\(number)", "\(number)-\(name)", "\(joined)@\(joined).example",
        "pay:\(name.uppercased())/\(number)", "u@\(joined)",
        "\(joined).\(number)@mail.\(joined).ie",
      ] {
        let shown = AccountMask.masked(key, hidingNames: [name]).lowercased()
        for word in words { #expect(!shown.contains(word), "\(key): \(shown)") }
      }
    }
  }

  private let ledger = LedgerLiteral(
    """
    account psp-564911 role:processor name:Mapleremit
    account "house 100001" name:Mapleremit
    account "gb:608389/58206027" "name:Olive Crumbeby" bank:Copper country:CA
    account "gb:608389/58206028" name:Copper
    account "gb:608389/58206029" name:Canada
    """
  ).ledger

  private func check(_ mask: DiagramMask) -> MaskCheck {
    MaskCheck(ledger, accounts: ledger.accounts.map(\.id), mask: mask)
  }

  /// A service, a bank or a country that the picture names gives nobody away.
  @Test func namesThatThePictureShowsAreNoLeak() {
    for text in ["Mapleremit", "to Mapleremit, 3 payments", "Copper, Canada"] {
      #expect(check(.names).leak(in: [text]) == nil, "\(text)")
    }
    #expect(check(.names).leak(in: ["for Olive Crumbeby"]) != nil)
    #expect(check(.all).leak(in: ["to Mapleremit"]) != nil)
    #expect(check(.all).leak(in: ["Copper"]) != nil)
    #expect(check(.all).leak(in: ["Canada"]) == nil)
  }

  @Test func aHostThatMayBeTheHoldersIsALeak() {
    let ledger = LedgerLiteral("1 anna@annaoneill.ie -> bela@gmail.com 5.00 EUR").ledger
    let check = MaskCheck(ledger, accounts: ledger.accounts.map(\.id), mask: .names)
    #expect(check.leak(in: ["see www.annaoneill.ie"]) == "annaoneill.ie")
    #expect(check.leak(in: ["a gmail.com account"]) == nil)
  }
}
