import Foundation
import FundTracing
import Ingest
import PaymentGraph
import Reports
import TestSupport
import Testing

@testable import Inquiries

/// Questions as values are answered as the program answers them.
@Suite struct AnswerTests {
  /// A basis as commands make it, of a small case.
  static func basis() throws -> Basis {
    let intake = try TransactionReader().read([path])
    var basis = Basis(intake)
    basis.spelling = { AccountSpelling.canonical($0) }
    return basis
  }

  static let path = Repository.root.appending(path: "fixtures/cases/mixed-account/transfers.csv")
    .path

  /// The command of a question prints what the question answers, in every form.
  @Test(arguments: [
    "/sinks?victims=anna,bela", "/reach?from=anna&top=1", "/reach?to=landlord",
    "/path?from=anna&to=landlord", "/trace?rule=fifo&victims=anna,bela,cara",
    "/trace?compare=1&victims=anna,bela,cara", "/explain?sink=landlord&victims=anna",
    "/explain?account=account&rule=lifo&victims=anna,bela,cara", "/match?victims=anna",
    "/patterns?only=chain&shuffles=0", "/accounts", "/transfers?account=landlord",
    "/sums?minCount=1",
    "/parties", "/sinks?victims=all&without=anna", "/path?from=anna&to=landlord&without=account",
  ])
  func theCommandPrintsTheAnswer(_ address: String) throws {
    let inquiry = try Inquiry(query: address)
    let answer = try inquiry.answer(in: Self.basis())
    for format in AnswerFormat.allCases {
      let run = try Program.run(
        inquiry.arguments + [Self.path, "--quiet", "--format", format.rawValue])
      #expect(run.status == 0, "\(run.messages)")
      #expect(answer.text(format) == run.output)
    }
  }

  @Test(arguments: [
    "/flow?victims=anna,bela", "/sankey?victims=anna,bela&mask=none", "/timeline?from=anna",
    "/matrix?victims=anna,bela&title=A%20%26%20B", "/walk?account=anna&rule=fifo&victims=anna,bela",
    "/neighbourhood?account=account&caseNumber=7",
  ])
  func theCommandDrawsTheAnswer(_ address: String) throws {
    let inquiry = try Inquiry(query: address)
    guard case .picture(let picture) = try inquiry.answer(in: Self.basis()) else {
      Issue.record("no picture")
      return
    }
    let folder = try TemporaryFolder([:])
    let run = try Program.run(inquiry.arguments + [Self.path, "-q", "-o", folder.path("x.svg")])
    #expect(run.status == 0, "\(run.messages)")
    #expect(try picture.file(.svg) == Array(folder.text("x.svg").utf8))
  }

  /// Questions that search are asked in steps, before each of which they look whether anybody waits.
  @Test(arguments: [
    ("/sinks?victims=all", 1), ("/reach?from=anna", 1), ("/reach?to=landlord", 1),
    ("/path?from=anna&to=landlord", 1), ("/trace?rule=fifo", 4), ("/trace?compare=1", 1),
    ("/match", 2), ("/patterns?only=chain&shuffles=0", 1), ("/flow?victims=all", 3),
    ("/matrix?rule=fifo&victims=all", 3), ("/walk?account=anna&rule=fifo", 3),
    ("/neighbourhood?account=account", 1),
  ])
  func aQuestionEndsWhereNobodyWaits(_ address: String, _ steps: Int) throws {
    let inquiry = try Inquiry(query: address)
    let basis = try Self.basis()
    for patience in 0..<steps {
      let looks = Counter()
      do throws(InquiryError) {
        _ = try inquiry.answer(in: basis, isCancelled: { looks.next() > patience })
        Issue.record("\(address) was answered after \(patience) steps")
      } catch {
        guard case .cancelled = error else {
          Issue.record("\(address): \(error)")
          continue
        }
      }
    }
    let looks = Counter()
    _ = try inquiry.answer(in: basis, isCancelled: { looks.next() > steps })
  }

  @Test func ratesAreThoseOfTheBasis() throws {
    let inquiry = try Inquiry(query: "/sankey?victims=all&rates=ecb.csv&unit=EUR")
    var basis = try Self.basis()
    #expect(throws: InquiryError.self) { try inquiry.answer(in: basis) }
    basis.rates["ecb.csv"] = Array("date,currency,rate\n2024-03-01,GBP,1.17\n".utf8)
    guard case .picture = try inquiry.answer(in: basis) else {
      Issue.record("no picture")
      return
    }
  }

  @Test func nothingIsExcludedWhereSomethingIsLeftOut() throws {
    let inquiry = try Inquiry(query: "/path?from=anna&to=landlord&without=account")
    guard case .path(let answer) = try inquiry.answer(in: Self.basis()) else { return }
    #expect(answer.finding == .possible)
  }

  /// Every answer in words names what the question leaves out.
  @Test(arguments: [
    "/sinks?victims=anna,bela", "/reach?from=anna", "/reach?to=landlord",
    "/path?from=anna&to=landlord", "/trace?rule=fifo", "/trace?compare=1",
    "/explain?sink=landlord", "/explain?account=account&rule=lifo", "/match", "/match?transfer=t1",
    "/patterns?only=chain&shuffles=0", "/compromise", "/accounts", "/transfers", "/sums", "/flow",
    "/flow?whole=1",
    "/sankey", "/timeline", "/matrix?mask=none", "/walk?account=anna&rule=fifo",
    "/neighbourhood?account=account",
  ])
  func whatIsLeftOutIsSaid(_ address: String) throws {
    let hub = "account,role\naccount,processor\n"
    let isMatch = address.hasPrefix("/match")
    let folder = try TemporaryFolder(["accounts.csv": isMatch ? hub : "account,role\n"])
    let intake = try TransactionReader().read(
      [Self.path] + (isMatch ? [folder.path("accounts.csv")] : []))
    let sign = address.contains("?") ? "&" : "?"
    var basis = Basis(intake)
    // The question of how victims were chosen needs some.
    if address == "/compromise" { basis.claims = intake.ledger.transfers.prefix(1).map(\.id) }
    let answer = try Inquiry(query: "\(address)\(sign)without=cara").answer(in: basis)
    if case .picture(let picture) = answer {
      let words = address.contains("none") ? "account cara" : "1 account"
      let svg = String(decoding: try picture.file(.svg), as: UTF8.self)
      #expect(svg.contains("Left out as a hypothesis: \(words)"))
    } else {
      #expect(answer.text(.text)?.contains("left out as a hypothesis: account cara") == true)
      #expect(answer.text(.json)?.contains("\"leftOut\"") == true)
    }
  }
}

/// A count of calls, from 1.
private final class Counter {
  private var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}
