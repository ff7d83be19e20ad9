// swift-tools-version: 6.2
import PackageDescription

// The fuzz target of the reader; `run` builds and starts it. A package of its own, so that the product is
// built without the fuzzer's runtime.
let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "tributary", path: "../..")],
  targets: [
    .executableTarget(
      name: "ReaderFuzzer",
      dependencies: [.product(name: "TributaryIngest", package: "tributary")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])])
  ]
)
