internal import ArgumentParser
internal import Drawing
internal import Graphviz
internal import Hashing

/// The command line: it parses, calls, prints, and computes nothing.
@main
struct Tributary: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tributary",
    abstract:
      "Follow payments from victims through payment services to the accounts where they meet.",
    discussion: """
      A first look:
        tributary check case/*.csv
        tributary sinks case/*.csv
        tributary draw case/*.csv -o flow.svg

      Give any command all CSV files of the case; Tributary recognises each by its header. The canonical \
      CSV needs no mapping: id,time,from,to,amount,currency and more optional columns. An accounts \
      file (account,role,…) names the victims and the payment services (role processor); a claims file (one column, \
      claim) lists the ids of the payments that victims claim.

      A payment service mixes the money of many customers, so a payment is followed through it only \
      along links: an id in the link column, the same reference on both legs, or, graded lower, an \
      amount that fits only one receipt after the service's fee. match shows the links with reasons.

      Answers go to standard output, problems and progress to standard error. Exit status: 0 done; \
      1 done, but some rows were rejected; 2 could not be done; 3 the data can be read in two ways \
      and an option must decide; 64 wrong usage.

      tributary --version --verbose also names the libraries, with their versions.
      """,
    version: Version.line,
    groupedSubcommands: [
      CommandGroup(
        name: "Analysis",
        subcommands: [
          Sinks.self, Reach.self, Path.self, Explain.self, Trace.self, Draw.self, Match.self,
          Patterns.self, Compromise.self, Explore.self,
        ]),
      CommandGroup(
        name: "Data",
        subcommands: [
          Check.self, Accounts.self, Transfers.self, Sums.self, Parties.self, Export.self,
          Grid.self, Profile.self, Extract.self, InputHelp.self,
        ]),
      CommandGroup(
        name: "Case file",
        subcommands: [
          Load.self, Decide.self, Note.self, Tag.self, Undo.self, Log.self, Verify.self,
          Report.self,
        ]),
      CommandGroup(name: "Simulation", subcommands: [Simulate.self]),
    ])

  static func main() async {
    Console.prepare()
    // What scripts ask before anything else needs no parser, which takes longer than all the rest of it.
    if let version = Version.answer(to: Array(CommandLine.arguments.dropFirst())) {
      Console.write(version + "\n")
      return
    }
    do {
      try OptionLikeFiles.refuse(in: CommandLine.arguments.dropFirst())
      let arguments = try FormerSpellings.replaced(in: Array(CommandLine.arguments.dropFirst()))
      try CommandWords.check(arguments)
      var command = try parseAsRoot(arguments)
      if var ofCase = command as? any AsyncParsableCommand {
        try await ofCase.run()
      } else if let question = CaseQuestion(command, arguments: arguments) {
        try await question.run()
      } else {
        try command.run()
      }
      Console.finish()
    } catch let status as ExitCode {
      Console.finish()
      exit(withError: status)
    } catch let error as CommandFailure {
      Console.fail(error)
    } catch {
      Console.finish()
      // Help that is asked for is an answer; everything else is reported as errors are.
      guard exitCode(for: error) != .success else { exit(withError: error) }
      Console.fail(usageFailure(error))
    }
  }

  /// Converts the parser's message about wrong usage to the style of all errors.
  private static func usageFailure(_ error: any Error) -> CommandFailure {
    var lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let end = lines.firstIndex {
      $0.hasPrefix("Usage: ") || $0.hasPrefix("  See '") || $0.hasPrefix("Help: ")
    }
    let usage = end.map { Array(lines[$0...]) } ?? []
    lines = end.map { Array(lines[..<$0]) } ?? lines
    var failure = CommandFailure(
      lines.filter { !$0.isEmpty }.joined(separator: " ").replacing("Error: ", with: ""),
      status: .wrongUsage)
    let command = usage.joined(separator: " ").firstMatch(of: /See '([^']+)'/)?.1
    failure.help = command.map { "\($0) explains the usage" }
    return failure
  }
}

/// The answer to `--version`: a report that must be repeated needs the program that made it.
enum Version {
  static let current = "0.1.0"

  /// The version with the commit that the program was built from.
  static let line = "tributary \(current) (commit \(BuildFacts.commit))"

  /// The line, and below it the versions of all that the program is made of or uses.
  ///
  /// Libraries of the machine are asked as they are now; Graphviz and cairo are loaded for it.
  static var full: String {
    var parts = [("Swift", BuildFacts.toolchain)]
    parts += BuildFacts.dependencies.map { ($0.name, $0.version) }
    parts.append(("libcrypto", SHA256.libraryVersion))
    parts.append(("Graphviz", GraphvizRenderer.libraryVersion ?? "not installed"))
    parts += DrawingRenderer.libraryVersions.map { ($0.name, $0.version ?? "not installed") }
    return ([line] + parts.map { "\($0.0): \($0.1)" }).joined(separator: "\n")
  }

  /// The answer to arguments that ask for the version and nothing else; nil for all others.
  static func answer(to arguments: [String]) -> String? {
    switch arguments {
    case ["--version"], ["version"]: line
    case ["--version", "--verbose"], ["--verbose", "--version"], ["version", "--verbose"]: full
    default: nil
    }
  }
}
