import PaymentGraph
import TestSupport
import Testing

@testable import Reports

/// Numbers that a person reads in a key or a name, however they are written.
@Suite("Masked numbers")
struct MaskedNumberTests {
  @Test(arguments: [
    ("1234 5678 9012 3450", "••••3450"), ("4321.8765.2109", "••••2109"),
    ("4321/8765/2108", "••••2108"), ("4321_8765_2107", "••••2107"),
    ("1111\u{2013}2222\u{2013}3333", "••••3333"), ("१२३४५६७८९०१२", "••••९०१२"),
    ("１２３４５６７８", "••••５６７８"), ("4321\u{A0}8765\u{A0}2106", "••••2106"),
    ("98765-4321-0", "••••3210"), ("54321", "••••21"), ("4321\u{200B}8765", "••••8765"),
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1z…vfNa"), ("in:GNGB:900100420017", "GNGB ••••0017"),
    ("gb:600008/12345678", "••••5678"), ("anna@example.org", "a•••@example.org"),
    ("0x52908400098527886E0F7030069857D2E4169EE7", "0x5290…9EE7"), ("victim-gb-01", "victim-gb-01"),
  ])
  func ofKeys(_ key: String, _ shown: String) { #expect(AccountMask.masked(key) == shown) }

  @Test(arguments: [
    ("Ann 1234 5678 Baker", "Ann ••••5678 Baker"), ("Shop 24 7", "Shop 24 7"),
    ("A/c 123456", "A/c ••••3456"), ("Flat 12, 3456", "Flat 12, 3456"),
    ("Ann anna@example.org", "Ann a•••@example.org"), ("room 12 345678", "room ••••5678"),
  ])
  func ofNames(_ name: String, _ shown: String) { #expect(AccountMask.text(name) == shown) }

  /// The check finds a number however the drawing divides it, and lets the words of every drawing be.
  @Test func theScanFindsWhatAPersonReads() {
    let ledger = LedgerLiteral(
      """
      account in:HDFC:50100023456781 name:Payments country:IN
      account १२३४५६७८९०१२ "name:Ann Xylo" "country:12 High Street, Town"
      """
    ).ledger
    let check = MaskCheck(
      ledger, accounts: (0..<2).map { AccountID($0) }, mask: .all)
    for text in [
      "to 5010 0023 4567 81", "5010-0023-4567-81", "123456789012", "१२३४ ५६७८ ९०१२", "Ann Xylo",
      "12 High Street, Town",
    ] {
      #expect(check.leak(in: [text]) != nil, "\(text)")
    }
    for text in ["185 payments of victims", "IN", "12 345.00"] {
      #expect(check.leak(in: [text]) == nil, "\(text)")
    }
  }

  /// A line of a file may have the number that an account has too; a number elsewhere may not.
  @Test func theNumberOfALineGivesNothingAway() throws {
    let ledger = LedgerLiteral("1 v100002 -> m 185.00 GBP").ledger
    let check = MaskCheck(
      ledger, accounts: ledger.accounts.map(\.id), mask: .accounts)
    let file = try #require(ledger.files.first).name
    for text in ["\(file):100002", "paid: \(file):7, 100002 and 9 more", "\(file):7, 100002; x"] {
      #expect(check.leak(in: [text]) == nil, "\(text)")
    }
    for text in ["\(file) 100002", "other:100002", "\(file):7, a 100002", "100002"] {
      #expect(check.leak(in: [text]) == "100002", "\(text)")
    }
  }
}
