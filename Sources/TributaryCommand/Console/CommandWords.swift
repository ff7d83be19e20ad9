internal import ArgumentParser
internal import PaymentGraph

/// The check of the words that name a command.
enum CommandWords {
  /// Refuses a word that names no command where a command is due, and suggests the nearest.
  static func check(_ arguments: [String]) throws(CommandFailure) {
    if let refusal = refusal(in: arguments) { throw refusal }
  }

  private static func refusal(in arguments: [String]) -> CommandFailure? {
    var known: [any ParsableCommand.Type] = Tributary.configuration.subcommands
    var path = ["tributary"]
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    for word in words {
      if known.isEmpty || word.hasPrefix("-") { return nil }
      let names = known.map { $0.configuration.commandName ?? "\($0)".lowercased() }
      guard let place = names.firstIndex(of: word) else {
        return refusal(of: word, after: path, names)
      }
      known = known[place].configuration.subcommands
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
