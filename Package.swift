// swift-tools-version: 6.2
import PackageDescription

// Dependencies point towards PaymentGraph; HouseRuleTests compares every
// import with this manifest, because SwiftPM does not.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "tributary",
  products: [
    .library(
      name: "Tributary",
      targets: ["Tributary"]),
    // For those who only read files; the fuzzer of the reader is one of them.
    .library(name: "TributaryIngest", targets: ["PaymentGraph", "Ingest"]),
    .executable(name: "tributary", targets: ["TributaryCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    // Those parts of swift-nio that come from elsewhere: two builds of one commit are made from the same sources.
    .package(url: "https://github.com/apple/swift-atomics", exact: "1.3.0"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
  ],
  targets: [
    // Two instructions of the processor that Swift has no words for; a header.
    .systemLibrary(name: "CInstructions"),
    // The system's library for digests, which uses the processor's instructions for them; a header.
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    // The system's library for packed files; a header.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "Hashing", dependencies: ["CCrypto"], swiftSettings: settings),
    // The system's library for the case file; a header.
    .systemLibrary(
      name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .target(name: "PaymentGraph", swiftSettings: settings),
    .target(
      name: "Ingest",
      dependencies: [
        "CInstructions", "CZlib", "Hashing", "PaymentGraph",
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [
        .embedInCode("Formats/BuiltIn"), .embedInCode("Formats/Tables"),
        .embedInCode("Narrations/Grammars"),
      ],
      swiftSettings: settings),
    .target(
      name: "FundTracing",
      dependencies: [
        "CInstructions", "PaymentGraph", .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: settings),
    .target(
      name: "Patterns",
      dependencies: [
        "PaymentGraph", "FundTracing", .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: settings),
    .target(
      name: "Compromise",
      dependencies: [
        "PaymentGraph", "FundTracing", .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: settings),
    .target(name: "Simulation", dependencies: ["PaymentGraph"], swiftSettings: settings),
    .target(
      name: "Drawing", resources: [.embedInCode("Text/LetterWidths.txt")], swiftSettings: settings),
    .target(name: "Graphviz", dependencies: ["Drawing"], swiftSettings: settings),
    .target(
      name: "Reports",
      dependencies: [
        "PaymentGraph", "FundTracing", "Patterns", "Compromise", "Drawing", "Graphviz", "Hashing",
      ],
      swiftSettings: settings),
    // The formats of other tools.
    .target(
      name: "Exchange",
      dependencies: ["CZlib", "Hashing", "PaymentGraph", "FundTracing", "Reports"],
      swiftSettings: settings),
    // What was loaded, decided, asked and put on record, in one file.
    .target(
      name: "CaseStore", dependencies: ["CSQLite", "Hashing", "PaymentGraph"],
      swiftSettings: settings),
    // What a cluster computes for a question: the job, its start, the extract that it leaves.
    .target(
      name: "Lake", dependencies: ["Hashing", "PaymentGraph"],
      resources: [.embedInCode("Job/tributary_lake.py")], swiftSettings: settings),
    .target(
      name: "Inquiries",
      dependencies: [
        "PaymentGraph", "FundTracing", "Patterns", "Compromise", "Drawing", "Reports", "Lake",
      ],
      swiftSettings: settings),
    // Local pages in a browser; the only target that knows HTTP and sockets.
    .target(
      name: "Explorer",
      dependencies: [
        "PaymentGraph", "FundTracing", "Drawing", "Reports", "Inquiries", "CaseStore",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Atomics", package: "swift-atomics"),
        .product(name: "DequeModule", package: "swift-collections"),
      ],
      resources: [
        .embedInCode("Assets/shell.html"), .embedInCode("Assets/Script"),
        .embedInCode("Assets/Style"),
      ],
      swiftSettings: settings),
    // One import for all questions.
    .target(
      name: "Tributary",
      dependencies: [
        "PaymentGraph", "Ingest", "FundTracing", "Patterns", "Compromise", "Reports", "Inquiries",
        "Exchange",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "TributaryCommand",
      dependencies: [
        "PaymentGraph", "Ingest", "FundTracing", "Patterns", "Compromise", "Drawing", "Graphviz",
        "Hashing", "Reports", "Inquiries", "Lake", "Simulation", "CaseStore", "Explorer",
        "Exchange",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings, plugins: ["BuildStamp"]),
    // Commit and versions, for `--version`.
    .plugin(name: "BuildStamp", capability: .buildTool(), path: "scripts/BuildStamp"),
    // Set-up that all tests share: numbers that are the same in every run, ledgers by hand, runs of the program.
    .target(
      name: "TestSupport", dependencies: ["PaymentGraph", "CZlib"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "DrawingTests", dependencies: ["Drawing"], swiftSettings: settings),
    .testTarget(
      name: "PaymentGraphTests", dependencies: ["PaymentGraph", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "IngestTests", dependencies: ["Ingest", "PaymentGraph", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GraphvizTests", dependencies: ["Drawing", "Graphviz", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "FundTracingTests", dependencies: ["FundTracing", "PaymentGraph", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PatternsTests",
      dependencies: [
        "Patterns", "FundTracing", "PaymentGraph", "TestSupport", "PlantedEvaluation", "Simulation",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CompromiseTests",
      dependencies: [
        "Compromise", "FundTracing", "PaymentGraph", "TestSupport", "PlantedEvaluation",
        "Simulation", .product(name: "BigInt", package: "BigInt"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "FundTracing", "Patterns", "Compromise", "Drawing", "Graphviz", "PaymentGraph",
        "Simulation", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ExchangeTests",
      dependencies: [
        "Exchange", "Ingest", "PaymentGraph", "FundTracing", "Reports", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "InquiriesTests",
      dependencies: [
        "Inquiries", "Reports", "FundTracing", "Patterns", "PaymentGraph", "Ingest", "TestSupport",
        "TributaryCommand",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LakeTests",
      dependencies: [
        "Lake", "Hashing", "Ingest", "PaymentGraph", "TestSupport", "TributaryCommand",
      ],
      swiftSettings: settings),
    // Answers held against the truth of planted cases: a few seeds in the tests, many in
    // `make evaluate`.
    .target(
      name: "PlantedEvaluation",
      dependencies: ["Simulation", "FundTracing", "Patterns", "Compromise", "PaymentGraph"],
      path: "Tests/Planted/Evaluation", swiftSettings: settings),
    .executableTarget(
      name: "evaluate",
      dependencies: [
        "PlantedEvaluation", "Simulation", "FundTracing", "Patterns", "Compromise", "PaymentGraph",
      ],
      path: "Tests/Planted/Run", exclude: ["README.md"], swiftSettings: settings),
    // How long drawing takes: `make bench-diagrams`.
    .executableTarget(
      name: "drawings",
      dependencies: [
        "Simulation", "FundTracing", "Drawing", "Graphviz", "PaymentGraph", "Reports",
      ],
      path: "Tests/Drawings", exclude: ["run", "README.md"], swiftSettings: settings),
    // Killed writers, full disks, two writers, flipped bytes: `make case-faults`.
    .executableTarget(
      name: "casefaults", dependencies: ["CaseStore", "PaymentGraph", "TestSupport"],
      path: "Tests/CaseFaults", swiftSettings: settings),
    // Inputs made by grammars, in one process: `make fuzz-grammars`.
    .executableTarget(
      name: "fuzz",
      dependencies: ["TestSupport", "FundTracing", "Ingest", "PaymentGraph", "Reports"],
      path: "Tests/Fuzzing/Sources/GrammarFuzzer", swiftSettings: settings),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "PlantedEvaluation", "Simulation", "FundTracing", "Ingest", "PaymentGraph", "TestSupport",
      ],
      swiftSettings: settings),
    // The program is run, not imported.
    .testTarget(
      name: "CommandLineTests", dependencies: ["TestSupport", "TributaryCommand", "drawings"],
      swiftSettings: settings),
    .testTarget(
      name: "ReadmeTests",
      dependencies: ["TestSupport", "Tributary", "TributaryCommand"],
      swiftSettings: settings),
    .testTarget(
      name: "CaseStoreTests",
      dependencies: ["CaseStore", "CSQLite", "PaymentGraph", "TestSupport", "casefaults"],
      swiftSettings: settings),
    .testTarget(
      name: "ExplorerTests",
      dependencies: [
        "Explorer", "CaseStore", "Ingest", "PaymentGraph", "Reports", "Inquiries", "TestSupport",
        "TributaryCommand",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "HashingTests", dependencies: ["Hashing", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "HouseRuleTests", dependencies: ["TestSupport"], swiftSettings: settings),
  ]
)
