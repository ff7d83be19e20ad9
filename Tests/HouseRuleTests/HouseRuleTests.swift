import Foundation
import Testing

/// Rules of the house that no compiler checks.
@Suite struct HouseRuleTests {
  /// Which modules a target may import: the table of the design.
  static let allowedImports: [String: Set<String>] = [
    "PaymentGraph": ["Synchronization"],
    "Ingest": ["PaymentGraph", "Crypto", "Glibc"],
    "FundTracing": ["PaymentGraph", "Synchronization"],
    "Graphviz": ["CGraphviz", "Glibc", "Synchronization"],
    "Reports": ["PaymentGraph", "FundTracing", "Graphviz"],
    "tributary": [
      "PaymentGraph", "Ingest", "FundTracing", "Graphviz", "Reports", "ArgumentParser", "Glibc",
      "Synchronization",
    ],
  ]

  /// The files that may hold unsafe code, each behind a safe interface with its invariant stated.
  static let unsafeFiles: Set<String> = [
    "Sources/Ingest/Bytes/MappedFile.swift",
    "Sources/Ingest/Loading/TransactionReader.swift",
    "Sources/PaymentGraph/Ledger/TextTable.swift",
    "Sources/tributary/Console/Console.swift",
  ]

  @Test func importsFollowTheDesign() throws {
    for target in Self.allowedImports.keys.sorted() {
      for file in try Repository.swiftFiles(under: "Sources/\(target)") {
        for line in try Repository.text(file).split(separator: "\n") {
          let words = line.split(separator: " ")
          guard let place = words.firstIndex(of: "import"), place <= 2,
            words[..<place].allSatisfy({
              ["public", "internal", "private", "package", "fileprivate"].contains($0)
                || $0.hasPrefix("@")
            }), place + 1 < words.count
          else { continue }
          let module = String(words[place + 1])
          #expect(
            Self.allowedImports[target]?.contains(module) == true,
            "\(Repository.name(file)) imports \(module), which \(target) may not")
        }
      }
    }
  }

  @Test func everyTargetIsInTheTable() throws {
    let targets = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "Sources").path)
    #expect(Set(targets) == Set(Self.allowedImports.keys).union(["CGraphviz"]))
  }

  @Test func librariesNeverPrint() throws {
    for file in try Repository.swiftFiles(under: "Sources")
    where !Repository.name(file).hasPrefix("Sources/tributary/") {
      let text = try Repository.text(file)
      for word in [" print(", "\tprint(", "debugPrint(", "fputs(", "NSLog("] {
        #expect(!text.contains(word), "\(Repository.name(file)) prints")
      }
    }
  }

  @Test func nothingStopsTheProgram() throws {
    for file in try Repository.swiftFiles(under: "Sources") {
      let text = try Repository.text(file)
      for word in ["fatalError(", "try!", "preconditionFailure(", "as!"] {
        #expect(!text.contains(word), "\(Repository.name(file)) has \(word)")
      }
    }
  }

  @Test func unsafeCodeStaysInItsPlaces() throws {
    for file in try Repository.swiftFiles(under: "Sources") {
      let name = Repository.name(file)
      guard !name.hasPrefix("Sources/Graphviz/"), !Self.unsafeFiles.contains(name),
        !name.hasSuffix("Kernel.swift")
      else { continue }
      let text = try Repository.text(file)
      for word in ["Unsafe", "withUnsafe", "unsafeLoad", "nonisolated(unsafe)"] {
        #expect(!text.contains(word), "\(name) has \(word)")
      }
    }
  }

  @Test func moneyIsNeverFloatingPoint() throws {
    for folder in ["Sources/PaymentGraph", "Sources/Ingest", "Sources/FundTracing"] {
      for file in try Repository.swiftFiles(under: folder) {
        let text = try Repository.text(file)
        for word in ["Double", "Float", "Decimal("] {
          #expect(!text.contains(word), "\(Repository.name(file)) has \(word)")
        }
      }
    }
  }

  @Test func filesStayShort() throws {
    for file in try Repository.swiftFiles(under: "Sources") {
      let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 400, "\(Repository.name(file)) has \(lines.count) lines")
    }
  }

  @Test func everyPublicDeclarationIsDocumented() throws {
    let keywords = [
      "func", "var", "let", "init", "struct", "enum", "class", "protocol", "static", "subscript",
      "typealias", "mutating", "consuming", "final", "indirect",
    ]
    for file in try Repository.swiftFiles(under: "Sources") {
      let lines = try Repository.text(file).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == "?" })
        guard words.first == "public", words.count > 1, keywords.contains(String(words[1]))
        else { continue }
        var above = index - 1
        while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
        let comment = above >= 0 ? lines[above].drop(while: { $0 == " " }) : ""
        #expect(
          comment.hasPrefix("///"),
          "\(Repository.name(file)):\(index + 1) is public and not documented")
      }
    }
  }

  @Test func everyCommandIsInTheReadme() throws {
    let readme = try Repository.text(Repository.root.appending(path: "README.md"))
    for file in try Repository.swiftFiles(under: "Sources/tributary/Commands") {
      let command = file.deletingPathExtension().lastPathComponent.lowercased()
      #expect(
        readme.contains("tributary \(command)"), "README.md does not show tributary \(command)")
    }
  }

  @Test func diagnosticsHaveFixturesAndDocumentation() throws {
    let source = try Repository.text(
      Repository.root.appending(path: "Sources/Ingest/Diagnostics/DiagnosticCode.swift"))
    let codes = Set(
      source.split(separator: "\n").compactMap { line -> String? in
        guard line.contains("case "), let first = line.firstIndex(of: "\"") else { return nil }
        return String(line[line.index(after: first)...].dropLast())
      })
    #expect(codes.count > 25)
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "fixtures/diagnostics").path)
    #expect(Set(folders) == codes)
    let page = try Repository.text(
      Repository.root.appending(path: "Sources/Ingest/Ingest.docc/Diagnostics.md"))
    let sections = Set(
      page.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) })
    #expect(sections == codes)
  }
}
