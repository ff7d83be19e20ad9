import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import Inquiries
@testable import TributaryCommand

/// The command line and questions hold the same options.
@Suite struct CommandLineInquiryTests {
  /// Options that are no part of a question: files and how they are read, the form of the answer.
  static let beside: Set<String> = [
    "files", "profiles", "rejects", "force", "quiet", "map", "set", "profile", "header",
    "delimiter", "dates", "decimal", "zone", "own-account", "accounts", "claims", "strict",
    "lenient", "negative", "reversals", "sheet", "custom-codes", "allow-rejects", "no-match",
    "card-secret", "format",
    "width", "spreadsheet", "help",
    "version", "output", "mask-secret", "case", "record", "provisional", "by",
  ]

  /// Options that spell another one: --show-numbers is --mask none.
  static let otherSpellings: Set = ["show-numbers"]

  /// Every option of every question's help is carried by the question, or is one of those beside it.
  @Test func everyOptionOfTheHelpIsCarried() throws {
    let help = try Help.ofProgram()
    for kind in Inquiry.kinds {
      let command = try #require(help.command(kind.words))
      let own = Set(InquiryOption.all.filter { $0.question == kind.name }.map(\.option))
      let names = (command.arguments ?? []).map(\.longName)
      for name in names where !Self.beside.union(Self.otherSpellings).contains(name) {
        #expect(own.contains("--\(name)"), "\(kind.words) --\(name) is carried by no question")
      }
      for option in own {
        #expect(names.contains(String(option.dropFirst(2))), "\(kind.words) has no \(option)")
      }
    }
  }

  /// A command that asks a question, and no other, is made of an inquiry.
  @Test func everyQuestionOfTheHelpIsAnInquiry() throws {
    let others: Set = [
      "check", "grid", "profile", "input", "simulate", "help", "load", "decide", "note", "tag",
      "undo", "log",
      "verify", "report", "explore", "export", "extract",
    ]
    let known = Set(Inquiry.kinds.map { $0.words })
    for command in try Help.ofProgram().command.subcommands ?? [] {
      guard !others.contains(command.commandName) else { continue }
      let kinds = (command.subcommands ?? []).map { [command.commandName, $0.commandName] }
      for words in kinds.isEmpty ? [[command.commandName]] : kinds where words.last != "help" {
        #expect(known.contains(words), "\(words) is no inquiry")
      }
    }
  }

  @Test(arguments: Inquiry.kinds.map { $0.name })
  func everyOptionComesBackFromTheCommandLine(_ name: String) throws {
    let (inquiries, left) = FullInquiry.all(name)
    #expect(left.isEmpty)
    for inquiry in inquiries {
      try InquiryTests.expectRoundTrips(inquiry)
      try Self.expectParses(inquiry)
    }
  }

  @Test func randomQuestionsComeBackFromTheCommandLine() throws {
    var random = SplitMix64(seed: 21)
    for _ in 0..<30 {
      guard let inquiry = InquiryTests.read(RandomInquiry.address(by: &random)) else { continue }
      try Self.expectParses(inquiry)
    }
  }

  @Test func hostileTextsComeBackFromTheCommandLine() throws {
    var random = SplitMix64(seed: 200)
    for _ in 0..<20 {
      let choice = AccountChoice(RandomInquiry.hostileText(by: &random))
      guard !choice.names.isEmpty else { continue }
      var sinks = Inquiry.Sinks()
      sinks.victims.accounts = choice
      try Self.expectParses(.sinks(sinks))
    }
  }

  static func expectParses(_ inquiry: Inquiry) throws {
    let drawing = inquiry.arguments.first == "draw" ? ["-o", "x.svg"] : []
    let command = try Tributary.parseAsRoot(inquiry.arguments + ["x.csv"] + drawing)
    let parsed = try #require(command as? any AskingCommand)
    #expect(try parsed.inquiry(.read) == inquiry, "\(inquiry.arguments)")
  }
}

/// The help of the program as the parser itself lists it.
private struct Help: Decodable {
  struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let names: [Name]?
    let valueName: String?

    var longName: String {
      names?.first { $0.kind == "long" }?.name ?? valueName ?? ""
    }
  }

  let command: Command

  static func ofProgram() throws -> Help {
    let run = try Program.run(["--experimental-dump-help"])
    return try JSONDecoder().decode(Help.self, from: Data(run.output.utf8))
  }

  func command(_ words: [String]) -> Command? {
    words.reduce(command as Command?) { command, word in
      command?.subcommands?.first { $0.commandName == word }
    }
  }
}
