import Foundation
import TestSupport
import Testing

/// No output is ever written over evidence, nor over anything else unasked.
@Suite("Output files")
struct OutputSafetyTests {
  private static let ledger =
    "id,time,from,to,amount,currency\nt1,2010-03-04,v,m,185.00,GBP\nt2,2010-03-05,v,m,1,234.56,GBP\n"

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(Self.ledger.utf8).write(to: folder.appending(path: "bank.csv"))
    return folder
  }

  private func text(_ folder: URL, _ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  @Test(arguments: [
    "check bank.csv --rejects bank.csv", "check bank.csv --rejects ./bank.csv --force",
    "sinks bank.csv --victims v --rejects bank.csv --force",
    "check bank.csv --rejects same.csv --force",
    "draw bank.csv --whole -o bank.csv --force", "draw bank.csv --whole -o picture.svg --force",
  ])
  func evidenceIsNotWrittenOver(_ command: String) throws {
    let folder = try folder()
    try FileManager.default.linkItem(
      at: folder.appending(path: "bank.csv"), to: folder.appending(path: "same.csv"))
    try FileManager.default.linkItem(
      at: folder.appending(path: "bank.csv"), to: folder.appending(path: "picture.svg"))
    let run = try Program.shell("cd '\(folder.path)' && \"$TRIBUTARY\" \(command)")
    // A drawing's file must end as a drawing does.
    #expect(run.status == (command.contains("-o bank.csv") ? 64 : 2))
    #expect(try text(folder, "bank.csv") == Self.ledger)
    if run.status == 2 { #expect(run.messages.contains("evidence is never overwritten")) }
  }

  @Test func whatExistsIsReplacedOnRequestAndKeepsItsMode() throws {
    let folder = try folder()
    let rejects = folder.appending(path: "r.csv")
    try Data("mine\n".utf8).write(to: rejects)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: rejects.path)
    let refused = try Program.shell(
      "cd '\(folder.path)' && \"$TRIBUTARY\" check bank.csv --rejects r.csv")
    #expect(refused.status == 2 && refused.messages.contains("r.csv exists"))
    #expect(try text(folder, "r.csv") == "mine\n")
    let asked = try Program.shell(
      "cd '\(folder.path)' && \"$TRIBUTARY\" check bank.csv --rejects r.csv --force")
    #expect(asked.status == 1)
    #expect(try text(folder, "r.csv").hasPrefix("file,line_first"))
    let mode = try FileManager.default.attributesOfItem(atPath: rejects.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test(arguments: ["link.csv", "folder", "/dev/null", "/dev/stdout"])
  func linksFoldersAndDevicesAreNot(_ target: String) throws {
    let folder = try folder()
    try Data("mine\n".utf8).write(to: folder.appending(path: "mine.csv"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: "link.csv").path, withDestinationPath: "mine.csv")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "folder"), withIntermediateDirectories: true)
    let run = try Program.shell(
      "cd '\(folder.path)' && \"$TRIBUTARY\" check bank.csv --rejects \(target) --force")
    #expect(run.status == 2)
    #expect(try text(folder, "mine.csv") == "mine\n")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: folder.appending(path: "link.csv").path) == "mine.csv")
  }

  /// A link that somebody laid where the draft will be is not followed.
  @Test func aPlantedDraftIsNotFollowed() throws {
    let folder = try folder()
    try Data("mine\n".utf8).write(to: folder.appending(path: "mine.csv"))
    let run = try Program.shell(
      """
      cd '\(folder.path)' && bash -c 'ln -s mine.csv "r.csv.part-$$"; exec "$TRIBUTARY" check bank.csv --rejects r.csv'
      """)
    #expect(run.status == 2)
    #expect(try text(folder, "mine.csv") == "mine\n")
  }

  @Test func aFileNamedLikeAnOptionIsSaid() throws {
    let folder = try folder()
    try Data(Self.ledger.utf8).write(to: folder.appending(path: "--rejects=bank.csv"))
    let run = try Program.shell("cd '\(folder.path)' && \"$TRIBUTARY\" check *.csv")
    #expect(run.status == 2 && run.messages.contains("looks like an option"))
    #expect(try text(folder, "bank.csv") == Self.ledger)
    let after = try Program.shell("cd '\(folder.path)' && \"$TRIBUTARY\" check -- *.csv")
    #expect(after.status == 1 && after.output.contains("--rejects=bank.csv"))
  }
}
