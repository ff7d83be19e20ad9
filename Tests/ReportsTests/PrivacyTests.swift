import Drawing
import Foundation
import FundTracing
import Graphviz
import PaymentGraph
import Testing

@testable import Reports

/// A masked text appears in no form of a drawing.
@Suite("Privacy of drawings")
struct PrivacyTests {
  /// Names, holders, banks and keys that are told apart from everything else that is drawn.
  static func ledger(_ count: Int = 3, extraFile: Bool = false) -> Ledger {
    var builder = LedgerBuilder()
    let gbp = Currency("GBP") ?? .none
    for (number, path) in ["ada-statement-2233445566.csv", "second.csv"].enumerated()
    where number == 0 || extraFile {
      _ = builder.add(
        SourceFile(
          path: "folder/" + path,
          digest: FileDigest(bytes: Array(repeating: UInt8(number), count: 32)), byteCount: 1))
    }
    let service = builder.account("psp-services")
    builder.describe(
      service, as: AccountDetails(role: .processor, name: "Pay Service", institution: "Pay Bank"))
    let account = builder.account("in:GNGB:900100420017")
    builder.describe(
      account,
      as: AccountDetails(
        role: .destination, name: "Varma Traders", holder: "Kavi Varma",
        institution: "Ganga Bank", country: "IN"))
    for number in 0..<count {
      let victim = builder.account("gb:2000\(10 + number):5566778\(number)")
      builder.describe(
        victim,
        as: AccountDetails(
          role: .victim, name: "Ada Whitlow \(number)", institution: "Copper Bank", country: "GB"))
      for leg in 0..<2 {
        builder.add(
          TransferDraft(
            payer: leg == 0 ? victim : service, beneficiary: leg == 0 ? service : account,
            sent: Money(minorUnits: 18_500, currency: gbp),
            time: PostingTime(start: Int64(number * 2 + leg) * 1_000, precision: .second),
            reference: "r\(number)", file: 0, line: number + 2, byteRange: 0..<9))
      }
    }
    return builder.build()
  }

  static let numbers = ["900100420017", "55667780", "200010"]
  static let people = ["Ada Whitlow", "Varma Traders", "Kavi Varma", "ada-statement"]
  static let others = ["Pay Service", "Ganga Bank", "Copper Bank"]

  /// Returns true for numbers, people and others where any of them is in a text, whatever the case of its letters.
  static func shown(in text: String) -> [Bool] {
    let text = text.lowercased()
    return [numbers, people, others].map { hidden in
      hidden.contains { text.contains($0.lowercased()) }
    }
  }

  /// Returns true for numbers, people and others where a mask leaves them.
  static func expected(_ mask: DiagramMask) -> [Bool] {
    switch mask {
    case .none: [true, true, true]
    case .accounts: [false, true, true]
    case .names: [false, false, true]
    case .all: [false, false, false]
    }
  }

  private func text(_ ledger: Ledger, _ options: DiagramOptions, _ form: OutputFormat) throws
    -> String
  {
    let picture = try DrawnLedger.flow(ledger, options).picture()
    return String(decoding: try picture.file(form), as: UTF8.self)
  }

  @Test(arguments: [DiagramMask.none, .accounts, .names, .all], [OutputFormat.svg, .html, .dot])
  func whatIsHiddenIsInNoForm(_ mask: DiagramMask, _ form: OutputFormat) throws {
    for count in [3, 40] {
      let options = DiagramOptions(caseNumber: "CYB-1", mask: mask)
      let text = try text(PrivacyTests.ledger(count), options, form).lowercased()
      #expect(
        PrivacyTests.shown(in: text) == PrivacyTests.expected(mask), "\(mask) \(form) \(count)")
      #expect(!text.contains("2233445566") || mask == .none, "the file's name holds a number")
    }
  }

  /// The check at the end finds what gets past the masks, wherever it is.
  @Test(
    arguments: ["title", "table", "tooltip", "description", "folded"],
    [OutputFormat.svg, .html, .dot, .png])
  func plantedLeaksAreFound(_ place: String, _ form: OutputFormat) throws {
    let picture = try DrawnLedger.flow(PrivacyTests.ledger(), DiagramOptions(mask: .names))
      .picture()
    _ = try picture.file(form)
    var (drawing, table, description) = (picture.drawing, picture.table, picture.description)
    var folded = picture.folded
    switch place {
    case "title": drawing.title = "Seized from ada whitlow 1"
    case "table": table.rows[0].cells[0] = "9001 0042 0017"
    case "tooltip":
      drawing.items.append(
        .group(DrawingGroup(tooltip: "of KAVI VARMA, holder", items: [])))
    case "folded":
      guard form == .html else { return }
      let ledger = PrivacyTests.ledger()
      folded = FoldedMembers(
        [(NodeID("p1"), ledger.accounts.map(\.id))],
        AccountNamer(ledger, DiagramOptions(mask: .none)))
    default:
      guard form == .dot else { return }
      description?.title = "x"
      description?.nodes[0].label.rows[0][0].content = .lines([
        LabelRun("Varma Traders", size: 9, color: DiagramColor(0))
      ])
    }
    let leaking = RenderedDiagram(
      drawing: drawing, table: table, description: description, folded: folded, check: picture.check
    )
    let error = #expect(throws: DiagramError.self) { try leaking.file(form) }
    guard case .leak(let value) = error else {
      Issue.record("the error is \(String(describing: error))")
      return
    }
    #expect(
      ["ada whitlow 0", "ada whitlow 1", "900100420017", "kavi varma", "varma traders"].contains(
        value), "\(value)")
  }

  @Test func aTitleThatNamesAVictimIsRefusedWithAdvice() throws {
    let diagram = try DrawnLedger.flow(
      PrivacyTests.ledger(), DiagramOptions(title: "Payments of Ada Whitlow 0", mask: .names))
    let error = #expect(throws: DiagramError.self) { try diagram.picture().file(.svg) }
    #expect(error?.description.contains("leave it out of the title") == true)
  }

  private func pseudonym(_ ledger: Ledger, _ options: DiagramOptions) -> String {
    let victim = ledger.accounts.first { $0.role == .victim }
    return victim.map { AccountNamer(ledger, options).name($0.id) } ?? ""
  }

  /// A case is what shares its secret, else its number, else its files.
  @Test func pseudonymsAreThoseOfTheCase() {
    let (one, more) = (PrivacyTests.ledger(), PrivacyTests.ledger(9, extraFile: true))
    func name(_ ledger: Ledger, _ number: String?, _ secret: [UInt8]? = nil) -> String {
      pseudonym(
        ledger, DiagramOptions(caseNumber: number, mask: .names, maskSecret: secret))
    }
    #expect(name(one, "CYB-1").wholeMatch(of: /Victim [0-9A-Z]{5}/) != nil)
    #expect(name(one, "CYB-1") == name(more, "CYB-1"))
    #expect(name(one, "CYB-1") != name(one, "CYB-2"))
    #expect(name(one, "CYB-1", [1, 2]) == name(more, "CYB-2", [1, 2]))
    #expect(name(one, nil) == name(PrivacyTests.ledger(5), nil))
    #expect(name(one, nil) != name(more, nil))
  }

  @Test(arguments: [
    ("Ada Whitlow", "Ada Whitlow"), ("ada@example.org", "a•••@example.org"),
    ("Ada ada@example.org", "Ada a•••@example.org"), ("Acct 5566 7788 99", "Acct ••••8899"),
    ("GB29 NWBK 6016 1331 9268 19", "GB29 NWBK ••••6819"), ("Shop 24 7", "Shop 24 7"),
    ("Summer 2009-10", "Summer 2009-10"), ("No. 12345678 -", "No. ••••5678 -"),
    ("0x098b716b8aaf21512996dc57eb0615e2383e2f96", "0x098b…2f96"),
    ("12-34-56 12345678", "••••5678"),
  ])
  func numbersWithinNamesAreMasked(_ name: String, _ shown: String) {
    #expect(AccountMask.text(name) == shown)
  }
}
