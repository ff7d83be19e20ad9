import Foundation
import PackagePlugin

/// Tells the program from which commit it is built, and with what: `scripts/stamp` before every build.
@main
struct BuildStamp: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let work = context.pluginWorkDirectoryURL
    let folder = work.appending(path: "stamp", directoryHint: .isDirectory)
    let script = context.package.directoryURL.appending(path: "scripts/stamp")
    // Commands run with an empty environment, in which neither git nor swift is found.
    let own = ProcessInfo.processInfo.environment
    let environment = ["PATH": own["PATH"] ?? "/usr/bin:/bin", "SWIFT": own["SWIFT"] ?? "swift"]
    return [
      .prebuildCommand(
        displayName: "Commit and versions", executable: URL(filePath: "/bin/bash"),
        arguments: [script.path(percentEncoded: false), folder.path(percentEncoded: false)],
        environment: environment, outputFilesDirectory: folder)
    ]
  }
}
