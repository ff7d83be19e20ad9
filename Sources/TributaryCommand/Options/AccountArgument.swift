internal import ArgumentParser
internal import Foundation
internal import Inquiries

/// A selector as it is written: `all`, `role:victim`, keys with commas, or `@file` with one a line.
struct AccountArgument: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    text = argument
  }

  /// Returns the names of the selector: those of its file where it names one.
  func choice(_ files: SelectorFiles) throws -> AccountChoice {
    guard files == .read, text.hasPrefix("@") else { return AccountChoice(text) }
    return AccountChoice(try lines())
  }

  private func lines() throws(CommandFailure) -> [String] {
    let path = String(text.dropFirst())
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) cannot be read (named by \(text))")
    }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap {
      let line = $0.trimmingPrefix(while: \.isWhitespace)
      return line.isEmpty || line.hasPrefix("#") ? nil : String(line)
    }
  }
}
