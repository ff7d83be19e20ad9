import Foundation
import TestSupport
import Testing

/// Files that `make build` lays beside the program: manual, licences, SBOM.
@Suite("Installed files")
struct InstalledFilesTests {
  /// Runs a script of the repository with the program and a new folder, and gives the folder.
  private func folder(of script: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    // The toolchain is asked for its version.
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try Program.shell(
      "PATH='\(path)' SOURCE_DATE_EPOCH=1700000000 scripts/\(script) \"$TRIBUTARY\" '\(folder.path)'"
    )
    #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
    return folder
  }

  private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  @Test func everyCommandHasAPageWithAllItsOptions() throws {
    let folder = try folder(of: "manual")
    defer { try? FileManager.default.removeItem(at: folder) }
    let help = try Program.run(["--help"]).output
    let commands = help.matches(of: #/(?m)^  ([a-z]+)  /#).map { String($0.1) }
    #expect(commands.count >= 15)
    for command in commands where command != "help" {
      let page = try text(folder.appending(path: "tributary-\(command).1"))
      for part in [
        ".TH TRIBUTARY\\-\(command.uppercased()) 1 \"2023-11-14\"", ".SH NAME", ".SH SYNOPSIS",
        ".SH DESCRIPTION", ".SH EXIT STATUS", ".BR tributary (1)",
      ] { #expect(page.contains(part), "tributary-\(command).1 has no \(part)") }
      let options = try Program.run([command, "--help"]).output.matches(
        of: #/(?m)^  (?:-[a-z], )?(--[a-z-]+)/#)
      for option in options {
        let name = option.1.replacing("-", with: "\\-")
        #expect(page.contains("\\fB\(name)\\fR"), "tributary-\(command).1 lacks \(option.1)")
      }
    }
    for command in ["make", "list", "show", "check", "test"] {
      let page = folder.appending(path: "tributary-profile-\(command).1")
      #expect(FileManager.default.fileExists(atPath: page.path))
    }
  }

  /// Text of the help that begins with a point would be a command of the page.
  @Test func textOfTheHelpCommandsNothing() throws {
    let folder = try folder(of: "manual")
    defer { try? FileManager.default.removeItem(at: folder) }
    let known: Set = ["TH", "SH", "SS", "TP", "PP", "B", "BR", "nf", "fi", "nh", "ad", "\\\""]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      for line in try text(folder.appending(path: file)).split(separator: "\n") {
        #expect(!line.hasPrefix("'"), "\(file): \(line)")
        guard line.hasPrefix(".") else { continue }
        let word = line.dropFirst().prefix { $0 != " " }
        #expect(known.contains(String(word)), "\(file): \(line)")
      }
    }
  }

  @Test func licencesAndSBOMNameAllThatIsLinked() throws {
    let folder = try folder(of: "components")
    defer { try? FileManager.default.removeItem(at: folder) }
    let licences = try text(folder.appending(path: "THIRD-PARTY-LICENCES.txt"))
    let bytes = try Data(contentsOf: folder.appending(path: "sbom.spdx.json"))
    let sbom = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect(sbom["spdxVersion"] as? String == "SPDX-2.3")
    let packages = try #require(sbom["packages"] as? [[String: Any]])
    let ids = packages.compactMap { $0["SPDXID"] as? String }
    #expect(ids.count == packages.count && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.contains(/^SPDXRef-[A-Za-z0-9.-]+$/) })
    let relations = try #require(sbom["relationships"] as? [[String: String]])
    #expect(relations.count == packages.count)
    for relation in relations {
      for end in ["spdxElementId", "relatedSpdxElement"] {
        let id = relation[end] ?? ""
        #expect(id == "SPDXRef-DOCUMENT" || ids.contains(id), "\(id)")
      }
    }
    for (name, version) in try VersionTests.dependencies() {
      let package = packages.first { $0["name"] as? String == name }
      #expect(package?["versionInfo"] as? String == version, "\(name)")
      #expect((package?["downloadLocation"] as? String)?.hasPrefix("git+") == true)
      #expect(licences.contains("\n\(name) \(version): "))
    }
    for name in ["libcrypto", "GNU C library", "Graphviz", "ICU", "LibYAML"] {
      #expect(packages.contains { $0["name"] as? String == name }, "\(name)")
      #expect(licences.contains("\n\(name) "), "\(name)")
    }
    #expect(licences.contains("UNICODE LICENSE V3") && licences.contains("Apache License"))
  }
}
