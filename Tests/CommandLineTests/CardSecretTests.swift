import Foundation
import TestSupport
import Testing

/// The source of the secret that marks card numbers.
@Suite struct CardSecretTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")

  private func write(_ text: String, as name: String) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private func answer(
    _ file: String, _ options: [String] = [], environment: [String: String] = [:]
  ) throws -> Program.Run {
    try Program.run(
      ["sinks", file, "--victims", "all", "--min-victims", "1", "--format", "json"] + options,
      environment: environment)
  }

  @Test func itIsThatOfTheFilesUnlessTheUserGivesOne() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try write(
      "id,time,from,to,amount,currency\nt1,2010-03-01,card:4111111111111111,shop,1.00,GBP\n",
      as: "a.csv")
    let secret = try write("correct horse battery", as: "secret")
    let ofFiles = try answer(file)
    #expect(ofFiles.status == 0 && ofFiles.output.contains("card:411111…1111:"))
    #expect(!(ofFiles.output + ofFiles.messages).contains("41111111"))
    #expect(try answer(file).output == ofFiles.output)
    let ofUser = try answer(file, ["--card-secret", secret])
    #expect(ofUser.status == 0 && ofUser.output != ofFiles.output)
    let ofEnvironment = try answer(
      file, environment: ["TRIBUTARY_CARD_SECRET": "correct horse battery"])
    #expect(ofEnvironment.output == ofUser.output)
  }

  @Test(arguments: ["card:4111111111111111", "visa:4111111111111111", "card:my:4111111111111111"])
  func thoseWhomOnlyAStatementNamesDoNotCarryItsCardsNumber(_ own: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try write(
      "Date,Description,Amount,Balance\n13/03/2024,CARD PAYMENT SHOP,-10.00,90.00\n", as: "s.csv")
    let run = try Program.run([
      "accounts", "--include-stand-ins", "--profile", "s.csv=gb.firstdirect.csv", "--own-account",
      "s.csv=\(own)", file, "--format", "json",
    ])
    #expect(run.status == 0 && run.output.contains("411111…1111"))
    #expect(!(run.output + run.messages).contains("41111111"))
  }

  @Test func aSecretThatCanBeGuessedIsRefused() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try write("id,time,from,to,amount,currency\n", as: "a.csv")
    let short = try answer(file, ["--card-secret", try write("guess", as: "secret")])
    #expect(short.status == 2 && short.messages.contains("16 or more"))
    let none = try answer(file, ["--card-secret", "/nowhere"])
    #expect(none.status == 2 && none.messages.contains("cannot be read"))
  }
}
