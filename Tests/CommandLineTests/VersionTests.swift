import Foundation
import TestSupport
import Testing

/// The answer to `--version`: by it a report can be repeated with the same program.
@Suite("Version")
struct VersionTests {
  @Test func theVersionNamesTheCommit() throws {
    let run = try Program.run(["--version"])
    let words = try #require(
      run.output.wholeMatch(of: /tributary (\d+\.\d+\.\d+) \(commit (.+)\)\n/))
    let commit = String(words.2)
    #expect(commit == "unknown" || commit.contains(/^[0-9a-f]{12}( with changes)?$/), "\(commit)")
    #expect(try Program.run(["version"]).output == run.output)
  }

  @Test(arguments: [
    ["--version", "--verbose"], ["--verbose", "--version"], ["version", "--verbose"],
  ])
  func verboseNamesEveryLibrary(_ arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first.map { $0 + "\n" } == (try Program.run(["--version"]).output))
    for (name, version) in try VersionTests.dependencies() {
      #expect(lines.contains("\(name): \(version)"))
    }
    for name in ["Swift", "libcrypto", "Graphviz", "cairo", "pango"] {
      #expect(lines.contains { $0.hasPrefix("\(name): ") && !$0.hasSuffix("unknown") }, "\(name)")
    }
  }

  /// The dependencies that the manifest names, all by their exact versions.
  static func dependencies() throws -> [(name: String, version: String)] {
    let manifest = try String(
      contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
    return manifest.matches(of: /\.package\(url: "[^"]*\/([^"\/]+)", exact: "([^"]+)"\)/).map {
      (String($0.1), String($0.2))
    }
  }

  @Test func twoBuildsOfACommitAreMadeOfTheSame() throws {
    let manifest = try String(
      contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
    let dependencies = try VersionTests.dependencies()
    #expect(dependencies.count == manifest.matches(of: /\.package\(/).count)
    #expect(dependencies.count >= 3)
    let page = try String(
      contentsOf: Repository.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    let licences = try String(
      contentsOf: Repository.root.appending(path: "scripts/components.json"), encoding: .utf8)
    for (name, version) in dependencies {
      #expect(
        page.contains("| \(name) | \(version) |"),
        "CONTRIBUTING.md does not name \(name) \(version)")
      #expect(licences.contains("\"name\": \"\(name)\""))
    }
  }
}
