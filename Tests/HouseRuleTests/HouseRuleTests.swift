import Foundation
import TestSupport
import Testing

/// Rules of the house that no compiler checks.
@Suite struct HouseRuleTests {
  /// The modules that each target may import: the table of the design.
  static let allowedImports: [String: Set<String>] = [
    "Hashing": ["CCrypto"],
    "PaymentGraph": ["Dispatch", "Synchronization", "Glibc"],
    "Ingest": [
      "CInstructions", "CZlib", "Hashing", "PaymentGraph", "Yams", "Dispatch", "Foundation",
      "Glibc",
      "Synchronization",
    ],
    "FundTracing": [
      "CInstructions", "PaymentGraph", "Synchronization", "Dispatch", "Glibc", "BigInt",
    ],
    "Drawing": ["Glibc", "Synchronization"],
    "Graphviz": ["Drawing", "Glibc", "Synchronization"],
    "Patterns": ["PaymentGraph", "FundTracing", "BigInt", "Glibc"],
    // Foundation decomposes letters with marks, as directories sort names.
    "Compromise": ["PaymentGraph", "FundTracing", "BigInt", "Glibc", "Foundation"],
    // Glibc draws numbers of log-normal distributions.
    "Simulation": ["PaymentGraph", "Glibc"],
    "CaseStore": ["CSQLite", "Hashing", "PaymentGraph", "Foundation", "Glibc"],
    "Reports": [
      "PaymentGraph", "FundTracing", "Patterns", "Compromise", "Drawing", "Graphviz", "Hashing",
    ],
    "Exchange": ["CZlib", "Hashing", "PaymentGraph", "FundTracing", "Reports", "Glibc"],
    // Foundation starts the user's own command and reads what it left.
    "Lake": ["Hashing", "PaymentGraph", "Foundation"],
    "Inquiries": [
      "PaymentGraph", "FundTracing", "Patterns", "Compromise", "Drawing", "Reports", "Lake",
    ],
    // The one target that knows HTTP and sockets.
    "Explorer": [
      "PaymentGraph", "FundTracing", "Drawing", "Reports", "Inquiries", "CaseStore", "NIOCore",
      "NIOPosix", "NIOHTTP1", "Synchronization",
    ],
    "Tributary": [
      "PaymentGraph", "Ingest", "FundTracing", "Patterns", "Compromise", "Reports", "Inquiries",
      "Exchange",
    ],
    "TributaryCommand": [
      "PaymentGraph", "Ingest", "FundTracing", "Patterns", "Compromise", "Drawing", "Graphviz",
      "Hashing", "Reports", "Inquiries", "Lake", "Simulation", "CaseStore", "Explorer",
      "Exchange",
      "ArgumentParser",
      "Glibc",
      "Synchronization",
      "Foundation",
    ],
  ]

  /// The files that may hold unsafe code, each behind a safe interface with its invariant stated.
  static let unsafeFiles: Set<String> = [
    "Sources/CaseStore/Database/SQLiteFile.swift",
    "Sources/Drawing/Cairo/CairoLibrary.swift", "Sources/Drawing/Cairo/CairoPainter.swift",
    "Sources/Exchange/Bytes/Deflater.swift", "Sources/Exchange/Bytes/FileTarget.swift",
    "Sources/Graphviz/Library/GraphvizLibrary.swift",
    "Sources/Graphviz/Library/GraphvizSession.swift",
    "Sources/Graphviz/Library/LayoutThread.swift",
    "Sources/Hashing/SHA256.swift", "Sources/Ingest/Text/MappedFile.swift",
    "Sources/Ingest/Text/CutShortKernel.swift",
    "Sources/Ingest/Text/TextEncoding.swift",
    "Sources/PaymentGraph/Ledger/TextTable.swift",
    "Sources/TributaryCommand/Console/Console.swift",
  ]

  /// The files that write a format: what they escape, they escape by scalars or bytes.
  static let writers = [
    "Sources/Drawing/SVG/SVGWriter.swift", "Sources/Drawing/Text/LabelText.swift",
    "Sources/Exchange/Writers/JSONText.swift", "Sources/Exchange/Writers/TableText.swift",
    "Sources/Exchange/Writers/XMLText.swift",
    "Sources/Graphviz/Graph/DOTWriter.swift", "Sources/Graphviz/Graph/LabelMarkup.swift",
    "Sources/Inquiries/Fields/InquiryAddress.swift", "Sources/Inquiries/Fields/InquiryJSON.swift",
    "Sources/PaymentGraph/Text/CSVWriter.swift",
    "Sources/Reports/Diagrams/Output/HTMLPage.swift", "Sources/Reports/JSON/JSONValue.swift",
    "Sources/Reports/Text/CSVText.swift", "Sources/Reports/Text/TerminalText.swift",
  ]

  /// The files of the figures that are estimates and not money: expected numbers, probabilities.
  static let estimateFiles: Set<String> = [
    "Sources/FundTracing/PooledAccounts/Batches/Coincidences.swift",
    "Sources/FundTracing/PooledAccounts/ExpectedCoincidences.swift",
    "Sources/Simulation/Case/Distributions.swift", "Sources/Simulation/Chosen/Town.swift",
  ]

  @Test func importsFollowTheDesign() throws {
    for target in Self.allowedImports.keys.sorted() {
      for file in try SourceCode.files(under: "Sources")
      where file.name.hasPrefix("Sources/\(target)/") {
        for module in file.code.imports {
          #expect(
            Self.allowedImports[target]?.contains(module) == true,
            "\(file.name) imports \(module), which \(target) may not")
        }
      }
    }
  }

  @Test func everyTargetIsInTheTable() throws {
    let targets = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "Sources").path)
    let headers: Set = ["CCrypto", "CInstructions", "CSQLite", "CZlib"]
    #expect(Set(targets) == Set(Self.allowedImports.keys).union(headers))
  }

  /// SQL stands in one folder, as texts of the program's own: values are bound.
  @Test func statementsOfSQLStandInOneFolder() throws {
    let statement = #/"(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|PRAGMA|REPLACE|BEGIN|COMMIT)[ "]/#
    var found: Set<String> = []
    for file in try Repository.swiftFiles(under: "Sources") {
      let text = try Repository.text(file)
      if text.contains(statement) { found.insert(Repository.name(file)) }
    }
    #expect(found.allSatisfy { $0.hasPrefix("Sources/CaseStore/Database/") }, "\(found)")
    #expect(!found.isEmpty)
  }

  /// Sockets stand in one file and HTTP in another, so that either can be changed without the routes.
  @Test func socketsAndHTTPStandInOnePlace() throws {
    var found: [String: Set<String>] = [:]
    for file in try SourceCode.files(under: "Sources") {
      for module in file.code.imports where module.hasPrefix("NIO") {
        found[module, default: []].insert(String(file.name.split(separator: "/").last ?? ""))
      }
    }
    #expect(found["NIOHTTP1"] == ["SocketServer.swift", "RequestHandler.swift"])
    #expect(found["NIOCore"] == ["SocketServer.swift", "RequestHandler.swift"])
    // The threads on which questions are answered come from there as well.
    #expect(found["NIOPosix"] == ["SocketServer.swift", "Router.swift", "Explorer.swift"])
  }

  /// Pages make no markup of text, run no text, and ask nobody but this program.
  @Test func pagesAreBuiltOfElements() throws {
    let folder = Repository.root.appending(path: "Sources/Explorer/Assets")
    var bytes = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    where name.contains(".") && !name.hasSuffix(".swift") {
      let text = try Repository.text(folder.appending(path: name))
      bytes += text.utf8.count
      for word in [
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
        "DOMParser", "style=", "setAttribute(\"style\"", "cookie", "onclick=", "javascript:",
        "import(", "@import", "url(",
      ] {
        #expect(!text.contains(word), "\(name) has \(word)")
      }
      let addresses = text.matches(of: /https?:\/\/[^"' ]*/).map { String($0.0) }
        .filter { $0 != "http://www.w3.org/2000/svg" }
      #expect(addresses.isEmpty, "\(name) names \(addresses)")
    }
    #expect(bytes > 50_000)
    // Folds, requests, answers on record and printing took 23 KB; nothing is loaded from elsewhere, so the size costs no
    // time over a network.
    #expect(bytes <= 150_000, "the pages have \(bytes) bytes")
  }

  @Test func librariesNeverPrint() throws {
    for file in try SourceCode.files(under: "Sources")
    where !file.name.hasPrefix("Sources/TributaryCommand/") {
      let prints = file.code.prints
      #expect(!prints, "\(file.name) prints")
    }
  }

  @Test func writersEscapeByScalars() throws {
    for name in Self.writers {
      let code = SourceCode(try Repository.text(Repository.root.appending(path: name)))
      #expect(!code.worksByCharacter, "\(name) works by Character")
    }
  }

  @Test func nothingStopsTheProgram() throws {
    for file in try SourceCode.files(under: "Sources") {
      let stops = file.code.canStopTheProgram
      #expect(!stops, "\(file.name) can stop the program")
    }
  }

  @Test func unsafeCodeStaysInItsPlaces() throws {
    for file in try SourceCode.files(under: "Sources") {
      let name = file.name
      guard !Self.unsafeFiles.contains(name), !name.hasSuffix("Kernel.swift") else { continue }
      let isUnsafe = file.code.isUnsafe
      #expect(!isUnsafe, "\(name) has unsafe code")
    }
  }

  @Test func moneyIsNeverFloatingPoint() throws {
    for folder in [
      "Sources/PaymentGraph", "Sources/Ingest", "Sources/FundTracing", "Sources/Simulation",
    ] {
      for file in try SourceCode.files(under: "Sources")
      where file.name.hasPrefix(folder + "/") && !Self.estimateFiles.contains(file.name)
        && !file.name.hasPrefix("Sources/FundTracing/SharedSinks/Surprise/")
      {
        let floats = file.code.usesFloatingPoint
        #expect(!floats, "\(file.name) uses floating point")
      }
    }
  }

  @Test func filesStayShort() throws {
    for file in try SourceCode.files(under: "Sources") {
      let lines = file.code.lines
      #expect(lines.count <= 400, "\(file.name) has \(lines.count) lines")
    }
  }

  @Test func everyPublicDeclarationIsDocumented() throws {
    for file in try SourceCode.files(under: "Sources")
    where !file.name.hasPrefix("Sources/TributaryCommand/") {
      let lines = file.code.undocumented
      #expect(lines.isEmpty, "\(file.name):\(lines) is public and not documented")
    }
  }

  @Test func commentsOpenWithAVerbOrANoun() throws {
    for file in try SourceCode.files(under: "Sources") {
      let lines = file.code.questionOpenings
      #expect(
        lines.isEmpty,
        "\(file.name):\(lines) opens a comment with a question word or Of")
    }
  }

  @Test func callsHaveLabels() throws {
    for file in try SourceCode.files(under: "Sources") {
      let lines = file.code.manyUnlabelled
      #expect(
        lines.isEmpty, "\(file.name):\(lines) has more than two unlabelled parameters")
    }
  }

  @Test func everyCommandIsInTheReadme() throws {
    let readme = try Repository.text(Repository.root.appending(path: "README.md"))
    for file in try Repository.swiftFiles(under: "Sources/TributaryCommand/Commands") {
      let command = file.deletingPathExtension().lastPathComponent.lowercased()
      #expect(
        readme.contains("tributary \(command)"), "README.md does not show tributary \(command)")
    }
  }

  @Test func diagnosticsHaveFixturesAndDocumentation() throws {
    let source = try Repository.text(
      Repository.root.appending(path: "Sources/Ingest/Problems/DiagnosticCode.swift"))
    let codes = Set(
      source.split(separator: "\n").compactMap { line -> String? in
        // The codes of reject files stand below, in another form.
        guard line.contains("case "), line.contains(" = "), let first = line.firstIndex(of: "\"")
        else { return nil }
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
