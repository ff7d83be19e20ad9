// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that measuring is never part of the product.
let package = Package(
  name: "tracing-rules",
  dependencies: [.package(name: "tributary", path: "../../..")],
  targets: [
    .executableTarget(
      name: "measure", dependencies: [.product(name: "Tributary", package: "tributary")])
  ]
)
