import Foundation
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Inquiries

@Suite struct InquiryTests {
  @Test func aQuestionIsReadable() throws {
    var sinks = Inquiry.Sinks()
    sinks.victims.accounts = AccountChoice("role:victim")
    sinks.walks.pooling.weakestLink = .b
    sinks.scope.since = .init(year: 2009, month: 3, day: 1)
    sinks.scope.without = AccountChoice("in:DCMB:930019300713")
    sinks.walks.limits.maximumHops = 4
    let inquiry = Inquiry.sinks(sinks)
    #expect(
      inquiry.query
        == "/sinks?victims=role:victim&hops=4&grade=B&since=2009-03-01&without=in:DCMB:930019300713"
    )
    #expect(
      inquiry.json
        == #"{"grade":"B","hops":4,"question":"sinks","since":"2009-03-01","victims":"role:victim","without":"in:DCMB:930019300713"}"#
    )
    #expect(
      inquiry.arguments == [
        "sinks", "--victims", "role:victim", "--max-hops", "4", "--min-grade", "B", "--since",
        "2009-03-01", "--without", "in:DCMB:930019300713",
      ])
    #expect(
      try Inquiry(
        query:
          "/sinks?victims=role:victim&grade=B&since=2009-03-01&without=in:DCMB:930019300713&hops=4")
        == inquiry)
  }

  @Test func defaultsAreLeftOut() throws {
    for kind in Inquiry.kinds {
      let inquiry = kind.init().inquiry
      #expect(inquiry.json == "{\"question\":\"\(kind.name)\"}")
      #expect(inquiry.query == "/\(kind.name)")
      #expect(inquiry.arguments == kind.words)
    }
  }

  /// Values that no question takes: methods that follow no payments in time have no lots to explain, and a walk of one
  /// payment is no cycle; a window without time holds no payment.
  static let refused: Set = [
    "explain --rule pari-passu-ex-post", "explain --rule poison", "explain --rule tiho",
    "patterns --max-length 1", "patterns --min-length 1", "compromise --window 0d",
    "compromise --lag 1000000w", "pattern --max-length 1", "pattern --min-length 1",
    "compromise-picture --window 0d", "compromise-picture --lag 1000000w",
  ]

  @Test(arguments: InquiryOption.all)
  func everyValueComesBack(_ option: InquiryOption) throws {
    #expect(!option.samples.isEmpty, "no values are known for \(option): \(option.form)")
    for sample in option.samples where !Self.refused.contains("\(option) \(sample)") {
      let inquiry = try #require(FullInquiry.with(option, sample), "\(option) \(sample)")
      try Self.expectRoundTrips(inquiry)
    }
  }

  @Test func randomQuestionsComeBack() throws {
    var random = SplitMix64(seed: 20)
    var read = 0
    for _ in 0..<2_000 {
      let address = RandomInquiry.address(by: &random)
      guard let inquiry = Self.read(address) else { continue }
      read += 1
      try Self.expectRoundTrips(inquiry)
    }
    #expect(read > 600)
  }

  @Test func hostileTextsComeBack() throws {
    var random = SplitMix64(seed: 200)
    for _ in 0..<200 {
      let text = RandomInquiry.hostileText(by: &random)
      let choice = AccountChoice(text)
      guard !choice.names.isEmpty else { continue }
      var sinks = Inquiry.Sinks()
      sinks.victims.accounts = choice
      let inquiry = Inquiry.sinks(sinks)
      try Self.expectRoundTrips(inquiry)
      guard case .sinks(let back) = try Inquiry(json: inquiry.json) else { continue }
      #expect(
        back.victims.accounts?.names.map { Array($0.utf8) } == choice.names.map { Array($0.utf8) })
    }
  }

  /// Texts that are no questions are refused, whatever they are.
  @Test func otherTextsAreRefused() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let text = RandomInquiry.hostileText(by: &random)
      #expect(throws: InquiryError.self) { try Inquiry(json: text) }
      #expect(throws: InquiryError.self) {
        try Inquiry(json: "{\"question\":\"sinks\",\"victims\":\(text)}")
      }
      #expect(throws: InquiryError.self) { try Inquiry(query: text) }
    }
  }

  @Test func unknownMembersAreNamed() {
    for kind in Inquiry.kinds {
      let json = Self.error(reading: {
        try Inquiry(json: "{\"question\":\"\(kind.name)\",\"hop\":4}")
      })
      let query = Self.error(reading: { try Inquiry(query: "/\(kind.name)?hop=4") })
      for error in [json, query] {
        guard case .unknownMember("hop", question: kind.name) = error else {
          Issue.record("\(kind.name): \(error.map { "\($0)" } ?? "read")")
          continue
        }
      }
    }
  }

  @Test(arguments: InquiryOption.all)
  func wrongTypesAreNamed(_ option: InquiryOption) {
    let right = option.kind
    let values: [(FieldKind?, String)] = [
      (.integer, "12"), (.text, "\"a\""), (.texts, "[\"a\"]"), (nil, "[1]"), (nil, "true"),
      (nil, "null"), (nil, "{}"), (nil, "1.5"), (nil, "1e3"), (nil, "99999999999999999999"),
      (nil, "[]"), (nil, "[[\"a\"]]"),
    ]
    for (kind, value) in values where kind != right {
      let json = "{\"question\":\"\(option.question)\",\"\(option.name)\":\(value)}"
      switch Self.error(reading: { try Inquiry(json: json) }) {
      case .wrongType(option.name, _), .wrongValue(option.name, _): break
      case let error: Issue.record("\(json): \(error.map { "\($0)" } ?? "read")")
      }
    }
  }

  @Test(arguments: [
    (#"{}"#, "missing"), (#"{"question":"sinks","question":"sinks"}"#, "repeated"),
    (#"{"question":"sinks","top":1,"top":2}"#, "repeated"), (#"{"question":"sink"}"#, "unknown"),
    (#"{"question":7}"#, "type"), (#"{"question":"sinks"} x"#, "JSON"), (#"["sinks"]"#, "JSON"),
    (#"{"question":"sinks""#, "JSON"), ("", "JSON"),
    (#"{"question":"sinks","victims":""}"#, "value"),
    (#"{"question":"sinks","victims":"\ud800"}"#, "JSON"),
    (#"{"question":"sinks","minVictims":0}"#, "contradiction"),
    (#"{"question":"sinks","since":"2009-02-30"}"#, "value"),
  ])
  func faultsHaveTheirKind(_ json: String, _ kind: String) {
    let found =
      switch Self.error(reading: { try Inquiry(json: json) }) {
      case .missingMember: "missing"
      case .repeatedMember: "repeated"
      case .unknownQuestion: "unknown"
      case .wrongType: "type"
      case .wrongValue: "value"
      case .notJSON: "JSON"
      case .contradiction: "contradiction"
      default: "another"
      }
    #expect(found == kind, "\(json)")
  }

  @Test func formsOfBrowsersAreRead() throws {
    let inquiry = try Inquiry(query: "/sinks?victims=Smith%2C+John&top=3")
    guard case .sinks(let sinks) = inquiry else { return }
    #expect(sinks.victims.accounts?.names == ["Smith, John"])
    #expect(inquiry.query == "/sinks?victims=Smith,%20John&top=3")
  }

  @Test func textsThatLookAlikeAreTwoQuestions() {
    let questions = ["é", "e\u{301}"].map { name in
      var sinks = Inquiry.Sinks()
      sinks.victims.accounts = AccountChoice(name)
      return Inquiry.sinks(sinks)
    }
    #expect(questions[0] != questions[1])
    #expect(Set(questions).count == 2)
  }

  static func expectRoundTrips(_ inquiry: Inquiry) throws {
    #expect(try Inquiry(json: inquiry.json) == inquiry, "\(inquiry.json)")
    #expect(try Inquiry(query: inquiry.query) == inquiry, "\(inquiry.query)")
    let coded = try JSONDecoder().decode(Inquiry.self, from: JSONEncoder().encode(inquiry))
    #expect(coded == inquiry, "\(inquiry.json)")
    #expect(inquiry.query.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    #expect(!inquiry.json.utf8.contains { $0 < 0x20 })
  }

  /// Reads an address; nil where its options contradict each other, or more are needed.
  static func read(_ address: String) -> Inquiry? {
    do throws(InquiryError) {
      return try Inquiry(query: address)
    } catch {
      switch error {
      case .contradiction, .missingMember: break
      default: Issue.record("\(address): \(error)")
      }
      return nil
    }
  }

  static func error(reading work: () throws -> Inquiry) -> InquiryError? {
    do {
      _ = try work()
      return nil
    } catch {
      return error as? InquiryError
    }
  }
}
