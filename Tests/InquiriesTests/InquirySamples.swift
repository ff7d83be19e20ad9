import Foundation
import FundTracing
import Patterns
import PaymentGraph
import Reports
import TestSupport

@testable import Inquiries

/// The options of questions, and values for them.
struct InquiryOption: Sendable, CustomStringConvertible {
  let question: String
  let name: String
  let option: String
  let kind: FieldKind
  let form: String

  var description: String { "\(question) \(option)" }

  /// The options of all questions.
  static let all: [InquiryOption] = Inquiry.kinds.flatMap { options($0) }

  private static func options<Kind: Question>(_ kind: Kind.Type) -> [InquiryOption] {
    kind.fields.map {
      InquiryOption(
        question: kind.name, name: $0.name, option: $0.option, kind: $0.kind, form: $0.form)
    }
  }

  /// Values that the option takes, by the form of its values; none where a form is not known here.
  var samples: [String] {
    switch kind {
    case .flag: return ["1"]
    case .integer: return ["1", "2", "3", "7", "1000"]
    case .text, .texts: break
    }
    if form.hasPrefix("one of ") {
      return form.dropFirst("one of ".count).split(separator: ", ").map(String.init)
    }
    return InquiryOption.samples[form] ?? []
  }

  private static let samples: [String: [String]] = [
    String.form: ["Exhibit A & B", "pp-00042", "a,b", "=x", "+1", "100%", "-n", "ü", "'q'"],
    CivilDate.form: ["2009-03-01", "2021-12-31", "0001-01-01"],
    "the code of a currency such as GBP": ["GBP", "INR", "JPY"],
    Grade.form: ["A", "B", "C", "D"],
    AccountChoice.form: [
      "role:victim", "all", "in:DCMB:930019300713", "Smith, John", "anna\nbert\nSmith, John",
      "\n@handle", "-x", "a=b&c=d", "क ख", "#1",
    ],
    Wait.form: ["3d", "12h", "90m", "30s", "1000000w", "0d"],
    WaitRange.form: ["2h..7d", "0d..1000000w"],
    StatedFee.form: ["paypal=3.4%+0.20", "a=b=0.00", "x y=2.9%", "psp=99.999%"],
    PatternList.form: ["fan-in,chain", "structuring", "cycle"], WaitList.form: ["3d", "1d,4d,2w"],
    StatedLimit.form: ["USD=10000", "JPY=1", "GBP=0.01"],
    AccountPair.form: ["acct-1,acct-9", "Smith, John,b"],
    PatternSettings.Shuffles.form: ["auto", "0", "10000"], Double.form: ["0.1", "1", "0.00001"],
    AmountRange.form: ["185", "100..200", "1000..", "..50", "0.10..185.00"],
    BoundChoice.form: ["auto", "all", "none", "role:mule", "\nall", "@x\nb"],
    StatedOpening.form: [
      "acct-1=5000.00 GBP", "a=b=-3 INR unknown", "x y=0 JPY", "=1 GBP", "k=1/2 GBP",
    ],
    StatedOverride.form: ["t5=last: reason", "bank.csv:3=in-order: it: says so", "=first: x=y"],
    StatedCoordination.form: ["t1=t2: evidence", "a.csv:1=b.csv:22: letter of 3 May: p. 4"],
    StatedBatch.form: ["t3,t4", "t3", "a.csv:4,a.csv:5"],
    LinkName.form: ["pp-00002=pp-00004", "a=b=c", "paypal.csv:3=paypal.csv:5"],
    StatedBalance.form: ["paypal=2009-12-31 4120.55 GBP", "a=b=2010-01-01 -3 INR"],
  ]
}

/// Questions with as many options as can stand together.
enum FullInquiry {
  /// Options without which others cannot stand: each list is the beginning of a question.
  fileprivate static let beginnings: [String: [[(name: String, texts: [String])]]] = [
    "path": [[("from", ["a"]), ("to", ["b"])]],
    "patterns": [[("limit", ["USD=10000"])]],
    "trace": [[("rule", ["fifo"])], []],
    "explain": [
      [("sink", ["a"])], [("account", ["a"])], [("account", ["a"]), ("rule", ["fifo"])],
      [("link", ["a=b"])], [("list", ["shop"])], [("row", ["1"])],
    ],
    "flow": [[("paper", ["a4"])], []],
    "sankey": [[("rates", ["ecb.csv"]), ("unit", ["EUR"]), ("paper", ["a4"])], []],
    "timeline": [[("paper", ["a4"])], []],
    "matrix": [[("rule", ["fifo"]), ("paper", ["a4"])]],
    "walk": [[("account", ["a"]), ("rule", ["fifo"]), ("paper", ["a4"])]],
    "pattern": [[("row", ["1"]), ("limit", ["USD=10000"]), ("paper", ["a4"])]],
    "compromise-picture": [[("paper", ["a4"])], []],
    "neighbourhood": [[("account", ["a"]), ("paper", ["a4"])]],
  ]

  /// Returns a question with one option, and with those that it needs; nil where it can stand in none.
  static func with(_ option: InquiryOption, _ sample: String) -> Inquiry? {
    for beginning in beginnings[option.question] ?? [[]] {
      let others = beginning.filter { $0.name != option.name }
      let address = InquiryAddress.text(option.question, others + [(option.name, [sample])])
      if let inquiry = InquiryTests.read(address) { return inquiry }
    }
    return nil
  }

  /// Returns questions in which every option of a kind stands with a few of its values, and the options that stand in
  /// none.
  static func all(_ name: String) -> (inquiries: [Inquiry], left: [String]) {
    let own = InquiryOption.all.filter { $0.question == name }
    var left = Set(own.map(\.name))
    var found: [Inquiry] = []
    for beginning in beginnings[name] ?? [[]] {
      for round in 0..<3 {
        var (taken, inquiry) = (beginning, Inquiry?.none)
        // Options that exclude each other: those that no question has yet come first.
        let order = own.filter { left.contains($0.name) } + own.filter { !left.contains($0.name) }
        for option in order {
          let samples = option.samples
          let sample = samples[(round + found.count) % samples.count]
          let others = taken.filter { $0.name != option.name }
          let more = others + [(option.name, [sample])]
          guard let read = try? Inquiry(query: InquiryAddress.text(name, more)) else { continue }
          (taken, inquiry) = (more, read)
          left.remove(option.name)
        }
        if let inquiry { found.append(inquiry) }
      }
    }
    return (found, left.sorted())
  }
}

/// Questions by a seed.
enum RandomInquiry {
  /// Returns the address of a question with some of its options; the options may contradict each other.
  static func address(by random: inout SplitMix64) -> String {
    let name = Inquiry.kinds[Int(random.next() % UInt64(Inquiry.kinds.count))].name
    let own = InquiryOption.all.filter { $0.question == name }
    let rate = 1 + random.next() % 8
    let chosen = own.filter { _ in random.next() % 8 < rate }
    let beginnings = FullInquiry.beginnings[name] ?? [[]]
    let beginning = beginnings[Int(random.next() % UInt64(beginnings.count))]
    let started = beginning.filter { one in !chosen.contains { $0.name == one.name } }
    return InquiryAddress.text(
      name,
      started
        + chosen.map { option in
          let samples = option.samples
          let count = option.kind == .texts ? 1 + Int(random.next() % 3) : 1
          let values = (0..<count).map { _ in samples[Int(random.next() % UInt64(samples.count))] }
          return (option.name, values)
        })
  }

  /// Returns a text that files, shells, addresses and JSON may stumble over.
  static func hostileText(by random: inout SplitMix64) -> String {
    let parts = [
      "\"", "\\", "/", "'", "&", "=", "+", "%", "%41", "?", "#", "-", "--", "@", ",", ";", ":", " ",
      "\t", "\r", "\r\n", "\u{1}", "\u{7F}", "\u{85}", "\u{2028}", "\u{202E}", "\u{200B}",
      "\u{FEFF}", "\"\u{301}", "e\u{301}", "é", "🏴‍☠️", "</script>", "{", "}", "[", "]", "null",
      "question", "\u{FFFF}", "\u{10FFFF}", "=cmd|' /C calc'!A0", "a", "0",
    ]
    let count = 1 + random.next() % 6
    return (0..<count).map { _ in parts[Int(random.next() % UInt64(parts.count))] }.joined()
  }
}
