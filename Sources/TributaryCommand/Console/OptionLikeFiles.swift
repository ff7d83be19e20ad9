internal import ArgumentParser
internal import Foundation

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
