import PaymentGraph
import Testing

@testable import Ingest

/// The types of the numbers in rows.
@Suite("Types of numbers")
struct NumberClassifierTests {
  private func entry(
    _ narration: String, own: String, reference: String? = nil, channel: String? = nil
  ) -> StatementEntry {
    var counter = PartyHint()
    counter.channel = channel
    let start = CivilDate(year: 2023, month: 8, day: 1)?.milliseconds ?? 0
    return StatementEntry(
      own: own, row: StatementEntry.Position(line: 2, byteRange: 0..<1),
      time: PostingTime(start: start, precision: .day), amount: -100,
      currency: Currency("INR") ?? .none,
      kind: .payment, role: .movement, counter: counter, narration: narration, reference: reference)
  }

  private func types(
    _ text: String, own: String = "in:HDFC:1", channel: String? = nil
  ) -> [String: NumberType] {
    let row = entry(text, own: own, channel: channel)
    let findings = NumberClassifier(row, profile: "").findings(in: text, .narration)
    return Dictionary(findings.map { ($0.number.value, $0.number.type) }) { $1 }
  }

  @Test(arguments: [
    (
      "UPI-RAVI KUMAR-9811112222@ybl-UTIB0000123-321334455667-PAYMENT", "321334455667",
      NumberType.rrn
    ),
    ("UPI-RAVI KUMAR-9811112222@ybl-UTIB0000123-321334455667-PAYMENT", "UTIB0000123", .ifsc),
    (
      "UPI-RAVI KUMAR-9811112222@ybl-UTIB0000123-321334455667-PAYMENT", "9811112222@YBL",
      .upiAddress
    ),
    ("UPI-KIRAN-kiran.t@paytm-PYTM0123456-321334455667-PAY", "KIRAN.T@PAYTM", .upiAddress),
    ("BY TRANSFER-NEFT*CITI0000002*N091110552127895*AWLWISE", "N091110552127895", .utr),
    ("TO TRANSFER-RTGS UTR NO: SBINH11092000011--GANDH", "SBINH11092000011", .utr),
    ("RTGS-HDFCR52023080112345678-ACME", "HDFCR52023080112345678", .utr),
    ("NEFT-XYZAH11092000011-ACME", "XYZAH11092000011", .unknown),
    ("NEFT-INVO202308011234-ACME", "INVO202308011234", .unknown),
    ("TO TRANSFER-INB IMPS321312345678/98XX0001", "321312345678", .rrn),
    ("UPI/919811112222/PAY", "919811112222", .telephone),
    ("CUSTOMER 004012345678", "004012345678", .unknown),
    ("ATW-421424XXXXXX9999-S1ANMU12", "421424XXXXXX9999", .card),
    ("IMPS-321312345678-X-ICIC-XXXXXXXX0001-N", "0001", .accountTail),
    ("PAID 20230801123456", "20230801123456", .time), ("PAID 01082023", "01082023", .date),
    ("PAID 30DEC10", "30DEC10", .date), ("CHQ 000123", "000123", .cheque),
    ("YBLD8A1B2C3D4E5F60718293A4B5C6D7E8F", "YBLD8A1B2C3D4E5F60718293A4B5C6D7E8F", .upiTransaction),
    ("A/C 50100022222222", "50100022222222", .account), ("INV77", "INV77", .invoice),
    ("STRIPE PO_1ABCDEFGHIJKLMNO", "PO_1ABCDEFGHIJKLMNO", .stripe),
    ("ravi@example.com paid", "RAVI@EXAMPLE.COM", .email),
  ])
  func aNumberHasTheTypeOfItsShapeAndWords(_ text: String, _ value: String, _ type: NumberType) {
    #expect(types(text)[value] == type, "\(types(text))")
  }

  @Test func britishRowsHaveBritishNumbers() {
    let text = "VICTIM A 100000001672042095 INV77 600008 10 14MAR11 10:02"
    #expect(types(text, own: "gb:309626/12345678")["100000001672042095"] == .fasterPayment)
    #expect(types(text, own: "in:HDFC:1")["100000001672042095"] == .unknown)
    let card = "PAYPAL *SHOES 4029357733 CD 9876"
    #expect(types(card, own: "gb:309626/12345678", channel: "CARD")["4029357733"] == .telephone)
  }

  /// Zeros before the number of a column as wide as sixteen are no part of it.
  @Test func zerosInFrontOfAColumnDoNotCount() {
    let row = entry(
      "UPI-RAVI-9811112222@ybl-UTIB0000123-321334455667-P", own: "in:HDFC:1",
      reference: "0000321334455667", channel: "UPI")
    #expect(RowNumbers(row, profile: "in.hdfc.delimited").payments == [.rrn: ["321334455667"]])
    let none = entry("POS SHOP", own: "in:HDFC:1", reference: "0000000000000000")
    #expect(RowNumbers(none, profile: "in.hdfc.delimited").all.isEmpty)
  }

  /// The candidate that begins with the row's day is the payment's number.
  @Test func theRowsDayTellsNumbersApart() {
    let row = entry("UPI/JIO 004012345678/321334455667/BILL", own: "in:ICIC:1", channel: "UPI")
    #expect(RowNumbers(row, profile: "in.icici.statement").payments == [.rrn: ["321334455667"]])
  }

  @Test func theLayoutWinsOverTheShape() {
    var row = entry("UPI/321334455667/REF 321355555555/X", own: "in:ICIC:1", channel: "UPI")
    row.counter.numbers = [
      TypedNumber(type: .rrn, value: "321355555555"),
      TypedNumber(type: .invoice, value: "321334455667"),
    ]
    #expect(RowNumbers(row, profile: "in.icici.statement").payments == [.rrn: ["321355555555"]])
  }

  @Test func everyTypeIsInTheTable() {
    for type in NumberType.allCases {
      #expect(!type.facts.form.isEmpty && !type.facts.issuer.isEmpty)
      // Only what identifies a payment unites or separates rows.
      if type.facts.unites || type.facts.separates { #expect(type.identifies == .payment) }
    }
  }

  @Test func anyBytesAreNumbersOfSomeTypeOrNone() {
    for text in [
      "", "@", ".@.", "a@", "@b.c", "__", "\u{e9}123456\u{301}", "**", "**1234", "X-1.@9",
    ] {
      _ = types(text)
    }
    #expect(types("A/C **1234")["1234"] == .accountTail)
  }
}
