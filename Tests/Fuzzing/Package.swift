// swift-tools-version: 6.2
import PackageDescription

// The fuzz target of the reader; `run` builds and starts it. A package of its own, so that the product is
// built without the fuzzer's runtime. It is a library, because libFuzzer brings the entry point: of an
// executable SwiftPM would ask for one of its own.
let package = Package(
  name: "fuzzing",
  products: [.library(name: "ReaderFuzzer", type: .static, targets: ["ReaderFuzzer"])],
  dependencies: [.package(name: "tributary", path: "../..")],
  targets: [
    .target(
      name: "ReaderFuzzer",
      dependencies: [.product(name: "TributaryIngest", package: "tributary")])
  ]
)
