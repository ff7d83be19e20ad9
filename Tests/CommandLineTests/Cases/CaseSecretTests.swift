import Foundation
import TestSupport
import Testing

/// The secret that marks numbers of cards: it stays with its owner, and the case says where it is missing.
@Suite("Case file: the secret of card numbers")
struct CaseSecretTests {
  private func session() throws -> (session: CaseSession, home: String) {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.folder.write(
      "id,time,from,to,amount,currency\n"
        + "k1,2010-03-01,card:4111111111111111,Larchlight Ltd,185.00,GBP\n"
        + "k2,2010-03-02,card:5500000000000004,Larchlight Ltd,190.00,GBP\n",
      as: "cards.csv")
    return (session, session.folder.path("home"))
  }

  private func mark(_ session: CaseSession, _ more: [String: String]) throws -> String {
    // Not the accounts: a decision lists its own, whatever the rows say.
    let run = try session.run(
      ["transfers", "--case", "C", "--format", "csv", "-q"], with: more)
    #expect(run.status == 0, "\(run.transcript)")
    let cells = run.output.split { $0 == "," || $0 == "\n" }
    return String(try #require(cells.first { $0.hasPrefix("card:411111…1111:") }))
  }

  @Test func aCaseKeepsItsSecretAtHomeAndSaysWhereItIsMissing() throws {
    let (session, home) = try session()
    let here = ["HOME": home]
    func run(_ words: String..., at place: [String: String]) throws -> Program.Run {
      try session.run(words + ["--case", "C"], with: place)
    }
    #expect(
      try session.run(["load", "cards.csv", "--case", "C", "--new", "-q"], with: here).status == 0)
    let mark = try mark(session, here)
    #expect(try run("decide", "role", mark, "victim", "--why", "her card", at: here).status == 0)
    #expect(
      try run("sinks", "--victims", "all", "--record", "where", "-q", at: here).status == 0)
    let folder = "\(home)/.config/tributary/secrets"
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first)
    let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
    let secret = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    let bytes = try session.bytes("C")
    #expect(!bytes.indices.contains { bytes[$0...].starts(with: secret) })
    #expect(try run("verify", at: here).output.contains("secret of card numbers: there"))

    // Elsewhere nothing is put on record or decided with other marks.
    let elsewhere = ["HOME": session.folder.path("other")]
    let text = try run("transfers", at: elsewhere)
    #expect(
      text.status == 0 && text.output.contains("without its secret of card numbers"),
      "\(text.transcript)")
    let other = try self.mark(session, elsewhere)
    #expect(other != mark)
    for words in [
      ["transfers", "--record", "x", "-q"], ["decide", "role", other, "victim", "--why", "w"],
      ["note", other, "x"],
    ] {
      let run = try session.run(words + ["--case", "C"], with: elsewhere)
      #expect(
        run.status == 2 && run.messages.contains("a secret that this machine does not have"),
        "\(run.transcript)")
    }
    let verify = try run("verify", at: elsewhere)
    #expect(verify.status == 1)
    #expect(verify.output.contains("secret of card numbers: not here"), "\(verify.output)")
    #expect(verify.output.contains("without it these cannot be followed: event 3"))
    #expect(verify.output.contains("\"where\" "), "\(verify.output)")
    // A secret of something else is refused, and one in the environment decides nothing.
    try session.folder.write("correct horse battery", as: "wrong")
    #expect(
      try run("verify", "--card-secret", "wrong", at: elsewhere).messages.contains(
        "holds another secret"))
    let environment = ["TRIBUTARY_CARD_SECRET": "correct horse battery", "HOME": home]
    #expect(try self.mark(session, environment) == mark)
    // With the file all is as it was.
    let file = "\(folder)/\(name)"
    let good = try run("verify", "--card-secret", file, at: elsewhere)
    #expect(good.status == 0 && good.output.contains("1 the same"), "\(good.transcript)")
    let report = try run("report", "-o", "bundle", "--card-secret", file, at: elsewhere)
    #expect(report.status == 0, "\(report.transcript)")
    let asked = try run(
      "sinks", "--victims", "all", "--card-secret", file, "--record", "again", "-q", at: elsewhere)
    #expect(asked.status == 0, "\(asked.transcript)")
  }

  /// A secret that is given with the first files is that of the case from then on.
  @Test func aGivenSecretIsAdopted() throws {
    let (session, home) = try session()
    try session.folder.write("correct horse battery", as: "mine")
    let here = ["HOME": home]
    let load = try session.run(
      ["load", "cards.csv", "--case", "C", "--new", "-q", "--card-secret", "mine"], with: here)
    #expect(load.status == 0, "\(load.transcript)")
    let onFiles = try session.run(
      ["accounts", "cards.csv", "--format", "csv", "-q", "--card-secret", "mine"])
    #expect(onFiles.output.contains(try mark(session, here)))
    // Elsewhere it must be given again.
    let elsewhere = ["HOME": session.folder.path("other")]
    #expect(
      try session.run(["accounts", "--case", "C"], with: elsewhere).output.contains(
        "without its secret"))
    let again = try session.run(
      ["accounts", "--case", "C", "--format", "csv", "-q", "--card-secret", "mine"],
      with: elsewhere)
    #expect(again.output == onFiles.output, "\(again.transcript)")
  }
}
