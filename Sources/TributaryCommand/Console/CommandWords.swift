internal import ArgumentParser
internal import Foundation
internal import PaymentGraph

/// The check of the words that name a command.
enum CommandWords {
  /// Refuses a word that names no command where a command is due, and suggests the nearest.
  static func check(_ arguments: [String]) throws(CommandFailure) {
    if let refusal = refusal(in: arguments) { throw refusal }
  }

  private static func refusal(in arguments: [String]) -> CommandFailure? {
    var configuration = Tributary.configuration
    var path = ["tributary"]
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    for word in words {
      let known = configuration.subcommands
      if known.isEmpty || word.hasPrefix("-") { return nil }
      let names = known.map { $0.configuration.commandName ?? "\($0)".lowercased() }
      guard let index = names.firstIndex(of: word) else {
        // Where a command is understood, other words are its files, unless one looks like a mistyped command.
        let isFile =
          FileManager.default.fileExists(atPath: word) || word.contains { "./".contains($0) }
        if configuration.defaultSubcommand != nil,
          isFile || NearMiss.names(near: word, among: names).isEmpty
        {
          return nil
        }
        return refusal(of: word, after: path, names)
      }
      configuration = known[index].configuration
      path.append(word)
    }
    return nil
  }

  private static func refusal(
    of word: String, after path: [String], _ names: [String]
  ) -> CommandFailure {
    let near = NearMiss.names(near: word, among: names)
    var failure = CommandFailure(
      "\(path.joined(separator: " ")) has no command \"\(word)\""
        + (near.isEmpty ? "" : "; similar: \(near.joined(separator: ", "))"),
      status: .wrongUsage)
    failure.help = "\(path.joined(separator: " ")) --help lists the commands"
    return failure
  }
}

/// Files whose names look like options, which a wildcard puts among the arguments.
enum OptionLikeFiles {
  /// Refuses arguments that would be taken for an option and are the names of files in this folder.
  ///
  /// A file called `--rejects=bank.csv` beside `bank.csv` would else overwrite it when `*.csv` is typed.
  static func refuse(in arguments: some Sequence<String>) throws(CommandFailure) {
    for argument in arguments {
      if argument == "--" { return }
      guard argument.utf8.first == UInt8(ascii: "-"), argument.utf8.count > 1,
        FileManager.default.fileExists(atPath: argument)
      else { continue }
      throw CommandFailure(
        "a file in this folder is called \"\(argument)\", which looks like an option; "
          + "write ./\(argument) for the file, or put the files after --")
    }
  }
}

/// Spellings of the version before this one, which work for one version more.
enum FormerSpellings {
  /// Options that have another name today, by command.
  private static let options = [
    (command: ["match"], former: "--hub", today: "--account"),
    (["match"], "--explain", "--transfer"), (["grid"], "--out", "--output"),
    (["profile", "make"], "--out", "--output"),
  ]

  /// Returns the arguments in today's spelling; hints on standard error say what it is.
  static func replaced(in arguments: [String]) throws(CommandFailure) -> [String] {
    var (rest, end) = (arguments, arguments.firstIndex(of: "--") ?? arguments.endIndex)
    if arguments.first == "draw" { rest = try drawing(rest, before: end) }
    if arguments.first == "grid", let index = rest[..<end].firstIndex(of: "--batch") {
      hint("grid --batch FOLDER", "grid FOLDER")
      rest.remove(at: index)
      end -= 1
    }
    for (command, former, today) in options where rest.starts(with: command) {
      for index in rest[..<end].indices where (rest[index] + "=").hasPrefix(former + "=") {
        rest[index] = today + rest[index].dropFirst(former.count)
        hint((command + [former]).joined(separator: " "), today)
      }
    }
    return rest
  }

  /// `draw … --kind sankey` is `draw sankey …` today.
  private static func drawing(
    _ arguments: [String], before end: Int
  ) throws(CommandFailure) -> [String] {
    guard
      let index = arguments[..<end].firstIndex(where: { ($0 + "=").hasPrefix("--kind=") })
    else { return arguments }
    var rest = arguments
    let option = rest.remove(at: index)
    var kind = option.dropFirst("--kind=".count).lowercased()
    if option == "--kind", index < rest.endIndex { kind = rest.remove(at: index).lowercased() }
    let named = rest.dropFirst().first ?? ""
    guard Draw.kinds.contains(kind), !Draw.kinds.contains(named) || named == kind else {
      var failure = CommandFailure(
        Draw.kinds.contains(kind)
          ? "draw \(named) and --kind \(kind) are two pictures"
          : "there is no picture of the kind \"\(kind)\"", status: .wrongUsage)
      failure.help = "the kinds are \(Draw.kinds.joined(separator: ", ")): tributary draw KIND …"
      throw failure
    }
    hint("draw --kind \(kind)", "draw \(kind)")
    if named != kind { rest.insert(kind, at: 1) }
    return rest
  }

  private static func hint(_ former: String, _ today: String) {
    Console.report(
      "hint: \(former) is now written \(today); the next version takes only that\n")
  }
}
